"""Times that people promise each other, by the clock on the wall.

What was promised is the wall time and its zone. The instant is worked out from them each time, so
that "half past six" stays half past six when a country changes its clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

WALL = "%Y-%m-%dT%H:%M"
DAY_BEGINS = timedelta(hours=5)  # somebody up at two still speaks of the day before


class UnknownZone(ValueError):
    """Not the name of a time zone known here."""


class WallTimeKind(Enum):
    """How often a wall time happens: once, never (clocks skip it), or twice (clocks repeat it)."""

    PLAIN = "plain"
    GAP = "gap"
    FOLD = "fold"


class PartOfDay(StrEnum):
    """Keys for the words of a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True)
class WallTime:
    """A naive wall time in a zone; `fold` 0 or 1 says which of two, where clocks repeat it."""

    wall: datetime
    zone: str
    fold: int = 0


def kind_of(wall: datetime, zone: str) -> WallTimeKind:
    """Whether clocks in the zone show this naive time once, never or twice (PEP 495).

    Raises UnknownZone, and ValueError for a time that is not naive.
    """
    first, second = _instant(wall, zone, 0), _instant(wall, zone, 1)
    if first == second:
        return WallTimeKind.PLAIN
    return WallTimeKind.FOLD if first < second else WallTimeKind.GAP


def instant(wall: WallTime) -> datetime:
    """The aware UTC time that is meant. A time that clocks skip moves forward by the gap.

    Raises UnknownZone, ValueError for a time that is not naive, OverflowError at the ends of time.
    """
    twice = kind_of(wall.wall, wall.zone) is WallTimeKind.FOLD
    return _instant(wall.wall, wall.zone, wall.fold if twice else 0)


def moved(wall: WallTime) -> datetime:
    """The naive wall time that is really meant: another one only where clocks skip it."""
    return wall_at(instant(wall), wall.zone)


def wall_at(at: datetime, zone: str) -> datetime:
    """The naive wall time in the zone at an aware instant; its `fold` is 1 the second time round.

    Raises UnknownZone, and ValueError for a time that is not aware.
    """
    if at.tzinfo is None:
        raise ValueError("an instant knows its zone")
    return at.astimezone(_zone(zone)).replace(tzinfo=None)


def promised_at(at: datetime, zone: str) -> WallTime:
    """The wall time in the zone that an aware instant is promised as.

    Raises UnknownZone, and ValueError for a time that is not aware.
    """
    wall = wall_at(at, zone)
    return WallTime(wall.replace(fold=0), zone, wall.fold)


def wall_time(wall: str, zone: str, at: datetime) -> WallTime:
    """What a row keeps of a time, as it was promised."""
    return WallTime(datetime.fromisoformat(wall), zone, wall_at(at, zone).fold)


def home_of(out: WallTime, back: WallTime | None, home: str) -> str:
    """By whose clock the same hours are meant on another day: home's, or between two places that
    of the one which is left."""
    return out.zone if back and back.zone != out.zone else home


def again_on(
    out: WallTime, back: WallTime | None, day: date, home: str, length: timedelta | None
) -> tuple[WallTime, WallTime | None]:
    """The same hour on another day, and `length` later by the clocks on the wall; None: no set
    time. Where clocks skip all that lies between, it is as long as that in truth."""
    here = home_of(out, back, home)
    there = back.zone if back and here == out.zone else here
    new = WallTime(datetime.combine(day, out.wall.time()), here)
    if length is None:
        return new, None
    until = WallTime(new.wall + length, there)
    if instant(until) <= instant(new):
        until = promised_at(instant(new) + max(length, timedelta(minutes=1)), there)
    return new, until


def part_of_day(wall: datetime) -> str:
    """Morning from 5, afternoon from 12, evening from 17, night from 22 o'clock."""
    if 5 <= wall.hour < 12:
        return PartOfDay.MORNING
    if 12 <= wall.hour < 17:
        return PartOfDay.AFTERNOON
    if 17 <= wall.hour < 22:
        return PartOfDay.EVENING
    return PartOfDay.NIGHT


def _instant(wall: datetime, zone: str, fold: int) -> datetime:
    if wall.tzinfo is not None:
        raise ValueError("a wall time is naive")
    return wall.replace(tzinfo=_zone(zone), fold=fold).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        raise UnknownZone(name) from None
