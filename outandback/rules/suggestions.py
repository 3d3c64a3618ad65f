"""What may come next. In the open room, when it may be time together: told from one's own answers,
and from what both of the two can see. On Today, which hours: told from plans alone.

Values in, values out. Own reasoning, no outside source: few answers say nothing, so it is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from statistics import median

from .free_windows import SATURDAY, Free, KnownTimes, Reason, free_alone, free_together, one_of_each
from .return_times import WallTime, instant, wall_at

UNHEARD = 3
TO_ANSWER = timedelta(days=5)
LATEST, LEAST_EARLIER = 2, 5
DAY, DAYS_AHEAD = timedelta(days=1), 6
ALONE_ON = 3  # Thursday: once a week, before the weekend


class Kind(StrEnum):
    TOGETHER = "together"
    OWN = "own"


@dataclass(frozen=True)
class Suggested:
    """One thought for Today: hours for both, or of one's own."""

    kind: Kind
    free: Free


def days_ahead(at: datetime, zone: str) -> tuple[datetime, datetime]:
    """From tomorrow on, for six days: the same all day long, so that a thought stays as it is."""
    tomorrow = wall_at(at, zone).date() + DAY
    return _midnight(tomorrow, zone), _midnight(tomorrow + DAYS_AHEAD * DAY, zone)


def to_suggest(known: KnownTimes, has_own: bool, at: datetime) -> Suggested | None:
    """At most one: time together where none is planned in these days, else hours of one's own
    where none are planned and somebody is there meanwhile. Alone, on one day of the week.

    `has_own`: whether a leave of one's own lies ahead. Raises UnknownZone, and ValueError for a
    time that is not aware.
    """
    since, until = days_ahead(at, known.zone)
    if not any(start < until and since < end for start, end in known.both):
        free = _at_weekend_first(free_together(known, since, until), known.zone, best=True)
        if free:
            return Suggested(Kind.TOGETHER, free)
    if not may_suggest_own(has_own, known.other_zone is None, at, known.zone):
        return None
    own = [one for one in free_alone(known, since, until) if _is_covered(one, known)]
    free = _at_weekend_first(own, known.zone, best=False)
    return Suggested(Kind.OWN, free) if free else None


def may_suggest_own(has_own: bool, is_alone: bool, at: datetime, zone: str) -> bool:
    """Whether hours of one's own come into question at all. Raises as `to_suggest`."""
    return not has_own and (not is_alone or wall_at(at, zone).weekday() == ALONE_ON)


def _is_covered(one: Free, known: KnownTimes) -> bool:
    return known.other_zone is None or one.reason in {Reason.OFFERED, Reason.AT_HOME}


def _at_weekend_first(found: list[Free], zone: str, *, best: bool) -> Free | None:
    """What is offered comes before all; a weekend lasts longer than the next evening."""
    few = one_of_each(found, zone, best)

    def later(one: Free) -> tuple[bool, bool]:
        at_weekend = wall_at(one.start, zone).weekday() >= SATURDAY
        return one.reason is not Reason.OFFERED, not at_weekend

    return min(few, key=later, default=None)


def _midnight(day: date, zone: str) -> datetime:
    return instant(WallTime(datetime.combine(day, time()), zone))


def keeps_landing_flat(marks: Iterable[str]) -> bool:
    """Whether the newest three of one's own marks are all "no". What was passed is not asked.

    `marks`, newest first: "yes", "partly", "no", or "" where it was passed. No errors.
    """
    newest = list(islice(filter(None, marks), UNHEARD))
    return newest == ["no"] * UNHEARD


def keeps_staying_unheard(told: Iterable[tuple[timedelta, bool]]) -> bool:
    """Whether nothing came back to the newest three of what was told.

    `told`, newest first: how long ago, and whether something came back or a day was named for it.
    What is younger than five days is still free to be answered, and is not asked. No errors.
    """
    asked = (heard for ago, heard in told if heard or ago >= TO_ANSWER)
    return list(islice(asked, UNHEARD)) == [False] * UNHEARD


def lonelier_than_usual(lonely: Sequence[int]) -> bool:
    """Whether the last two evenings both lie above the middle of all that came before them.

    `lonely`, newest first, each 0 to 10. Silent with fewer than five earlier ones. No errors.
    """
    latest, earlier = lonely[:LATEST], lonely[LATEST:]
    return len(earlier) >= LEAST_EARLIER and min(latest) > median(earlier)
