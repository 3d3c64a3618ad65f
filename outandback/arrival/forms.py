from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.fields import EmailField
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.db import transaction
from django.utils import timezone

from outandback.gate.actions import use_invitation
from outandback.gate.http import counted, network_of
from outandback.gate.queries import Spot
from outandback.people.forms import AN_EMAIL, SignUpForm, say
from outandback.people.http import see
from outandback.rules.guessing import Door

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .http import Admission


def count_try(request: Any) -> None:
    """Each form that is sent counts: on the invitation, or on the network where none is needed."""
    admission: Admission = request.admission
    by = Spot(Door.SIGN_UP, admission.name) if admission.name else network_of(request)
    with counted(by):
        pass


class InvitedForm(SignUpForm):
    """With an invitation, which is used up by whoever it lets in."""

    def clean_email(self) -> str:
        count_try(context.request)
        email: str = super().clean_email()
        return email

    def save(self, request: HttpRequest) -> Any:
        admission: Admission = request.admission  # type: ignore[attr-defined]  # the view's own
        with transaction.atomic():
            if admission.host and not use_invitation(admission.host, timezone.now()):
                raise ImmediateHttpResponse(see("account_signup"))
            return super().save(request)


class AddressForm(forms.Form):
    """Where mail is set up, the address comes first: the answer is the same for all of them."""

    email = EmailField()

    def __init__(self, request: Any, *args: Any) -> None:
        super().__init__(*args)
        self.request = request
        say(self.fields["email"], "E-mail", required=AN_EMAIL, invalid=AN_EMAIL)

    def clean_email(self) -> str:
        count_try(self.request)
        return str(self.cleaned_data["email"]).lower()
