from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.queries import name_of
from outandback.rooms.suggestions import queries
from outandback.rooms.suggestions.content import sentences
from outandback.rooms.suggestions.times import Asker, PlannedTimes, hours_of
from outandback.rules.free_windows import Reason
from outandback.rules.return_times import wall_at
from outandback.rules.suggestions import Kind
from outandback.rules.whereabouts import LONGEST_UNSAID
from outandback.ui.spoken import Here

if TYPE_CHECKING:
    from datetime import date, datetime

    from outandback.rooms.suggestions.times import FreeHours
    from outandback.rooms.today.days import Around, SomeDays
    from outandback.rules.free_windows import Free, Span
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class ShownHours:
    """Free hours as a page shows them. `start`: what the button that holds them sends; `plan`: what
    a plan of them begins with."""

    for_two: bool
    offered: bool
    on: date
    start: str
    reason: str
    does: str
    plan: str


def free_hours_ahead(request: PersonRequest, at: datetime) -> dict[str, list[ShownHours]]:
    """Nothing while words are closed: what is shared is known only with open keys."""
    if not request.keyring.everyday_open:
        return {}
    return _shown(request, queries.free_hours(asker_of(request), at), at)


def free_hours_on(
    request: PersonRequest, days: SomeDays, at: datetime
) -> dict[str, list[ShownHours]]:
    """A few on some days. Nothing while words are closed, nor while one is out."""
    if not request.keyring.everyday_open or days.around.is_out:
        return {}
    planned = _planned_around(days.around)
    asker = asker_of(request)
    return _shown(request, queries.free_hours_on(asker, planned, days.first, days.last, at), at)


def _planned_around(around: Around) -> PlannedTimes:
    ahead = [row for row in around.rows if row.returned_at is None]
    own = [_times(row) for row in ahead if isinstance(row, Leave)]
    gone = [_times(row) for row in ahead if isinstance(row, HeadsUp)]
    return PlannedTimes(own, gone, two=[hours_of(one) for one in around.together])


def _times(row: Leave | HeadsUp) -> Span:
    return row.out_at, row.back_at or row.out_at + LONGEST_UNSAID


def _shown(request: PersonRequest, found: FreeHours, at: datetime) -> dict[str, list[ShownHours]]:
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


def asker_of(request: PersonRequest) -> Asker:
    return Asker(request.user, request.membership, request.keyring)


def shown_hours(request: PersonRequest, kind: Kind, free: Free, at: datetime) -> ShownHours:
    here = Here(request.user.zone, at)
    name = name_of(request.keyring, request.partner) if request.partner else ""
    start, end = (wall_at(one, request.user.zone) for one in (free.start, free.end))
    out, back = (wall.isoformat(timespec="minutes") for wall in (start, end))
    return ShownHours(
        kind is Kind.TOGETHER,
        free.reason is Reason.OFFERED,
        start.date(),
        free.start.isoformat(),
        sentences.reason(kind, free, here, name),
        sentences.does(kind, free, here),
        "?" + urlencode({"out": out, "back": back}),
    )
