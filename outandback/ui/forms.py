"""The form that shows every kind of asking on the parts page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BEADS = [("", _("Skip")), *((str(i), str(i)) for i in range(11))]
COMPANY = [
    ("none", _("Nobody")),
    ("own", _("My own friends")),
    ("new", _("People I have yet to meet")),
]
CARES = [("day", _("A weekday")), ("end", _("The weekend"))]
ENDINGS = [("now", _("“This pair has ended.”")), ("later", _("Nothing for 7 days"))]
LEVELS = [
    ("easy", _("Easy")),
    ("talk", _("Talk first")),
    ("not", _("Not for now")),
    ("", _("No answer")),
]
WRONG = {"guilt": "11", "company": "", "evening": "often"}
ANSWERED = {"back": "21:00", "guilt": "7", "company": "own", "ending": "now", "days": ["end"]}
ANSWERED |= {"hour": "easy", "evening": "talk", "night": "not", "longer": ""}


def _levels(words: StrOrPromise) -> forms.ChoiceField:
    told = {"invalid_choice": _("Choose one of the three, or leave it.")}
    return forms.ChoiceField(
        label=words,
        choices=LEVELS,
        widget=forms.RadioSelect,
        required=False,
        error_messages=told,
    )


class PartsForm(forms.Form):
    back = forms.TimeField(
        label=_("Back by"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={
            "required": _("Say when you will be back. A guess is fine; you can move it.")
        },
    )
    meaning = forms.CharField(
        label=_("What is it for?"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    passphrase = forms.CharField(
        label=_("Passphrase"),
        widget=forms.PasswordInput,
        required=False,
        help_text=_("Opens your room."),
    )
    place = forms.ChoiceField(label=_("Where you live"), choices=[("uk", _("United Kingdom"))])
    guilt = forms.ChoiceField(
        label=_("How much guilt do you feel?"),
        choices=BEADS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose from 0 to 10, or skip it.")},
    )
    company = forms.ChoiceField(
        label=_("Who will you be with?"),
        choices=COMPANY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you will be with.")},
    )
    days = forms.MultipleChoiceField(
        label=_("Which days?"),
        choices=CARES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ending = forms.ChoiceField(
        label=_("What Ellis will see"), choices=ENDINGS, widget=forms.RadioSelect, required=False
    )
    hour, night = _levels(_("An hour")), _levels(_("A day and a night"))
    longer = _levels(_("Longer"))
    evening = _levels(_("A whole evening, or an afternoon that may turn into one"))
    sure = forms.BooleanField(label=_("I have written it down"), required=False)
