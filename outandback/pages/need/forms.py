from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from outandback.rooms.quiet.content import sentences
from outandback.ui.fields import Form, some_words
from outandback.ui.limits import LONG

if TYPE_CHECKING:
    pass


DIALLED = re.compile(r"^[+\d][\d\s().\-/]*\d[\d\s().\-/]*$", re.ASCII)


class NeedForm(Form):
    """What “I need you” is for."""

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = some_words(_("When we use it"), LONG)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if not words:
            raise forms.ValidationError(sentences.NO_AGREEMENT_WORDS)
        return words


class NumberForm(Form):
    """Where to be rung. Empty takes it away."""

    number = some_words(_("Your number"), 40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].validators.append(RegexValidator(DIALLED, sentences.NO_NUMBER))
        widget = self.fields["number"].widget
        widget.input_type, widget.attrs["autocomplete"] = "tel", "off"
