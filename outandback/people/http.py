from __future__ import annotations

import hmac
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

from outandback.gate.http import place_let_in
from outandback.gate.queries import Place, Spot, account_of
from outandback.rules.guessing import Reach
from outandback.ui.addresses import can_be_got, is_here, page_near
from outandback.ui.fields import words_in
from outandback.vault.keyring import Closed

from .models import Membership, Person
from .pins import KeysChanged
from .queries import (
    Parted,
    device_known_as,
    is_unclaimed,
    lives_apart,
    name_of,
    own_name,
    pair_key_is_missing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Concatenate, ParamSpec

    from django.forms import BaseForm

    from outandback.rules.guessing import Door
    from outandback.vault.keyring import Keyring

    from .doors import Doors

    Rest = ParamSpec("Rest")


INVITATION_COOKIE = settings.COOKIE_PREFIX + "ob_i"
DEVICE_COOKIE = settings.COOKIE_PREFIX + "ob_d"
HOST_COOKIE = settings.COOKIE_PREFIX + "ob_h"
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")
UNCLAIMED = "unclaimed"
KEYS_CHANGED = (
    "The keys on the other side have changed since you compared the four words. "
    '<a href="{}">Compare them again</a> before you share anything.'
)
PARTED = "You have left the pair, so this was not sent. It stays here for you to copy."
SEALED_MEANWHILE = "This was sealed while you were writing. Open it again, then send this."
CLAIM = settings.HOST_CLAIM.encode()
INVITATION_SECONDS = 3600
DEVICE_SECONDS = 400 * 86400


# Sixteen letters that make no word and no number, whatever stands beside them on a page.
LETTERS = "bcdfghjklmnpqrst"
MARK_BYTES = 16


class SignedOut(Exception):
    """A form came from somebody who is not signed in here, or not any more."""


class PersonRequest(HttpRequest):
    """A request as views for signed-in people see it."""

    user: Person
    mine: Membership | None
    partner: Membership | None
    keyring: Keyring
    doors: Doors


class SeeOther(HttpResponseRedirect):
    """After a post: look there instead."""

    status_code = 303


class NotTaken(SeeOther):
    """After a post that came too late. What was written in it is shown, else where this leads."""


def signed_in(
    view: Callable[Concatenate[PersonRequest, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """Only for whoever is signed in. A form of somebody else's is not taken for theirs."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not is_from_writer(request):
            raise SignedOut
        if not request.user.is_authenticated:
            return ask_to_sign_in(page_near(request, request.get_full_path()))
        return view(cast(PersonRequest, request), *args, **kwargs)

    asked.for_persons = True  # type: ignore[attr-defined]  # a function holds what is put on it
    return cast("Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]", asked)


def ask_to_sign_in(then: str) -> HttpResponseBase:
    return redirect_to_login(then, reverse("account_login"))


def is_for_persons(view: object) -> bool:
    """Whether an address asks for signing in."""
    return getattr(view, "for_persons", False)


def mark_of_writer(person: UUID) -> str:
    """Goes along with each form: whose words it will bring, also when they are signed out."""
    proof = salted_hmac("who wrote a form", person.hex, algorithm="sha256").digest()
    return "".join(LETTERS[b >> 4] + LETTERS[b & 15] for b in person.bytes + proof[:MARK_BYTES])


def writer_named(request: HttpRequest) -> UUID | None:
    """Whose page a form came from, as the server wrote it there."""
    given = request.POST.get("writer", "")
    if len(given) != 4 * MARK_BYTES or not set(given) <= set(LETTERS):
        return None
    halves = [LETTERS.index(letter) for letter in given[: 2 * MARK_BYTES]]
    raw = bytes(high << 4 | low for high, low in zip(halves[::2], halves[1::2], strict=True))
    named = UUID(bytes=raw)
    return named if constant_time_compare(given, mark_of_writer(named)) else None


def is_from_writer(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated) and (
        writer_named(request) in {None, request.user.pk}
    )


def asks_for_part(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of a page."""
    return "HX-Request" in request.headers


def is_background(request: HttpRequest) -> bool:
    """Whether a script asks, so that no page of this answer will be seen."""
    accepted = request.headers.get("Accept", "*/*")
    # beside a service worker Firefox sends a page's request in the mode of a script's
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and "*/*" in accepted
    return asks_for_part(request) or not (is_page or "text/html" in accepted)


def carries_invitation(request: HttpRequest) -> bool:
    """An invitation's code travels in the browser's cookie, never in a session kept here."""
    return INVITATION_COOKIE in request.COOKIES


def asked_again(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A form that comes back with something to put right says so in its status."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return answered


def carry_invitation(response: HttpResponse, code: str) -> HttpResponse:
    keep_cookie(response, INVITATION_COOKIE, code, INVITATION_SECONDS)
    return response


def drop_invitation(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(INVITATION_COOKIE, samesite="Lax")
    return response


def spot_of(request: HttpRequest, door: Door, email: str) -> Spot:
    """Where a try at somebody's door is counted: a device that is known as theirs by itself."""
    device = device_known_as(email, request.COOKIES.get(DEVICE_COOKIE, ""))
    if device is not None:
        return Spot(door, account_of(email), Place(Reach.OWN, device.pk.hex))
    inside = request.user.is_authenticated and request.user.email == email
    place = place_let_in(request, email) or Place(Reach.INSIDE if inside else Reach.OUTSIDE)
    return Spot(door, account_of(email), place)


def is_host(request: HttpRequest) -> bool:
    """Whoever sits at this machine, where it serves itself alone; elsewhere who holds the link that
    the start printed."""
    if settings.AT_HOME and not any(name in request.META for name in FORWARDED):
        return True
    return hmac.compare_digest(request.COOKIES.get(HOST_COOKIE, "").encode(), CLAIM)


def note_claimed() -> None:
    """The next start has no link to print."""
    if not is_unclaimed():
        (settings.DATA / UNCLAIMED).unlink(missing_ok=True)


def remember_device(response: HttpResponse, token: str) -> None:
    keep_cookie(response, DEVICE_COOKIE, token, DEVICE_SECONDS)


def see(name: str) -> SeeOther:
    return SeeOther(reverse(name))


def see_without_pair(request: HttpRequest, name: str) -> SeeOther:
    """Where only a pair has something to do. Raises Parted for a form, whose words are kept."""
    if request.method == "POST":
        raise Parted
    return see(name)


def next_or(request: HttpRequest, fallback: str) -> str:
    """Where the page before wanted to go on to, if that is here; else the address of a name."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fits = is_here(request, wanted) and can_be_got(wanted)
    return wanted if fits else reverse(fallback) if fallback else ""


def redirect_to_opening(request: HttpRequest, door: str) -> SeeOther:
    """Ask for the passphrase, then come back to this page. What a form brings is carried along."""
    if request.method == "POST":
        raise Closed
    return ask_for_keys(request, door)


def require_words_open(request: PersonRequest) -> None:
    """Raises Closed: the middleware asks for the passphrase, and comes back to this page."""
    if not request.keyring.everyday_open:
        raise Closed


def may_keep(request: PersonRequest, form: BaseForm) -> bool:
    """Words can't be sealed without a key: what was typed stays on the page meanwhile."""
    if form.is_valid() and not request.keyring.everyday_open:
        form.add_error(None, SEALED_MEANWHILE)
    return form.is_valid()


def ask_for_keys(request: HttpRequest, door: str) -> SeeOther:
    query = urlencode({"door": door, "next": page_near(request, request.get_full_path())})
    return SeeOther(f"{reverse('opening')}?{query}")


def say_key_is_missing(request: HttpRequest) -> HttpResponse:
    """What was written stands on the page, to be taken along from there."""
    typed = words_in(request.POST.lists())
    return render(request, "people/key_missing.html", {"typed": typed}, status=409)


@contextmanager
def unless_keys_changed(*forms: BaseForm) -> Iterator[None]:
    """Around sharing: where it is refused, the first form says why, with all that was typed."""
    try:
        yield
    except KeysChanged:
        forms[0].add_error(None, format_html(KEYS_CHANGED, reverse("pair-words")))
    except Parted:
        forms[0].add_error(None, PARTED)


def who_is_asking(request: HttpRequest) -> dict[str, object]:
    """For every page: the two names and inks, whether they live apart, whether words are open."""
    keyring = getattr(request, "keyring", None)
    if keyring is None or not request.user.is_authenticated:
        return {}
    asking = cast(PersonRequest, request)
    return {
        "partner": asking.partner,
        "partner_ink": asking.partner.ink if asking.partner else "",
        "partner_name": SimpleLazyObject(lambda: name_of(keyring, asking.partner)),
        "apart": SimpleLazyObject(lambda: lives_apart(keyring, asking.mine)),
        "own_name": SimpleLazyObject(lambda: own_name(keyring, asking.user)),
        "words_open": keyring.everyday_open,
        "pair_key_missing": pair_key_is_missing(asking.mine, keyring),
        "form_writer": SimpleLazyObject(lambda: mark_of_writer(asking.user.pk)),
    }


def keep_cookie(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, seconds, secure=secure, httponly=True, samesite="Lax")
