"""What stands on some days, for the line of a week and of a month: leaves, time together, trips.

One's own leaves stand as they were. Those of the other one stand as they were last promised, and
as back once they are: neither when they came back, nor whether they are late, is in any of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from outandback.rooms.keepsake.queries import own_between, told_between
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.together.queries import occurrences_between
from outandback.rooms.trips.queries import days_known, trips_between
from outandback.rules.return_times import wall_at
from outandback.rules.whereabouts import LONGEST_UNSAID

from .week import OPEN_ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.together.queries import Occurrence
    from outandback.rooms.trips.models import Trip

DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True)
class LeaveOnDays:
    """A leave as one person's days show it. `back_at` is None where no time is set or known;
    `ends_at` is where its drawing ends."""

    row: Leave | HeadsUp
    own: bool
    out_at: datetime
    back_at: datetime | None
    ends_at: datetime
    began: bool
    is_over: bool

    @property
    def leave_id(self) -> UUID:
        return self.row.pk if isinstance(self.row, Leave) else self.row.leave_id

    @property
    def zone(self) -> str:
        return self.row.zone

    @property
    def back_zone(self) -> str:
        return self.row.back_zone or self.row.zone

    @property
    def out_wall(self) -> datetime:
        return wall_at(self.out_at, self.zone)

    @property
    def end_wall(self) -> datetime:
        """On the clock of the place it comes back to, and never before it set out."""
        return max(wall_at(self.ends_at, self.back_zone), self.out_wall)

    @property
    def first_on(self) -> date:
        return self.out_wall.date()

    @property
    def last_on(self) -> date:
        """What ends at midnight ends on the day before."""
        return max((self.end_wall - MOMENT).date(), self.first_on)


@dataclass(frozen=True)
class TripOnDays:
    trip: Trip
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Around:
    """What was asked for some days, also where it is of the day before them or of the day after;
    and one's own leave that is under way, whenever these days are."""

    rows: tuple[Leave | HeadsUp, ...] = ()
    together: tuple[Occurrence, ...] = ()

    @property
    def is_out(self) -> bool:
        return any(isinstance(row, Leave) and row.is_out for row in self.rows)


@dataclass(frozen=True)
class SomeDays:
    """From `first` to `last`, both included."""

    first: date
    last: date
    leaves: list[LeaveOnDays] = field(default_factory=list)
    together: list[Occurrence] = field(default_factory=list)
    trips: list[TripOnDays] = field(default_factory=list)
    around: Around = Around()


def days_of(
    person: Person, side: Membership | None, first: date, last: date, at: datetime
) -> SomeDays:
    """For `person`, in the pair of now; a past pair has nothing in it."""
    since, until = _around(first, last)
    rows: list[Leave | HeadsUp] = [*own_between(person, side, since, until)]
    rows += told_between(person, side, since, until) if side else []
    two = occurrences_between(side, since, until)
    trips = trips_between(side, first - DAY, last + DAY)
    return SomeDays(
        first,
        last,
        _within(filter(None, (_shown(row, at) for row in rows)), first, last),
        [one for one in two if first <= day_of(one) <= last],
        _trips(side, trips, first, last),
        Around(tuple(rows), tuple(two)),
    )


def day_of(one: Occurrence) -> date:
    """On which it is, also where it was moved."""
    return wall_at(one.starts_at, one.zone).date()


def _around(first: date, last: date) -> tuple[datetime, datetime]:
    """All of these days in every zone."""
    since = datetime.combine(first, time(), UTC) - DAY
    return since, datetime.combine(last, time(), UTC) + 2 * DAY


def _shown(row: Leave | HeadsUp, at: datetime) -> LeaveOnDays | None:
    """None for a plan that nobody went on: it is no part of what was."""
    if row.begun_at is None and at > (row.back_at or row.out_at + LONGEST_UNSAID):
        return None
    if isinstance(row, Leave) and row.begun_at:
        return _as_it_was(row, row.begun_at, at)
    if isinstance(row, HeadsUp) and (row.returned_at or row.out_at <= at):
        return _as_promised(row, at)
    ends = row.back_at or row.out_at + OPEN_ENDED
    return LeaveOnDays(row, isinstance(row, Leave), row.out_at, row.back_at, ends, False, False)


def _as_promised(row: HeadsUp, at: datetime) -> LeaveOnDays:
    """Where they are back before they promised it reaches no further than now."""
    ends, is_back = row.back_at or row.out_at + OPEN_ENDED, row.returned_at is not None
    drawn = max(min(ends, at), row.out_at) if is_back else ends
    return LeaveOnDays(row, False, row.out_at, row.back_at, drawn, True, is_back or ends <= at)


def _as_it_was(row: Leave, begun: datetime, at: datetime) -> LeaveOnDays:
    promised = row.back_at or begun + OPEN_ENDED
    ends = row.returned_at or max(promised, at)
    back = row.returned_at or row.back_at
    return LeaveOnDays(row, True, begun, back, max(ends, begun), True, bool(row.returned_at))


def _within(shown: Iterable[LeaveOnDays], first: date, last: date) -> list[LeaveOnDays]:
    return [one for one in shown if one.first_on <= last and one.last_on >= first]


def _trips(side: Membership | None, trips: list[Trip], first: date, last: date) -> list[TripOnDays]:
    known = [(trip, days_known(side, trip)) for trip in trips if side]
    near = ((trip, days) for trip, days in known if days.first <= last and days.last >= first)
    return [TripOnDays(trip, days.first, days.last) for trip, days in near]
