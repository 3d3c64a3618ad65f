from __future__ import annotations

from typing import Any

from django import forms

from outandback.net.targets import LONGEST_URL
from outandback.rooms.calendars.content import sentences
from outandback.ui.fields import Tidied, Typed

USER, PASSWORD = 200, 200
PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class WebAddressField(Tidied, Typed):
    """As people copy it: with spaces around, or without its scheme."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace(" ", "")


def an_address() -> WebAddressField:
    widget = forms.TextInput(attrs={**PLAIN, "inputmode": "url"})
    told = {"required": sentences.NO_ADDRESS}
    return WebAddressField(
        label=sentences.ADDRESS, max_length=LONGEST_URL, widget=widget, error_messages=told
    )


def a_user() -> Typed:
    told = {"required": sentences.NO_USER}
    widget = forms.TextInput(attrs=PLAIN)
    return Typed(label=sentences.USER, max_length=USER, widget=widget, error_messages=told)


def a_password() -> forms.CharField:
    told = {"required": sentences.NO_PASSWORD}
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=sentences.PASSWORD,
        max_length=PASSWORD,
        strip=False,
        widget=widget,
        error_messages=told,
    )
