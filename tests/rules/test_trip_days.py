"""The days of a trip, over zones that change and over the date line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from outandback.rules.return_times import WallTime, instant
from outandback.rules.trip_days import Place, Reach, day_of, reach_of, trip_days

DAY = timedelta(days=1)
AUCKLAND, HONOLULU, LISBON, ROME = (
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Europe/Lisbon",
    "Europe/Rome",
)
TOKYO = "Asia/Tokyo"
ZONES = (AUCKLAND, HONOLULU, LISBON, ROME, TOKYO, "America/St_Johns", "Asia/Kathmandu")
NOV = date(2026, 11, 1)


def on(day: int) -> date:
    return NOV + (day - 1) * DAY


def at_hour(day: date, hour: int, zone: str) -> datetime:
    return instant(WallTime(datetime.combine(day, time(hour)), zone))


def lived(*places: tuple[str, int, int]) -> list[tuple[int, str]]:
    known = [Place(zone, zone, on(first), on(last)) for zone, first, last in places]
    days = trip_days(known[0].first, known[-1].last, known[0].zone, known)
    return [(day.on.day, day.zone) for day in days]


def test_without_places_each_day_is_by_the_clock_of_the_trip() -> None:
    days = trip_days(on(3), on(5), LISBON)
    assert [(day.on, day.zone, day.twice) for day in days] == [
        (on(one), LISBON, False) for one in (3, 4, 5)
    ]


def test_the_day_of_moving_on_is_one_day_and_the_next_place_has_it() -> None:
    assert lived((LISBON, 3, 4), (ROME, 4, 5)) == [(3, LISBON), (4, ROME), (5, ROME)]


def test_days_without_a_place_are_still_spent_in_the_last() -> None:
    assert lived((LISBON, 3, 3), (ROME, 6, 6)) == [
        *((one, LISBON) for one in (3, 4, 5)),
        (6, ROME),
    ]


def test_west_over_the_date_line_a_day_comes_twice() -> None:
    assert lived((TOKYO, 14, 15), (HONOLULU, 15, 16)) == [
        (14, TOKYO),
        (15, TOKYO),
        (15, HONOLULU),
        (16, HONOLULU),
    ]
    two = trip_days(on(14), on(16), TOKYO, [
        Place("", TOKYO, on(14), on(15)),
        Place("", HONOLULU, on(15), on(16)),
    ])  # fmt: skip
    assert [day.twice for day in two] == [False, True, True, False]
    assert lived((AUCKLAND, 14, 15), (HONOLULU, 14, 15)) == [
        *((one, AUCKLAND) for one in (14, 15)),
        *((one, HONOLULU) for one in (14, 15)),
    ]


def test_east_over_the_date_line_a_day_is_left_out() -> None:
    assert lived((HONOLULU, 13, 14), (TOKYO, 16, 17)) == [
        (13, HONOLULU),
        (14, HONOLULU),
        (16, TOKYO),
        (17, TOKYO),
    ]


def test_a_time_stands_on_the_day_of_its_own_clock() -> None:
    days = trip_days(on(14), on(16), TOKYO, [
        Place("", TOKYO, on(14), on(15)),
        Place("", HONOLULU, on(15), on(16)),
    ])  # fmt: skip
    for zone in (TOKYO, HONOLULU):
        said = at_hour(on(15), 9, zone)
        found = day_of(days, said, zone)
        assert found is not None
        assert (found.on, found.zone, found.hour_of(said)) == (on(15), zone, 9)
    assert day_of(days, datetime(2026, 12, 1, tzinfo=UTC), TOKYO) is None


def test_a_day_is_drawn_over_all_that_is_in_it() -> None:
    assert reach_of([]) == Reach(8, 23)
    assert reach_of([5.5, 26]) == Reach(5, 24)
    assert (Reach(8, 23).share(8), Reach(8, 23).share(15.5), Reach(8, 23).share(30)) == (0, 0.5, 1)


@some.composite
def cruises(draw: some.DrawFn) -> list[Place]:
    """Places one after another, each for some days, that begin at most two days off."""
    places, first = list[Place](), NOV
    for number in range(draw(some.integers(1, 6))):
        last = first + draw(some.integers(0, 5)) * DAY
        places.append(Place(str(number), draw(some.sampled_from(ZONES)), first, last))
        first = max(last + draw(some.integers(-1, 2)) * DAY, first)
    return places


@given(cruises())
def test_each_day_has_a_place_and_none_comes_twice_in_one(places: list[Place]) -> None:
    days = trip_days(places[0].first, places[-1].last, places[0].zone, places)
    known = {(one.name, one.zone): one for one in places}
    assert {(day.place, day.zone) for day in days} <= known.keys()
    assert len({(day.on, day.place) for day in days}) == len(days)
    assert all(day.on >= known[day.place, day.zone].first for day in days)
    assert [day.place for day in days] == sorted(day.place for day in days)
    assert all(timedelta(0) < day.ends - day.begins < 2 * DAY for day in days)


@given(cruises())
def test_a_date_is_left_out_only_on_the_way_east(places: list[Place]) -> None:
    days = trip_days(places[0].first, places[-1].last, places[0].zone, places)
    there = {day.on for day in days}
    span = range((max(one.last for one in places) - NOV).days + 1)
    gone = {NOV + number * DAY for number in span} - there
    for one, after in pairwise(places):
        own = {day for day in gone if one.first <= day < after.first}
        begins = [at_hour(day, 0, one.zone) for day in own]
        arrives = at_hour(after.first, 0, after.zone)
        assert all(arrives - at < DAY / 2 for at in begins)


@given(cruises(), some.integers(0, 20), some.integers(0, 23))
def test_what_was_said_by_the_clock_of_a_place_stands_on_that_day(
    places: list[Place], number: int, hour: int
) -> None:
    days = trip_days(places[0].first, places[-1].last, places[0].zone, places)
    day = days[number % len(days)]
    found = day_of(days, at_hour(day.on, hour, day.zone), day.zone)
    assert found is not None
    assert (found.on, found.zone) == (day.on, day.zone)
