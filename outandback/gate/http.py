from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ValidationError
from django.utils import timezone

from outandback.rules.guessing import Door

from .actions import TooSoon, forgive, note_try
from .content import en
from .queries import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.http import HttpRequest


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
        raise ValidationError(en.too_many(soon.wait), code="too_soon") from None
    yield partial(_forgive_all, spots, at)


def network_of(request: HttpRequest, door: Door = Door.NETWORK) -> Spot:
    """Where tries are counted that are nobody's: by the address that they come from."""
    return Spot(door, get_ip(request))


def _forgive_all(spots: tuple[Spot, ...], at: datetime) -> None:
    for spot in spots:
        forgive(spot, at)
