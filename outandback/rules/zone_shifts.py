"""When the clocks of a zone change, and by how much, found by asking it (zoneinfo says it nowhere).

Values in, values out.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

STEP = timedelta(days=1)  # no zone has changed its clocks twice within a day
SECOND = timedelta(seconds=1)


class Clock(NamedTuple):
    """What the clocks of a zone show: how far from UTC, what it is called, and whether that is a
    summer time."""

    offset: timedelta
    name: str
    summer: bool


class Shift(NamedTuple):
    """At this moment the clocks change from one to the other."""

    at: datetime
    before: Clock
    after: Clock

    @property
    def wall(self) -> datetime:
        """What they showed when they changed."""
        return (self.at + self.before.offset).replace(tzinfo=None)


def clock_at(zone: str, at: datetime) -> Clock:
    local = at.astimezone(ZoneInfo(zone))
    return Clock(local.utcoffset() or timedelta(), local.tzname() or zone, bool(local.dst()))


@lru_cache(maxsize=256)
def shifts_of(zone: str, since: date, until: date) -> tuple[Shift, ...]:
    """Between the beginnings of two days, in order."""
    at = datetime.combine(since, time.min, UTC)
    end = datetime.combine(until, time.min, UTC)
    found, before = [], clock_at(zone, at)
    while at < end:
        after = clock_at(zone, at + STEP)
        if after != before:
            found.append(_shift_between(zone, at, at + STEP))
        at, before = at + STEP, after
    return tuple(found)


def _shift_between(zone: str, early: datetime, late: datetime) -> Shift:
    before, after = clock_at(zone, early), clock_at(zone, late)
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        if clock_at(zone, middle) == before:
            early = middle
        else:
            late = middle
    return Shift(late, before, after)
