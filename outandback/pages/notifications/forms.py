from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from outandback.net.errors import Refused
from outandback.rooms.notify.content import sentences
from outandback.rooms.notify.models import Address
from outandback.rooms.notify.push_service import LONGEST_URL, target_of
from outandback.ui.fields import Form, HourField
from outandback.ui.wall_times import a_day
from outandback.vault.web_push import phone_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def an_hour(label: StrOrPromise) -> HourField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    told = {"invalid": sentences.NO_TIME}
    return HourField(label=label, required=False, widget=widget, error_messages=told)


class NotificationsForm(Form):
    wording = forms.ChoiceField(
        label=sentences.WORDING,
        choices=sentences.OFFERED,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), sentences.CHOOSE),
    )
    mail = forms.BooleanField(label=_("Send the sentence by mail, too"), required=False)
    quiet_from = an_hour(_("Quiet from"))
    quiet_to = an_hour(_("Quiet until"))

    reasons = sentences.REASONS

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        if (typed.get("quiet_from") is None) != (typed.get("quiet_to") is None):
            empty = "quiet_to" if typed.get("quiet_to") is None else "quiet_from"
            if empty not in self.errors:
                self.add_error(empty, sentences.BOTH_TIMES)
        return typed


class SeasonForm(Form):
    """No reason is asked, and the day is optional."""

    until = a_day(sentences.UNTIL)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self.today:
            raise forms.ValidationError(sentences.LATER)
        return until


class PhoneForm(Form):
    """A browser's own address, as its script hands it on."""

    endpoint = forms.CharField(max_length=LONGEST_URL, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=100, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        try:
            target_of(endpoint, settings.PUSH_HOSTS)
        except Refused:
            raise forms.ValidationError(sentences.NO_PHONE) from None
        return endpoint

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        try:
            phone_of(typed.get("p256dh", ""), typed.get("auth", ""))
        except ValueError:
            raise forms.ValidationError(sentences.NO_PHONE) from None
        return typed

    def address(self) -> Address:
        return Address(**self.cleaned_data)
