from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.rules import return_times
from outandback.rules.return_times import UnknownZone, WallTime, WallTimeKind
from outandback.rules.sleeps import sleeps

ZONES = sorted(available_timezones() - {"localtime", "posixrules"})
START, END = datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 12, 31, tzinfo=UTC)
WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)

zones = st.sampled_from(ZONES)
FIRST, LAST = START.replace(tzinfo=None), END.replace(tzinfo=None)
instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


def offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


@cache
def transitions(name: str) -> list[datetime]:
    """The instants at which clocks of a zone change, 2000 to 2040."""
    zone, found, at = ZoneInfo(name), [], START
    while at < END:
        if offset(at, zone) != offset(at + WEEK, zone):
            found.append(first_change(zone, at, at + WEEK))
        at += WEEK
    return found


def first_change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    while high - low > SECOND:
        middle = low + (high - low) / 2
        low, high = (low, middle) if offset(middle, zone) != offset(low, zone) else (middle, high)
    return high.replace(microsecond=0)


@st.composite
def near_a_change(draw: st.DrawFn) -> WallTime:
    """A wall time within three hours of a change of clocks, or anywhere where there is none."""
    name = draw(zones)
    at = draw(st.sampled_from(transitions(name)) if transitions(name) else instants)
    minutes = draw(st.integers(-180, 180))
    wall = (at + timedelta(minutes=minutes)).astimezone(ZoneInfo(name)).replace(tzinfo=None)
    wall += timedelta(minutes=draw(st.integers(-90, 90)))
    return WallTime(wall.replace(fold=0), name, draw(st.integers(0, 1)))


def check(wall: WallTime) -> None:
    """All that must hold for any wall time in any zone."""
    kind, at = return_times.kind_of(wall.wall, wall.zone), return_times.instant(wall)
    meant = return_times.moved(wall)
    assert at.tzinfo is UTC
    assert return_times.wall_at(at, wall.zone) == meant
    assert return_times.kind_of(meant, wall.zone) is not WallTimeKind.GAP
    assert (meant == wall.wall) == (kind is not WallTimeKind.GAP)
    assert meant >= wall.wall
    other = return_times.instant(WallTime(wall.wall, wall.zone, 1 - wall.fold))
    assert (other == at) == (kind is not WallTimeKind.FOLD)
    assert kind is not WallTimeKind.FOLD or (other < at) == (wall.fold == 1)


@given(near_a_change())
@settings(max_examples=400, deadline=None)
def test_any_promise_near_a_change_of_clocks_has_one_instant(wall: WallTime) -> None:
    check(wall)


@given(st.datetimes(FIRST, LAST), zones, st.integers(0, 1))
@settings(deadline=None)
def test_any_promise_at_all_has_one_instant(wall: datetime, zone: str, fold: int) -> None:
    check(WallTime(wall, zone, fold))


@given(instants, zones)
@settings(deadline=None)
def test_an_instant_read_from_the_wall_comes_back(at: datetime, zone: str) -> None:
    wall = return_times.wall_at(at, zone)
    assert wall.tzinfo is None
    assert return_times.instant(WallTime(wall, zone, wall.fold)) == at


@given(near_a_change(), near_a_change())
@settings(deadline=None)
def test_sleeps_are_the_dates_between(out: WallTime, back: WallTime) -> None:
    zone = out.zone
    out_at, back_at = return_times.instant(out), return_times.instant(back)
    dates = [at.astimezone(ZoneInfo(zone)).date() for at in (out_at, back_at)]
    expected = max((dates[1] - dates[0]).days, 0)
    assert sleeps(out_at, back_at, zone) == expected


LONDON = "Europe/London"


