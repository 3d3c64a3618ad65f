"""When something comes round again: every so many weeks, months or years, from a first day; or on
days of the week, every so many weeks.

Days of the calendar in, days out: no clock, no rows, no English. A month or a year without such a
day has its last one instead, and the next round is reckoned from the first day again.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEK, YEAR = 7, 12


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Weekly:
    """On these days of the week (0 is Monday), every so many weeks; not in a week that is `off`,
    named by its Monday, and not after `until`."""

    weekdays: frozenset[int]
    weeks: int = 1
    until: date | None = None
    off: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Rhythm:
    """Every `number` weeks, months or years, from the day `first` on."""

    every: Every
    number: int
    first: date


def next_on(rhythm: Rhythm, day: date) -> date:
    """The first day of the rhythm that is no earlier than `day`."""
    if day <= rhythm.first:
        return rhythm.first
    if rhythm.every is Every.WEEK:
        return _weeks_on(rhythm, day)
    return _months_on(rhythm, day)


def falls_on(rhythm: Rhythm, day: date) -> bool:
    return next_on(rhythm, day) == day


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_weekly(weekly: Weekly, last: date, today: date) -> date | None:
    """The first day later than `last` and no earlier than `today`; None where there is none.

    Weeks are counted from that of `last`, which was a day of the rhythm itself.
    """
    first = max(last + timedelta(days=1), today)
    # that many weeks hold one that is neither left out nor off
    span = WEEK * weekly.weeks * (len(weekly.off) + 2)
    days = (first + timedelta(days=along) for along in range(span))
    found = next((day for day in days if _is_round(weekly, last, day)), None)
    return found if found and (weekly.until is None or found <= weekly.until) else None


def _is_round(weekly: Weekly, last: date, day: date) -> bool:
    week = monday_of(day)
    counts = (week - monday_of(last)).days // WEEK % weekly.weeks == 0
    return counts and day.weekday() in weekly.weekdays and week not in weekly.off


def _weeks_on(rhythm: Rhythm, day: date) -> date:
    step = WEEK * rhythm.number
    rounds = -(-(day - rhythm.first).days // step)
    return rhythm.first + timedelta(days=rounds * step)


def _months_on(rhythm: Rhythm, day: date) -> date:
    step = rhythm.number * (YEAR if rhythm.every is Every.YEAR else 1)
    gone = (day.year - rhythm.first.year) * YEAR + day.month - rhythm.first.month
    before = gone // step * step
    here = _later(rhythm.first, before)
    return here if here >= day else _later(rhythm.first, before + step)


def _later(first: date, months: int) -> date:
    year, month = divmod(first.year * YEAR + first.month - 1 + months, YEAR)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
