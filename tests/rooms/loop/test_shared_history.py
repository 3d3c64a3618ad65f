"""What both of two people know of their leaves: the same for both, and nothing that one kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from outandback.insight.shared import SharedLeave
from outandback.rooms.comeback.actions import check_in, come_back
from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.loop.shared_history import shared_history_of
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Closed, Keyring
from tests.builders.homecomings import Returned, make_homecoming, plan_and_depart
from tests.cast import again, side_of
from tests.fixtures import Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALL = HomeAnswers(felt=8, closeness=7, energy=6, guilt=2)
FELT, NOTHING = HomeAnswers(felt=8), HomeAnswers()


@pytest.fixture
def back(ana: Person, keys: Keys, at: datetime) -> Returned:
    return make_homecoming(ana, keys(ana, room=True), at)


def known_to(person: Person, keys: Keys) -> list[SharedLeave]:
    who = again(person)
    return shared_history_of(side_of(who), keys(who))


def answer(
    person: Person,
    back: Returned,
    keys: Keys,
    at: datetime,
    shared: HomeAnswers = FELT,
    answers: HomeAnswers = ALL,
) -> None:
    check_in(back.home, person, keys(person, room=True), answers, shared, person.current, at)


def test_both_have_the_same(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    his = make_homecoming(ben, keys(ben, room=True), at + 5 * HOUR)
    for person, points in ((ana, 8), (ben, 5)):
        answer(person, back, keys, at, HomeAnswers(felt=points))
        answer(person, his, keys, at + DAY, HomeAnswers(felt=points - 1))
    hers, seen_by_him = known_to(ana, keys), known_to(ben, keys)
    assert hers == seen_by_him and len(hers) == 2
    first = 0 if side_of(ana).ink == "a" else 1
    assert [one.felt[first] for one in hers] == [8, 7]
    assert [one.felt[1 - first] for one in hers] == [5, 4]
    assert [one.own for one in hers] == [first == 0, first == 1]
    assert hers[1].shared_on == ((at + DAY).toordinal(),) * 2


def test_it_opens_in_the_everyday_session_and_not_without_keys(
    ana: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    answer(ana, back, keys, at)
    with pytest.raises(Closed):
        shared_history_of(side_of(ana), Keyring(ana.pk))
    assert known_to(ana, keys)[0].shared_on != (None, None)


@pytest.mark.parametrize("kept", [ALL, HomeAnswers(felt=1, closeness=9), HomeAnswers()])
def test_what_one_kept_is_not_in_it(
    kept: HomeAnswers, ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    answer(ben, back, keys, at)
    before = known_to(ana, keys)
    answer(ana, back, keys, at, NOTHING, kept)
    assert known_to(ana, keys) == known_to(ben, keys) == before


def test_what_was_taken_back_is_gone_without_a_trace(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    before = known_to(ana, keys)
    answer(ben, back, keys, at)
    assert known_to(ana, keys) != before
    answer(ben, back, keys, at + DAY, NOTHING)
    assert known_to(ana, keys) == known_to(ben, keys) == before


def test_times_are_those_that_were_promised_for_both(
    ana: Person, ben: Person, back: Returned, keys: Keys
) -> None:
    told = HeadsUp.objects.get(leave=back.leave)
    assert told.back_at
    for person in (ana, ben):
        (leave,) = known_to(person, keys)
        assert (leave.back - leave.out) * 24 == pytest.approx((told.back_at - told.out_at) / HOUR)
        assert leave.on_time is leave.landed is leave.guilt_at_door is None


def test_a_leave_that_was_not_told_is_not_there_for_its_own_person_either(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    make_homecoming(ana, keys(ana, room=True), at, heads_up=False)
    assert known_to(ana, keys) == known_to(ben, keys) == []


def test_it_goes_on_for_the_one_who_was_left_without_knowing(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    """Ben has left and Ana is not told yet: what she returns from and says counts as ever."""
    answer(ana, back, keys, at)
    out = plan_and_depart(ana, keys(ana, room=True), at)
    part_ways(side_of(ben), keys(ben), "", at, at + 7 * DAY)
    room, she = keys(ana, room=True), again(ana)
    home = come_back(out, at + 3 * HOUR)
    check_in(home, she, room, ALL, FELT, she.current, at + DAY)
    check_in(back.home, she, room, ALL, HomeAnswers(felt=3), she.current, at + DAY)
    first = 0 if side_of(she).ink == "a" else 1
    hers = shared_history_of(side_of(she), room)
    assert [one.felt[first] for one in hers] == [3, 8]
    assert [one.shared_on[first] for one in hers] == [(at + DAY).toordinal()] * 2


def test_what_is_kept_beside_it_later_does_not_say_that_it_was_answered_anew(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    """The day of what was shared is that of those words, for both."""
    answer(ben, back, keys, at)
    before = known_to(ana, keys)
    answer(ben, back, keys, at + 9 * DAY, FELT, HomeAnswers(felt=8, closeness=1))
    assert known_to(ana, keys) == known_to(ben, keys) == before
    answer(ben, back, keys, at + 9 * DAY, HomeAnswers(felt=7))
    assert known_to(ana, keys) == known_to(ben, keys) != before
