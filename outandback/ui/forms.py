"""The form that shows every kind of asking on the parts page."""

from __future__ import annotations

from django import forms

BEADS = [("", "Skip"), *((str(i), str(i)) for i in range(11))]
COMPANY = [("none", "Nobody"), ("own", "My own friends"), ("new", "People I have yet to meet")]
CARES = [("day", "A weekday"), ("end", "The weekend")]
ENDINGS = [("now", "“This pair has ended.”"), ("later", "Nothing for 7 days")]
LEVELS = [("easy", "Easy"), ("talk", "Talk first"), ("not", "Not for now"), ("", "No answer")]
WRONG = {"guilt": "11", "company": "", "evening": "often"}
ANSWERED = {"back": "21:00", "guilt": "7", "company": "own", "ending": "now", "days": ["end"]}
ANSWERED |= {"hour": "easy", "evening": "talk", "night": "not", "longer": ""}


def _levels(words: str) -> forms.ChoiceField:
    told = {"invalid_choice": "Choose one of the three, or leave it."}
    return forms.ChoiceField(
        label=words,
        choices=LEVELS,
        widget=forms.RadioSelect,
        required=False,
        error_messages=told,
    )


class PartsForm(forms.Form):
    back = forms.TimeField(
        label="Back by",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": "Say when you will be back. A guess is fine; you can move it."},
    )
    meaning = forms.CharField(
        label="What is in it for you?", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    passphrase = forms.CharField(
        label="Passphrase", widget=forms.PasswordInput, required=False, help_text="Opens your room."
    )
    place = forms.ChoiceField(label="Where you live", choices=[("uk", "United Kingdom")])
    guilt = forms.ChoiceField(
        label="How much guilt is coming with you?",
        choices=BEADS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose from 0 to 10, or skip it."},
    )
    company = forms.ChoiceField(
        label="Who will you be with?",
        choices=COMPANY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who you will be with."},
    )
    days = forms.MultipleChoiceField(
        label="Which days?",
        choices=CARES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ending = forms.ChoiceField(
        label="What Ellis will see", choices=ENDINGS, widget=forms.RadioSelect, required=False
    )
    hour, night, longer = (_levels(words) for words in ("An hour", "A day and a night", "Longer"))
    evening = _levels("A whole evening, or an afternoon that may turn into one")
    sure = forms.BooleanField(label="I have written it down", required=False)
