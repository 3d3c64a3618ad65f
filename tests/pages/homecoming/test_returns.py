"""Coming back, how it was, and the one at home."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.afterwards.queries import recent_homecomings
from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.models import CheckIn, HomeAnswers, Homecoming
from outandback.rooms.leave.models import AgreedFact, HeadsUp, Leave
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from tests.builders.homecomings import (
    MARK,
    Returned,
    make_homecoming,
    make_moment,
    plan_and_depart,
    without_tokens,
)
from tests.fixtures import ClientOf, Keys

ALL = {"felt": "9", "closeness": "7", "energy": "6", "guilt": "2"}


def page(name: str, *args: object) -> str:
    return reverse(name, args=args)


class TestTheReturn:
    def test_it_is_recorded_before_anything_is_asked(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = plan_and_depart(ana, keys(ana), at).leave
        answer = client_of(ana).post(page("homecoming", leave.pk))
        assert (answer.status_code, answer["Location"]) == (303, page("homecoming", leave.pk))
        assert Homecoming.objects.filter(leave=leave, person=ana).exists()
        leave.refresh_from_db()
        assert leave.returned_at == HeadsUp.objects.get(leave=leave).returned_at is not None

    def test_said_twice_it_is_one_return(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave, client = plan_and_depart(ana, keys(ana), at).leave, client_of(ana)
        for _ in range(2):
            client.post(page("homecoming", leave.pk))
        assert Homecoming.objects.count() == 1
        assert AgreedFact.objects.filter(kind=AgreedFact.FactKind.RETURNED).count() == 1

    def test_while_still_out_the_page_is_the_quiet_one(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = plan_and_depart(ana, keys(ana), at).leave
        answer = client_of(ana).get(page("homecoming", leave.pk))
        assert answer["Location"] == page("away", leave.pk)
        assert not Homecoming.objects.exists()

    def test_it_needs_no_act_of_the_partner_and_no_keys(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave, client = plan_and_depart(ana, keys(ana), at).leave, client_of(ana)
        for name in [name for name in client.cookies if "ob_s" in name and "session" not in name]:
            del client.cookies[name]
        assert client.post(page("homecoming", leave.pk)).status_code == 303
        assert Homecoming.objects.filter(leave=leave).exists()

    @pytest.mark.parametrize("who", ["ben", "cleo", "dede", "thea"])
    def test_nobody_else_can_say_it_or_see_it(
        self, who: str, request: pytest.FixtureRequest, back: Returned, client_of: ClientOf
    ) -> None:
        other = request.getfixturevalue(who)
        client = client_of(other)
        assert client.get(page("homecoming", back.leave.pk)).status_code == 404
        assert client.post(page("homecoming", back.leave.pk)).status_code == 404
        assert client.post(page("choices", back.leave.pk)).status_code == 404
        with pytest.raises(Http404):
            queries.homecoming_of(other, back.leave.pk)
        assert not queries.is_back(other, back.leave.pk)


class TestHowItWas:
    def test_answers_are_kept_and_nothing_is_shared_unless_ticked(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
    ) -> None:
        client_of(ana).post(page("check-in", back.leave.pk), ALL)
        row = queries.check_in_of(ana, back.home)
        assert row and row.shared is None and row.pair_id is None
        assert keys(ana, room=True).open(row, "answers") == HomeAnswers(9, 7, 6, 2)
        assert queries.check_in_shared_with(ben, ben.current, back.home) is None

    def test_each_answer_is_shared_on_its_own(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
    ) -> None:
        client_of(ana).post(page("check-in", back.leave.pk), {**ALL, "share": ["felt", "energy"]})
        row = queries.check_in_shared_with(ben, ben.current, back.home)
        assert row and keys(ben).open(row, "shared") == HomeAnswers(felt=9, energy=6)
        body = client_of(ben).get(page("check-in", back.leave.pk)).content.decode()
        assert "All in all 9. Energy 6." in body
        assert "Guilt 2" not in body

    def test_everything_can_be_passed(
        self, ana: Person, back: Returned, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(page("check-in", back.leave.pk), {"share": ["felt"]})
        assert answer.status_code == 303
        assert CheckIn.objects.get().shared is None

    def test_sent_twice_it_is_one_row_and_the_last_word_counts(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
    ) -> None:
        client = client_of(ana)
        client.post(page("check-in", back.leave.pk), {**ALL, "share": ["felt"]})
        client.post(page("check-in", back.leave.pk), {**ALL, "felt": "4"})
        row = CheckIn.objects.get()
        assert keys(ana, room=True).open(row, "answers").felt == 4
        assert row.shared is None

    def test_what_is_no_answer_is_asked_again(
        self, ana: Person, back: Returned, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(page("check-in", back.leave.pk), {**ALL, "felt": "11"})
        assert answer.status_code == 422
        assert b'value="7" checked' in answer.content
        assert not CheckIn.objects.exists()

    def test_answering_never_asks_for_the_passphrase(
        self, ana: Person, back: Returned, client_of: ClientOf, keys: Keys
    ) -> None:
        client_of(ana, room=False).post(page("check-in", back.leave.pk), ALL)
        assert keys(ana).is_letter(CheckIn.objects.get(), "answers")

    def test_letters_become_records_when_the_room_opens(
        self, ana: Person, back: Returned, client_of: ClientOf, keys: Keys
    ) -> None:
        client_of(ana).post(page("check-in", back.leave.pk), {**ALL, "share": ["felt"]})
        actions.join_vault(ana, keys(ana, room=True))
        row = CheckIn.objects.get()
        assert not keys(ana).is_letter(row, "answers")
        assert keys(ana, room=True).open(row, "answers").guilt == 2
        assert keys(ana).open(row, "shared").felt == 9

    def test_sharing_is_not_offered_for_a_leave_that_the_partner_was_not_told_of(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        silent = make_homecoming(ana, keys(ana), at, heads_up=False)
        client = client_of(ana)
        assert b'name="share"' not in client.get(page("homecoming", silent.leave.pk)).content
        client.post(page("check-in", silent.leave.pk), {**ALL, "share": ["felt"]})
        assert CheckIn.objects.get().shared is None

    def test_someone_alone_has_nobody_to_share_with(
        self, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        alone = make_homecoming(cleo, keys(cleo), at, heads_up=False)
        body = client_of(cleo).get(page("homecoming", alone.leave.pk)).content
        assert b'name="share"' not in body and b"Say hello first" not in body


class TestTheOneAtHome:
    def test_their_own_check_in_asks_no_guilt(
        self, ben: Person, back: Returned, client_of: ClientOf, keys: Keys
    ) -> None:
        client = client_of(ben)
        body = client.get(page("check-in", back.leave.pk)).content.decode()
        assert "Ana is back" in body and 'name="guilt"' not in body
        client.post(page("check-in", back.leave.pk), ALL)
        row = CheckIn.objects.get()
        assert row.person_id == ben.pk
        assert keys(ben, room=True).open(row, "answers") == HomeAnswers(9, 7, 6, None)

    def test_before_the_return_there_is_no_such_page(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = plan_and_depart(ana, keys(ana), at).leave
        assert client_of(ben).get(page("check-in", leave.pk)).status_code == 404

    def test_a_return_without_a_heads_up_does_not_exist_for_them(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        silent = make_homecoming(ana, keys(ana), at, heads_up=False)
        assert client_of(ben).get(page("check-in", silent.leave.pk)).status_code == 404
        assert recent_homecomings(ben, ben.current, at) == []

    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_nobody_else_has_a_part_in_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        back: Returned,
        client_of: ClientOf,
        ana: Person,
        at: datetime,
    ) -> None:
        other = request.getfixturevalue(who)
        client_of(ana).post(page("check-in", back.leave.pk), {**ALL, "share": ["felt"]})
        client = client_of(other)
        assert client.get(page("check-in", back.leave.pk)).status_code == 404
        assert client.post(page("check-in", back.leave.pk), ALL).status_code == 404
        with pytest.raises(Http404):
            queries.homecoming_seen_by(other, other.current, back.leave.pk)
        assert queries.check_in_of(other, back.home) is None
        assert queries.check_in_shared_with(other, other.current, back.home) is None
        assert recent_homecomings(other, other.current, at) == []
        assert not queries.is_known_to_pair(other.current, back.home)

    def test_after_a_parting_the_page_is_gone(
        self, ana: Person, ben: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        part_ways(ben.current, keys(ben), "", at, at)
        assert client_of(ben).get(page("check-in", back.leave.pk)).status_code == 404

    def test_a_return_after_the_leaver_left_the_pair_is_not_told(
        self, ana: Any, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        departure = plan_and_depart(ana, keys(ana), at)
        part_ways(ana.current, keys(ana), "", at, at)
        actions.come_back(departure, at + timedelta(hours=1))
        assert client_of(ben).get(page("check-in", departure.leave_id)).status_code == 404
        assert recent_homecomings(ben, ben.current, at) == []

    def test_their_page_is_the_same_with_no_and_with_fifty_private_moments(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        client = client_of(ben)

        before = without_tokens(client.get(page("check-in", back.leave.pk)).content)
        for i in range(50):
            make_moment(back.departure, keys(ana), f"{MARK} {i}", at)
        client_of(ana).post(page("check-in", back.leave.pk), ALL)
        after = without_tokens(client.get(page("check-in", back.leave.pk)).content)
        assert before == after


def answered(person: Person, at: datetime) -> bool:
    (home,) = recent_homecomings(person, person.current, at)
    return bool(vars(home)["checked_in"])


class TestLately:
    def test_both_are_told_in_one_question(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        at: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for person in (ana, ben):
            with django_assert_num_queries(1):
                homes = recent_homecomings(person, person.current, at)
            assert [home.pk for home in homes] == [back.home.pk]
            assert not answered(person, at)

    def test_having_answered_is_about_oneself(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, at: datetime
    ) -> None:
        client_of(ana).post(page("check-in", back.leave.pk), {})
        assert answered(ana, at) and not answered(ben, at)

    def test_after_four_days_it_is_not_lately(
        self, ana: Person, back: Returned, at: datetime
    ) -> None:
        assert recent_homecomings(ana, ana.current, at + timedelta(days=4)) == []
        assert Leave.objects.get().returned_at is not None
