"""What comes round: no day too early, none left out, over month ends, leap years and clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.return_times import wall_at
from outandback.rules.rhythm import Every, Rhythm, falls_on, next_on
from tests.rules.test_return_times import zones

DAY = timedelta(days=1)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
rhythms = st.builds(Rhythm, st.sampled_from(Every), st.integers(1, 60), days)


def rounds(rhythm: Rhythm, count: int) -> list[date]:
    found = [rhythm.first]
    while len(found) < count:
        found.append(next_on(rhythm, found[-1] + DAY))
    return found


@given(rhythms, days)
def test_the_next_one_is_never_before_the_day_nor_before_the_first(
    rhythm: Rhythm, day: date
) -> None:
    found = next_on(rhythm, day)
    assert found >= day and found >= rhythm.first
    assert falls_on(rhythm, found)


@given(rhythms, days, st.integers(0, 4000))
def test_no_round_is_left_out(rhythm: Rhythm, day: date, more: int) -> None:
    """Whatever day is asked about, until the next one comes the answer stays the same."""
    found = next_on(rhythm, day)
    between = min(day + more * DAY, found)
    assert next_on(rhythm, between) == found


@given(st.integers(1, 60), days, days)
def test_weeks_keep_their_day_of_the_week(number: int, first: date, day: date) -> None:
    found = next_on(Rhythm(Every.WEEK, number, first), day)
    assert found.weekday() == first.weekday()
    assert (found - first).days % (7 * number) == 0


@given(st.integers(1, 60), days, days)
def test_months_keep_their_day_or_end_with_the_month(number: int, first: date, day: date) -> None:
    found = next_on(Rhythm(Every.MONTH, number, first), day)
    assert ((found.year - first.year) * 12 + found.month - first.month) % number == 0
    assert found.day == first.day or (found.day < first.day and (found + DAY).day == 1)


@given(days, days)
def test_once_a_year_is_once_in_every_year(first: date, day: date) -> None:
    found = next_on(Rhythm(Every.YEAR, 1, first), day)
    assert found.month == first.month
    assert found.day == first.day or (first.day, found.day) == (29, 28)
    if day > first:
        assert found - day <= 366 * DAY


@given(rhythms)
def test_rounds_lie_apart_by_what_was_said(rhythm: Rhythm) -> None:
    least = {Every.WEEK: 7, Every.MONTH: 28, Every.YEAR: 365}[rhythm.every] * rhythm.number
    first, second, third = rounds(rhythm, 3)
    assert second - first >= least * DAY and third - second >= least * DAY


@given(zones, st.integers(1, 4), st.dates(date(2012, 1, 1), date(2035, 12, 31)))
def test_a_change_of_clocks_moves_no_round(zone: str, number: int, first: date) -> None:
    """From noon to noon, as the calendar on the wall has it."""
    rhythm = Rhythm(Every.WEEK, number, first)
    day = rounds(rhythm, 2)[1]
    noon = datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
    assert falls_on(rhythm, wall_at(noon, zone).date())


@pytest.mark.parametrize(
    ("every", "number", "first", "expected"),
    [
        (Every.YEAR, 1, "2024-02-29", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        (Every.YEAR, 4, "2096-02-29", ["2100-02-28", "2104-02-29"]),
        (Every.MONTH, 1, "2026-01-31", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        (Every.MONTH, 1, "2027-12-30", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        (Every.MONTH, 3, "2026-11-30", ["2027-02-28", "2027-05-30"]),
        (Every.WEEK, 2, "2026-03-22", ["2026-04-05", "2026-04-19"]),
        (Every.WEEK, 1, "2026-10-18", ["2026-10-25", "2026-11-01"]),
        (Every.WEEK, 52, "2023-12-31", ["2024-12-29"]),
    ],
)
def test_as_the_calendar_has_it(every: Every, number: int, first: str, expected: list[str]) -> None:
    rhythm = Rhythm(every, number, date.fromisoformat(first))
    assert [day.isoformat() for day in rounds(rhythm, len(expected) + 1)[1:]] == expected
