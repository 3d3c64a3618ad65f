"""What the page of a leave shows, asked of the rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rooms.together import queries
from outandback.rooms.together.content import sentences

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.web.requests import PersonRequest


LAST_TURN = 999


def three_small_things(request: PersonRequest, leave: UUID) -> dict[str, object]:
    """For the page of one's own leave. The address holds the turn, so nothing is kept of it."""
    turn = _turn(request.GET.get("others", ""))
    drawn = queries.three_small(request.membership, request.keyring, leave, turn)
    titles = dict(sentences.KINDS)
    three = [(titles[one.kind], one) for one in drawn]
    return {"three": three, "next_turn": (turn + 1) % LAST_TURN}


def _turn(asked: str) -> int:
    return int(asked) if asked.isdecimal() and len(asked) <= len(str(LAST_TURN)) else 0
