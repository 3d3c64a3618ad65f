"""Days and times can be read in one way only, wherever and whenever somebody reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from outandback.ui import spoken
from outandback.ui.spoken import DayFormat, Here

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and "posix" not in zone)
DAYS = [f"{date(2026, 11, day):%A}" for day in range(2, 9)]
MONTHS = [f"{date(2026, month, 1):%B}" for month in range(1, 13)]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DATE = re.compile(r"^(?:on )?(?P<name>\w+) (?P<day>\d+) (?P<month>\w+)(?: (?P<year>\d{4}))?$")
TIME = re.compile(r"^(?P<hour>\d\d:\d\d)(?: \(the (?P<which>first|second) of two\))?(?P<where>.*)$")
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(ZONES)
# Not before 1973, with any distance: until then some clocks were off by seconds.
nows = st.integers(1_330_000_000, 2_800_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
# Mostly near, where words such as “tomorrow” and “nine” are used; and decades away.
distances = st.one_of(
    st.integers(-9 * 24 * 60, 9 * 24 * 60), st.integers(-20_000_000, 20_000_000)
).map(lambda minutes: timedelta(minutes=minutes))


def a_time(hour: int, minute: int = 0, day: int = 14) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


def reader(at: datetime) -> Here:
    return Here("UTC", at)


def understood(said: str, today: date) -> date:
    """The day that somebody takes from it, with nothing but a calendar and today's date."""
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if said in near:
        return today + near[said] * DAY
    written = DATE.match(said)
    assert written, said
    year = int(written["year"] or today.year)
    day = date(year, MONTHS.index(written["month"]) + 1, int(written["day"]))
    assert DAYS[day.weekday()] == written["name"]
    return day


def in_days(said: str, today: date, ahead: bool) -> date:
    """As `understood`; of a bare weekday the sentence says whether it lies ahead."""
    name = said.removeprefix("on ")
    if name not in DAYS:
        return understood(said, today)
    around = (today + (days if ahead else -days) * DAY for days in range(1, 7))
    return next(day for day in around if DAYS[day.weekday()] == name)


@settings(deadline=None)
@given(
    nows,
    distances,
    zones,
    zones,
    st.sampled_from((DayFormat.FULL, DayFormat.NEAR, DayFormat.NAMED)),
)
@example(datetime(2026, 11, 28, 12, tzinfo=UTC), 458 * DAY, *["Europe/London"] * 2, DayFormat.FULL)
@example(
    datetime(2026, 12, 30, 12, tzinfo=UTC), 3 * DAY, "Europe/London", "Asia/Tokyo", DayFormat.NAMED
)
def test_a_day_can_mean_one_day_only(
    now: datetime, distance: timedelta, zone: str, place: str, shape: DayFormat
) -> None:
    at, here = now + distance, Here(zone, now)
    meant = at.astimezone(ZoneInfo(place)).date()
    said = spoken.say_day(at, here, place, shape)
    today = now.astimezone(ZoneInfo(zone)).date()
    if shape is DayFormat.NAMED and said in DAYS:
        assume(meant != today)
    assert in_days(said, today, meant > today) == meant


@dataclass(frozen=True)
class Clock:
    """What somebody reads off, who knows the names of cities and their own clock."""

    hour: str
    which: str | None
    zone: str


def read(said: str, zone: str, place: str) -> Clock:
    found = TIME.match(said)
    assert found, said
    if found["where"]:
        city = place.rpartition("/")[2]
        named = city.replace("_", " ")
        assert named in found["where"] or place.startswith("Etc/")
    return Clock(found["hour"], found["which"], place if found["where"] else zone)


@settings(deadline=None)
@given(nows, distances, zones, zones)
@example(datetime(2026, 11, 28, 12, tzinfo=UTC), HOUR, "Europe/London", "Pacific/Auckland")
@example(datetime(2026, 10, 24, 23, tzinfo=UTC), 2 * HOUR, "Europe/London", "Africa/Accra")
@example(datetime(2026, 10, 24, 23, tzinfo=UTC), HOUR, "Europe/London", "Europe/London")
def test_a_day_and_a_time_can_mean_one_moment_only(
    now: datetime, distance: timedelta, zone: str, place: str
) -> None:
    at, here = (now + distance).replace(second=0, microsecond=0), Here(zone, now)
    clock = read(spoken.say_time(at, here, place), zone, place)
    day = at.astimezone(ZoneInfo(place)).date()
    there = ZoneInfo(clock.zone)
    fold = 1 if clock.which == "second" else 0
    wall = datetime.fromisoformat(f"{day.isoformat()}T{clock.hour}").replace(tzinfo=there)
    assert wall.replace(fold=fold).astimezone(UTC) == at
    other = wall.replace(fold=1 - fold).astimezone(UTC)
    assert clock.which or other == at, "said without which of the two"