def local(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_a_plain_evening_is_itself() -> None:
    promise = WallTime(local(2026, 7, 3, 18, 30), LONDON)
    assert return_times.kind_of(promise.wall, LONDON) is WallTimeKind.PLAIN
    assert return_times.instant(promise) == utc(2026, 7, 3, 17, 30)
    assert return_times.moved(promise) == promise.wall


@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_that_clocks_skip_moves_forward_by_the_gap(fold: int) -> None:
    promise = WallTime(local(2026, 3, 29, 1, 30), LONDON, fold)
    assert return_times.kind_of(promise.wall, LONDON) is WallTimeKind.GAP
    assert return_times.moved(promise) == local(2026, 3, 29, 2, 30)
    assert return_times.instant(promise) == utc(2026, 3, 29, 1, 30)


def test_a_time_that_clocks_repeat_is_asked_for() -> None:
    wall = local(2026, 10, 25, 1, 30)
    assert return_times.kind_of(wall, LONDON) is WallTimeKind.FOLD
    assert return_times.instant(WallTime(wall, LONDON)) == utc(2026, 10, 25, 0, 30)
    assert return_times.instant(WallTime(wall, LONDON, 1)) == utc(2026, 10, 25, 1, 30)


def test_only_the_promise_says_which_of_two_times_is_meant() -> None:
    wall = local(2026, 10, 25, 1, 30).replace(fold=1)
    assert return_times.instant(WallTime(wall, LONDON)) == utc(2026, 10, 25, 0, 30)


def test_half_an_hour_and_a_whole_day_can_be_skipped() -> None:
    lord_howe = WallTime(local(2026, 10, 4, 2, 15), "Australia/Lord_Howe")
    assert return_times.moved(lord_howe) == local(2026, 10, 4, 2, 45)
    apia = WallTime(local(2011, 12, 30, 9), "Pacific/Apia")
    assert return_times.moved(apia) == local(2011, 12, 31, 9)


def test_a_promised_wall_time_stays_when_a_country_changes_its_clocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promise = WallTime(local(2030, 7, 3, 18, 30), LONDON)
    before = return_times.instant(promise)
    monkeypatch.setattr(return_times, "ZoneInfo", lambda _: timezone(timedelta(hours=2)))
    assert return_times.instant(promise) == before - timedelta(hours=1)
    assert return_times.moved(promise) == promise.wall


def test_a_night_with_a_change_of_clocks_is_one_sleep() -> None:
    out, back = utc(2026, 3, 28, 18), utc(2026, 3, 29, 17)
    assert sleeps(out, back, LONDON) == 1
    assert sleeps(utc(2026, 3, 28, 8), out, LONDON) == 0
    assert sleeps(back, out, LONDON) == 0
    assert sleeps(utc(2026, 3, 28, 18), utc(2026, 3, 30, 1), LONDON) == 2


def test_sleeps_are_counted_where_the_sleeper_is() -> None:
    out, back = utc(2026, 1, 5, 12), utc(2026, 1, 5, 23)
    assert sleeps(out, back, LONDON) == 0
    assert sleeps(out, back, "Asia/Tokyo") == 1


@given(instants, zones)
def test_an_instant_comes_back_from_what_it_is_promised_as(at: datetime, zone: str) -> None:
    promised = return_times.promised_at(at, zone)
    assert promised.wall.fold == 0
    assert return_times.instant(promised) == at


def test_the_day_has_four_parts() -> None:
    hours = {hour: return_times.part_of_day(local(2026, 1, 5, hour)) for hour in range(24)}
    expected = ["night"] * 5 + ["morning"] * 7 + ["afternoon"] * 5 + ["evening"] * 5 + ["night"] * 2
    assert [hours[hour] for hour in range(24)] == expected


NOWHERE = ["", "Mars/Base", "../etc/passwd", "/etc/passwd", "Europe", "a\0b", "x" * 5000, "é",
           "Europe/London "]  # fmt: skip


@pytest.mark.parametrize("zone", NOWHERE)
def test_an_unknown_zone_is_named_as_such(zone: str) -> None:
    with pytest.raises(UnknownZone):
        return_times.kind_of(local(2026, 1, 1), zone)
    with pytest.raises(UnknownZone):
        return_times.wall_at(utc(2026, 1, 1), zone)


def test_wall_times_are_naive_and_instants_are_not() -> None:
    with pytest.raises(ValueError):
        return_times.kind_of(utc(2026, 1, 1), LONDON)
    with pytest.raises(ValueError):
        return_times.instant(WallTime(utc(2026, 1, 1), LONDON))
    with pytest.raises(ValueError):
        return_times.wall_at(local(2026, 1, 1), LONDON)
