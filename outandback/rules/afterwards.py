"""The days after a return, and after something was told. A day begins at five.

Values in, values out: aware times and a zone, no clock.
"""

from __future__ import annotations

from datetime import date, datetime, time

from .return_times import DAY_BEGINS, wall_at

NIGHT_ENDS, EVENING_BEGINS = time(5), time(17)
EVENINGS = 2
PATIENCE = 5


def day_of(at: datetime, zone: str) -> date:
    """Somebody up at two still speaks of the evening before."""
    return wall_at(at - DAY_BEGINS, zone).date()


def evening_after(came_back_at: datetime, at: datetime, zone: str) -> int | None:
    """Which evening after a return it is: the first or the second; None at any other time."""
    days = (day_of(at, zone) - day_of(came_back_at, zone)).days
    return days if 1 <= days <= EVENINGS and _is_evening(at, zone) else None


def still_waits(since: date, at: datetime, zone: str) -> bool:
    """Whether what was told, or was to be heard on a named day, is among the first five days."""
    return 0 <= (day_of(at, zone) - since).days < PATIENCE


def is_let_go(since: date, at: datetime, zone: str) -> bool:
    """The sixth day, on which it is mentioned a last time."""
    return (day_of(at, zone) - since).days == PATIENCE


def _is_evening(at: datetime, zone: str) -> bool:
    clock = wall_at(at, zone).time()
    return clock >= EVENING_BEGINS or clock < NIGHT_ENDS
