from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.free_windows import (
    EVENING,
    LEAST,
    WEEKEND,
    Free,
    KnownTimes,
    Reason,
    Span,
    free_alone,
    free_together,
    one_of_each,
)

BERLIN = "Europe/Berlin"
ZONES = (BERLIN, "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "UTC")
# A Monday before clocks go back in Europe and in America, and another before they go forward.
AUTUMN = datetime(2026, 10, 19, tzinfo=UTC)
SPRING = datetime(2027, 3, 1, tzinfo=UTC)
WEEKS = timedelta(weeks=4)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

starts = st.sampled_from((AUTUMN, SPRING)).flatmap(
    lambda first: st.builds(lambda minutes: first + minutes * MINUTE, st.integers(0, 2000))
)
spans = st.lists(
    st.builds(
        lambda first, at, long: (first + at * MINUTE, first + (at + long) * MINUTE),
        st.sampled_from((AUTUMN, SPRING)),
        st.integers(-600, 28 * 1440),
        st.integers(0, 2000),
    ),
    max_size=40,
)
zones = st.sampled_from(ZONES)
knowns = st.builds(
    KnownTimes, zones, zones, own=spans, other=spans, gone=spans, both=spans, offered=spans
)


def at(day: int, hour: float, zone: str = BERLIN) -> datetime:
    """On a day of May 2026, of which the 11th is a Monday."""
    wall = datetime(2026, 5, day, tzinfo=ZoneInfo(zone)) + hour * HOUR
    return wall.astimezone(UTC)


def meets(one: Free, taken: list[Span]) -> bool:
    return any(start < one.end and one.start < end for start, end in taken if start < end)


@given(knowns, starts)
def test_no_hours_lie_within_what_is_known(known: KnownTimes, since: datetime) -> None:
    taken = [*known.own, *known.gone, *known.both]
    together = free_together(known, since, since + WEEKS)
    alone = free_alone(known, since, since + WEEKS)
    assert not [one for one in together if meets(one, [*taken, *known.other])]
    assert not [one for one in alone if meets(one, taken)]
    home = [one for one in alone if one.reason is Reason.AT_HOME]
    assert not [one for one in home if meets(one, list(known.other))]


@given(knowns, starts)
def test_both_find_the_same_where_both_know_the_same(known: KnownTimes, since: datetime) -> None:
    assert known.other_zone is not None
    turned = replace(
        known, zone=known.other_zone, other_zone=known.zone, own=known.other, other=known.own
    )
    until = since + WEEKS
    assert free_together(known, since, until) == free_together(turned, since, until)


@given(knowns, starts, st.randoms())
def test_the_order_in_which_times_are_known_changes_nothing(
    known: KnownTimes, since: datetime, chance: object
) -> None:
    names = ("own", "other", "gone", "both", "offered")
    mixed: dict[str, Any] = {name: list(getattr(known, name)) for name in names}
    for some in mixed.values():
        chance.shuffle(some)  # type: ignore[attr-defined]  # Hypothesis' Random has no type here
    again, until = replace(known, **mixed), since + WEEKS
    for free in (free_together, free_alone):
        assert free(known, since, until) == free(again, since, until)


@given(knowns, starts)
def test_hours_are_long_enough_and_of_a_plain_slot_for_each_of_the_two(
    known: KnownTimes, since: datetime
) -> None:
    until = since + WEEKS
    together = free_together(known, since, until)
    alone = [o for o in free_alone(known, since, until) if o.reason is not Reason.OFFERED]
    for one in [*together, *alone]:
        assert (one.end - one.start).total_seconds() >= LEAST
        assert since <= one.start < one.end <= until
        assert in_a_slot(one, known.zone)
    assert all(in_a_slot(one, str(known.other_zone)) for one in together)


def in_a_slot(one: Free, zone: str) -> bool:
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (one.start, one.end))
    slots = WEEKEND if start.weekday() >= 5 else (EVENING,)
    same_day = start.date() == end.date()
    return same_day and any(a <= start.time() and end.time() <= b for a, b in slots)


