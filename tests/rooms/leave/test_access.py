"""Whose eyes are asking: the stranger and the ex, on every question and every address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.leave import actions, queries
from outandback.rooms.leave.models import DoorAnswers, DoorCheck, HeadsUp, Leave, progress
from outandback.rooms.people.models import Person
from outandback.vault.queries import letters_in
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.fixtures import ClientOf, Keys

DAY = timedelta(days=1)
OWN_PAGES = ("", "plan/", "heads-up/", "departure/", "away/", "return-time/")


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    return leave


@pytest.fixture
def with_dede(ana: Person, dede: Person, keys: Keys, at: datetime) -> Leave:
    """From when Ana and Dede were a pair."""
    past = at - 500 * DAY
    leave = make_leave(ana, keys(ana), past, out="2025-01-01T18:00", back="2025-01-01T20:00")
    HeadsUp.objects.create(
        leave=leave,
        pair=dede.memberships.get().pair,
        person=ana,
        given_at=past,
        out_at=leave.out_at,
        zone=leave.zone,
        back_zone=leave.zone,
    )
    return leave


@pytest.mark.parametrize("who", ["ben", "cleo", "dede", "thea"])
class TestOthers:
    def test_nobody_else_has_this_leave(
        self, who: str, request: pytest.FixtureRequest, leave: Leave
    ) -> None:
        other = request.getfixturevalue(who)
        with pytest.raises(Http404):
            queries.leave_of(other, leave.pk)
        assert queries.own_leave(other, leave.pk) is None
        assert queries.heads_up_given(other.pk, leave) is None

    def test_nobody_else_finds_it_around_now(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        keys: Keys,
        leave: Leave,
        at: datetime,
    ) -> None:
        other = request.getfixturevalue(who)
        make_departure(leave, keys(ana), at)
        assert queries.leaves_near(other, at) == []
        assert queries.open_leave(other) is None
        actions.remember_return(leave, at)
        assert queries.leaves_near(other, at) == []

    def test_nobody_else_sees_how_it_was_at_the_door(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        keys: Keys,
        leave: Leave,
        at: datetime,
    ) -> None:
        other = request.getfixturevalue(who)
        actions.check_at_door(leave, keys(ana), DoorAnswers(guilt=9), at)
        assert queries.door_check_of(other, leave.pk) is None
        assert not letters_in(DoorCheck.objects.filter(person=other), "answers").exists()

    @pytest.mark.parametrize("page", OWN_PAGES)
    def test_its_pages_do_not_exist_for_others(
        self, page: str, who: str, request: pytest.FixtureRequest, client_of: ClientOf, leave: Leave
    ) -> None:
        client = client_of(request.getfixturevalue(who))
        assert client.get(f"/leaves/{leave.pk}/{page}").status_code == 404

    @pytest.mark.parametrize(
        "page", ["plan/", "heads-up/", "calling-off/", "departure/", "moments/", "return-time/"]
    )
    def test_nobody_else_can_do_anything_to_it(
        self, page: str, who: str, request: pytest.FixtureRequest, client_of: ClientOf, leave: Leave
    ) -> None:
        client = client_of(request.getfixturevalue(who))
        assert client.post(f"/leaves/{leave.pk}/{page}", {"kind": "aha"}).status_code == 404
        assert Leave.objects.get(pk=leave.pk).is_ahead


class TestHeadsUps:
    def test_the_partner_is_told(self, ben: Any, leave: Leave, at: datetime) -> None:
        assert queries.heads_up_to(ben, leave.pk).leave_id == leave.pk
        assert [one.leave_id for one in queries.heads_ups_to(ben, ben.current, at)] == [leave.pk]

    def test_a_stranger_is_not(
        self, cleo: Any, ben: Any, client_of: ClientOf, leave: Leave, at: datetime
    ) -> None:
        with pytest.raises(Http404):
            queries.heads_up_to(cleo, leave.pk)
        assert queries.heads_ups_to(cleo, ben.current, at) == []
        assert client_of(cleo).get(f"/leaves/{leave.pk}/answer/").status_code == 404

    def test_an_ex_finds_what_they_were_told_on_no_page_of_now_and_learns_nothing_new(
        self, dede: Person, client_of: ClientOf, leave: Leave, with_dede: Leave, at: datetime
    ) -> None:
        assert queries.heads_up_to(dede, with_dede.pk, ever=True).leave_id == with_dede.pk
        assert client_of(dede).get(f"/leaves/{with_dede.pk}/answer/").status_code == 404
        with pytest.raises(Http404):
            queries.heads_up_to(dede, leave.pk)
        side = dede.memberships.get()
        assert queries.heads_ups_to(dede, side, at) == []

    def test_what_an_ex_is_told_after_they_left_does_not_reach_them(
        self, dede: Person, with_dede: Leave, at: datetime
    ) -> None:
        HeadsUp.objects.filter(leave=with_dede).update(given_at=at)
        with pytest.raises(Http404):
            queries.heads_up_to(dede, with_dede.pk, ever=True)

    def test_the_new_partner_sees_nothing_of_the_old_pair(
        self, ben: Person, with_dede: Leave, at: datetime
    ) -> None:
        with pytest.raises(Http404):
            queries.heads_up_to(ben, with_dede.pk)

    def test_one_is_not_told_of_ones_own(self, ana: Any, leave: Leave, at: datetime) -> None:
        assert queries.heads_ups_to(ana, ana.current, at) == []
        with pytest.raises(Http404):
            queries.heads_up_to(ana, leave.pk)

    def test_who_told_it(
        self, ana: Any, ben: Any, dede: Any, leave: Leave, with_dede: Leave
    ) -> None:
        now = queries.heads_up_to(ben, leave.pk)
        then = queries.heads_up_to(dede, with_dede.pk, ever=True)
        assert queries.teller_of(now, ben.current.other) == ben.current.other
        assert queries.teller_of(then, None).person_id == ana.pk
        assert queries.teller_of(then, ben.current.other).pair_id == with_dede.heads_up.pair_id


class TestProgress:
    def test_nobody_is_drawn_home_before_they_are(
        self, ana: Person, keys: Keys, leave: Leave
    ) -> None:
        assert progress(leave, leave.out_at) is None
        make_departure(leave, keys(ana), leave.out_at)
        half = leave.out_at + timedelta(minutes=75)
        assert progress(leave, half) == 0.5
        assert progress(leave, leave.out_at + 9 * DAY) == 0.94
        actions.promise_return(leave, None, half)
        assert progress(leave, half) == 0.94
        actions.remember_return(leave, half)
        assert progress(leave, half) == 1

    def test_the_partner_sees_the_agreed_time_of_going(
        self, ana: Person, ben: Person, keys: Keys, leave: Leave
    ) -> None:
        make_departure(leave, keys(ana), leave.out_at - timedelta(hours=3))
        told_to_ben = queries.heads_up_to(ben, leave.pk)
        assert progress(told_to_ben, leave.out_at - timedelta(hours=1)) == 0.02
        assert progress(told_to_ben, leave.out_at + timedelta(minutes=75)) == 0.5


class TestAroundNow:
    def test_what_is_under_way_back_or_ahead_within_a_week(
        self, ana: Person, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        make_leave(ana, keys(ana), at, out="2026-07-01T18:00", back="2026-07-01T19:00")
        assert queries.leaves_near(ana, at) == [leave]
        make_departure(leave, keys(ana), at)
        assert queries.leaves_near(ana, at + 60 * DAY)[0] == leave
        assert queries.open_leave(ana) == leave
        actions.remember_return(leave, at)
        assert queries.leaves_near(ana, at + 6 * DAY) == [leave]
        assert queries.leaves_near(ana, at + 8 * DAY) == []

    def test_each_is_one_query(
        self,
        ana: Person,
        ben: Any,
        leave: Leave,
        at: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_num_queries(1):
            assert queries.leaves_near(ana, at)[0].heads_up.person_id == ana.pk
        with django_assert_num_queries(1):
            queries.heads_ups_to(ben, ben.current, at)


def test_what_was_written_at_the_door_moves_into_the_opened_room(
    ana: Any, keys: Any, leave: Leave, at: datetime
) -> None:
    answers = DoorAnswers(guilt=7, says="Bath time")
    actions.check_at_door(leave, keys(ana), answers, at)
    check = queries.door_check_of(ana, leave.pk)
    assert keys(ana).is_letter(check, "answers")
    actions.join_vault(ana, keys(ana, room=True))
    check = queries.door_check_of(ana, leave.pk)
    assert not keys(ana).is_letter(check, "answers")
    assert keys(ana, room=True).open(check, "answers") == answers
    assert not letters_in(DoorCheck.objects.filter(person=ana), "answers").exists()
