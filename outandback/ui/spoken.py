"""Days and times as people say them, so that whoever reads them can mean only one.

`say_day` is the one way to say a day, `say_time` the one way to say a time. Both take who
reads (their zone, and what time it is), and the place by whose clock and calendar it was said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.return_times import WallTimeKind, kind_of, wall_at

from .hours_in_words import MIDNIGHT, in_words
from .names_of_days import DAYS as DAYS
from .names_of_days import MONTHS as MONTHS
from .names_of_days import SHORT_DAYS, SHORT_MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

NEXT_TO_TODAY = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
TWICE = (_("{time} (the first of two)"), _("{time} (the second of two)"))
WEEK = 7
# Two times that sound the same are twelve hours apart: within six, the nearest is meant.
NEAREST = timedelta(hours=6)
COUNTS = (
    _("No"),
    _("One"),
    _("Two"),
    _("Three"),
    _("Four"),
    _("Five"),
    _("Six"),
    _("Seven"),
    _("Eight"),
    _("Nine"),
)


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
    """How a day is said. A year stands wherever it is not this one; DATED, PLAIN and MONTH_DATED
    always have it.

    FULL: "Saturday 5 December", DATED: "Saturday 5 December 2026", PLAIN: "5 December 2026",
    BARE: "5 December", BRIEF: "5 Dec", SHORT: "Sat 5 Dec", MONTH: "December",
    MONTH_DATED: "December 2026". NAMED: "Saturday" within a week, FULL beyond.
    NEAR: "today", "tomorrow", "yesterday", and NAMED beyond, with "on" before it.
    """

    FULL = "full"
    DATED = "dated"
    PLAIN = "plain"
    BARE = "bare"
    BRIEF = "brief"
    SHORT = "short"
    MONTH = "month"
    MONTH_DATED = "month dated"
    NAMED = "named"
    NEAR = "near"


HAVE_A_YEAR = (DayFormat.DATED, DayFormat.PLAIN, DayFormat.MONTH_DATED)
OF_A_MONTH = (DayFormat.MONTH, DayFormat.MONTH_DATED)


def say_day(at: date, here: Here, place: str = "", shape: DayFormat = DayFormat.FULL) -> str:
    """A day by the calendar of `place`, the place that was left; of the reader's where none is
    given. A date without a time is that day wherever it is read."""
    day = _calendar_day(at, here, place)
    if shape in (DayFormat.NEAR, DayFormat.NAMED):
        return _near(day, here, place, shape)
    pattern, places = _to_fill(day, here, shape)
    return pattern.format(**places)


def say_days(first: date, last: date, here: Here) -> str:
    """ "3 to 6 July", "28 June to 2 July", its year once; a single day with its weekday."""
    if first == last:
        return say_day(first, here)
    one_month = first.replace(day=1) == last.replace(day=1)
    beside = Here.on(last) if first.year == last.year else here
    start = str(first.day) if one_month else say_day(first, beside, shape=DayFormat.BARE)
    end = say_day(last, here, shape=DayFormat.BARE)
    return gettext("{first} to {last}").format(first=start, last=end)


def short_day(at: date, here: Here, place: str = "") -> tuple[str, dict[str, object]]:
    """ "Sat 5 Dec" as a pattern and what fills it, for a page that draws one of its places."""
    return _to_fill(_calendar_day(at, here, place), here, DayFormat.SHORT)


def _calendar_day(at: date, here: Here, place: str) -> date:
    return wall_at(at, place or here.zone).date() if isinstance(at, datetime) else at


def _near(day: date, here: Here, place: str, shape: DayFormat) -> str:
    away, near = (day - here.today).days, shape is DayFormat.NEAR
    if not _has_our_day(here, place) or abs(away) >= WEEK:
        said = say_day(day, here)
        return gettext("on {date}").format(date=said) if near else said
    if near and away in NEXT_TO_TODAY:
        return str(NEXT_TO_TODAY[away])
    name = DAYS[day.weekday()]
    return gettext("on {weekday}").format(weekday=name) if near else str(name)


def _has_our_day(here: Here, place: str) -> bool:
    """Where the place has another day than the reader, "tomorrow" and "Saturday" would be two."""
    return not place or wall_at(here.now, place).date() == here.today


def is_today(at: date, here: Here, place: str = "") -> bool:
    """Whether its day is said as "today", or left out."""
    return _has_our_day(here, place) and _calendar_day(at, here, place) == here.today


def _to_fill(day: date, here: Here, shape: DayFormat) -> tuple[str, dict[str, object]]:
    is_short = shape in (DayFormat.SHORT, DayFormat.BRIEF)
    names, months = (SHORT_DAYS, SHORT_MONTHS) if is_short else (DAYS, MONTHS)
    places = {"weekday": names[day.weekday()], "day": day.day, "month": months[day.month - 1]}
    has_year = shape in HAVE_A_YEAR or day.year != here.today.year
    return _pattern(shape, has_year), {**places, "year": f"{day.year:04}"}


def _pattern(shape: DayFormat, has_year: bool) -> str:
    if shape in OF_A_MONTH:
        return gettext("{month} {year}") if has_year else "{month}"
    if shape in (DayFormat.BARE, DayFormat.BRIEF) and not has_year:
        return gettext("{day} {month}")
    if shape in (DayFormat.PLAIN, DayFormat.BARE, DayFormat.BRIEF):
        return gettext("{day} {month} {year}")
    if has_year:
        return gettext("{weekday} {day} {month} {year}")
    return gettext("{weekday} {day} {month}")


def say_time(
    at: datetime, here: Here, place: str = "", *, words: bool = False, named: bool = True
) -> str:
    """A time by the clock of `place`: "18:30", or "half past six" in `words`. The place is named
    where its clock shows another time than the reader's, unless `named` leaves that to a caller
    who names it once for several times."""
    zone = place or here.zone
    wall, elsewhere = wall_at(at, zone), where(at, here, zone)
    said = in_words(wall, abs(at - here.now) < NEAREST) if words else ""
    read = wall if elsewhere else wall_at(at, here.zone)
    if kind_of(read.replace(fold=0), zone if elsewhere else here.zone) is WallTimeKind.FOLD:
        said = TWICE[read.fold].format(time=figures(wall))
    return _placed(said or figures(wall), elsewhere if named else "")


def figures(wall: datetime) -> str:
    """The bare hour of a wall time, for a sentence that has its day and place already."""
    return f"{wall:%H:%M}"


def where(at: datetime, here: Here, place: str) -> str:
    """ "in Auckland", where the clocks of the place are not the reader's at that time."""
    if not place or wall_at(at, place) == wall_at(at, here.zone):
        return ""
    area, _slash, city = place.rpartition("/")
    if not area or area == "Etc":
        return city.replace("+", "−") if "+" in city else city.replace("-", "+")
    return gettext("in {city}").format(city=city.replace("_", " "))


