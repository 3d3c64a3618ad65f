from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.gate.queries import words_at
from outandback.rooms.people.queries import device_known_as
from outandback.web.cookies import DEVICE_COOKIE

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.web.requests import PersonRequest


def somebody_asks(request: PersonRequest, at: datetime) -> bool:
    """Whether a new device waits for a yes of this person's, who is asked on a known one alone."""
    email = str(request.user.email)
    if not (request.user.under_way and words_at(email, at)):
        return False
    return device_known_as(email, request.COOKIES.get(DEVICE_COOKIE, "")) is not None
