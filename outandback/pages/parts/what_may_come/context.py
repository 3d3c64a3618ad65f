from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.pages.parts.free_hours.context import next_for_two
from outandback.rooms.afterwards import queries
from outandback.rooms.notify.queries import preference_of

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


def what_may_come(request: PersonRequest) -> dict[str, object]:
    """For the pages of the private room: what may come next. In a closed one nothing is asked."""
    if not request.keyring.room_open:
        return {}
    at = timezone.now()
    near = queries.near(request.user, request.membership, request.keyring, at)
    if near is None or preference_of(request.user.pk).season(at).is_on:
        return {}
    return {"near": near, "near_hours": next_for_two(request, at)}
