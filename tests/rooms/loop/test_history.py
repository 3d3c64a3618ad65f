"""What the statistics of one reader are given: their own answers, and of the other one's no more
than was shared with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outandback.insight.history import LivedLeave
from outandback.rooms.comeback.actions import check_in, mark_landing
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.loop.history import history_of
from outandback.rooms.people.models import Person
from outandback.rooms.quiet.actions import check_evening
from outandback.rooms.quiet.models import EveningAnswers
from outandback.vault.keyring import Closed
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.builders.trips import FIRST, LAST, some_trip
from tests.cast import again
from tests.fixtures import Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALL = HomeAnswers(felt=8, closeness=7, energy=6, guilt=2)
SOME = HomeAnswers(felt=8)


@pytest.fixture
def back(ana: Person, keys: Keys, at: datetime) -> Returned:
    return make_homecoming(ana, keys(ana, room=True), at)


def only_leave(person: Person, keys: Keys) -> LivedLeave:
    (found,) = history_of(person, person.current, keys(person, room=True)).leaves
    return found


def answer(person: Person, back: Returned, keys: Keys, at: datetime, shared: HomeAnswers) -> None:
    check_in(back.home, person, keys(person, room=True), ALL, shared, person.current, at)


def test_one_has_all_of_ones_own(ana: Person, back: Returned, keys: Keys, at: datetime) -> None:
    answer(ana, back, keys, at, HomeAnswers())
    leave = only_leave(ana, keys)
    assert (leave.own, leave.felt, leave.guilt_looking_back) == (True, (8, None), 2)
    (rating,) = history_of(ana, ana.current, keys(ana, room=True)).ratings
    assert (rating.at, rating.own, rating.closeness, rating.energy) == (leave.back, True, 7, 6)


def test_of_the_other_one_there_is_what_they_shared(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    answer(ana, back, keys, at, SOME)
    leave = only_leave(ben, keys)
    assert (leave.own, leave.felt, leave.guilt_looking_back) == (False, (None, 8), None)
    assert history_of(ben, ben.current, keys(ben, room=True)).ratings == ()
    answer(ana, back, keys, at, HomeAnswers())
    assert only_leave(ben, keys).felt == (None, None)


def test_how_the_one_at_home_was_is_known_where_they_shared_it(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    answer(ben, back, keys, at, HomeAnswers())
    assert only_leave(ana, keys).felt == (None, None)
    assert only_leave(ben, keys).felt == (8, None)
    answer(ben, back, keys, at, SOME)
    assert only_leave(ana, keys).felt == (None, 8)


def test_the_other_ones_leave_has_the_times_that_they_promised(
    ana: Person, ben: Person, back: Returned, keys: Keys
) -> None:
    told = HeadsUp.objects.get(leave=back.leave)
    assert told.back_at and told.returned_at and told.returned_at != told.back_at
    seen, lived = only_leave(ben, keys), only_leave(ana, keys)
    hours = (told.back_at - told.out_at) / HOUR
    assert (seen.back - seen.out) * 24 == pytest.approx(hours)
    assert seen.on_time is None and lived.on_time is not None and seen.back != lived.back


def test_a_leave_that_nobody_told_is_not_there(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    make_homecoming(ana, keys(ana, room=True), at, heads_up=False)
    assert history_of(ben, ben.current, keys(ben, room=True)).leaves == ()
    assert only_leave(ana, keys).own


def test_how_a_telling_landed_is_its_tellers_own(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    room = keys(ana, room=True)
    mark_landing(make_telling(back, ana, room, at), room, "yes")
    own, theirs = only_leave(ana, keys), only_leave(ben, keys)
    assert own.channel == theirs.channel == 1
    assert own.landed is not None and theirs.landed is None


def test_in_a_closed_room_there_is_nothing_to_be_had(
    ana: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    answer(ana, back, keys, at, HomeAnswers())
    with pytest.raises(Closed):
        history_of(ana, ana.current, keys(ana))


def test_strangers_and_a_former_partner_have_none_of_it(
    ana: Person, cleo: Person, dede: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    answer(ana, back, keys, at, SOME)
    for person in (cleo, dede):
        who = again(person)
        assert history_of(who, who.current, keys(who, room=True)).leaves == ()


def evenings(person: Person, keys: Keys, on: date, **answers: int) -> None:
    check_evening(person, keys(person, room=True), None, on, EveningAnswers(**answers))


def test_how_lonely_an_evening_at_home_was_is_known_to_its_person_alone(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    evenings(ana, keys, at.date(), loneliness=6)
    (mine,) = history_of(ana, ana.current, keys(ana, room=True)).ratings
    assert (mine.loneliness, mine.closeness, mine.energy) == (6, None, None)
    assert history_of(ben, ben.current, keys(ben, room=True)).ratings == ()


def test_hours_of_ones_own_in_a_trip_are_known_as_such(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    """At no question more."""
    back = make_homecoming(ana, keys(ana, room=True), at)
    asked = []
    for trip in (None, some_trip(ana, keys(ana), at)):
        Leave.objects.filter(pk=back.leave.pk).update(trip=trip)
        for person in map(again, (ana, ben)):
            side, room = person.current, keys(person, room=True)
            with CaptureQueriesContext(connection) as queries:
                found = history_of(person, side, room)
            asked.append(len(queries))
            assert [one.trip for one in found.leaves] == [trip is not None]
            days = [ended - began for began, ended in found.trips]
            assert days == ([(LAST - FIRST).days + 1] if trip else [])
    assert asked[:2] == asked[2:]


def test_leaves_are_in_the_order_in_which_they_ended(ana: Person, keys: Keys, at: datetime) -> None:
    room = keys(ana, room=True)
    for days in (1, 3, 2):
        make_homecoming(ana, room, at - days * DAY)
    leaves = history_of(ana, ana.current, room).leaves
    assert [one.back for one in leaves] == sorted(one.back for one in leaves)
