from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext

from outandback.pages.parts.cares.context import options
from outandback.rooms.comfort.content import sentences
from outandback.rooms.comfort.models import CareAnswer, OneSide, WhoseLeaves
from outandback.rules.cares import LENGTHS, OPTIONS, Care
from outandback.rules.comfort_proposals import STEPS, filled_in
from outandback.ui.fields import Form, Typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.forms import BoundField

    from outandback.rules.comfort_proposals import ProposedStep

LONG = 2000


class ShowingForm(Form):
    """All of it or none, in one tap; care by care it is said in the form of a care."""

    show = forms.ChoiceField(choices=[("all", "all"), ("none", "none")])


class ProposedForm(Form):
    """Which step one’s own leaves propose. Only a page that worked it out sends it."""

    step = forms.ChoiceField(choices=[(key, key) for key in STEPS], widget=forms.HiddenInput)

    @property
    def proposed(self) -> ProposedStep | None:
        return STEPS[self.cleaned_data["step"]] if self.is_valid() else None


@dataclass(frozen=True)
class SideOfForm:
    """The half of a care's form that is about one's own leaves, or about the other's."""

    side: WhoseLeaves
    levels: list[BoundField]
    words: BoundField
    share: BoundField | None
    seen: BoundField


class CareForm(Form):
    """One care, for one's own leaves and the other's: each option, words, and whether to share."""

    def __init__(self, *args: Any, care: Care, share_with: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.care = care
        for side in WhoseLeaves:
            self._ask(side, share_with)
        if care is Care.TIME:
            self.fields["step"] = forms.ChoiceField(
                choices=[("", ""), *((key, key) for key in STEPS)],
                required=False,
                widget=forms.HiddenInput,
            )

    @property
    def decided(self) -> ProposedStep | None:
        """The step that this form was filled in from, if it was."""
        return STEPS.get(self.cleaned_data.get("step", ""))

    def _ask(self, side: WhoseLeaves, share_with: str) -> None:
        for option, label in options(self.care, side):
            self.fields[f"{side}_{option}"] = forms.ChoiceField(
                label=label, choices=sentences.LEVELS, required=False
            )
        self.fields[f"{side}_words"] = Typed(
            label=gettext("In your own words"),
            max_length=LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"{side}_seen"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=0
        )
        if share_with:
            self.fields[f"{side}_share"] = forms.BooleanField(
                label=gettext("Show this to {name}").format(name=share_with), required=False
            )

    @property
    def sides(self) -> list[SideOfForm]:
        return [
            SideOfForm(
                side,
                [self[f"{side}_{option}"] for option in OPTIONS[self.care]],
                self[f"{side}_words"],
                self[f"{side}_share"] if f"{side}_share" in self.fields else None,
                self[f"{side}_seen"],
            )
            for side in WhoseLeaves
        ]

    @property
    def shares_something(self) -> bool:
        return any(map(self._shares, WhoseLeaves))

    def both_sides(self, today: date) -> list[OneSide]:
        return [
            OneSide(side, self._said(side, today), self._seen(side), self._shares(side))
            for side in WhoseLeaves
        ]

    def _said(self, side: WhoseLeaves, today: date) -> CareAnswer:
        typed = self.cleaned_data
        answers = {option: typed[f"{side}_{option}"] for option in OPTIONS[self.care]}
        levels = {option: level for option, level in answers.items() if level}
        return CareAnswer(levels, typed[f"{side}_words"], today.isoformat())

    def _seen(self, side: WhoseLeaves) -> int:
        return self.cleaned_data[f"{side}_seen"] or 0

    def _shares(self, side: WhoseLeaves) -> bool:
        return bool(self.cleaned_data.get(f"{side}_share"))


def answered(
    side: WhoseLeaves, said: CareAnswer | None, version: int, shared: bool
) -> Mapping[str, object]:
    """One side of a care as its form shows it again."""
    levels = said.levels if said else {}
    return {
        **{f"{side}_{option}": level for option, level in levels.items()},
        f"{side}_words": said.words if said else "",
        f"{side}_seen": version,
        f"{side}_share": shared,
    }


def with_step(answers: Mapping[str, object], step: ProposedStep) -> dict[str, object]:
    """Answers of the form of time as they are with a step that was proposed."""
    said = {option: str(answers.get(f"{step.side}_{option}", "")) for option in LENGTHS}
    filled = filled_in({option: level for option, level in said.items() if level}, step)
    return {"step": step.key, **{f"{step.side}_{option}": filled[option] for option in filled}}
