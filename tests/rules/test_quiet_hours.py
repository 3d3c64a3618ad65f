from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.quiet_hours import quiet_until

LONDON = "Europe/London"
NIGHT = (time(22), time(7))
ZONES = (LONDON, "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-01-10T21:59", None),
        ("2026-01-10T22:00", "2026-01-11T07:00"),
        ("2026-01-11T06:59", "2026-01-11T07:00"),
        ("2026-01-11T07:00", None),
        ("2026-07-10T20:59", None),  # summer time is an hour ahead
        ("2026-07-10T21:00", "2026-07-11T06:00"),
        ("2026-03-28T23:00", "2026-03-29T06:00"),  # the night in which clocks go forward
        ("2026-10-24T22:00", "2026-10-25T07:00"),  # and the one in which they go back
    ],
)
def test_a_night_is_quiet_by_the_clock_on_the_wall(now: str, until: str | None) -> None:
    assert quiet_until(at(now), LONDON, *NIGHT) == (at(until) if until else None)


def test_hours_within_a_day_do_not_go_over_midnight() -> None:
    afternoon = (time(13), time(15))
    assert quiet_until(at("2026-01-10T13:30"), LONDON, *afternoon) == at("2026-01-10T15:00")
    assert quiet_until(at("2026-01-10T23:30"), LONDON, *afternoon) is None


def test_the_same_hour_twice_is_never_quiet() -> None:
    assert quiet_until(at("2026-01-10T13:30"), LONDON, time(7), time(7)) is None


def test_an_end_that_clocks_skip_comes_when_they_have_skipped_it() -> None:
    assert quiet_until(at("2026-03-29T00:59"), LONDON, time(22), time(1, 30)) == at(
        "2026-03-29T01:30"
    )


def test_an_end_that_clocks_show_twice_is_still_ahead_the_second_time_round() -> None:
    ends = (time(22), time(1, 30))
    assert quiet_until(at("2026-10-25T00:20"), LONDON, *ends) == at("2026-10-25T00:30")
    assert quiet_until(at("2026-10-25T01:20"), LONDON, *ends) == at("2026-10-25T01:30")


@given(
    st.floats(0, 6 * 365).map(lambda days: at("2024-01-01T00:00") + timedelta(days=days)),
    st.sampled_from(ZONES),
    st.times(),
    st.times(),
)
def test_the_end_is_ahead_and_within_a_day_and_an_hour(
    now: datetime, zone: str, begins: time, ends: time
) -> None:
    until = quiet_until(now, zone, begins, ends)
    if until is not None:
        assert now < until <= now + timedelta(hours=26)
