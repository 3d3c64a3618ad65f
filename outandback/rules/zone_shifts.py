"""When the clocks of a zone change, and by how much, found by asking it (zoneinfo says it nowhere).

Values in, values out.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

STEP = timedelta(days=1)  # no zone has changed its clocks twice within a day
SECOND = timedelta(seconds=1)
FORESEEN = range(1970, 2200)
WALL = "%Y-%m-%dT%H:%M"


class ZoneClock(NamedTuple):
    """What the clocks of a zone show: how far from UTC, what that is called, and whether it is a
    summer time."""

    offset: timedelta
    name: str
    summer: bool


class Shift(NamedTuple):
    """At this moment the clocks change from one to the other."""

    at: datetime
    before: ZoneClock
    after: ZoneClock

    @property
    def wall(self) -> datetime:
        """What they showed when they changed."""
        return (self.at + self.before.offset).replace(tzinfo=None)

    @property
    def wall_after(self) -> datetime:
        return (self.at + self.after.offset).replace(tzinfo=None)


def clock_at(zone: str, at: datetime) -> ZoneClock:
    local = at.astimezone(ZoneInfo(zone))
    return ZoneClock(local.utcoffset() or timedelta(), local.tzname() or zone, bool(local.dst()))


@cache
def shifts_in(zone: str, year: int) -> tuple[Shift, ...]:
    """Of one year of UTC, in order; none of a year that nobody can foresee."""
    if year not in FORESEEN:
        return ()
    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found, before = [], clock_at(zone, at)
    while at < end:
        after = clock_at(zone, at + STEP)
        if after != before:
            found.append(_shift_between(zone, at, at + STEP))
        at, before = at + STEP, after
    return tuple(found)


@cache
def odd_hours(zone: str, year: int) -> tuple[tuple[str, str], ...]:
    """From when to when the clocks skip time around that year, or show it twice; as written."""
    near = (one for around in (year - 1, year, year + 1) for one in shifts_in(zone, around))
    both = (sorted((one.wall, one.wall_after)) for one in near)
    return tuple((first.strftime(WALL), last.strftime(WALL)) for first, last in both)


@cache
def odd_days(zone: str, year: str) -> frozenset[str]:
    """On which such hours begin or end."""
    return frozenset(at[:10] for hours in odd_hours(zone, int(year)) for at in hours)


@lru_cache(maxsize=4096)
def is_odd_day(day: str, zone: str) -> bool:
    """Whether such hours are on a day, as written. Cheap: a calendar asks it of thousands."""
    return day in odd_days(zone, day[:4])


def is_odd(wall: str, zone: str) -> bool:
    """Whether clocks may skip a time, as written, or show it twice."""
    if not is_odd_day(wall[:10], zone):
        return False
    return any(first <= wall < last for first, last in odd_hours(zone, int(wall[:4])))


def _shift_between(zone: str, early: datetime, late: datetime) -> Shift:
    before, after = clock_at(zone, early), clock_at(zone, late)
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        if clock_at(zone, middle) == before:
            early = middle
        else:
            late = middle
    return Shift(late, before, after)
