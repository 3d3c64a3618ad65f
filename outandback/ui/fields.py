"""Questions that several rooms ask in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms
from django.http import QueryDict

NOT_SENT = "This hadn’t been sent yet. Everything is here as you wrote it: send it once more."
ZERO_TO_TEN = [("", "Skip"), *((str(n), str(n)) for n in range(11))]


class HeldData(QueryDict):
    """What was typed in a form that could not be taken in, for its page to show again."""

    @classmethod
    def of(cls, fields: Iterable[tuple[str, Iterable[str]]]) -> HeldData:
        held = cls("", mutable=True)
        for name, values in fields:
            held.setlist(name, list(values))
        return held


class Form(forms.Form):
    """A form of this house. What is held shows all that was typed, and is not taken for sent."""

    def full_clean(self) -> None:
        super().full_clean()
        if isinstance(self.data, HeldData):
            self.add_error(None, NOT_SENT)


def zero_to_ten(label: str) -> forms.TypedChoiceField:
    """0 to 10, or passed. Nothing is chosen to begin with."""
    return forms.TypedChoiceField(
        label=label, choices=ZERO_TO_TEN, coerce=int, required=False, empty_value=None
    )


def several(label: str, choices: Iterable[tuple[str, str]] = (), hint: str = "") -> forms.Field:
    """Any of these, or none."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
    )


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """What this page has to choose from, where it is not the same on each."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def as_seen_now(posted: QueryDict, version: int, name: str = "seen") -> QueryDict:
    """What was typed, on a page that now shows the other version too: the next press knows it."""
    typed = posted.copy()
    typed[name] = str(version)
    return typed
