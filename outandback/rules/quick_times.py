"""When somebody goes and comes back, said in one tap: by the clock on the wall where they are.

The hours of an evening, of supper and of bedtime are own reasoning, with no outside source. All
times here are naive, and only go into a form: whoever taps sees them, and can change them.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum

EVENING_BEGINS = time(17)
EVENING, MORNING, NOON = time(18, 30), time(10), time(12)
SUPPER, BEDTIME = time(18, 30), time(22, 30)
LAST_EVENING = time(21, 30)
WEEKEND = (4, 5, 6)  # Friday to Sunday; 0 is Monday
DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)


class OutTap(StrEnum):
    NOW = "now"
    EVENING = "evening"
    TOMORROW = "tomorrow"


class BackTap(StrEnum):
    HOUR = "hour"
    SUPPER = "supper"
    BEDTIME = "bedtime"
    TOMORROW = "next"


def outs_at(now: datetime) -> tuple[OutTap, ...]:
    """What is offered: late in the evening there is no more of it."""
    late = now.time() > LAST_EVENING
    return tuple(tap for tap in OutTap if tap is not OutTap.EVENING or not late)


def out_by(tap: OutTap, now: datetime, meant: datetime | None) -> datetime:
    """`meant` is what the form says so far: of a time that is still ahead its hour stays."""
    hour = meant.time() if meant and meant > now else None
    if tap is OutTap.TOMORROW:
        return datetime.combine(now.date() + DAY, hour or MORNING)
    if tap is OutTap.NOW or now.time() > LAST_EVENING:
        return now
    evening = datetime.combine(now.date(), hour if hour and hour >= EVENING_BEGINS else EVENING)
    return evening if evening > now else _next_half_hour(now)


def back_by(tap: BackTap, out: datetime) -> datetime:
    """By the clock of the place of coming back, for an `out` on the same clock."""
    if tap is BackTap.HOUR:
        return out + 2 * HALF_AN_HOUR
    if tap is BackTap.TOMORROW:
        return datetime.combine(out.date() + DAY, NOON)
    return next_at(SUPPER if tap is BackTap.SUPPER else BEDTIME, out + HALF_AN_HOUR)


def next_at(hour: time, after: datetime) -> datetime:
    """The first time that clocks show this hour, not before `after`."""
    same_day = datetime.combine(after.date(), hour)
    return same_day if same_day >= after else same_day + DAY


def moved_along(back: datetime, before: datetime | None, now: datetime, out: datetime) -> datetime:
    """What becomes of a time to be back when another time to go is tapped than `before`.

    It goes along to the other day. Where it would still lie before `out`, the length stays.
    """
    along = back + (out.date() - before.date()) if before else back
    if along > out:
        return along
    length = back - (before or now)
    return out + length if length > timedelta(0) else along


def evenings_ahead(now: datetime) -> tuple[datetime, ...]:
    """When time as two is offered: this evening while there is some of it, and those of the next
    Friday, Saturday and Sunday; soonest first."""
    days = (now.date() + along * DAY for along in range(1, 8))
    later = [datetime.combine(day, EVENING) for day in days if day.weekday() in WEEKEND]
    if now.time() > LAST_EVENING:
        return tuple(later)
    tonight = out_by(OutTap.EVENING, now, None)
    return (tonight, *(one for one in later if one.weekday() != now.weekday()))


def last_evening(now: datetime) -> datetime:
    """The one that somebody means who says that they had it: tonight's once it has begun."""
    tonight = datetime.combine(now.date(), EVENING)
    return tonight if tonight <= now else tonight - DAY


def _next_half_hour(now: datetime) -> datetime:
    past = timedelta(minutes=now.minute % 30, seconds=now.second, microseconds=now.microsecond)
    return now - past + HALF_AN_HOUR
