from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from outandback.rooms.people.queries import name_of
from outandback.rooms.suggestions import queries
from outandback.rooms.suggestions.content import sentences
from outandback.rules.free_windows import Reason
from outandback.rules.return_times import wall_at
from outandback.rules.suggestions import Kind
from outandback.ui.spoken import Here

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rules.free_windows import Free
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class ShownHours:
    """Free hours as a page shows them. `start`: what the button that holds them sends; `plan`: what
    a plan of them begins with."""

    for_two: bool
    offered: bool
    start: str
    reason: str
    does: str
    plan: str


def free_hours_ahead(request: PersonRequest, at: datetime) -> dict[str, object]:
    """Nothing while words are closed: what is shared is known only with open keys."""
    if not request.keyring.everyday_open:
        return {}
    found = queries.free_hours(asker_of(request), at)
    may_hold = request.membership is not None and request.membership.words_compared
    return {
        "free_together": [
            shown_hours(request, Kind.TOGETHER, one, at) for one in found.together if may_hold
        ],
        "free_alone": [shown_hours(request, Kind.OWN, one, at) for one in found.own],
    }


def next_for_two(request: PersonRequest, at: datetime) -> ShownHours | None:
    """The first of them, where they can be held."""
    if request.membership is None or not request.membership.words_compared:
        return None
    found = queries.free_hours(asker_of(request), at).together
    return shown_hours(request, Kind.TOGETHER, found[0], at) if found else None


def asker_of(request: PersonRequest) -> queries.Asker:
    return queries.Asker(request.user, request.membership, request.keyring)


def shown_hours(request: PersonRequest, kind: Kind, free: Free, at: datetime) -> ShownHours:
    here = Here(request.user.zone, at)
    name = name_of(request.keyring, request.partner) if request.partner else ""
    walls = (wall_at(one, request.user.zone) for one in (free.start, free.end))
    out, back = (wall.isoformat(timespec="minutes") for wall in walls)
    return ShownHours(
        kind is Kind.TOGETHER,
        free.reason is Reason.OFFERED,
        free.start.isoformat(),
        sentences.reason(kind, free, here, name),
        sentences.does(kind, free, here),
        "?" + urlencode({"out": out, "back": back}),
    )
