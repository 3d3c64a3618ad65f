"""On which days a time together comes: none left out, none twice, at the same hour on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.return_times import WallTime, WallTimeKind, instant, kind_of, wall_at
from outandback.rules.times_together import Hours, TimeHeld, slots
from tests.rules.test_return_times import zones

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
hours_of_day = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30)))
lengths = st.none() | st.integers(1, 60).map(lambda count: count * HOUR)

once_or_again, again = st.integers(0, 6), st.integers(1, 6)


@st.composite
def helds(draw: st.DrawFn, weeks: st.SearchStrategy[int] = once_or_again) -> TimeHeld:
    wall, zone = datetime.combine(draw(days), draw(hours_of_day)), draw(zones)
    start, length = WallTime(wall, zone), draw(lengths)
    end = WallTime(wall + length, zone) if length else None
    if end and instant(end) <= instant(start):
        end = None
    ends_on = draw(st.none() | st.integers(0, 400).map(lambda more: wall.date() + more * DAY))
    return TimeHeld(Hours(start, end), draw(weeks), ends_on)


def around(held: TimeHeld, before: int, after: int) -> tuple[datetime, datetime]:
    start = instant(held.hours.start)
    return start - before * DAY, start + after * DAY


@given(helds(), st.integers(0, 60), st.integers(1, 300))
def test_they_come_on_their_days_and_on_no_other(held: TimeHeld, before: int, after: int) -> None:
    since, until = around(held, before, after)
    found = slots(held, {}, since, until)
    assert [slot.on for slot in found] == sorted({slot.on for slot in found})
    each = (since.date() - 5 * DAY + count * DAY for count in range(before + after + 12))
    meant = [day for day in each if held.comes_on(day)]
    whole = [on for on in meant if _within(held, on, since, until)]
    assert [slot.on for slot in found] == whole
    step = 7 * (held.weeks or 1)
    assert all((slot.on - held.first_on).days % step == 0 for slot in found)


def _within(held: TimeHeld, on: date, since: datetime, until: datetime) -> bool:
    hours = held.hours.on(on)
    return hours.over_at >= since and instant(hours.start) < until


@given(helds(again))
def test_the_hour_on_the_wall_stays_whatever_clocks_do(held: TimeHeld) -> None:
    """But where clocks skip that very hour, which then is moved by the gap."""
    for slot in slots(held, {}, *around(held, 1, 400)):
        start, zone = slot.hours.start, held.hours.start.zone
        assert start.wall.time() == held.hours.start.wall.time()
        seen = wall_at(instant(start), zone).replace(fold=0)
        assert seen == start.wall or kind_of(start.wall, zone) is WallTimeKind.GAP


@given(helds())
def test_what_has_an_end_ends_after_it_began(held: TimeHeld) -> None:
    for slot in slots(held, {}, *around(held, 30, 300)):
        assert (slot.hours.end is None) == (held.hours.end is None)
        assert slot.hours.end is None or instant(slot.hours.end) > instant(slot.hours.start)


@given(helds(), st.integers(-10, 10), st.integers(0, 3))
def test_one_that_was_moved_comes_once_and_the_others_stay(
    held: TimeHeld, along: int, which: int
) -> None:
    since, until = around(held, 20, 200)
    before = slots(held, {}, since, until)
    one = before[min(which, len(before) - 1)]
    start = WallTime(one.hours.start.wall + along * DAY, one.hours.start.zone)
    after = slots(held, {one.on: Hours(start)}, since, until)
    assert {slot.on for slot in after} == {slot.on for slot in before}
    assert next(slot for slot in after if slot.on == one.on).hours == Hours(start)
    out = slots(held, {one.on: None}, since, until)
    assert [slot.on for slot in out] == [slot.on for slot in before if slot.on != one.on]


def test_a_move_of_a_day_that_it_never_had_is_nothing() -> None:
    held = TimeHeld(Hours(WallTime(datetime.fromisoformat("2026-05-17T19:30"), "Europe/London")), 1)
    other = Hours(WallTime(datetime.fromisoformat("2026-05-19T19:30"), "Europe/London"))
    since, until = datetime(2026, 5, 15, tzinfo=UTC), datetime(2026, 5, 22, tzinfo=UTC)
    assert [s.on.day for s in slots(held, {date(2026, 5, 18): other}, since, until)] == [17]
