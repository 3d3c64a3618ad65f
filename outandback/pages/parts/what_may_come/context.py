from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.rooms.afterwards import queries

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


def what_may_come(request: PersonRequest) -> dict[str, object]:
    """For the pages of the private room: what may come next. In a closed one nothing is asked."""
    if not request.keyring.room_open:
        return {}
    near = queries.near(request.user, request.membership, request.keyring, timezone.now())
    return {"near": near}
