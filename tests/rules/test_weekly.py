"""A leave that comes round: the next date, and its hours by the clocks on the wall."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.return_times import WallTime, again_on, instant
from outandback.rules.rhythm import Weekly, monday_of, next_weekly
from tests.rules.test_return_times import zones

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
near = st.dates(date(2026, 1, 1), date(2026, 3, 31))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
offs = st.frozensets(near.map(monday_of), max_size=8)
weeklies = st.builds(Weekly, weekdays, st.integers(1, 4), st.none() | near, offs)


def by_the_calendar(weekly: Weekly, last: date, today: date) -> date | None:
    """The same, said in the plainest way: day after day, with the weeks in a list."""
    weeks = [monday_of(last) + 7 * weekly.weeks * n * DAY for n in range(80)]
    for along in range(1, 400):
        day = last + along * DAY
        if weekly.until and day > weekly.until:
            return None
        if day < today or day.weekday() not in weekly.weekdays:
            continue
        if monday_of(day) in weeks and monday_of(day) not in weekly.off:
            return day
    return None


@given(weeklies, near, near)
def test_it_is_the_first_day_that_the_calendar_has(weekly: Weekly, last: date, today: date) -> None:
    assert next_weekly(weekly, last, today) == by_the_calendar(weekly, last, today)


@given(weeklies, days, days)
def test_it_is_later_than_the_last_and_never_in_the_past(
    weekly: Weekly, last: date, today: date
) -> None:
    found = next_weekly(weekly, last, today)
    if weekly.until is None:
        assert found is not None
    if found is not None:
        assert found > last and found >= today
        assert found.weekday() in weekly.weekdays and monday_of(found) not in weekly.off
        assert weekly.until is None or found <= weekly.until


@given(weekdays, days, days)
def test_every_week_it_is_within_seven_days(on: frozenset[int], last: date, today: date) -> None:
    found = next_weekly(Weekly(on), last, today)
    assert found is not None and found - max(last, today) <= 7 * DAY


@given(st.integers(1, 4), days, days)
def test_however_long_nobody_looked_the_weeks_keep_their_count(
    weeks: int, last: date, today: date
) -> None:
    found = next_weekly(Weekly(frozenset({last.weekday()}), weeks), last, today)
    assert found is not None and (found - last).days % (7 * weeks) == 0


def test_on_no_day_of_the_week_it_never_comes() -> None:
    assert next_weekly(Weekly(frozenset()), date(2026, 5, 14), date(2026, 5, 14)) is None


hours = st.times().map(lambda one: one.replace(second=0, microsecond=0))
lengths = st.integers(1, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(zones, near, days, hours, lengths)
def test_the_hours_on_the_wall_stay_over_any_change_of_clocks(
    zone: str, before: date, day: date, hour: time, length: timedelta
) -> None:
    wall = datetime.combine(before, hour)
    out, back = again_on(WallTime(wall, zone), WallTime(wall + length, zone), day, zone, length)
    assert (out.wall.date(), out.wall.time()) == (day, hour)
    assert back is not None and instant(back) > instant(out)
    skipped = instant(WallTime(out.wall + length, zone)) <= instant(out)
    assert back.wall == out.wall + length or skipped


def test_it_moves_home_with_its_person_but_not_between_two_places() -> None:
    out = WallTime(datetime.fromisoformat("2026-05-14T18:30"), "Europe/London")
    back = WallTime(datetime.fromisoformat("2026-05-14T21:00"), "Europe/London")
    day, long = date(2026, 5, 21), timedelta(hours=2, minutes=30)
    new, until = again_on(out, back, day, "Europe/Paris", long)
    assert (new.zone, until and until.zone) == ("Europe/Paris", "Europe/Paris")
    paris = WallTime(datetime.fromisoformat("2026-05-14T22:00"), "Europe/Paris")
    new, until = again_on(out, paris, day, "Asia/Tokyo", long)
    assert (new.zone, until and until.zone) == ("Europe/London", "Europe/Paris")


def test_an_evening_that_clocks_skip_is_as_long_as_it_was() -> None:
    """In London clocks went from one to two on 29 March 2026."""
    out = WallTime(datetime.fromisoformat("2026-03-22T01:10"), "Europe/London")
    back = WallTime(datetime.fromisoformat("2026-03-22T01:50"), "Europe/London")
    length = timedelta(minutes=40)
    new, until = again_on(out, back, date(2026, 3, 29), "Europe/London", length)
    assert until is not None and instant(until) - instant(new) == length


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York"])
def test_with_no_set_time_it_has_none_again(zone: str) -> None:
    out = WallTime(datetime.fromisoformat("2026-05-14T18:30"), zone)
    assert again_on(out, None, date(2026, 5, 21), zone, None)[1] is None
