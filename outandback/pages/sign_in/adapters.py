"""Where sign-in meets the vault."""

from __future__ import annotations

from base64 import b64decode, b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.calendars.actions import take_in
from outandback.rooms.gate.queries import ANYWHERE
from outandback.rooms.people.actions import hold_invited_keys, say_name
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.models import Called, Person
from outandback.rooms.people.queries import Parted
from outandback.rules.rate_limits import GuessedSecret
from outandback.ui.addresses import absolute, can_be_got, host_name
from outandback.vault import actions as vault
from outandback.vault import passphrase_hash, seal
from outandback.vault.keyring import Keyring
from outandback.vault.models import Tier
from outandback.vault.server_key import open_as_server, seal_for_server
from outandback.web.cookies import carries_invitation
from outandback.web.host_claim import note_claimed
from outandback.web.key_checks import note_passphrases
from outandback.web.rate_limits import counted, network_of, spot_of
from outandback.web.requests import as_person_request

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

NOBODY = UUID(int=0)
SIGN_IN_SECRETS = "sign-in secrets"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "That e-mail and passphrase don’t go together. Check for capital letters and try again."
        ),
        "incorrect_password": _("That didn’t open it. Check for capital letters and try again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
        "email_taken": _("There is an account with that e-mail here already. Sign in instead."),
    }

    def new_user(self, request: HttpRequest) -> Person:
        return Person(joined_on=timezone.now().date())

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        with passphrase_hash.turn(), transaction.atomic():
            user.zone = form.cleaned_data["zone"]
            super().save_user(request, user, form, commit)
            keyset = vault.found_vault(user.pk, form.cleaned_data["password1"], timezone.now())
            say_name(user, Keyring(user.pk, keyset), Called(form.cleaned_data["name"]))
        unlocks = as_person_request(request).unlocks
        unlocks.open(Tier.SIGNED_IN, keyset)
        unlocks.open(Tier.PRIVATE, keyset)  # its passphrase was typed this minute
        note_claimed()
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """`authenticate` has counted this try, and counts those of each device apart."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        spot = spot_of(request, GuessedSecret.PASSPHRASE, credentials["email"])
        crowd = [network_of(request)] if spot.place == ANYWHERE else []
        with counted(*crowd, spot) as right:
            person: Any = super().authenticate(request, **credentials)
            if person is not None:
                right()
                self._open_everyday(request, person, credentials.get("password", ""))
        return person

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        email = cast(Person, user).email
        found = self.authenticate(context.request, email=email, password=password)
        return bool(found == user)

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """What was read of one's calendars meanwhile is one's own from the first page on, and the
        other's where it is shared."""
        unlocks = as_person_request(request).unlocks
        keyset = unlocks.opened.get(Tier.SIGNED_IN)
        keyring = Keyring(user.pk, keyset) if keyset else unlocks.keyring(user)
        with suppress(KeysChanged, Parted):  # the next page says so
            take_in(user, user.current, keyring)
        return super().post_login(request, user, **how)

    def set_password(self, user: Any, password: str) -> None:
        """A reset restores sign-in. What the old passphrase sealed stays sealed."""
        super().set_password(user, password)
        vault.lock_everywhere(user.pk)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start-partner")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("join-consent") if carries_invitation(request) else reverse("today")

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = super().get_reset_password_from_key_url(key)
        return absolute(urlsplit(path).path, context.request)

    def is_safe_url(self, url: str) -> bool:
        """Signing in leads on to a page here; an address that only takes forms is none."""
        return bool(super().is_safe_url(url)) and can_be_got(url)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Pages say what happened themselves."""

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Nothing about an account leaves the app by itself."""

    def _open_everyday(self, request: HttpRequest, person: Person, passphrase: str) -> None:
        try:
            keyset = vault.open_with_passphrase(person.pk, passphrase)
        except vault.NotOpened:
            note_passphrases(request, two=True)
            return
        note_passphrases(request, two=False)
        keyset = hold_invited_keys(person, Keyring(person.pk, keyset))
        as_person_request(request).unlocks.open(Tier.SIGNED_IN, keyset)


class MfaAdapter(DefaultMFAAdapter):
    """Authenticator secrets rest under the server key: a file beside the database, not in it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code didn’t open it. Wait for the next one, then try again."),
    }

    def encrypt(self, text: str) -> str:
        return b64encode(seal_for_server(SIGN_IN_SECRETS, _place(), text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = b64decode(encrypted_text)
        return open_as_server(SIGN_IN_SECRETS, _place(), sealed).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: object) -> str:
        return gettext("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": host_name(context.request), "name": "Out and Back"}


def _place() -> seal.EnvelopePlace:
    return seal.EnvelopePlace("mfa_authenticator", "data", NOBODY, NOBODY, 1)
