from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.ui.fields import Typed
from outandback.ui.limits import PERSON_NAME


def name_field() -> Typed:
    """What somebody is called: asked with signing up, and changed in the settings."""
    return Typed(
        label=_("What are you called?"),
        max_length=PERSON_NAME,
        widget=forms.TextInput(attrs={"class": "own", "autocomplete": "given-name"}),
        error_messages={"required": _("Write what you are called.")},
    )
