from __future__ import annotations

from django import forms

from outandback.rooms.giving.content import sentences
from outandback.ui.fields import Typed

MOST_LETTERS = 80
SENTENCE = tuple(sentences.PART_OF_A_SENTENCE)


class Blank(Typed):
    """A word or two inside a sentence."""

    def __init__(self, name: str) -> None:
        label = sentences.PART_OF_A_SENTENCE[name]
        quiet = {"autocomplete": "off", "autocapitalize": "none", "size": "8", "dir": "auto"}
        widget = forms.TextInput(attrs={"aria-label": label, **quiet})
        super().__init__(label=label, required=False, max_length=MOST_LETTERS, widget=widget)
