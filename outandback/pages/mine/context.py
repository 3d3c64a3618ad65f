from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.people.queries import name_of, past_sides

if TYPE_CHECKING:
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest


def past_pairs(request: PersonRequest) -> list[tuple[Membership, str]]:
    """For the open room: each pair that has ended, with what the other one was called there."""
    sides = past_sides(request.user)
    return [(side, name_of(request.keyring, side.other)) for side in sides]
