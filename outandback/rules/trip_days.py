"""The days of a trip, each by the clock of the place where it is spent.

Places follow one another, each with its first and last day by its own calendar. A flight west over
the date line brings a day twice, one east leaves one out; on a cruise each day may have a zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .return_times import WallTime, instant, wall_at

HALF_A_DAY = timedelta(hours=12)
DAY = timedelta(days=1)
MORNING, NIGHT, WHOLE = 8.0, 23.0, 24.0


@dataclass(frozen=True)
class Place:
    """Where some days of a trip are spent, both included."""

    name: str
    zone: str
    first: date
    last: date


@dataclass(frozen=True)
class TripDay:
    """A day of the calendar in one place. `twice`: the same date comes in two places."""

    on: date
    place: str
    zone: str
    twice: bool = False

    @property
    def begins(self) -> datetime:
        return _midnight(self.on, self.zone)

    @property
    def ends(self) -> datetime:
        return _midnight(self.on + DAY, self.zone)

    def hour_of(self, at: datetime) -> float:
        """Hours by the clock on the wall since this day began; below 0 before it, 24 once over."""
        wall = wall_at(at, self.zone)
        days = (wall.date() - self.on).days
        return days * WHOLE + wall.hour + wall.minute / 60


@dataclass(frozen=True)
class Reach:
    """From which hour to which a day is drawn: waking hours, and whatever lies outside of them."""

    first: float = MORNING
    last: float = NIGHT

    def share(self, hour: float) -> float:
        """How far along the day's line an hour stands, from 0 to 1."""
        return min(max((hour - self.first) / (self.last - self.first), 0.0), 1.0)


def trip_days(first: date, last: date, zone: str, places: Iterable[Place] = ()) -> list[TripDay]:
    """In the order in which they are lived. Without any place all are by the clock of `zone`."""
    known = list(places) or [Place("", zone, first, last)]
    days = [day for place, after in _each_with_next(known) for day in _in_one(place, after)]
    dates = [day.on for day in days]
    return [TripDay(one.on, one.place, one.zone, dates.count(one.on) > 1) for one in days]


def day_of(days: Sequence[TripDay], at: datetime, zone: str) -> TripDay | None:
    """The day on which something stands that was said by the clock of a zone."""
    on = wall_at(at, zone).date()
    same_clock = [day for day in days if day.on == on and day.zone == zone]
    spent = [day for day in days if day.begins <= at < day.ends]
    same_date = [day for day in days if day.on == on]
    return next(iter([*same_clock, *spent[-1:], *same_date]), None)


def reach_of(hours: Iterable[float]) -> Reach:
    """Waking hours, made wider where something lies outside of them, within the one day."""
    inside = [min(max(hour, 0.0), WHOLE) for hour in hours]
    first, last = min([MORNING, *inside]), max([NIGHT, *inside])
    return Reach(float(int(first)), float(-int(-last)))


def _each_with_next(places: list[Place]) -> Iterator[tuple[Place, Place | None]]:
    return zip(places, [*places[1:], None], strict=True)


def _in_one(place: Place, after: Place | None) -> Iterator[TripDay]:
    """The days of one place. The day of moving on is the next one’s, where it is one day; days
    that nobody gave to a place are still spent here, as far as they come at all."""
    last = max(place.last, after.first - DAY) if after else place.last
    for number in range((last - place.first).days + 1):
        day = TripDay(place.first + number * DAY, place.name, place.zone)
        if after is None or _is_spent(day, place, after):
            yield day


def _is_spent(day: TripDay, place: Place, after: Place) -> bool:
    there = _midnight(after.first, after.zone)
    if day.on > place.last:
        return day.begins + HALF_A_DAY <= there
    if day.on < after.first or place.last > after.first:
        return True
    return there - day.begins >= HALF_A_DAY


def _midnight(on: date, zone: str) -> datetime:
    return instant(WallTime(datetime.combine(on, time()), zone))
