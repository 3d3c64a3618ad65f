from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from outandback.ui.fields import AddressField, ZoneField
from outandback.vault.passphrase_hash import LONGEST
from outandback.vault.passphrase_strength import too_long

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHAT_IT_DOES = _(
    "At least 15 characters. Four or more plain words is good. It signs you in and seals your "
    "writing. Nobody can reset it."
)


OPENS = _("Opens your account and your sealed pages.")
AN_EMAIL = _("Write an e-mail address, like robin@example.org.")
WHERE = _("Say where you are, so that times are right. A city or a country is enough.")
SAY_IT = _("Write your passphrase.")


def short_enough(passphrase: str) -> None:
    if len(passphrase) > LONGEST:
        raise forms.ValidationError(too_long())


def say(
    field: forms.Field, label: StrOrPromise, hint: StrOrPromise = "", **errors: StrOrPromise
) -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages.update(errors)


def take_address(form: forms.Form, name: str) -> None:
    """An address as it was typed or pasted: its field reads it as people mean it."""
    field = AddressField(max_length=254, widget=form.fields[name].widget)
    say(field, _("E-mail"), required=AN_EMAIL, invalid=AN_EMAIL)
    form.fields[name] = field


class SignUpForm(SignupForm):
    zone = ZoneField(_("Where are you?"), missing=WHERE)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        take_address(self, "email")
        say(self.fields["password1"], _("A passphrase"), WHAT_IT_DOES, required=SAY_IT)


class SignInForm(LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        take_address(self, "login")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        say(self.fields["password"], _("Passphrase"), OPENS, required=SAY_IT)
        self.fields["password"].validators.append(short_enough)
