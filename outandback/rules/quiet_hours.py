"""Hours in which nothing is said, by the clock on the wall. Values in, values out."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from .return_times import WallTime, instant, wall_at

DAY = timedelta(days=1)


def quiet_until(at: datetime, zone: str, begins: time, ends: time) -> datetime | None:
    """When the quiet around an aware time ends, as an aware UTC time; None where it is not quiet.

    From 22 to 7 goes over midnight; from 7 to 7 is never. The end is always later than `at`, also
    where clocks skip it or show it twice.
    """
    wall = wall_at(at, zone)
    now = wall.time()
    if not _inside(now, begins, ends):
        return None
    day = wall.date() if now < ends else wall.date() + DAY
    first, second = (instant(WallTime(datetime.combine(day, ends), zone, fold)) for fold in (0, 1))
    return first if first > at else second


def _inside(now: time, begins: time, ends: time) -> bool:
    if begins <= ends:
        return begins <= now < ends
    return now >= begins or now < ends
