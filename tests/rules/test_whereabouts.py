from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from outandback.rules.whereabouts import (
    Outing,
    Presence,
    share_passed,
    still_offered,
    time_has_passed,
    whereabouts,
)

SIX = datetime(2026, 5, 13, 18, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def outing(own: bool = True, out: float = 1, back: float | None = 3, **facts: Any) -> Outing:
    back_at = None if back is None else SIX + back * HOUR
    return Outing(uuid4(), own, SIX + out * HOUR, back_at, **facts)


def under_way(own: bool = True, out: float = -1, back: float | None = 3) -> Outing:
    return outing(own, out, back, begun_at=SIX + out * HOUR)


def test_with_no_leaves_everybody_is_home_and_nothing_is_ahead() -> None:
    what = whereabouts([], SIX)
    assert (what.place, what.ahead, what.door) == (Presence.HOME, (), None)


@pytest.mark.parametrize(
    ("mine", "theirs", "place"),
    [
        (False, False, Presence.HOME),
        (True, False, Presence.OUT),
        (False, True, Presence.PARTNER_OUT),
        (True, True, Presence.BOTH_OUT),
    ],
)
def test_who_is_under_way_says_where_the_two_are(mine: bool, theirs: bool, place: Presence) -> None:
    outings = [under_way(True)] * mine + [under_way(False)] * theirs
    assert whereabouts(outings, SIX).place is place


def test_the_door_is_offered_from_half_an_hour_before() -> None:
    leave = outing(out=0.5)
    assert whereabouts([leave], SIX - timedelta(minutes=1)).door is None
    assert whereabouts([leave], SIX).door == leave


def test_a_door_stays_offered_past_its_time_until_the_leave_would_be_over() -> None:
    leave = outing(out=-1, back=1)
    assert whereabouts([leave], SIX).door == leave
    assert whereabouts([leave], SIX + 2 * HOUR).door is None


def test_a_partners_door_is_never_offered() -> None:
    assert whereabouts([outing(own=False, out=0.1)], SIX).door is None


def test_a_leave_without_a_set_time_is_ahead_for_half_a_day_after_its_start() -> None:
    leave = outing(out=-11, back=None)
    assert whereabouts([leave], SIX).ahead == (leave,)
    assert whereabouts([leave], SIX + 2 * HOUR).ahead == ()


def test_what_is_called_off_or_over_is_not_ahead() -> None:
    off = outing(called_off_at=SIX)
    over = outing(out=-3, back=-1, begun_at=SIX - 3 * HOUR, returned_at=SIX - HOUR)
    assert whereabouts([off, over], SIX).ahead == ()


def test_what_is_ahead_stands_in_the_order_of_going_out() -> None:
    late, soon = outing(out=30, back=32), outing(own=False, out=2)
    assert whereabouts([late, soon], SIX).ahead == (soon, late)


def test_the_share_of_the_agreed_time_runs_from_nothing_to_all() -> None:
    leave = under_way(out=-1, back=3)
    assert share_passed(leave, SIX) == 0.25
    assert share_passed(leave, SIX - 2 * HOUR) == 0
    assert share_passed(leave, SIX + 9 * HOUR) == 1


def test_without_a_set_time_no_share_has_passed_and_no_time_has_gone_by() -> None:
    leave = under_way(back=None)
    assert share_passed(leave, SIX) == 0
    assert not time_has_passed(leave, SIX + 99 * HOUR)


def test_the_agreed_time_has_passed_only_after_it() -> None:
    leave = under_way(back=3)
    assert not time_has_passed(leave, SIX + 3 * HOUR)
    assert time_has_passed(leave, SIX + 3 * HOUR + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("came_back", "asked", "offered"),
    [
        ("2026-05-13T20:00", "2026-05-13T23:59", True),
        ("2026-05-13T20:00", "2026-05-14T11:59", True),
        ("2026-05-13T20:00", "2026-05-14T12:00", False),
        ("2026-05-14T02:00", "2026-05-14T11:59", True),
        ("2026-05-14T02:00", "2026-05-14T12:00", False),
        ("2026-05-14T05:00", "2026-05-15T11:59", True),
    ],
)
def test_a_return_waits_until_noon_of_the_next_morning(
    came_back: str, asked: str, offered: bool
) -> None:
    times = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (came_back, asked)]
    assert still_offered(times[0], times[1], "UTC") is offered
