"""Whose eyes are asking: partner, stranger and ex, on every question and every address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.cover import actions, queries
from outandback.rooms.cover.models import Answer, Answered, Window
from outandback.rooms.leave.models import HeadsUp, Leave, Plan
from outandback.rooms.leave.queries import heads_up_to
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Membership, Person
from outandback.rules.cover import CoverState
from outandback.vault.keyring import Closed
from tests.builders.cover import make_answer, make_leave_with_needs, make_window
from tests.cast import back_then, side_of
from tests.fixtures import ClientOf, Clock, Keys

DAY = timedelta(days=1)
YEAR_AGO = timedelta(days=500)
STRANGERS = ("cleo", "dede", "thea")


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave_with_needs(ana, keys(ana), at, children="open")


@pytest.fixture
def answer(leave: Leave, ben: Person, keys: Keys, at: datetime) -> Answer:
    return make_answer(leave, ben, keys(ben), at, blessing="Go well.")


@pytest.fixture
def window(ben: Person, keys: Keys, at: datetime) -> Window:
    return make_window(ben, keys(ben), at)


@pytest.fixture
def of_then(ana: Person, dede: Person, keys: Keys, at: datetime) -> Answer:
    """From when Ana and Dede were a pair: what Dede said to a leave of hers."""
    leave = make_leave_with_needs(ana, keys(ana), at - YEAR_AGO)
    told, side = HeadsUp.objects.get(leave=leave), Membership.objects.get(person=dede)
    HeadsUp.objects.filter(pk=told.pk).update(pair=side.pair, given_at=at - YEAR_AGO, shown=None)
    said = Answer(
        heads_up=told, pair=side.pair, person=dede, answered_at=at - YEAR_AGO, row_version=1
    )
    keys(dede).seal(said, "said", Answered(blessing="From then."))
    said.save()
    return said


class TestAnswers:
    def test_each_of_the_two_has_it(
        self, ana: Any, ben: Person, leave: Leave, answer: Answer
    ) -> None:
        assert queries.answer_to(ana, leave) == answer
        assert queries.own_answer(ben.pk, heads_up_to(ben, leave.pk)) == answer
        assert queries.giver_of(answer, ana.current.other) == ana.current.other

    def test_each_answer_belongs_to_its_heads_up(
        self, ben: Person, ana: Person, keys: Keys, answer: Answer, at: datetime
    ) -> None:
        other = make_leave_with_needs(ana, keys(ana), at)
        assert queries.own_answer(ben.pk, other.heads_up) is None
        assert queries.answer_to(ana, other) is None

    def test_it_is_read_by_the_leaves_own_person(
        self, ana: Person, ben: Person, leave: Leave, answer: Answer
    ) -> None:
        assert queries.answer_to(ben, leave) is None
        assert queries.own_answer(ana.pk, leave.heads_up) is None

    @pytest.mark.parametrize("who", STRANGERS)
    def test_nobody_else_has_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        client_of: ClientOf,
        leave: Leave,
        answer: Answer,
    ) -> None:
        other = request.getfixturevalue(who)
        assert queries.answer_to(other, leave) is None
        assert queries.own_answer(other.pk, answer.heads_up) is None
        client = client_of(other)
        for page in ("", "answer/"):
            assert client.get(f"/leaves/{leave.pk}/{page}").status_code == 404
        for page in ("answer/", "cover/"):
            assert client.post(f"/leaves/{leave.pk}/{page}").status_code == 404

    def test_the_partner_settles_nothing_and_the_one_who_goes_answers_nothing(
        self, ana: Person, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        sent = {"what": "children", "seen": leave.row_version}
        assert client_of(ben).post(f"/leaves/{leave.pk}/cover/", sent).status_code == 404
        own = client_of(ana)
        for asked in (own.get, own.post):
            assert asked(f"/leaves/{leave.pk}/answer/").status_code == 404

    def test_an_ex_says_no_more_and_finds_it_on_no_page_of_now(
        self, dede: Any, ben: Person, ana: Any, client_of: ClientOf, of_then: Answer
    ) -> None:
        page = f"/leaves/{of_then.heads_up.leave_id}/answer/"
        client = client_of(dede)
        assert client.get(page).status_code == 404
        assert client.post(page, {"blessing": "And now?"}).status_code == 409
        assert client_of(ben).get(page).status_code == 404
        own = f"/leaves/{of_then.heads_up.leave_id}/"
        assert "From then." not in client_of(ana, room=True).get(own).content.decode()
        assert queries.giver_of(of_then, ana.current.other).person_id == dede.pk

    def test_the_giver_of_then_is_their_side_of_then(self, ana: Person, dede: Person) -> None:
        then = Membership.objects.get(person=dede).pair
        giver = queries.giver_of(Answer(pair=then, person=ana), ana.current)
        assert giver.pair_id == then.pk and giver.ended_at is not None

    def test_what_an_ex_says_or_said_is_not_an_answer_of_now(
        self, ana: Person, of_then: Answer, at: datetime
    ) -> None:
        assert queries.answer_to(ana, of_then.heads_up.leave) is None
        Answer.objects.update(answered_at=at)
        assert queries.answer_to(ana, of_then.heads_up.leave) is None

    def test_said_after_the_other_has_left_it_stays_with_its_writer(
        self, ana: Any, ben: Person, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        Membership.objects.filter(pk=ana.current.pk).update(ended_at=at)
        make_answer(leave, ben, keys(ben), at + DAY, blessing="Still.")
        assert queries.answer_to(ana, leave) is None


class TestItems:
    def test_a_plan_and_an_answer_side_by_side(self) -> None:
        plan, said = Plan(needs={"dinner": "open"}), Answered(cover={"dinner": "yes"})
        (item,) = queries.items_of(plan, said)
        assert (item.what, item.state) == ("dinner", CoverState.OFFERED)
        assert queries.items_of(plan, None)[0].state is CoverState.OPEN

    def test_without_a_plan_there_is_nothing(self) -> None:
        assert queries.items_of(None, Answered(cover={"dinner": "yes"})) == ()


class TestWindows:
    def test_each_side_has_its_own_view(
        self, ana: Any, ben: Any, window: Window, at: datetime
    ) -> None:
        assert queries.windows_offered_to(ana, ana.current, at) == [window]
        assert queries.windows_offered_by(ben, ben.current, at) == [window]
        assert queries.windows_offered_to(ben, ben.current, at) == []
        assert queries.windows_offered_by(ana, ana.current, at) == []
        assert queries.window_to(ana, ana.current, window.pk) == window
        assert queries.window_from(ben, ben.current, window.pk) == window

    @pytest.mark.parametrize("who", STRANGERS)
    def test_nobody_else_finds_it_whichever_side_they_ask_for(
        self, who: str, request: Any, ana: Any, ben: Any, window: Window, at: datetime
    ) -> None:
        other = request.getfixturevalue(who)
        for side in (ana.current, ben.current):
            assert queries.windows_offered_to(other, side, at) == []
            assert queries.windows_offered_by(other, side, at) == []
            for asked in (queries.window_to, queries.window_from):
                with pytest.raises(Http404):
                    asked(other, side, window.pk)

    def test_the_giver_does_not_take_and_the_taker_does_not_withdraw(
        self, ana: Person, ben: Person, client_of: ClientOf, window: Window
    ) -> None:
        assert client_of(ben).post(f"/windows/{window.pk}/taking/").status_code == 404
        assert client_of(ana).post(f"/windows/{window.pk}/withdrawal/").status_code == 404
        assert not Window.objects.filter(withdrawn_at__isnull=False).exists()

    @pytest.mark.parametrize("who", STRANGERS)
    @pytest.mark.parametrize("page", ["taking", "withdrawal"])
    def test_its_addresses_are_nothing_to_others(
        self,
        who: str,
        page: str,
        request: pytest.FixtureRequest,
        client_of: ClientOf,
        window: Window,
    ) -> None:
        client = client_of(request.getfixturevalue(who))
        assert client.post(f"/windows/{window.pk}/{page}/").status_code == 404
        assert client.post(f"/windows/{uuid4()}/{page}/").status_code == 404

    def test_a_window_of_a_past_pair_is_over(
        self, ana: Any, dede: Any, keys: Keys, window: Window, at: datetime
    ) -> None:
        side = Membership.objects.get(person=dede)
        Window.objects.update(pair=side.pair, person=dede, offered_at=at - YEAR_AGO)
        assert queries.windows_offered_to(ana, ana.current, at) == []
        assert queries.windows_offered_by(dede, ana.current, at) == []
        for mine in (ana.current, None):
            with pytest.raises(Http404):
                queries.window_to(ana, mine, window.pk)
        with pytest.raises(Http404):
            queries.window_from(dede, None, window.pk)
        Window.objects.update(person=ana)
        with pytest.raises(Http404):
            queries.window_from(ana, ana.current, window.pk)

    def test_what_the_one_who_was_left_offers_later_does_not_arrive(
        self, ana: Any, ben: Any, keys: Any, at: datetime
    ) -> None:
        Membership.objects.filter(pk=ana.current.pk).update(ended_at=at)
        window = make_window(ben, keys(ben), at + DAY)
        assert queries.windows_offered_to(ana, ana.current, at) == []
        with pytest.raises(Http404):
            queries.window_to(ana, ana.current, window.pk)
        assert queries.windows_offered_by(ben, ben.current, at) == [window]


class TestTheLedger:
    def test_it_is_each_sides_own(self, ana: Any, ben: Any) -> None:
        actions.open_ledger(ana.current)
        assert queries.has_opened_ledger(ana, ana.current)
        assert not queries.has_opened_ledger(ben, ben.current)

    @pytest.mark.parametrize("who", STRANGERS)
    def test_nobody_else_sees_hours(
        self, who: str, request: Any, ana: Any, ben: Any, at: datetime
    ) -> None:
        other = request.getfixturevalue(who)
        for side in (ana.current, ben.current):
            actions.open_ledger(side)
        assert queries.hours_side_by_side(ana, ana.current, at) is not None
        assert queries.hours_side_by_side(other, ana.current, at) is None
        assert not queries.has_opened_ledger(other, ana.current)

    def test_what_two_opened_once_is_not_open_to_the_next(
        self, ana: Any, ben: Any, dede: Any, at: datetime
    ) -> None:
        past = Membership.objects.get(person=dede)
        with back_then(past):
            for side in Membership.objects.filter(pair=past.pair_id):
                actions.open_ledger(side)
        assert not queries.has_opened_ledger(ana, ana.current)
        assert queries.hours_side_by_side(ana, ana.current, at) is None

    def test_hours_of_another_pair_or_after_a_parting_are_not_in_it(
        self, ana: Any, ben: Any, dede: Any, leave: Leave, at: datetime
    ) -> None:
        for side in (ana.current, ben.current):
            actions.open_ledger(side)
        told = HeadsUp.objects.filter(leave=leave)
        when = {"out_at": at - DAY, "back_at": at - DAY / 2, "begun_at": at - DAY}
        told.update(**when, given_at=at)
        Leave.objects.filter(pk=leave.pk).update(**when)

        def hers() -> timedelta | None:
            seen = queries.hours_side_by_side(ana, ana.current, at)
            return seen.mine if seen else None

        assert hers() == DAY / 2
        Membership.objects.filter(pk=ana.current.pk).update(ended_at=at - DAY)
        assert hers() == timedelta()
        then = Membership.objects.get(person=dede).pair
        told.update(pair=then, given_at=at - YEAR_AGO)
        assert hers() == timedelta()


def test_questions_of_both_pages_do_not_grow(
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    leave: Leave,
    answer: Answer,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """Those of every request, the leave with its heads-up, the answer, one's own mark; and whether
    a child's page shows it."""
    for person, page, most in ((ana, "", 8), (ben, "answer/", 6)):
        client, address = client_of(person), f"/leaves/{leave.pk}/{page}"
        client.get(address)
        with django_assert_max_num_queries(most):
            assert "Go well." in client.get(address).content.decode()


class TestAfterAParting:
    """Ana left, and Ben has not read of it: what he makes of his words from then on is his."""

    def test_what_was_said_before_stays_said(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        leave = make_leave_with_needs(ana, keys(ana), at, children="open")
        make_answer(leave, ben, keys(ben), at, blessing="Go well.")
        part_ways(side_of(ana), keys(ana), "", at + DAY, at + DAY / 24)
        client, address = client_of(ben), f"/leaves/{leave.pk}/answer/"
        assert client.post(address, {"blessing": "Stay, then.", "seen": "1"}).status_code == 303
        assert "Stay, then." in client.get(address).content.decode()
        assert queries.answer_to(ana, leave) is None
        row = Answer.objects.get()
        assert keys(ana, room=True).open(row, "said").blessing == "Go well."
        with pytest.raises(Closed):
            keys(ana, room=True).open(row, "later")
