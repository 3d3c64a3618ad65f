"""Days and times as people say them, so that whoever reads them can mean only one.

Pure. `say_day` is the one way to say a day, `say_time` the one way to say a time. Both take who
reads (their zone, and what time it is), and the place by whose clock and calendar it was said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from outandback.rules.return_times import PartOfDay, WallTimeKind, kind_of, part_of_day, wall_at

if TYPE_CHECKING:
    from collections.abc import Iterable

HOURS = (
    "twelve",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
)
PAST = {5: "five past", 10: "ten past", 15: "quarter past", 20: "twenty past", 30: "half past"}
TO = {45: "quarter to", 50: "ten to", 55: "five to"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NEXT_TO_TODAY = {0: "today", 1: "tomorrow", -1: "yesterday"}
MIDNIGHT = "midnight"
WHOLE = {0: MIDNIGHT, 12: "noon"}
PARTS = {PartOfDay.NIGHT: "at night"}
TWICE = (" (the first of two)", " (the second of two)")
WEEK = 7
SHORT = 3
# Two times that sound the same are twelve hours apart: within six, the nearest is meant.
NEAREST = timedelta(hours=6)
COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@dataclass(frozen=True)
class Here:
    """Who reads: the zone of their clock, and what time it is now (aware)."""

    zone: str
    now: datetime

    @classmethod
    def on(cls, day: date) -> Here:
        """Somebody of whom no more is known than which day it is for them."""
        return cls("UTC", datetime.combine(day, time(12), UTC))

    @cached_property
    def today(self) -> date:
        return wall_at(self.now, self.zone).date()


class DayFormat(Enum):
    """How a day is said. A year stands wherever it is not this one; DATED and PLAIN always have it.

    FULL: "Saturday 5 December", DATED: "Saturday 5 December 2026", PLAIN: "5 December 2026",
    SHORT: "Sat 5 Dec", MONTH: "December". NAMED: "Saturday" within a week, FULL beyond.
    NEAR: "today", "tomorrow", "yesterday", and NAMED beyond, with "on" before it.
    """

    FULL = "full"
    DATED = "dated"
    PLAIN = "plain"
    SHORT = "short"
    MONTH = "month"
    NAMED = "named"
    NEAR = "near"


def say_day(at: date, here: Here, place: str = "", shape: DayFormat = DayFormat.FULL) -> str:
    """A day by the calendar of `place`, the place that was left; of the reader's where none is
    given. A date without a time is that day wherever it is read."""
    day = wall_at(at, place or here.zone).date() if isinstance(at, datetime) else at
    if shape in (DayFormat.NEAR, DayFormat.NAMED):
        return _near(day, here, place, shape)
    return _dated(day, here.today.year, shape)


def _near(day: date, here: Here, place: str, shape: DayFormat) -> str:
    """Where the place has another day than the reader, "tomorrow" and "Saturday" would be two."""
    before = "on " if shape is DayFormat.NEAR else ""
    same_day = not place or wall_at(here.now, place).date() == here.today
    away = (day - here.today).days
    if not same_day or abs(away) >= WEEK:
        return before + _dated(day, here.today.year, DayFormat.FULL)
    named = before + DAYS[day.weekday()]
    return NEXT_TO_TODAY.get(away, named) if shape is DayFormat.NEAR else named


def _dated(day: date, this_year: int, shape: DayFormat) -> str:
    name, month = DAYS[day.weekday()], MONTHS[day.month - 1]
    if shape is DayFormat.SHORT:
        name, month = name[:SHORT], month[:SHORT]
    year = f" {day.year:04}" if day.year != this_year else ""
    return {
        DayFormat.DATED: f"{name} {day.day} {month} {day.year:04}",
        DayFormat.PLAIN: f"{day.day} {month} {day.year:04}",
        DayFormat.MONTH: month + year,
    }.get(shape, f"{name} {day.day} {month}{year}")


def say_time(
    at: datetime, here: Here, place: str = "", *, words: bool = False, named: bool = True
) -> str:
    """A time by the clock of `place`: "18:30", or "half past six" in `words`. The place is named
    where its clock shows another time than the reader's, unless `named` leaves that to a caller
    who names it once for several times."""
    zone = place or here.zone
    wall, elsewhere = wall_at(at, zone), where(at, here, zone)
    said = _in_words(wall, abs(at - here.now) < NEAREST) if words else figures(wall)
    read = wall if elsewhere else wall_at(at, here.zone)
    if kind_of(read.replace(fold=0), zone if elsewhere else here.zone) is WallTimeKind.FOLD:
        said = figures(wall) + TWICE[read.fold]
    return said + (elsewhere if named else "")


def figures(wall: datetime) -> str:
    """The bare hour of a wall time, for a sentence that has its day and place already."""
    return f"{wall:%H:%M}"


def where(at: datetime, here: Here, place: str) -> str:
    """ " in Auckland", where the clocks of the place are not the reader's at that time."""
    if not place or wall_at(at, place) == wall_at(at, here.zone):
        return ""
    area, _, city = place.rpartition("/")
    if not area or area == "Etc":
        return f" {city.replace('+', '−') if '+' in city else city.replace('-', '+')}"
    return f" in {city.replace('_', ' ')}"