@given(knowns, starts)
def test_one_of_each_is_of_different_days_and_in_order(known: KnownTimes, since: datetime) -> None:
    found = free_together(known, since, since + WEEKS)
    for best in (True, False):
        chosen = one_of_each(found, known.zone, best)
        days = [one.start.astimezone(ZoneInfo(known.zone)).date() for one in chosen]
        assert chosen == sorted(chosen) and set(chosen) <= set(found)
        assert len(days) == len(set(days)) <= 3
        assert bool(chosen) is bool(found)


@given(spans, starts)
def test_alone_nothing_is_found_for_two(own: list[Span], since: datetime) -> None:
    known = KnownTimes(BERLIN, own=own)
    assert free_together(known, since, since + WEEKS) == []
    assert {one.reason for one in free_alone(known, since, since + WEEKS)} <= {
        *(Reason.OPEN, Reason.AFTER, Reason.BEFORE, Reason.BETWEEN)
    }


@pytest.mark.parametrize(
    ("busy", "expected"),
    [
        ((), (18, 22, Reason.OPEN)),
        ((at(17, 15), at(17, 20)), (20, 22, Reason.AFTER)),
        ((at(17, 15), at(17, 19.4)), (19.5, 22, Reason.AFTER)),
        ((at(17, 20.6), at(17, 23)), (18, 20.5, Reason.BEFORE)),
        ((at(17, 18.5), at(17, 19)), (19, 22, Reason.AFTER)),
    ],
)
def test_an_evening_is_free_after_what_is_in_it(
    busy: Span | tuple[()], expected: tuple[float, float, Reason]
) -> None:
    known = KnownTimes(BERLIN, BERLIN, other=[busy] if busy else ())
    start, end, reason = expected
    found = free_together(known, at(17, 18), at(17, 22))
    assert found == [Free(at(17, start), at(17, end), reason)]


def test_two_who_live_apart_are_free_where_both_of_them_are() -> None:
    """Saturday evening in Berlin is its afternoon in New York; no evening is free in both."""
    known = KnownTimes(BERLIN, "America/New_York")
    found = free_together(known, at(11, 0), at(18, 0))
    assert [(one.start, one.end) for one in found] == [
        (at(16, 15), at(16, 18)),
        (at(16, 20), at(16, 22)),
        (at(17, 15), at(17, 18)),
        (at(17, 20), at(17, 22)),
    ]


def test_an_evening_stays_an_evening_when_the_clocks_change() -> None:
    sunday = datetime(2026, 10, 25, tzinfo=ZoneInfo(BERLIN))
    found = free_together(KnownTimes(BERLIN, BERLIN), sunday, sunday + DAY + HOUR)
    last = found[-1]
    assert (last.start, last.end) == (
        datetime(2026, 10, 25, 17, tzinfo=UTC),
        datetime(2026, 10, 25, 21, tzinfo=UTC),
    )


def test_offered_hours_are_found_whole_and_others_only_while_nobody_is_gone() -> None:
    saturday = at(16, 9), at(16, 12)
    known = KnownTimes(BERLIN, BERLIN, offered=[saturday], gone=[(at(16, 13), at(16, 19))])
    found = free_alone(known, at(16, 0), at(17, 0))
    assert Free(*saturday, Reason.OFFERED) in found
    assert [one.reason for one in found if one.reason is not Reason.OFFERED] == [
        *(Reason.AT_HOME, Reason.AT_HOME)
    ]
    busy = replace(known, own=[(at(16, 11), at(16, 12))])
    assert Reason.OFFERED not in {one.reason for one in free_alone(busy, at(16, 0), at(17, 0))}


def test_the_other_is_at_home_only_while_they_show_nothing_else() -> None:
    known = KnownTimes(BERLIN, BERLIN, other=[(at(13, 19), at(13, 20))])
    found = free_alone(known, at(12, 0), at(14, 0))
    assert [one.reason for one in found] == [Reason.AT_HOME, Reason.OPEN]