def _placed(said: str, elsewhere: str) -> str:
    return gettext("{time} {place}").format(time=said, place=elsewhere) if elsewhere else said


def when(at: datetime, here: Here, place: str = "") -> str:
    """ "at 16:40", "tomorrow at 16:40", "on Saturday at 16:40" """
    return _at(at, here, place, say_time(at, here, place))


def when_in_words(at: datetime, here: Here, place: str = "") -> str:
    """ "at half past six", "tomorrow at ten in the morning" """
    return _at(at, here, place, say_time(at, here, place, words=True))


def _at(at: datetime, here: Here, place: str, said: str) -> str:
    if is_today(at, here, place):
        return gettext("at {time}").format(time=said)
    day = say_day(at, here, place, DayFormat.NEAR)
    return gettext("{day} at {time}").format(day=day, time=said)


def until(at: datetime, here: Here, place: str = "") -> str:
    """ "nine", "nine in the morning tomorrow", "ten in the morning on Saturday in Auckland" """
    said = say_time(at, here, place, words=True, named=False)
    if said != str(MIDNIGHT) and not is_today(at, here, place):
        day = say_day(at, here, place, DayFormat.NEAR)
        said = gettext("{time} {day}").format(time=said, day=day)
    return _placed(said, where(at, here, place))


def stamp(at: datetime, here: Here, place: str = "") -> str:
    """ "16:40" of today, "Saturday 5 December, 16:40" of another day."""
    if is_today(at, here, place):
        return say_time(at, here, place)
    return day_and_time(at, here, place)


def day_and_time(
    at: datetime, here: Here, place: str = "", shape: DayFormat = DayFormat.FULL
) -> str:
    """ "Saturday 5 December, 16:40" """
    day = say_day(at, here, place, shape)
    return gettext("{day}, {time}").format(day=day, time=say_time(at, here, place))


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
        return gettext("{out}, no set time back").format(out=say_time(out_at, here, place))
    once = where(out_at, here, place) == where(back_at, here, back_place)
    out = say_time(out_at, here, place, named=not once)
    back = say_time(back_at, here, back_place)
    if same_day(planned, here):
        return gettext("{out} to {back}").format(out=out, back=back)
    day = say_day(back_at, here, back_place, DayFormat.NAMED)
    return gettext("{out} to {day}, {back}").format(out=out, day=day, back=back)


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
    return str(COUNTS[count] if count < len(COUNTS) else count)


def counted(items: Iterable[StrOrPromise], between: str = ", ") -> str:
    """A list for the ear: what is in it several times is said once, with its number."""
    return between.join(_times(str(item), count) for item, count in Counter(items).items())


def _times(item: str, count: int) -> str:
    """ "tea", "tea (twice)", "tea (three times)" """
    if count < 2:
        return item
    if count == 2:
        return gettext("{item} (twice)").format(item=item)
    said = count_in_words(count).lower()
    return gettext("{item} ({count} times)").format(item=item, count=said)


def days_since(start: date, at: datetime) -> float:
    """Days and part of a day from midnight at the start of `start` to `at`, on the same clock."""
    return (at.date() - start).days + (at.hour + at.minute / 60) / 24
