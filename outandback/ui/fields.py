"""Questions that several rooms ask in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms
from django.http import QueryDict

ZERO_TO_TEN = [("", "Skip"), *((str(n), str(n)) for n in range(11))]


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
