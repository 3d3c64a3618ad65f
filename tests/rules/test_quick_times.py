from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.quick_times import (
    BackTap,
    OutTap,
    back_by,
    evenings_ahead,
    last_evening,
    moved_along,
    next_at,
    out_by,
    outs_at,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


moments = st.datetimes(at("2026-01-01"), at("2027-12-31")).map(
    lambda when: when.replace(second=0, microsecond=0)
)


@pytest.mark.parametrize(
    ("tap", "now", "meant", "out"),
    [
        (OutTap.NOW, "2026-05-14T09:07", None, "2026-05-14T09:07"),
        (OutTap.NOW, "2026-05-14T09:07", "2026-05-20T18:30", "2026-05-14T09:07"),
        (OutTap.EVENING, "2026-05-14T09:07", None, "2026-05-14T18:30"),
        (OutTap.EVENING, "2026-05-14T09:07", "2026-05-20T19:45", "2026-05-14T19:45"),
        (OutTap.EVENING, "2026-05-14T09:07", "2026-05-20T08:00", "2026-05-14T18:30"),
        (OutTap.EVENING, "2026-05-14T19:40", None, "2026-05-14T20:00"),
        (OutTap.EVENING, "2026-05-14T23:40", None, "2026-05-14T23:40"),
        (OutTap.TOMORROW, "2026-05-14T09:07", None, "2026-05-15T10:00"),
        (OutTap.TOMORROW, "2026-05-14T09:07", "2026-05-14T18:30", "2026-05-15T18:30"),
        (OutTap.TOMORROW, "2026-05-14T09:07", "2026-05-14T09:07", "2026-05-15T10:00"),
    ],
)
def test_a_tap_says_when_somebody_goes(tap: OutTap, now: str, meant: str | None, out: str) -> None:
    assert out_by(tap, at(now), at(meant) if meant else None) == at(out)


@pytest.mark.parametrize(
    ("tap", "out", "back"),
    [
        (BackTap.HOUR, "2026-05-14T23:30", "2026-05-15T00:30"),
        (BackTap.SUPPER, "2026-05-14T10:00", "2026-05-14T18:30"),
        (BackTap.SUPPER, "2026-05-14T18:15", "2026-05-15T18:30"),
        (BackTap.BEDTIME, "2026-05-14T18:15", "2026-05-14T22:30"),
        (BackTap.TOMORROW, "2026-05-14T18:15", "2026-05-15T12:00"),
    ],
)
def test_a_tap_says_when_somebody_is_back(tap: BackTap, out: str, back: str) -> None:
    assert back_by(tap, at(out)) == at(back)


@pytest.mark.parametrize(
    ("back", "before", "out", "then"),
    [
        # the same day: the promise stays
        ("2026-05-14T21:00", "2026-05-14T18:30", "2026-05-14T17:00", "2026-05-14T21:00"),
        # another day: it goes along
        ("2026-05-14T21:00", "2026-05-14T18:30", "2026-05-15T18:30", "2026-05-15T21:00"),
        ("2026-05-15T21:00", "2026-05-15T18:30", "2026-05-14T17:00", "2026-05-14T21:00"),
        # too early: the length stays
        ("2026-05-14T13:00", "2026-05-14T12:00", "2026-05-14T18:30", "2026-05-14T19:30"),
        # nothing was said of going: what is still to come stays, what would be past is as long
        ("2026-05-16T21:00", None, "2026-05-15T10:00", "2026-05-16T21:00"),
        ("2026-05-14T13:00", None, "2026-05-15T10:00", "2026-05-15T11:00"),
        # what was wrong before stays wrong, and is asked about
        ("2026-05-14T09:00", "2026-05-14T18:30", "2026-05-14T19:00", "2026-05-14T09:00"),
    ],
)
def test_being_back_goes_along_with_going(
    back: str, before: str | None, out: str, then: str
) -> None:
    was = at(before) if before else None
    assert moved_along(at(back), was, at("2026-05-14T12:00"), at(out)) == at(then)


@given(moments, st.none() | moments, st.sampled_from(OutTap), st.sampled_from(BackTap))
def test_nobody_goes_before_now_or_is_back_before_they_go(
    now: datetime, meant: datetime | None, out: OutTap, back: BackTap
) -> None:
    goes = out_by(out, now, meant)
    assert now <= goes <= now + timedelta(days=2)
    assert goes < back_by(back, goes) <= goes + timedelta(days=2)


@given(moments, st.times().map(lambda hour: hour.replace(second=0, microsecond=0)))
def test_the_next_time_of_an_hour_is_within_a_day(after: datetime, hour: time) -> None:
    found = next_at(hour, after)
    assert found.time() == hour and after <= found < after + timedelta(days=1)


def test_late_in_the_evening_none_is_offered() -> None:
    assert OutTap.EVENING in outs_at(at("2026-05-14T21:30"))
    assert outs_at(at("2026-05-14T21:31")) == (OutTap.NOW, OutTap.TOMORROW)


@given(moments)
def test_evenings_for_two_are_ahead_and_each_has_a_name_of_its_own(now: datetime) -> None:
    found = evenings_ahead(now)
    assert list(found) == sorted(found) and all(one > now for one in found)
    assert len({one.weekday() for one in found}) == len(found) in (3, 4)
    assert all(one.date() == now.date() or one.weekday() in (4, 5, 6) for one in found)
    assert all(one - now < timedelta(days=8) for one in found)


@given(moments)
def test_the_last_evening_is_tonights_once_it_has_begun(now: datetime) -> None:
    assert timedelta(0) <= now - last_evening(now) < timedelta(days=1)
