"""The next free hours of two who share their times, and of each alone.

Values in, values out: aware times and zones, no clock, no rows, no English. Few plain slots are
offered: evenings, and the mornings and afternoons of a weekend, by the clock of each of the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from .return_times import WallTime, instant, wall_at

SATURDAY = 5
EVENING = (time(18), time(22))
WEEKEND = ((time(9), time(13)), (time(14), time(18)), EVENING)
LEAST, QUARTER = 2 * 3600, 900
DAY = timedelta(days=1)

Span = tuple[datetime, datetime]
_Seconds = tuple[int, int]


class Reason(StrEnum):
    """Why these hours: a key for the words."""

    OPEN = "open"
    AFTER = "after"
    BEFORE = "before"
    BETWEEN = "between"
    OFFERED = "offered"
    AT_HOME = "at home"


@dataclass(frozen=True, order=True)
class Free:
    """Hours in which nothing is known to be, and why they are worth a thought."""

    start: datetime
    end: datetime
    reason: Reason


@dataclass(frozen=True)
class KnownTimes:
    """What one of the two may know. `other_zone`: None for somebody alone.

    `own`: all that is their own, also what nobody else knows of. `other`: what the other shows of
    theirs. `gone`: those of them in which the other is not at home. `both`: what they have
    together. `offered`: hours that the other gives.
    """

    zone: str
    other_zone: str | None = None
    own: Sequence[Span] = ()
    other: Sequence[Span] = ()
    gone: Sequence[Span] = ()
    both: Sequence[Span] = ()
    offered: Sequence[Span] = ()


def free_together(known: KnownTimes, since: datetime, until: datetime) -> list[Free]:
    """The hours in which neither has anything, in order.

    None for somebody alone. Raises UnknownZone, and ValueError for a time that is not aware.
    """
    if known.other_zone is None:
        return []
    here, there = (_slots(zone, since, until) for zone in (known.zone, known.other_zone))
    slots = here if known.zone == known.other_zone else _shared(here, there)
    taken = _merged((*known.own, *known.other, *known.gone, *known.both))
    return _free(slots, taken, since, until)


def free_alone(known: KnownTimes, since: datetime, until: datetime) -> list[Free]:
    """The hours in which one has nothing of one's own and the other is not out, in order; with
    offered hours among them, and the reason where the other is at home with nothing to do.

    Raises as `free_together`.
    """
    taken = _merged((*known.own, *known.gone, *known.both))
    others = _merged(known.other)
    found = _free(_slots(known.zone, since, until), taken, since, until)
    if known.other_zone is not None:
        found = [_at_home(one, others) for one in found]
    return sorted([*_offered(known, taken, since, until), *found])


def one_of_each(found: Iterable[Free], zone: str, best: bool) -> list[Free]:
    """The next of the days from Monday to Friday, the next Saturday and the next Sunday: of its
    day the longest, and of those the last; or, unless `best`, what is offered, else the first."""
    days: dict[date, list[Free]] = {}
    for one in found:
        days.setdefault(wall_at(one.start, zone).date(), []).append(one)
    firsts: dict[int, Free] = {}
    for day in sorted(days):
        kind = max(day.weekday(), SATURDAY - 1)
        firsts.setdefault(kind, max(days[day], key=_length) if best else min(days[day], key=_gift))
    return sorted(firsts.values())


def _length(one: Free) -> tuple[timedelta, datetime]:
    return one.end - one.start, one.start


def _gift(one: Free) -> tuple[bool, datetime]:
    return one.reason is not Reason.OFFERED, one.start


def _slots(zone: str, since: datetime, until: datetime) -> list[_Seconds]:
    first, last = wall_at(since, zone).date() - DAY, wall_at(until, zone).date()
    days = (first + along * DAY for along in range((last - first).days + 1))
    found = (_slot(day, one, zone) for day in days for one in _hours_on(day))
    return [span for span in found if span[1] > span[0]]


def _hours_on(day: date) -> Sequence[tuple[time, time]]:
    return WEEKEND if day.weekday() >= SATURDAY else (EVENING,)


def _slot(day: date, hours: tuple[time, time], zone: str) -> _Seconds:
    start, end = (instant(WallTime(datetime.combine(day, one), zone)) for one in hours)
    return int(start.timestamp()), int(end.timestamp())


def _shared(here: list[_Seconds], there: list[_Seconds]) -> list[_Seconds]:
    cut = ((max(a, c), min(b, d)) for a, b in here for c, d in there if a < d and c < b)
    return sorted(span for span in cut if span[1] - span[0] >= LEAST)


def _merged(spans: Iterable[Span]) -> list[_Seconds]:
    """In order, out to the next quarter of an hour; those that touch are one."""
    whole: list[_Seconds] = []
    for start, end in sorted(_outwards(*span) for span in spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        elif end > start:
            whole.append((start, end))
    return whole


def _outwards(start: datetime, end: datetime) -> _Seconds:
    return int(start.timestamp() // QUARTER * QUARTER), int(
        -(-end.timestamp() // QUARTER) * QUARTER
    )


def _free(
    slots: list[_Seconds], taken: list[_Seconds], since: datetime, until: datetime
) -> list[Free]:
    first, last = since.timestamp(), until.timestamp()
    ahead = [slot for slot in slots if slot[0] >= first and slot[1] <= last]
    return [free for slot in ahead if (free := _longest_free(slot, taken))]


def _longest_free(slot: _Seconds, taken: list[_Seconds]) -> Free | None:
    """The longest piece of a slot that nothing is in, and of like ones the first."""
    edges = [slot[0], *_edges_within(slot, taken), slot[1]]
    pieces = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= LEAST]
    if not pieces:
        return None
    start, end = max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))
    reasons = {
        (False, False): Reason.OPEN,
        (True, False): Reason.AFTER,
        (False, True): Reason.BEFORE,
        (True, True): Reason.BETWEEN,
    }
    return Free(_utc(start), _utc(end), reasons[start > slot[0], end < slot[1]])


def _edges_within(slot: _Seconds, taken: list[_Seconds]) -> list[int]:
    at = max(bisect_left(taken, slot) - 1, 0)
    edges: list[int] = []
    while at < len(taken) and taken[at][0] < slot[1]:
        if taken[at][1] > slot[0]:
            edges += [max(taken[at][0], slot[0]), min(taken[at][1], slot[1])]
        at += 1
    return edges


def _at_home(one: Free, others: list[_Seconds]) -> Free:
    span = int(one.start.timestamp()), int(one.end.timestamp())
    return one if _edges_within(span, others) else Free(one.start, one.end, Reason.AT_HOME)


def _offered(
    known: KnownTimes, taken: list[_Seconds], since: datetime, until: datetime
) -> Iterable[Free]:
    """As they were offered: whole, or not at all."""
    for start, end in known.offered:
        span = int(start.timestamp()), int(end.timestamp())
        if since <= start and end <= until and not _edges_within(span, taken):
            yield Free(start.astimezone(UTC), end.astimezone(UTC), Reason.OFFERED)


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
