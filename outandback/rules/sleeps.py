"""What a child's page shows: where its grown-up is, how many sleeps are left, and in which picture.

Values in, values out: aware times, the child's zone, no clock, no rows, no English. Sleeps are
counted by the child's calendar. The page promises no more than was promised, and is never alarmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from .return_times import wall_at
from .whereabouts import Outing, time_has_passed

MOST_MOONS = 7
DAYS_IN_A_WEEK = 7
MOST_WEEKS = 7
MOST_FLOWERS = 12
UNUSED = timedelta(days=90)


class SleepsState(StrEnum):
    """Where the grown-up is, as a child is told. OPEN: out, with no set time to be back."""

    HERE = "here"
    AHEAD = "ahead"
    OUT = "out"
    LATE = "late"
    OPEN = "open"


class Each(StrEnum):
    """What one moon in the picture stands for; with MANY weeks they are not counted."""

    NIGHT = "night"
    WEEK = "week"
    MANY = "many"


@dataclass(frozen=True)
class Moons:
    """The moons on the way; the first `slept` of them have turned into suns."""

    total: int = 0
    slept: int = 0
    each: Each = Each.NIGHT


@dataclass(frozen=True)
class Sight:
    """What there is to see now.

    `left`: sleeps until the promised day; of a leave ahead, from its own beginning. `tomorrow`: it
    begins tomorrow and not today. `back_on`: the promised day, None where none was promised.
    """

    state: SleepsState = SleepsState.HERE
    leave: UUID | None = None
    left: int = 0
    slept: int = 0
    tomorrow: bool = False
    back_on: date | None = None

    @property
    def moons(self) -> Moons:
        """One moon a sleep up to seven; before that one a week, until the last week begins."""
        total = self.left + self.slept
        if total <= MOST_MOONS:
            return Moons(total, self.slept)
        if self.left <= MOST_MOONS:
            return Moons(MOST_MOONS, MOST_MOONS - self.left)
        weeks, weeks_left = _weeks(total), _weeks(self.left)
        if weeks > MOST_WEEKS:
            return Moons(MOST_WEEKS, 0, Each.MANY)
        return Moons(weeks, weeks - weeks_left, Each.WEEK)


def sleeps(out_at: datetime, back_at: datetime, zone: str) -> int:
    """How often someone in the zone goes to bed between two aware instants; never less than 0.

    Counted by dates, not by hours: a night with a change of clocks is one night.
    """
    nights = wall_at(back_at, zone).date() - wall_at(out_at, zone).date()
    return max(nights.days, 0)


def sight(outings: Iterable[Outing], at: datetime, zone: str) -> Sight:
    """What a child in the zone sees at an aware time, of these leaves in any order.

    The one under way comes first, then the next that begins today or tomorrow by their calendar.
    """
    known = sorted(outings, key=lambda outing: outing.out_at)
    under_way = [outing for outing in known if outing.is_out]
    if under_way:
        return _out(under_way[-1], at, zone)
    soon = (outing for outing in known if begins_soon(outing, at, zone))
    return next((_ahead(outing, at, zone) for outing in soon), Sight())


def begins_soon(outing: Outing, at: datetime, zone: str) -> bool:
    """Today or tomorrow; what was to begin yesterday and has not is no longer spoken of."""
    return outing.is_ahead(at) and _days_until(outing, at, zone) in (0, 1)


def is_unused(used_on: date, today: date) -> bool:
    """Whether nobody has come by for so long that a page closes itself."""
    return today - used_on > UNUSED


def _out(outing: Outing, at: datetime, zone: str) -> Sight:
    began = outing.begun_at or outing.out_at
    if outing.back_at is None:
        return Sight(SleepsState.OPEN, outing.id)
    back_on = wall_at(outing.back_at, zone).date()
    if time_has_passed(outing, at):
        slept = sleeps(began, outing.back_at, zone)
        return Sight(SleepsState.LATE, outing.id, slept=slept, back_on=back_on)
    left, slept = sleeps(at, outing.back_at, zone), sleeps(began, at, zone)
    return Sight(SleepsState.OUT, outing.id, left, slept, back_on=back_on)


def _ahead(outing: Outing, at: datetime, zone: str) -> Sight:
    tomorrow = _days_until(outing, at, zone) == 1
    if outing.back_at is None:
        return Sight(SleepsState.AHEAD, outing.id, tomorrow=tomorrow)
    left, back_on = (
        sleeps(outing.out_at, outing.back_at, zone),
        wall_at(outing.back_at, zone).date(),
    )
    return Sight(SleepsState.AHEAD, outing.id, left, tomorrow=tomorrow, back_on=back_on)


def _days_until(outing: Outing, at: datetime, zone: str) -> int:
    return (wall_at(outing.out_at, zone).date() - wall_at(at, zone).date()).days


def _weeks(nights: int) -> int:
    return -(-nights // DAYS_IN_A_WEEK)
