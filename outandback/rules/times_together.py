"""On which days a time together comes, and at which hours by the clock on the wall.

Each is named by the day on which it was to be (`on`), also where it was moved to another. Values
in, values out: no clock, no rows, no English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .return_times import WallTime, again_on, instant
from .rhythm import Every, Rhythm, falls_on, next_on

DAY = timedelta(days=1)
LENGTH_UNSAID = timedelta(hours=3)  # where a length is needed, and no end was said


@dataclass(frozen=True)
class Hours:
    """From when until when; None where no end is said."""

    start: WallTime
    end: WallTime | None = None

    @property
    def over_at(self) -> datetime:
        """With no end said it is over once it has begun."""
        return instant(self.end or self.start)

    def on(self, day: date) -> Hours:
        """The same hours on another day: the clock on the wall stays, whatever the country does."""
        if day == self.start.wall.date():
            return self
        length = self.end.wall - self.start.wall if self.end else None
        return Hours(*again_on(self.start, self.end, day, self.start.zone, length))


@dataclass(frozen=True)
class TimeHeld:
    """Time together: `weeks` 0 is once, else every so many weeks, not after `ends_on`."""

    hours: Hours
    weeks: int = 0
    ends_on: date | None = None

    @property
    def first_on(self) -> date:
        return self.hours.start.wall.date()

    def comes_on(self, day: date) -> bool:
        if not self.weeks or day < self.first_on:
            return day == self.first_on
        return not self._ended(day) and falls_on(self._rhythm, day)

    def days(self, first: date, last: date) -> Iterator[date]:
        """Those from `first` to `last`, both of them among it."""
        if not self.weeks:
            yield from [self.first_on] if first <= self.first_on <= last else []
            return
        day = next_on(self._rhythm, first)
        while day <= last and not self._ended(day):
            yield day
            day = next_on(self._rhythm, day + DAY)

    @property
    def _rhythm(self) -> Rhythm:
        return Rhythm(Every.WEEK, self.weeks, self.first_on)

    def _ended(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on < day != self.first_on


@dataclass(frozen=True)
class HeldOn:
    """One of them: the day by which it is known, and its hours."""

    on: date
    hours: Hours

    def overlaps(self, since: datetime, until: datetime) -> bool:
        return self.hours.over_at >= since and instant(self.hours.start) < until


def slots(
    held: TimeHeld, moved: dict[date, Hours | None], since: datetime, until: datetime
) -> list[HeldOn]:
    """All that are not over at `since` and begin before `until`, soonest first.

    `moved`: the hours of single ones that were moved; None where one was taken out.
    """
    first, last = since.date() - _reach(held.hours), until.date() + 2 * DAY
    plain = (HeldOn(day, held.hours.on(day)) for day in held.days(first, last) if day not in moved)
    others = (HeldOn(day, hours) for day, hours in moved.items() if hours and held.comes_on(day))
    found = (slot for slot in (*plain, *others) if slot.overlaps(since, until))
    return sorted(found, key=lambda slot: (instant(slot.hours.start), slot.on))


def _reach(hours: Hours) -> timedelta:
    """How far before a time one can begin that is not over then, wherever its clock is."""
    length = hours.end.wall.date() - hours.start.wall.date() if hours.end else timedelta(0)
    return length + 2 * DAY
