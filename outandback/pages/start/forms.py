from __future__ import annotations

import hmac
from secrets import SystemRandom
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.cares.context import options
from outandback.pages.parts.start.forms import name_field
from outandback.rooms.comfort.content import sentences
from outandback.rooms.comfort.models import CareAnswer, WhoseLeaves
from outandback.rooms.people.models import Called, Ease
from outandback.rules.cares import Care
from outandback.ui.fields import Form, NumberField, Typed, several, zero_to_ten
from outandback.ui.limits import PERSON_NAME
from outandback.vault import codes, seal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.forms import BoundField


HOURS_A_WEEK = 168
WHOLE_HOURS = _("Write a whole number of hours, from 0 to 168, or leave it out.")


class EaseForm(Form):
    """The first questions. Each may be passed."""

    longest = forms.ChoiceField(
        label=_("How long away is easy for you?"),
        required=False,
        choices=(
            ("ten minutes", _("Ten minutes")),
            ("an hour", _("An hour")),
            ("an evening", _("An evening")),
            ("a day", _("A day")),
            ("a night", _("A night")),
        ),
    )
    comes_with = several(
        _("What do you feel when you go?"),
        (
            ("guilt", _("Guilt")),
            ("relief", _("Relief")),
            ("worry about home", _("Worry about home")),
            ("nothing much", _("Nothing much")),
        ),
    )
    guilt = zero_to_ten(_("How strong is guilt, usually?"))
    wish = forms.ChoiceField(
        label=_("How much time of your own would you like?"),
        required=False,
        choices=sentences.WISHES,
    )
    wish_hours = NumberField(
        label=_("About how many hours of your own a week?"),
        help_text=_("If you can say it as a number."),
        required=False,
        min_value=0,
        max_value=HOURS_A_WEEK,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WHOLE_HOURS),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    together = forms.ChoiceField(
        label=_("How much time together would you like?"),
        required=False,
        choices=sentences.WISHES,
    )

    def said(self) -> Ease | None:
        """None where everything was passed."""
        typed = self.cleaned_data
        wishes = {name: typed[name] for name in ("guilt", "wish", "together", "wish_hours")}
        said = Ease(typed["longest"], tuple(typed["comes_with"]), **wishes)
        return None if said == Ease() else said


class FirstComfortForm(Form):
    """All five cares at once: what is easy, and what to talk about first. Most stays unticked."""

    def __init__(self, *args: Any, side: WhoseLeaves, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.side = side
        for care in Care:
            choices = options(care, side)
            self.fields[f"easy_{care}"] = several(gettext("Easy"), choices)
            self.fields[f"talk_{care}"] = several(gettext("Talk first"), choices)

    @property
    def cares(self) -> list[tuple[Care, str, str, BoundField, BoundField]]:
        said = {care: (str(sentences.TITLES[care]), str(sentences.ASKS[care])) for care in Care}
        return [(care, *said[care], self[f"easy_{care}"], self[f"talk_{care}"]) for care in Care]

    def voice(self, today: date) -> dict[Care, CareAnswer]:
        """What was ticked twice is to be talked about; a care without a tick was passed."""
        said = {care: self._levels(care) for care in Care}
        return {
            care: CareAnswer(levels, on=today.isoformat())
            for care, levels in said.items()
            if levels
        }

    def _levels(self, care: Care) -> dict[str, str]:
        easy = dict.fromkeys(self.cleaned_data[f"easy_{care}"], "easy")
        return easy | dict.fromkeys(self.cleaned_data[f"talk_{care}"], "talk")


OTHER_GROUP = _("That isn’t what the sheet says. Look again.")


class HostForm(Form):
    who = forms.ChoiceField(
        label=_("Who runs this server?"),
        required=False,
        choices=(
            ("me", _("I do")),
            ("partner", _("My partner")),
            ("other", _("Someone else")),
        ),
        widget=forms.RadioSelect,
    )
    name = Typed(
        label=_("What is that person called?"),
        help_text=_("Everyone who starts here sees this name, and so does whoever can’t sign in."),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "own", "autocomplete": "off"}),
        error_messages={"required": _("Write a name, or leave this for now.")},
    )


class CalledForm(Form):
    name = name_field()
    by_children = Typed(
        label=_("What do children call you?"),
        help_text=_("If there are any."),
        max_length=PERSON_NAME,
        required=False,
        widget=forms.TextInput(attrs={"class": "own", "autocomplete": "off"}),
    )

    def said(self) -> Called:
        return Called(self.cleaned_data["name"], self.cleaned_data["by_children"])


class SheetForm(Form):
    """Two groups of a recovery sheet, typed back from the paper that they were written on."""

    def __init__(self, proofs: Mapping[str, str], data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.proofs = proofs
        for number in proofs:
            self.fields[f"group{number}"] = _group_field(number)

    def clean(self) -> dict[str, object]:
        for number, proof in self.proofs.items():
            typed = self.cleaned_data.get(f"group{number}")
            if typed and not hmac.compare_digest(_proof(number, typed), proof):
                self.add_error(f"group{number}", OTHER_GROUP)
        return self.cleaned_data


def two_groups(written: str) -> dict[str, str]:
    """Which two groups of a code to ask back, and how to know them: never the groups themselves."""
    groups = written.split("-")
    whole = [number for number, group in enumerate(groups, 1) if len(group) == len(groups[0])]
    asked = sorted(SystemRandom().sample(whole, 2))
    return {str(number): _proof(str(number), groups[number - 1]) for number in asked}


def _group_field(number: str) -> forms.CharField:
    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    missing = gettext("Type group {number} as the sheet has it.").format(number=number)
    return Typed(
        label=gettext("Group {number}").format(number=number),
        max_length=40,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": missing},
    )


def _proof(number: str, group: str) -> str:
    signs = codes.signs_of(group)
    key = seal.derive(settings.BOOT_SECRET, "sheet")
    return hmac.digest(key, f"{number} {signs}".encode(), "sha256").hex()
