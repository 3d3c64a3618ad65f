"""Opening keys with a passphrase: on the page for it, or in the middle of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from outandback.rooms.account import actions
from outandback.rooms.account.content import sentences
from outandback.rooms.calendars.actions import take_in
from outandback.rooms.gate.actions import TooSoon
from outandback.rooms.gate.content.sentences import too_many
from outandback.rooms.people.queries import host_name
from outandback.rules.rate_limits import GuessedSecret
from outandback.vault import actions as vault
from outandback.vault import queries as vault_queries
from outandback.vault.models import Tier
from outandback.web.form_writer import is_from_writer
from outandback.web.rate_limits import spot_of
from outandback.web.redirects import next_or
from outandback.web.requests import PersonRequest, as_person_request, is_background

from .forms import OpeningForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest

    from outandback.vault.keyset import Keyset

OF_THE_DOOR = {"csrfmiddlewaretoken", "writer", "passphrase", "door", "next"}


class OpenHereMiddleware:
    """Keys are opened before the view of a form that asks for the passphrase beside its own fields.

    A redirect that repeats the post would do, but beside a service worker WebKit loses the fields.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, plain: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        request = as_person_request(plain)
        door = "p" if request.POST.get("door") == "p" else "s"
        if not asks_to_open(request, door):
            return None
        form = OpeningForm(request.POST)
        keyset = keys_behind(request, form, door) if form.is_valid() else None
        if keyset is None:
            return opening_page(request, form, door)
        open_unlocks(request, keyset, private=door == "p")
        return None


def asks_to_open(request: PersonRequest, door: str) -> bool:
    """Where a form names its own address to go on at, and the keys for it are closed."""
    if request.method != "POST" or request.POST.get("resume") != request.get_full_path():
        return False
    is_open = request.keyring.room_open if door == "p" else request.keyring.everyday_open
    typed = bool(request.POST.get("passphrase")) and not is_open
    return typed and is_from_writer(request) and not is_background(request)


def carried_along(request: HttpRequest) -> list[tuple[str, str]]:
    """What was in a form when a door was opened in the middle of it; nothing where there is none.

    A hidden tab shuts the private room, so a form that wants it open opens it from where it is.
    """
    if "resume" not in request.POST:
        return []
    kept = (pair for pair in request.POST.lists() if pair[0] not in OF_THE_DOOR)
    return [(name, str(value)) for name, values in kept for value in values]


def opening_page(request: PersonRequest, form: Form, door: str) -> HttpResponse:
    facts = {"door": door, "next": next_or(request, "today"), "carried": carried_along(request)}
    host, replaced = host_name(), _key_is_replaced(request)
    return page(request, "opening", form, host=host, replaced=replaced, **facts)


def page(request: PersonRequest, name: str, form: Form, **facts: object) -> HttpResponse:
    """A page, or the same page again with what is to be put right."""
    facts["form"] = form
    return render(request, f"settings/{name}.html", facts, status=422 if form.errors else 200)


def keys_behind(request: PersonRequest, form: Form, door: str = "") -> Keyset | None:
    """What a passphrase opens; where it opens nothing, the form says why."""
    typed = form.cleaned_data["passphrase"]
    spot = spot_of(request, GuessedSecret.PASSPHRASE, str(request.user.email))
    try:
        keyset = actions.open_with_passphrase(spot, request.user, typed, timezone.now())
        if keyset.everyday or door != "s":
            return keyset
        form.add_error("passphrase", sentences.NO_KEY)
    except TooSoon as soon:
        form.add_error("passphrase", too_many(soon.wait))
    except vault.NotOpened:
        old = request.user.check_password(typed)
        form.add_error("passphrase", sentences.STILL_LOCKED if old else sentences.WRONG)
    return None


def open_unlocks(request: PersonRequest, keyset: Keyset, private: bool) -> None:
    request.session.cycle_key()
    request.unlocks.open(Tier.SIGNED_IN, keyset)
    if private:
        request.unlocks.open(Tier.PRIVATE, keyset)
        actions.join_vault(request.user, request.keyring)
    take_in(request.user, request.membership, request.keyring)


def _key_is_replaced(request: PersonRequest) -> bool:
    keyring, person = request.keyring, request.user.pk
    return keyring.everyday_open and vault_queries.own_key_is_replaced(person, keyring.keyset)
