"""Times as an address of a calendar gives them out: which days it looks at, and which of its times
still stand. Values in, values out; no clock, no rows.

Where somebody is back earlier or later than they promised, or never set out, shows nowhere: a time
is given out as it was promised.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .return_times import WallTime, instant

LOOKS_BACK, LOOKS_AHEAD = timedelta(days=31), timedelta(days=400)
CALLED_OFF_SHOWS = timedelta(days=14)
UNUSED = timedelta(days=90)
WALL = "%Y-%m-%dT%H:%M"


class FeedTime(NamedTuple):
    """One of them by the clocks on the wall. `back` is empty where no time was set; `out_again` and
    `back_again`: the second of two, where clocks show it twice."""

    source: str
    out: str
    zone: str
    back: str
    back_zone: str
    called_off: bool = False
    out_again: bool = False
    back_again: bool = False

    @property
    def out_at(self) -> datetime:
        return instant(WallTime(datetime.fromisoformat(self.out), self.zone, int(self.out_again)))


class Looked(NamedTuple):
    """The days that are looked at, the first and the last."""

    since: date
    until: date


def looked_at(day: date) -> Looked:
    return Looked(day - LOOKS_BACK, day + LOOKS_AHEAD)


def is_unused(used_on: date, today: date) -> bool:
    return used_on < today - UNUSED


def at_rest(
    times: Iterable[FeedTime], day: date, rests_at: datetime | None, at: datetime
) -> list[FeedTime]:
    """Of the times that stand still, those that are looked at; once the other one knows, none that
    had not begun by then."""
    since = f"{looked_at(day).since:%Y-%m-%d}"
    seen = [one for one in times if (one.back or one.out) >= since]
    if rests_at is None or at < rests_at:
        return seen
    return [one for one in seen if one.out_at < rests_at]