@settings(deadline=None)
@given(nows, distances, st.integers(-60 * 24, 60 * 24), zones, zones)
@example(datetime(2026, 5, 13, 18, tzinfo=UTC), 3 * HOUR, 12 * 60, *["Europe/London"] * 2)
@example(datetime(2026, 5, 13, 21, tzinfo=UTC), 3 * HOUR, 24 * 60, *["Africa/Accra"] * 2)
def test_two_moments_are_never_said_in_the_same_words(
    now: datetime, distance: timedelta, apart: int, zone: str, place: str
) -> None:
    here, one = Here(zone, now), now + distance
    other = one + apart * MINUTE
    assume(apart and (one > now) == (other > now))
    for say in (spoken.until, spoken.when, spoken.when_in_words, spoken.stamp):
        assert say(one, here, place) != say(other, here, place)


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (18, 30, "half past six"),
        (21, 0, "nine"),
        (9, 0, "nine"),
        (21, 10, "ten past nine"),
        (21, 5, "five past nine"),
        (7, 15, "quarter past seven"),
        (7, 20, "twenty past seven"),
        (6, 45, "quarter to seven"),
        (11, 55, "five to noon"),
        (12, 0, "noon"),
        (12, 30, "half past twelve"),
        (0, 0, "midnight"),
        (0, 30, "half past twelve"),
        (23, 50, "ten to midnight"),
        (20, 40, "20:40"),
        (20, 1, "20:01"),
        (9, 4, "09:04"),
    ],
)
def test_a_time_is_said_as_people_say_it(hour: int, minute: int, said: str) -> None:
    at = a_time(hour, minute)
    assert spoken.say_time(at, reader(at - HOUR), words=True) == said


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (21, "nine in the evening"),
        (9, "nine in the morning"),
        (14, "two in the afternoon"),
        (2, "two at night"),
        (12, "noon"),
        (0, "00:00"),
    ],
)
def test_farther_off_the_part_of_the_day_is_said_too(hour: int, said: str) -> None:
    assert spoken.say_time(a_time(hour), reader(a_time(3, day=11)), words=True) == said


@pytest.mark.parametrize(
    ("shape", "this_year", "another"),
    [
        (DayFormat.FULL, "Thursday 14 May", "Monday 14 May 2029"),
        (DayFormat.DATED, "Thursday 14 May 2026", "Monday 14 May 2029"),
        (DayFormat.PLAIN, "14 May 2026", "14 May 2029"),
        (DayFormat.SHORT, "Thu 14 May", "Mon 14 May 2029"),
        (DayFormat.BRIEF, "14 May", "14 May 2029"),
        (DayFormat.MONTH, "May", "May 2029"),
        (DayFormat.MONTH_DATED, "May 2026", "May 2029"),
    ],
)
def test_a_day_has_its_year_where_it_is_another(
    shape: DayFormat, this_year: str, another: str
) -> None:
    here = reader(a_time(9, day=1))
    assert spoken.say_day(date(2026, 5, 14), here, shape=shape) == this_year
    assert spoken.say_day(date(2029, 5, 14), here, shape=shape) == another


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 7, 3), date(2026, 7, 6), "3 to 6 July"),
        (date(2026, 6, 28), date(2026, 7, 2), "28 June to 2 July"),
        (date(2026, 7, 3), date(2026, 7, 3), "Friday 3 July"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 December to 2 January 2027"),
        (date(2027, 1, 1), date(2027, 1, 4), "1 to 4 January 2027"),
        (date(2026, 7, 3), date(2027, 7, 6), "3 July to 6 July 2027"),
        (date(2027, 4, 29), date(2027, 5, 3), "29 April to 3 May 2027"),
        (date(2027, 12, 30), date(2028, 1, 2), "30 December 2027 to 2 January 2028"),
    ],
)
def test_days_on_end_say_their_month_once(first: date, last: date, said: str) -> None:
    assert spoken.say_days(first, last, reader(a_time(9, day=1))) == said


def test_counts_are_words_up_to_nine() -> None:
    assert spoken.count_in_words(2) == "Two"
    assert spoken.count_in_words(12) == "12"


def test_days_since_counts_days_and_parts_of_a_day() -> None:
    assert spoken.days_since(date(2026, 5, 11), a_time(18)) == 3.75
    assert spoken.days_since(date(2026, 5, 15), a_time(12)) == -0.5


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (14, "at 18:30"),
        (15, "tomorrow at 18:30"),
        (20, "on Wednesday at 18:30"),
        (21, "on Thursday 21 May at 18:30"),
        (13, "yesterday at 18:30"),
        (7, "on Thursday 7 May at 18:30"),
    ],
)
def test_another_day_is_named(day: int, said: str) -> None:
    assert spoken.when(a_time(18, 30, day), reader(a_time(23))) == said


def test_the_place_is_named_where_its_clock_is_not_the_readers() -> None:
    nine = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Pacific/Auckland"))
    here = Here("Europe/London", datetime(2026, 11, 28, 12, tzinfo=UTC))
    said = spoken.when(nine, here, "Pacific/Auckland")
    assert said == "on Monday 30 November at 09:00 in Auckland"
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert spoken.say_time(noon, here, "Europe/Lisbon") == "12:00"
    assert spoken.say_time(noon, here, "America/Argentina/Buenos_Aires").endswith(
        " in Buenos Aires"
    )
    assert spoken.say_time(noon, here, "Etc/GMT+5") == "07:00 GMT−5"


@dataclass
class Planned:
    out_at: datetime
    back_at: datetime | None
    zone: str = "Europe/London"
    back_zone: str = "Europe/London"


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        (Planned(a_time(17, 30), a_time(20)), "18:30 to 21:00"),
        (Planned(a_time(17, 30), None), "18:30, no set time back"),
        (Planned(a_time(17, 30), a_time(20, day=16)), "18:30 to Saturday, 21:00"),
        (Planned(a_time(17, 30), a_time(20, day=30)), "18:30 to Saturday 30 May, 21:00"),
        (
            Planned(a_time(8), a_time(9), "Pacific/Auckland", "Pacific/Auckland"),
            "20:00 to 21:00 in Auckland",
        ),
        (
            Planned(a_time(8), a_time(20, day=15), "Pacific/Auckland"),
            "20:00 in Auckland to Friday, 21:00",
        ),
    ],
)
def test_the_hours_of_a_leave_are_those_of_its_places(planned: Planned, said: str) -> None:
    assert spoken.hours(planned, Here("Europe/London", a_time(12, day=13))) == said
