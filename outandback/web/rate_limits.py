from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from outandback.rooms.gate.actions import TooSoon, forgive, note_try
from outandback.rooms.gate.content import sentences
from outandback.rooms.gate.queries import (
    GuessOrigin,
    Spot,
    account_of,
    hashed_account,
    knock_behind,
)
from outandback.rooms.people.queries import device_known_as
from outandback.rules.rate_limits import GuessedSecret, Reach

from .cookies import DEVICE_COOKIE, KNOCK_COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime


@contextmanager
def counted(*spots: Spot) -> Iterator[Callable[[], None]]:
    """Around a try. What it gives is called where the try was right.

    Raises ValidationError, with how long to wait, before anything is tried.
    """
    at = timezone.now()
    try:
        for spot in spots:
            note_try(spot, at)
    except TooSoon as soon:
        raise ValidationError(sentences.too_many(soon.wait), code="too_soon") from None
    yield partial(_forgive_all, spots, at)


def network_of(request: HttpRequest, door: GuessedSecret = GuessedSecret.NETWORK) -> Spot:
    """Where tries are counted that are nobody's: by the address that they come from."""
    return Spot(door, get_ip(request))


def place_let_in(request: HttpRequest, email: str) -> GuessOrigin | None:
    """Of a device that a known one said yes to, or of somebody with the recovery sheet in hand."""
    found = knock_behind(request.COOKIES.get(KNOCK_COOKIE, ""), timezone.now())
    if found and found.admitted_at and found.account == hashed_account(email):
        return GuessOrigin(Reach.OWN, found.pk.hex)
    with_sheet = getattr(request, "sheet_of", "") == account_of(email)
    return GuessOrigin(Reach.SHEET) if with_sheet else None


def _forgive_all(spots: tuple[Spot, ...], at: datetime) -> None:
    for spot in spots:
        forgive(spot, at)


def spot_of(request: HttpRequest, door: GuessedSecret, email: str) -> Spot:
    """Where a try at somebody's door is counted: a device that is known as theirs by itself."""
    device = device_known_as(email, request.COOKIES.get(DEVICE_COOKIE, ""))
    if device is not None:
        return Spot(door, account_of(email), GuessOrigin(Reach.OWN, device.pk.hex))
    inside = request.user.is_authenticated and request.user.email == email
    place = place_let_in(request, email) or GuessOrigin(Reach.INSIDE if inside else Reach.OUTSIDE)
    return Spot(door, account_of(email), place)
