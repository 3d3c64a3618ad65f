"""A child's count of sleeps, anywhere and over every change of clocks, and its picture."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import pairwise
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outandback.rules.return_times import WallTime, instant, wall_at
from outandback.rules.sleeps import (
    Each,
    Moons,
    Sight,
    SleepsState,
    begins_soon,
    is_unused,
    sight,
    sleeps,
)
from outandback.rules.whereabouts import Outing
from tests.rules.test_return_times import ZONES, instants, near_a_change, transitions, zones

LONDON, DAY, MINUTE = "Europe/London", timedelta(days=1), timedelta(minutes=1)
OUT_AT = datetime(2026, 5, 13, 17, 0, tzinfo=UTC)
# Countries that moved over the date line left a date out of their calendar.
OVER_THE_LINE = {"Pacific/Apia", "Pacific/Fakaofo"}
# Clocks that went back at a minute past midnight, or by three hours, into the evening before. By
# the rules known today nobody's do so between 2012 and 2040.
AN_EVENING_TWICE = {"America/Goose_Bay", "America/Moncton", "America/St_Johns", "Antarctica/Casey"}
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def outing(out: datetime, back: datetime | None, begun: datetime | None = None) -> Outing:
    return Outing(uuid4(), True, out, back, begun)


def gone(out: datetime, back: datetime | None) -> Outing:
    return outing(out, back, out)


def bedtimes(start: datetime, end: datetime, zone: str) -> int:
    """How often the calendar on the wall turns a page, found by walking through the hours. One that
    the clocks turn back again is none."""
    days, at = {wall_at(end, zone).date()}, start
    while at < end:
        days.add(wall_at(at, zone).date())
        at += timedelta(hours=1)
    return len([day for day in days if day <= wall_at(end, zone).date()]) - 1


@given(near_a_change(), st.integers(0, 12 * 24 * 60))
@settings(max_examples=300, deadline=None)
def test_a_sleep_is_a_page_of_the_childs_calendar(wall: WallTime, minutes: int) -> None:
    zone, start = wall.zone, instant(wall)
    assume(zone not in OVER_THE_LINE)
    end = start + timedelta(minutes=minutes)
    assert sleeps(start, end, zone) == bedtimes(start, end, zone)


@given(near_a_change(), st.integers(1, 20), st.floats(0, 1))
@settings(max_examples=300, deadline=None)
def test_slept_and_left_always_make_up_the_whole(wall: WallTime, days: int, share: float) -> None:
    zone, out = wall.zone, instant(wall)
    back = out + timedelta(days=days, hours=5)
    at = out + (back - out) * share
    seen = sight([gone(out, back)], at, zone)
    assert seen.state is SleepsState.OUT
    assert seen.left + seen.slept == sleeps(out, back, zone)
    assert seen.left == sleeps(at, back, zone)


@given(zones, instants, st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_each_midnight_takes_one_sleep_and_no_other_moment_does(
    zone: str, out: datetime, days: int
) -> None:
    assume(zone not in OVER_THE_LINE)
    whole, at, back = gone(out, out + days * DAY), out, out + days * DAY
    while at + 6 * timedelta(hours=1) <= back:
        later = at + 6 * timedelta(hours=1)
        before, after = (sight([whole], when, zone).left for when in (at, later))
        turned = (wall_at(later, zone).date() - wall_at(at, zone).date()).days
        assert before - after == turned in (0, 1)
        at = later


def distinct_zones() -> list[str]:
    """Every zone of the world once, under the first of its names."""
    known = files("tzdata.zoneinfo")
    return list({known.joinpath(zone).read_bytes(): zone for zone in reversed(ZONES)}.values())


def around(change: datetime, zone: str) -> list[datetime]:
    """The change itself, the midnights beside it, and a day before and after: in order."""
    days = {wall_at(change + off, zone).date() for off in (-DAY, -SECOND, 0 * DAY, DAY)}
    midnights = {
        instant(WallTime(datetime.combine(day, time.min), zone, fold))
        for day in days
        for fold in (0, 1)
    }
    edges = {at - off for at in (change, *midnights) for off in (SECOND, 0 * SECOND)}
    return sorted({change - DAY, *edges, change + DAY})


def test_at_every_change_of_clocks_on_earth_the_number_falls_with_the_calendar_alone() -> None:
    """2000 to 2040. By one at each midnight and never otherwise; where a date was left out by two.
    It rises nowhere but where the calendar itself went back."""
    odd, changes = set(), 0
    for zone in distinct_zones():
        calendar = ZoneInfo(zone)
        for change in transitions(zone):
            times = around(change, zone)
            whole = gone(change - 3 * DAY, change + 3 * DAY)
            left = [sight([whole], at, zone).left for at in times]
            dates = [at.astimezone(calendar).date() for at in times]
            fell = [before - after for before, after in pairwise(left)]
            assert fell == [(later - date).days for date, later in pairwise(dates)], (zone, change)
            odd |= {(zone, change.year, by) for by in fell if by not in (0, 1)}
            changes += 1
    assert changes > 10_000
    assert {zone for zone, _, by in odd if by == 2} == OVER_THE_LINE
    assert {zone for zone, _, by in odd if by == -1} == AN_EVENING_TWICE
    assert {by for *_, by in odd} == {2, -1} and max(year for _, year, _ in odd) == 2011


@given(near_a_change(), st.integers(0, 20), st.lists(st.floats(0, 1.5), min_size=2, max_size=6))
@settings(max_examples=200, deadline=None)
def test_the_number_never_rises_and_is_none_on_the_day(
    wall: WallTime, days: int, shares: list[float]
) -> None:
    zone, out = wall.zone, instant(wall)
    assume(zone not in AN_EVENING_TWICE)
    back = out + days * DAY + 7 * HOUR
    times = sorted([out + (back - out) * share for share in shares])
    seen = [sight([gone(out, back)], at, zone) for at in times]
    assert [one.left for one in seen] == sorted((one.left for one in seen), reverse=True)
    for at, one in zip(times, seen, strict=True):
        day = wall_at(at, zone).date()
        assert (one.left == 0) == (day >= wall_at(back, zone).date())
        assert one.back_on == wall_at(back, zone).date()
        assert (
            one.state is (SleepsState.LATE if at > back + MINUTE else SleepsState.OUT) or at > back
        )


@given(zones, instants, st.integers(0, 24 * 60))
@settings(deadline=None)
def test_there_and_back_on_one_day_is_none_all_day(zone: str, out: datetime, minutes: int) -> None:
    back = out + minutes * MINUTE
    assume(wall_at(out, zone).date() == wall_at(back, zone).date())
    for at in (out, out + (back - out) / 2, back, back + 9 * DAY):
        seen = sight([gone(out, back)], at, zone)
        assert (seen.left, seen.moons) == (0, Moons())


@given(near_a_change(), st.integers(1, 20), st.integers(1, 20))
@settings(max_examples=200, deadline=None)
def test_a_return_promised_for_before_is_late_and_never_less_than_none(
    wall: WallTime, before: int, after: int
) -> None:
    zone, out = wall.zone, instant(wall)
    seen = sight([gone(out, out - before * DAY)], out + after * HOUR, zone)
    assert (seen.state, seen.left, seen.slept, seen.moons) == (SleepsState.LATE, 0, 0, Moons())


@given(near_a_change(), st.integers(1, 5 * 24 * 60))
@settings(deadline=None)
def test_once_the_time_has_passed_it_is_late_and_stays_the_same(wall: WallTime, after: int) -> None:
    zone, out = wall.zone, instant(wall)
    whole = gone(out, out + 2 * DAY)
    first = sight([whole], out + 2 * DAY + MINUTE, zone)
    assert first.state is SleepsState.LATE
    assert first.left == 0
    assert sight([whole], out + 2 * DAY + after * MINUTE, zone) == first


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
def test_a_night_of_23_or_25_hours_is_one_sleep(zone: str) -> None:
    changes = [at for at in transitions(zone) if at.year in (2026, 2027)]
    assert len(changes) >= 4
    for change in changes:
        evening = wall_at(change, zone).replace(hour=18, minute=0)
        before, night, after = (
            instant(WallTime(evening + days * DAY, zone)) for days in (-2, -1, 0)
        )
        assert (sleeps(night, after, zone), sleeps(before, after, zone)) == (1, 2)
        assert after - night != DAY


def test_a_country_that_left_a_date_out_is_counted_by_its_calendar() -> None:
    out = datetime(2011, 12, 30, 8, tzinfo=UTC)  # the 29th in the evening, Apia
    assert sleeps(out, out + DAY, "Pacific/Apia") == 2


def test_an_island_that_crossed_the_line_before_counts_the_same() -> None:
    """Kwajalein left out the 21st of August 1993: from the 20th to the 22nd is one night,
    and two pages of the calendar."""
    evening = datetime(1993, 8, 21, 6, tzinfo=UTC)
    whole = gone(evening, evening + DAY)
    assert [wall_at(evening + day * DAY, "Pacific/Kwajalein").day for day in (0, 1)] == [20, 22]
    assert [sight([whole], evening + at, "Pacific/Kwajalein").left for at in (0 * DAY, DAY)] == [
        2,
        0,
    ]


def test_who_crosses_the_date_line_is_counted_by_the_childs_calendar() -> None:
    """The same flight: over one bedtime for a child here, over none for a child there."""
    out, back = datetime(2026, 5, 13, 10, 30, tzinfo=UTC), datetime(2026, 5, 13, 20, tzinfo=UTC)
    assert sleeps(out, back, "Pacific/Auckland") == 1
    assert sleeps(out, back, "Pacific/Honolulu") == 0


def test_midnight_itself_begins_the_new_day() -> None:
    midnight = datetime(2026, 5, 13, 23, 0, tzinfo=UTC)  # in London
    whole = gone(OUT_AT, midnight)
    assert sight([whole], midnight - MINUTE, LONDON).left == 1
    assert sight([whole], midnight, LONDON).left == 0


def test_the_minute_that_was_promised_is_not_late() -> None:
    whole = gone(OUT_AT, OUT_AT + DAY)
    assert sight([whole], OUT_AT + DAY, LONDON).state is SleepsState.OUT
    assert sight([whole], OUT_AT + DAY + MINUTE, LONDON).state is SleepsState.LATE


def test_back_the_same_day_has_no_sleeps() -> None:
    seen = sight([gone(OUT_AT, OUT_AT + 3 * timedelta(hours=1))], OUT_AT, LONDON)
    assert (seen.state, seen.left, seen.moons) == (SleepsState.OUT, 0, Moons())
    assert seen.back_on == date(2026, 5, 13)


def test_without_a_set_time_nothing_is_counted() -> None:
    assert sight([gone(OUT_AT, None)], OUT_AT + 9 * DAY, LONDON).moons == Moons()
    assert sight([gone(OUT_AT, None)], OUT_AT + 9 * DAY, LONDON).state is SleepsState.OPEN


def test_nobody_out_and_nothing_ahead_is_here() -> None:
    assert sight([], OUT_AT, LONDON) == Sight(SleepsState.HERE)


def test_one_ahead_is_spoken_of_from_the_day_before() -> None:
    whole = outing(OUT_AT, OUT_AT + 2 * DAY)
    states = [sight([whole], OUT_AT - days * DAY, LONDON) for days in (2, 1, 0)]
    assert [seen.state for seen in states] == [
        SleepsState.HERE,
        SleepsState.AHEAD,
        SleepsState.AHEAD,
    ]
    assert [seen.tomorrow for seen in states] == [False, True, False]
    assert [seen.left for seen in states] == [0, 2, 2]


def test_one_that_was_to_begin_yesterday_is_no_longer_spoken_of() -> None:
    whole = outing(OUT_AT, OUT_AT + 2 * DAY)
    assert begins_soon(whole, OUT_AT + timedelta(hours=5), LONDON)
    assert sight([whole], OUT_AT + timedelta(hours=7), LONDON).state is SleepsState.HERE


def test_today_is_today_where_the_child_is() -> None:
    """23:30 in London is the next day in Berlin."""
    late, whole = OUT_AT + timedelta(hours=5.5), outing(OUT_AT + DAY, OUT_AT + 3 * DAY)
    assert sight([whole], late, LONDON).tomorrow
    assert not sight([whole], late, "Europe/Berlin").tomorrow


def test_the_one_under_way_comes_before_the_next() -> None:
    out, ahead = gone(OUT_AT, OUT_AT + DAY), outing(OUT_AT + DAY, OUT_AT + 4 * DAY)
    assert sight([ahead, out], OUT_AT + MINUTE, LONDON).leave == out.id
    assert sight([outing(OUT_AT + DAY, None), ahead], OUT_AT, LONDON).state is SleepsState.AHEAD


def test_who_went_later_than_planned_has_no_sun_for_a_night_at_home() -> None:
    whole = outing(OUT_AT, OUT_AT + 3 * DAY, begun=OUT_AT + DAY)
    seen = sight([whole], OUT_AT + DAY + MINUTE, LONDON)
    assert (seen.left, seen.slept) == (2, 0)


@pytest.mark.parametrize(
    ("left", "slept", "moons"),
    [
        (1, 0, Moons(1, 0)),
        (7, 0, Moons(7, 0)),
        (3, 4, Moons(7, 4)),
        (0, 2, Moons(2, 2)),
        (8, 0, Moons(2, 0, Each.WEEK)),
        (17, 0, Moons(3, 0, Each.WEEK)),
        (14, 3, Moons(3, 1, Each.WEEK)),
        (8, 9, Moons(3, 1, Each.WEEK)),
        (7, 10, Moons(7, 0)),
        (2, 15, Moons(7, 5)),
        (49, 0, Moons(7, 0, Each.WEEK)),
        (50, 0, Moons(7, 0, Each.MANY)),
        (7, 200, Moons(7, 0)),
    ],
)
def test_up_to_seven_moons_one_a_sleep_then_one_a_week(left: int, slept: int, moons: Moons) -> None:
    assert Sight(SleepsState.OUT, left=left, slept=slept).moons == moons


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_picture_never_holds_more_than_seven_and_never_more_suns_than_moons(
    left: int, slept: int
) -> None:
    moons = Sight(SleepsState.OUT, left=left, slept=slept).moons
    assert 0 <= moons.slept <= moons.total <= 7
    assert (moons.total > moons.slept) == (left > 0)


def test_ninety_days_without_a_visit_close_a_page() -> None:
    assert not is_unused(date(2026, 1, 1), date(2026, 4, 1))
    assert is_unused(date(2026, 1, 1), date(2026, 4, 2))