def _in_words(wall: datetime, nearest: bool) -> str:
    """ "half past six", "half past six in the evening"; what nobody says like that is "20:40"."""
    part = part_of_day(wall)
    which = "" if nearest else f" {PARTS.get(PartOfDay(part), f'in the {part}')}"
    if wall.minute in PAST:
        return f"{PAST[wall.minute]} {HOURS[wall.hour % 12]}{which}"
    if wall.minute not in (0, *TO) or (wall.hour == wall.minute == 0 and not nearest):
        return figures(wall)
    hour = (wall.hour + bool(wall.minute)) % 24
    said = f"{TO[wall.minute]} " if wall.minute else ""
    return said + (WHOLE[hour] if hour in WHOLE else HOURS[hour % 12] + which)


def when(at: datetime, here: Here, place: str = "") -> str:
    """ "at 16:40", "tomorrow at 16:40", "on Saturday at 16:40" """
    day = say_day(at, here, place, DayFormat.NEAR)
    return f"{'' if day == 'today' else f'{day} '}at {say_time(at, here, place)}"


def when_in_words(at: datetime, here: Here, place: str = "") -> str:
    """ "at half past six", "tomorrow at ten in the morning" """
    day = say_day(at, here, place, DayFormat.NEAR)
    return f"{'' if day == 'today' else f'{day} '}at {say_time(at, here, place, words=True)}"


def until(at: datetime, here: Here, place: str = "") -> str:
    """ "nine", "nine in the morning tomorrow", "ten in the morning on Saturday in Auckland" """
    said = say_time(at, here, place, words=True, named=False)
    day = "" if said == MIDNIGHT else say_day(at, here, place, DayFormat.NEAR).removeprefix("today")
    return f"{said} {day}".strip() + where(at, here, place)


def stamp(at: datetime, here: Here, place: str = "") -> str:
    """ "16:40" of today, "Saturday 5 December, 16:40" of another day."""
    today = say_day(at, here, place, DayFormat.NEAR) == "today"
    day = "" if today else f"{say_day(at, here, place)}, "
    return day + say_time(at, here, place)


class Timed(Protocol):
    """A leave, or whatever else is planned: out and back, each by the clock of a place."""

    @property
    def out_at(self) -> datetime: ...
    @property
    def back_at(self) -> datetime | None: ...
    @property
    def zone(self) -> str: ...
    @property
    def back_zone(self) -> str: ...


def hours(planned: Timed, here: Here) -> str:
    """ "18:30 to 21:00", "18:30 to Saturday, 21:00", "18:30, no set time back" """
    out_at, back_at, place, back_place = _planned(planned)
    if back_at is None:
        return f"{say_time(out_at, here, place)}, no set time back"
    once = where(out_at, here, place) == where(back_at, here, back_place)
    out = say_time(out_at, here, place, named=not once)
    back = say_time(back_at, here, back_place)
    if same_day(planned, here):
        return f"{out} to {back}"
    return f"{out} to {say_day(back_at, here, back_place, DayFormat.NAMED)}, {back}"


def same_day(planned: Timed, here: Here) -> bool:
    """Whether it is back on the day on which it set out; so it counts where no time is set."""
    out_at, back_at, place, back_place = _planned(planned)
    if back_at is None:
        return True
    out, back = wall_at(out_at, place or here.zone), wall_at(back_at, back_place or here.zone)
    return out.date() == back.date()


def _planned(one: Timed) -> tuple[datetime, datetime | None, str, str]:
    return one.out_at, one.back_at, one.zone, one.back_zone or one.zone


def count_in_words(count: int) -> str:
    return COUNTS[count] if count < len(COUNTS) else str(count)


def counted(items: Iterable[str], between: str = ", ") -> str:
    """A list for the ear: what is in it several times is said once, with its number."""
    return between.join(f"{item}{_times(count)}" for item, count in Counter(items).items())


def _times(count: int) -> str:
    """ " (twice)", " (three times)", and nothing for what is there once."""
    if count < 2:
        return ""
    return " (twice)" if count == 2 else f" ({count_in_words(count).lower()} times)"


def days_since(start: date, at: datetime) -> float:
    """Days and part of a day from midnight at the start of `start` to `at`, on the same clock."""
    hours = at.hour + at.minute / 60
    return (at.date() - start).days + hours / 24
