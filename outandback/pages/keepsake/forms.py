from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.span.forms import SpanForm
from outandback.ui.fields import Typed


class KeepsakeForm(SpanForm):
    """Its title travels in a body and rests nowhere but on the paper."""

    title = Typed(
        label=_("A title, if you like"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    leave = forms.UUIDField(required=False, widget=forms.HiddenInput)
    pair = forms.UUIDField(required=False, widget=forms.HiddenInput)
