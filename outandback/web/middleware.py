from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.middleware import SessionMiddleware
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from outandback.rooms.people import actions
from outandback.rooms.people.queries import Parted, both_sides, knows_device, pair_keys_lag
from outandback.rooms.people.sessions import is_no_more, is_to_be_prolonged
from outandback.ui.languages import speak
from outandback.vault.keyring import Closed, KeyMissing, Keyring
from outandback.vault.models import Tier

from .cookies import DEVICE_COOKIE, remember_device
from .key_checks import say_key_is_missing
from .redirects import ask_for_keys, see
from .requests import PersonRequest, as_person_request
from .unlocks import BACKGROUND, Unlocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class LateMiddleware(SessionMiddleware):
    """Using a session prolongs it, once a day; the keys that are open in it have their own end.

    A page's script may have asked before its session got another key, and be answered after.
    That answer must not take the cookies of the new session away.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not is_no_more(request.session):
            person = getattr(request, "user", None)
            signed_in = person and person.is_authenticated and BACKGROUND not in request.headers
            if signed_in and is_to_be_prolonged(request.session):
                request.session.modified = True
            return super().process_response(request, response)
        patch_vary_headers(response, ("Cookie",))
        return response


class PairMiddleware:
    """Puts who is asking on the request: both sides of their pair, and the open keys."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = as_person_request(plain)
        request.membership = request.partner = None
        request.carry_token = request.stands_at = ""
        request.keyring, request.unlocks = Keyring(), Unlocks(request, timezone.now())
        if request.user.is_authenticated:
            speak(request.user.language)
            timezone.activate(request.user.zone)
            request.membership, request.partner = both_sides(request.user)
            request.keyring = request.unlocks.keyring(request.user)
            settle_pair_keys(request)
            mine = request.membership
            request.keyring.keep_past_pairs_in_the_room(mine.pair_id if mine else None)
        response = self.get_response(request)
        request.unlocks.write_cookies(response)
        know_this_device(request, response)
        timezone.deactivate()
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A view that needs a key that is not open asks for the passphrase first. What somebody who
        has left meanwhile said without words is not done."""
        if isinstance(problem, Parted):
            return see("today")
        if not isinstance(problem, Closed):
            return None
        if isinstance(problem, KeyMissing):
            return say_key_is_missing(request)
        return ask_for_keys(
            request, "p" if as_person_request(request).keyring.everyday_open else "s"
        )


def know_this_device(request: PersonRequest, response: HttpResponse) -> None:
    """A browser in which this person's keys were opened is known from then on."""
    token = request.COOKIES.get(DEVICE_COOKIE, "")
    if not (request.unlocks.fresh and request.user.is_authenticated):
        return
    if not (token and knows_device(request.user, token)):
        remember_device(response, actions.know_device(request.user, request.unlocks.at))


def settle_pair_keys(request: PersonRequest) -> None:
    """A pair newer than this session's keys, or one become single, is caught up with once."""
    mine, keyring = request.membership, request.keyring
    if mine and keyring.everyday_open and pair_keys_lag(mine, keyring):
        actions.catch_up_with_pair(request.user, mine, keyring)
        request.unlocks.widen(Tier.SIGNED_IN, keyring.keyset)
