from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms

from outandback.pages.parts.calendar_account.forms import a_password, a_user, an_address
from outandback.rooms.calendars.content import sentences
from outandback.rooms.calendars.models import Named, Source
from outandback.ui.fields import Form, Typed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NAME = 60


def a_name() -> Typed:
    told = {"required": sentences.NO_NAME}
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return Typed(label=sentences.CALLED, max_length=NAME, widget=widget, error_messages=told)


def a_file() -> forms.FileField:
    told = dict.fromkeys(("required", "empty", "missing"), sentences.NO_FILE)
    widget = forms.FileInput(attrs={"accept": ".ics,text/calendar"})
    return forms.FileField(label=sentences.FILE, widget=widget, error_messages=told)


class BringInForm(Form):
    """A calendar to bring in. `form_id` names it, so that one form makes one."""

    kind: str
    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = a_name()

    @cached_property
    def source(self) -> Source:
        """One and the same, also where no form named it."""
        return Source(pk=self.cleaned_data["form_id"] or uuid4(), kind=self.kind)

    @property
    def named(self) -> Named:
        typed = self.cleaned_data
        return Named(typed["name"], typed.get("address", ""), typed.get("user", ""))

    @property
    def secret(self) -> str:
        return str(self.cleaned_data.get("password", ""))


class FileForm(BringInForm):
    kind = Source.SourceKind.FILE
    file = a_file()

    @cached_property
    def raw(self) -> bytes:
        return bytes(self.cleaned_data["file"].read())


class SubscriptionForm(BringInForm):
    kind = Source.SourceKind.ADDRESS
    address = an_address()


class AccountForm(SubscriptionForm):
    kind = Source.SourceKind.ACCOUNT
    user = a_user()
    password = a_password()


FORMS: dict[str, type[BringInForm]] = {
    one.kind: one for one in (FileForm, SubscriptionForm, AccountForm)
}


class SourceForm(Form):
    """What may be said of a calendar that is there: its name, and whether the other sees of it."""

    name = a_name()
    shared = forms.BooleanField(required=False)

    def __init__(self, *args: Any, share_with: StrOrPromise, **options: Any) -> None:
        """`share_with`: empty where there is nobody."""
        super().__init__(*args, **options)
        if share_with:
            self.fields["shared"].label = str(sentences.SHARE).format(name=share_with)
        else:
            del self.fields["shared"]
