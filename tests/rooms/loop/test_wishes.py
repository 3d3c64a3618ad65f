"""Hours of one's own by week, and what one wished for: one's own, and nobody else's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from outandback.insight.history import History, LivedLeave
from outandback.insight.own_weeks import OwnWeeks
from outandback.rooms.loop.history import history_of
from outandback.rooms.loop.wishes import own_hours, own_weeks
from outandback.rooms.people.actions import say_ease
from outandback.rooms.people.models import Ease, Person
from outandback.vault.keyring import Closed, Keyring
from tests.builders.past_leaves import make_past_leave
from tests.cast import again
from tests.fixtures import Clock, Keys

DAY = timedelta(days=1)


def leave(out: float, hours: float, *, own: bool = True, work: bool = False) -> LivedLeave:
    return LivedLeave(out, out + hours / 24, own, work=work)


def test_a_week_holds_what_of_each_leave_lies_in_it() -> None:
    over_sunday = leave(13.9, 4.8)
    before, *both = own_hours([leave(1.0, 2.0), over_sunday], 21.0)
    assert before is None and both == pytest.approx([2.4, 2.4])


def test_a_week_without_any_counts_and_the_one_that_is_not_over_does_not() -> None:
    lived = [leave(1.0, 2.0), leave(29.0, 3.0)]
    assert own_hours(lived, 28.0) == (None, 0.0, 0.0, 0.0)
    assert own_hours(lived, 34.9) == (None, 0.0, 0.0, 0.0)
    assert own_hours(lived, 35.0)[-1] == pytest.approx(3.0)


def test_a_week_with_days_that_were_left_out_is_no_week() -> None:
    lived = [leave(1.0, 2.0), leave(8.0, 3.0), leave(22.0, 4.0)]
    known = own_hours(lived, 35.0, ((10.0, 11.0),))
    assert known[:3] == (None, None, 0.0) and known[3:] == pytest.approx((4.0, 0.0))
    assert own_hours(lived, 35.0, ((27.0, float("inf")),)) == (None, 3.0, 0.0, None, None)
    assert own_hours(lived, 35.0, ((7.0, 14.0),))[2] == 0.0


def test_work_and_the_leaves_of_the_other_are_no_time_of_ones_own() -> None:
    lived = [leave(1.0, 2.0), leave(8.0, 5.0, work=True), leave(9.0, 6.0, own=False)]
    assert own_hours(lived, 21.0) == (None, 0.0, 0.0)
    assert own_hours([leave(8.0, 5.0, work=True)], 21.0) == (None,) * 3
    assert own_hours([], 21.0) == (None,) * 3


def test_only_a_wish_in_hours_is_held_beside_them(
    ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    clock(at)
    room = keys(ana, room=True)
    make_past_leave(ana, room, at - 15 * DAY, felt=8, hours=3)
    for ease in (Ease(), Ease(wish="little")):
        say_ease(ana, room, ease)
        assert weeks_of(ana, room, at) is None
    say_ease(ana, room, Ease(wish_hours=0))
    found = weeks_of(ana, room, at)
    assert found and found.wished == 0.0 and found.hours[-1] == 0.0
    say_ease(ben, keys(ben, room=True), Ease(wish_hours=9))
    assert weeks_of(ana, room, at) == found


def weeks_of(person: Person, room: Keyring, at: datetime) -> OwnWeeks | None:
    who = again(person)
    return own_weeks(who, room, history_of(who, who.current, room), at)


def test_in_a_closed_room_there_is_no_wish(ana: Person, keys: Keys, at: datetime) -> None:
    say_ease(ana, keys(ana, room=True), Ease(wish_hours=6))
    with pytest.raises(Closed):
        own_weeks(again(ana), keys(ana), History(), at)
