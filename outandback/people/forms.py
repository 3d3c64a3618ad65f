from __future__ import annotations

import hmac
from secrets import SystemRandom
from typing import TYPE_CHECKING, Any

from allauth.account.forms import (
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondStepAgain
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils import timezone

from outandback.gate.actions import TooSoon, note_try
from outandback.gate.http import counted, network_of
from outandback.gate.queries import Spot, account_of, host_invitation
from outandback.rules.guessing import Door
from outandback.ui.fields import AddressField, CodeField, Form, Typed, ZoneField
from outandback.vault import codes, seal
from outandback.vault.strength import TOO_LONG
from outandback.vault.stretching import LONGEST

from . import queries
from .http import spot_of
from .models import Called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

WHAT_IT_DOES = (
    "At least 15 characters. Four or more plain words is good. It signs you in and seals your "
    "writing. Nobody can reset it."
)
OPENS = "Opens your account and your sealed pages."
AN_EMAIL = "Write an e-mail address, like robin@example.org."
WHERE = "Say where you are, so that times are right. A city or a country is enough."
SAY_IT = "Write your passphrase."
USED_OR_OLD = "This invitation has been used, or is more than three days old. Ask for a new one."
OTHER_GROUP = "That isn’t what the sheet says."


def short_enough(passphrase: str) -> None:
    if len(passphrase) > LONGEST:
        raise forms.ValidationError(TOO_LONG)


def say(field: forms.Field, label: str, hint: str = "", **errors: str) -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages.update(errors)


def take_address(form: forms.Form, name: str) -> None:
    """An address as it was typed or pasted: its field reads it as people mean it."""
    field = AddressField(max_length=254, widget=form.fields[name].widget)
    say(field, "E-mail", required=AN_EMAIL, invalid=AN_EMAIL)
    form.fields[name] = field


class SignUpForm(SignupForm):
    zone = ZoneField("Where are you?", missing=WHERE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_address(self, "email")
        say(self.fields["password1"], "A passphrase", WHAT_IT_DOES, required=SAY_IT)


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_address(self, "login")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        say(self.fields["password"], "Passphrase", OPENS, required=SAY_IT)
        self.fields["password"].validators.append(short_enough)


class ResetForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_address(self, "email")

    def clean(self) -> dict[str, Any] | None:
        with counted(network_of(context.request)):
            return super().clean()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Whoever asks again and again gets no more mails; the link of the last one is still good,
        and the page says the same."""
        email: str = self.cleaned_data["email"]
        try:
            note_try(Spot(Door.MAIL, account_of(email)), timezone.now())
        except TooSoon:
            return email
        return str(super().save(request, **kwargs))


class NewPassphraseForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        hint = "At least 15 characters. Four or more plain words is good."
        say(self.fields["password1"], "A new passphrase", hint, required=SAY_IT)


class AgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["password"], "Passphrase", required=SAY_IT)
        self.fields["password"].validators.append(short_enough)


class SecondStepForm(AuthenticateForm):
    code = CodeField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))

    def clean_code(self) -> str:
        with counted(spot_of(context.request, Door.SECOND_STEP, self.user.email)) as right:
            code: str = super().clean_code()
            right()
        return code


class AuthenticatorForm(ActivateTOTPForm):
    code = CodeField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))


class SecondStepAgainForm(SecondStepForm, SecondStepAgain):
    """The same, to show once more that it is still you."""


class HostForm(Form):
    who = forms.ChoiceField(
        label="Who runs this server?",
        required=False,
        choices=(("me", "I do"), ("partner", "My partner"), ("other", "Someone else")),
        widget=forms.RadioSelect,
    )
    name = Typed(
        label="What is that person called?",
        help_text="Everyone who starts here sees this name.",
        max_length=80,
        widget=forms.TextInput(attrs={"class": "own", "autocomplete": "off"}),
        error_messages={"required": "Write a name, or skip this for now."},
    )


class CalledForm(Form):
    name = Typed(
        label="What are you called?",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "own", "autocomplete": "given-name"}),
        error_messages={"required": "Write what you are called."},
    )
    by_children = Typed(
        label="What do children call you?",
        help_text="If there are any.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "own", "autocomplete": "off"}),
    )

    def said(self) -> Called:
        return Called(self.cleaned_data["name"], self.cleaned_data["by_children"])


class JoinForm(Form):
    """An invitation's code. Of wrong ones no network tries many at a time."""

    code = Typed(
        label="The code of your invitation",
        help_text="It looks like ABCD-EFGH and so on. Capitals and dashes don’t matter.",
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Write the code, or open the link that you were given."},
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request

    def clean_code(self) -> str:
        code = written_code(self.cleaned_data["code"])
        with counted(network_of(self.request, Door.CODE)) as right:
            at = timezone.now()
            self.from_host = bool(host_invitation(code, at))
            if not self.from_host and queries.who_invites(code, self.request.user, at) is None:
                raise forms.ValidationError(USED_OR_OLD)
            right()
        return code


class SheetForm(Form):
    """Two groups of a recovery sheet, typed back from the paper that they were written on."""

    def __init__(self, proofs: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.proofs = proofs
        for number in proofs:
            self.fields[f"group{number}"] = _group_field(number)

    def clean(self) -> dict[str, Any]:
        for number, proof in self.proofs.items():
            typed = self.cleaned_data.get(f"group{number}")
            if typed and not hmac.compare_digest(_proof(number, typed), proof):
                self.add_error(f"group{number}", OTHER_GROUP)
        return self.cleaned_data


def two_groups(written: str) -> dict[str, str]:
    """Which two groups of a code to ask back, and how to know them: never the groups themselves."""
    groups = written.split("-")
    whole = [number for number, group in enumerate(groups, 1) if len(group) == len(groups[0])]
    asked = sorted(SystemRandom().sample(whole, 2))
    return {str(number): _proof(str(number), groups[number - 1]) for number in asked}


def written_code(text: str) -> str:
    """An invitation's code as it was given, or what was typed where it is none."""
    try:
        return codes.written(codes.read(text, codes.INVITE_BYTES))
    except codes.MistypedCode:
        return text


def _group_field(number: str) -> forms.CharField:
    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return Typed(
        label=f"Group {number}",
        max_length=40,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": f"Type group {number} as the sheet has it."},
    )


def _proof(number: str, group: str) -> str:
    signs = codes.signs_of(group)
    key = seal.derive(settings.BOOT_SECRET, "sheet")
    return hmac.digest(key, f"{number} {signs}".encode(), "sha256").hex()
