from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.comeback.content import sentences
from outandback.rooms.comeback.models import Decision, HomeAnswers
from outandback.ui.fields import Form, Words, several, zero_to_ten

if TYPE_CHECKING:
    from django.http import QueryDict

    from outandback.rooms.away.models import Moment
    from outandback.rooms.comeback.models import KeptMoment


WORDS = ("joy", "reassurance")
REST = ("closeness", "energy", "guilt", *WORDS)


class CheckInForm(Form):
    """How a leave was. Guilt is asked of the one who was out; sharing needs someone else."""

    felt = zero_to_ten(sentences.ASKED["felt"])
    closeness = zero_to_ten(sentences.ASKED["closeness"])
    energy = zero_to_ten(sentences.ASKED["energy"])
    guilt = zero_to_ten(sentences.ASKED["guilt"])
    joy = Words(label=sentences.JOY, help_text=sentences.JOY_HINT)
    reassurance = Words(label=sentences.REASSURANCE, help_text=sentences.REASSURANCE_HINT)
    # Where earlier answers stand in the form: one that is emptied then is passed.
    again = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, *given: Any, was_out: bool, share_with: str, **options: Any) -> None:
        super().__init__(*given, **options)
        if not was_out:
            del self.fields["guilt"]
        if share_with:
            self.fields["share"] = self._sharing_with(share_with)
        else:
            del self.fields["reassurance"]

    def _sharing_with(self, name: str) -> forms.Field:
        asked = [
            (asked, sentences.SHORT[asked]) for asked in sentences.SHORT if asked in self.fields
        ]
        return several(str(sentences.SHARE).format(name=name), asked, sentences.SHARE_HINT)

    @property
    def answers(self) -> HomeAnswers:
        given: dict[str, Any] = {
            field.name: self.cleaned_data.get(field.name) for field in fields(HomeAnswers)
        }
        return HomeAnswers(**{**given, **{name: given[name] or "" for name in WORDS}})

    @property
    def says_anything(self) -> bool:
        """Whether anything was answered, ticked or written."""
        return any(given not in (None, "", []) for given in self.cleaned_data.values())

    @property
    def rest_open(self) -> bool:
        """Where what is folded has something to put right, or comes back as it was typed."""
        return self._comes_back(*REST)

    @property
    def share_open(self) -> bool:
        return self._comes_back("share")

    def _comes_back(self, *names: str) -> bool:
        asked = [self[name] for name in names if self.is_bound and name in self.fields]
        return any(one.errors or one.value() for one in asked)

    @property
    def shared(self) -> HomeAnswers:
        chosen = set(self.cleaned_data.get("share", []))
        if "joy" in chosen and self.cleaned_data["joy"]:
            chosen.add("reassurance")
        return HomeAnswers(**{asked: self.cleaned_data[asked] for asked in chosen})


def what_to_do(choices: sentences.Offered) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("What to do with it"), choices=choices, required=False)


class MomentForm(Form):
    """What to do with one moment: keep it unless said otherwise."""

    what = what_to_do(sentences.CHOICES)
    weight = forms.ChoiceField(
        label=_("Light or tender?"), choices=sentences.WEIGHTS, required=False
    )
    words = Words(label=_("Add the words now"))

    def __init__(
        self,
        posted: QueryDict | None = None,
        *,
        moment: Moment,
        paired: bool,
        kept: KeptMoment | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(posted, prefix=str(moment.pk), initial=initial)
        self.moment, self.kept = moment, kept
        self.brought = posted.getlist(self.add_prefix("along")) if posted else []
        if not paired:
            self.fields["what"] = what_to_do(sentences.ALONE)
            del self.fields["weight"]
        elif along := [one for one in sentences.ALONG if self._may_go_along(one[0])]:
            self.fields["along"] = several(gettext("What goes along"), along)

    def _may_go_along(self, what: str) -> bool:
        """What there is of the moment; while it is sealed, what was chosen before."""
        return self.kept.has(what) if self.kept else what in self.brought

    @property
    def decision(self) -> Decision:
        given = self.cleaned_data
        what, weight = given["what"] or "keep", given.get("weight") or "light"
        return Decision(self.moment, what, weight, given["words"], given.get("along", ()))

    @classmethod
    def of(cls, kept: KeptMoment, paired: bool, posted: QueryDict | None = None) -> MomentForm:
        later = kept.chosen is not None and kept.chosen.what == "later"
        what = "later" if later else (kept.waits_to if paired else "") or "keep"
        start: dict[str, object] = {
            "what": what,
            "weight": "light",
            "along": [name for name, _ in sentences.ALONG],
        }
        return cls(posted, moment=kept.moment, paired=paired, kept=kept, initial=start)

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        wordless = self.kept is not None and not self.kept.text
        told = given.get("words") or given.get("along")
        if given.get("what") == "tell" and wordless and not told:
            self.add_error("words", sentences.NO_WORDS_YET)
        return given
