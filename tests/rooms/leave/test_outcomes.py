"""How a leave turned out, in its own words: written by the check-in, read by the next door."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.actions import join_vault
from outandback.rooms.comeback.actions import check_in
from outandback.rooms.comeback.models import CheckIn, HomeAnswers
from outandback.rooms.comeback.queries import check_ins_without_outcome
from outandback.rooms.leave import queries
from outandback.rooms.leave.actions import remember_outcome
from outandback.rooms.leave.models import Leave, Outcome, Turned
from outandback.rooms.people.models import Person
from outandback.rules.evidence import Past
from tests.builders.homecomings import Returned, make_homecoming, plan_and_depart
from tests.builders.past_leaves import DAY, make_past_leave, make_past_leaves
from tests.everywhere.pages import read
from tests.fixtures import ClientOf, Keys

OTHERS = ["ben", "cleo", "dede", "thea"]
HOUR = timedelta(hours=1)
NOTHING = HomeAnswers()


def answers(client: Client, back: Returned, **typed: str) -> None:
    answer = client.post(reverse("check-in", args=[back.leave.pk]), typed)
    assert answer.status_code == 303


# Written ---------------------------------------------------------------------------------------


def test_the_check_in_of_the_one_who_was_out_leaves_it(
    ana: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    answers(client_of(ana), back, felt="8", guilt="2", energy="5", joy="The white row.")
    outcome = Outcome.objects.get()
    assert (outcome.leave_id, outcome.person_id) == (back.leave.pk, ana.pk)
    assert keys(ana, room=True).open(outcome, "turned") == Turned(felt=8, guilt=2)


def test_the_last_answer_counts(
    ana: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    for client in (client_of(ana), client_of(ana, room=True), client_of(ana)):
        for felt in ("3", "8"):
            answers(client, back, felt=felt)
            outcome = Outcome.objects.get()
            assert keys(ana, room=True).open(outcome, "turned").felt == int(felt)
    assert outcome.row_version == 6


def test_passing_everything_leaves_a_row_too(
    ana: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    answers(client_of(ana), back)
    assert keys(ana, room=True).open(Outcome.objects.get(), "turned") == Turned()


def test_what_was_answered_can_be_passed_afterwards(
    ana: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    """On purpose, where the page shows the earlier answers. A form that shows none changes none."""
    for client, last in ((client_of(ana), 8), (client_of(ana, room=True), None)):
        answers(client_of(ana), back, felt="8")
        page = reverse("homecoming", args=[back.leave.pk])
        (form,) = read(client.get(page).content.decode(), page).forms
        assert client.post(form.action, form.filled(felt="")).status_code == 303
        assert keys(ana, room=True).open(Outcome.objects.get(), "turned").felt == last


def test_the_check_in_of_the_one_at_home_leaves_none(
    ben: Person, back: Returned, client_of: ClientOf
) -> None:
    answers(client_of(ben), back, felt="8", guilt="2")
    assert CheckIn.objects.count() == 1 and not Outcome.objects.exists()


def test_nor_does_it_change_the_one_there_is(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf
) -> None:
    answers(client_of(ana), back, felt="8")
    before = list(Outcome.objects.values())
    answers(client_of(ben), back, felt="1")
    assert list(Outcome.objects.values()) == before


@pytest.mark.parametrize("room", [False, True])
def test_with_the_room_closed_it_is_a_letter_that_moves_in_later(
    room: bool, ana: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    answers(client_of(ana, room=room), back, felt="8", guilt="2")
    outcome = Outcome.objects.get()
    assert keys(ana).is_letter(outcome, "turned") != room
    assert keys(ana).open_if_possible(outcome, "turned") is None
    join_vault(ana, keys(ana, room=True))
    outcome.refresh_from_db()
    assert not keys(ana).is_letter(outcome, "turned")
    assert keys(ana, room=True).open(outcome, "turned") == Turned(8, 2)


def test_the_partner_cannot_open_it(
    ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
) -> None:
    answers(client_of(ana, room=True), back, felt="8")
    assert keys(ben, room=True).open_if_possible(Outcome.objects.get(), "turned") is None


# Caught up with --------------------------------------------------------------------------------


@pytest.fixture
def earlier(ana: Person, ben: Person, keys: Keys, at: datetime) -> list[Leave]:
    """Two returns that were answered before the door remembered, one of them in the open room."""
    leaves = []
    for day, room, felt in ((2, False, 6), (1, True, 9)):
        back = make_homecoming(ana, keys(ana), at - day * DAY)
        answered = HomeAnswers(felt=felt, guilt=1)
        check_in(back.home, ana, keys(ana, room=room), answered, NOTHING, None, at)
        check_in(back.home, ben, keys(ben), HomeAnswers(felt=0), NOTHING, None, at)
        leaves.append(back.leave)
    Outcome.objects.all().delete()
    return leaves


def test_earlier_answers_are_caught_up_with_when_the_room_opens(
    ana: Person, earlier: list[Leave], keys: Keys
) -> None:
    room = keys(ana, room=True)
    join_vault(ana, room)
    turned = {row.leave_id: room.open(row, "turned") for row in Outcome.objects.all()}
    assert turned == {earlier[0].pk: Turned(6, 1), earlier[1].pk: Turned(9, 1)}
    assert not any(keys(ana).is_letter(row, "turned") for row in Outcome.objects.all())


def test_that_happens_once(ana: Person, earlier: list[Leave], keys: Keys) -> None:
    join_vault(ana, keys(ana, room=True))
    before = list(Outcome.objects.order_by("pk").values())
    join_vault(ana, keys(ana, room=True))
    assert list(Outcome.objects.order_by("pk").values()) == before


def test_through_the_door_of_the_room_as_well(
    ana: Person, earlier: list[Leave], client_of: ClientOf
) -> None:
    form = {"door": "p", "passphrase": "grey heron under seven bridges", "next": "/mine/"}
    assert client_of(ana).post(reverse("opening"), form).status_code == 303
    assert Outcome.objects.filter(person=ana).count() == 2


def test_what_the_one_at_home_answered_is_not_taken_for_it(
    ben: Person, earlier: list[Leave], keys: Keys
) -> None:
    join_vault(ben, keys(ben, room=True))
    assert not Outcome.objects.exists()
    assert not check_ins_without_outcome(ben).exists()


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_catches_up_with_hers(
    who: str, request: pytest.FixtureRequest, earlier: list[Leave], keys: Keys
) -> None:
    other = request.getfixturevalue(who)
    assert not check_ins_without_outcome(other).exists()
    join_vault(other, keys(other, room=True))
    assert not Outcome.objects.exists()


# Read ------------------------------------------------------------------------------------------


def test_the_last_ones_come_first(ana: Person, keys: Keys, at: datetime) -> None:
    leaves = make_past_leaves(ana, keys(ana), at, [(7, 1), (8, 2), (3, 9)])
    room = keys(ana, room=True)
    assert [one.leave_id for one in queries.outcomes_of(ana)] == [
        leave.pk for leave in reversed(leaves)
    ]
    assert queries.past_at_the_door(ana, room) == [Past(3, 9), Past(8, 2), Past(7, 1)]


def test_as_many_as_sixty_are_looked_at(ana: Person, keys: Keys, at: datetime) -> None:
    make_past_leaves(ana, keys(ana, room=True), at, [(n % 11, 5) for n in range(63)])
    past = queries.past_at_the_door(ana, keys(ana, room=True))
    assert (len(past), past[0], past[-1]) == (60, Past(62 % 11, 5), Past(3, 5))


def test_a_leave_that_is_not_over_has_not_turned_out_yet(
    ana: Person, keys: Keys, at: datetime
) -> None:
    departure = plan_and_depart(ana, keys(ana), at)
    remember_outcome(departure.leave, keys(ana), Turned(9, 0))
    assert queries.outcomes_of(ana) == []


def test_the_energies_of_the_last_three_doors_with_the_newest_last(
    ana: Person, keys: Keys, at: datetime
) -> None:
    for day, energy in ((4, 9), (3, 1), (2, None), (1, 2)):
        make_past_leave(ana, keys(ana), at - day * DAY, energy=energy)
    assert queries.energies_at_the_door(ana, keys(ana, room=True)) == [1, 2]


def test_a_closed_room_says_nothing(ana: Person, keys: Keys, at: datetime) -> None:
    make_past_leave(ana, keys(ana), at, guilt=7, felt=9, energy=1)
    assert queries.past_at_the_door(ana, keys(ana)) == []
    assert queries.energies_at_the_door(ana, keys(ana)) == []


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_hers(
    who: str, request: pytest.FixtureRequest, ana: Person, keys: Keys, at: datetime
) -> None:
    other = request.getfixturevalue(who)
    make_past_leaves(ana, keys(ana), at, [(7, 9)] * 4)
    make_homecoming(ana, keys(ana), at - HOUR)
    room = keys(other, room=True)
    assert queries.outcomes_of(other) == []
    assert queries.past_at_the_door(other, room) == []
    assert queries.energies_at_the_door(other, room) == []


@pytest.mark.parametrize("who", OTHERS)
def test_nor_does_she_find_theirs(
    who: str, request: pytest.FixtureRequest, ana: Person, keys: Keys, at: datetime
) -> None:
    other = request.getfixturevalue(who)
    make_past_leave(other, keys(other), at, guilt=7, felt=9, energy=1)
    make_past_leave(ana, keys(ana), at, guilt=2, felt=3, energy=8)
    room = keys(ana, room=True)
    assert queries.past_at_the_door(ana, room) == [Past(2, 3)]
    assert queries.energies_at_the_door(ana, room) == [8]
