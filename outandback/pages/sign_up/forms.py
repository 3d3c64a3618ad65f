from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.fields import EmailField
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outandback.pages.parts.passphrase.forms import SignInForm, SignUpForm, take_address
from outandback.pages.parts.start.forms import name_field
from outandback.rooms.gate.actions import use_invitation
from outandback.rooms.gate.queries import Spot, account_of
from outandback.rooms.people.queries import holds_sheet
from outandback.rules.folding import folded
from outandback.rules.rate_limits import GuessedSecret
from outandback.ui.fields import Form, Typed
from outandback.vault import passphrase_hash
from outandback.web.rate_limits import counted, network_of
from outandback.web.redirects import see

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .context import Admission


OTHER_WORD = _("No waiting phone or browser shows that word. Look again.")
NOT_TOGETHER = _("These don’t go together. Look for letters that are easy to mix up.")


def count_try(request: Any) -> None:
    """Each form that is sent counts: on the invitation, or on the network where none is needed."""
    admission: Admission = request.admission
    by = Spot(GuessedSecret.SIGN_UP, admission.name) if admission.name else network_of(request)
    with counted(by):
        pass


class InvitedForm(SignUpForm):
    """Who somebody is, on one page. An invitation is used up by whoever it lets in."""

    name = name_field()

    def clean_email(self) -> str:
        count_try(context.request)
        email: str = super().clean_email()
        return email

    def save(self, request: HttpRequest) -> Any:
        admission: Admission = request.admission  # type: ignore[attr-defined]  # the view's own
        with passphrase_hash.turn(), transaction.atomic():
            if admission.host and not use_invitation(admission.host, timezone.now()):
                raise ImmediateHttpResponse(see("account_signup"))
            return super().save(request)


class KnockForm(forms.Form):
    email = EmailField()

    def __init__(self, request: Any, *args: Any) -> None:
        super().__init__(*args)
        self.request = request
        take_address(self, "email")

    def clean(self) -> dict[str, object]:
        with counted(network_of(self.request)):
            return self.cleaned_data


class WordForm(Form):
    word = Typed(
        label=_("Which word does the new screen show?"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Type the word that it shows.")},
    )

    def clean_word(self) -> str:
        return folded(self.cleaned_data["word"])


class SheetSignInForm(SignInForm):
    """With the recovery sheet in hand a passphrase is tried apart from everybody's outside. The
    sheet alone signs nobody in, and it stays good."""

    code = Typed(
        label=_("The code from your sheet"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Type the code from your sheet: nine groups.")},
    )

    def clean(self) -> Any:
        if self.errors:
            return self.cleaned_data
        with counted(network_of(self.request)) as right:
            if not holds_sheet(self.cleaned_data["login"], self.cleaned_data["code"]):
                raise forms.ValidationError(NOT_TOGETHER)
            right()
        self.request.sheet_of = account_of(self.cleaned_data["login"])
        return super().clean()  # type: ignore[no-untyped-call]  # the library has no types


class AddressForm(forms.Form):
    """Where mail is set up, the address comes first: the answer is the same for all of them."""

    email = EmailField()

    def __init__(self, request: Any, *args: Any) -> None:
        super().__init__(*args)
        self.request = request
        take_address(self, "email")

    def clean_email(self) -> str:
        count_try(self.request)
        return str(self.cleaned_data["email"])
