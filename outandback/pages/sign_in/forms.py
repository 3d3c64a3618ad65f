from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ReauthenticateForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondStepAgain
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext

from outandback.pages.parts.passphrase.forms import SAY_IT, say, short_enough, take_address
from outandback.rooms.gate.actions import TooSoon, note_try
from outandback.rooms.gate.queries import Spot, account_of
from outandback.rules.rate_limits import GuessedSecret
from outandback.ui.fields import CodeField
from outandback.web.rate_limits import counted, network_of, spot_of

if TYPE_CHECKING:
    from django.http import HttpRequest


class ResetForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_address(self, "email")

    def clean(self) -> dict[str, object] | None:
        with counted(network_of(context.request)):
            return super().clean()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Whoever asks again and again gets no more mails; the link of the last one is still good,
        and the page says the same."""
        email: str = self.cleaned_data["email"]
        try:
            note_try(Spot(GuessedSecret.MAIL, account_of(email)), timezone.now())
        except TooSoon:
            return email
        return str(super().save(request, **kwargs))


class NewPassphraseForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        hint = gettext("At least 15 characters. Four or more plain words is good.")
        say(self.fields["password1"], gettext("A new passphrase"), hint, required=SAY_IT)


class AgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["password"], gettext("Passphrase"), required=SAY_IT)
        self.fields["password"].validators.append(short_enough)


class SecondStepForm(AuthenticateForm):
    code = CodeField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))

    def clean_code(self) -> str:
        with counted(spot_of(context.request, GuessedSecret.SECOND_STEP, self.user.email)) as right:
            code: str = super().clean_code()
            right()
        return code


class AuthenticatorForm(ActivateTOTPForm):
    code = CodeField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))


class SecondStepAgainForm(SecondStepForm, SecondStepAgain):
    """The same, to show once more that it is still you."""
