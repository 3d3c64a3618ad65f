"""Telling and receiving: capacity first, one thing back, and silence that has one look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.models import HearingDay, Landing, Received, Reception, Telling
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Pair, Person
from tests.builders.homecomings import (
    MARK,
    make_homecoming,
    make_moment,
    make_telling,
    without_tokens,
)
from tests.fixtures import ClientOf, Clock, Keys

DAY = timedelta(days=1)


@pytest.fixture
def told(ana: Person, keys: Keys, at: datetime) -> Telling:
    return make_telling(make_homecoming(ana, keys(ana), at), ana, keys(ana, room=True), at)


def page(name: str, told: Telling) -> str:
    return reverse(name, args=[told.pk])


class TestCapacity:
    def test_the_words_are_not_there_before_the_listener_says_now(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        body = client_of(ben).get(page("reception", told)).content.decode()
        assert "Ana brought something home. Is now a good moment?" in body
        assert MARK not in body

    def test_now_shows_them_and_says_nothing(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        body = client_of(ben).get(page("reception", told) + "?hear=now").content.decode()
        assert MARK in body and "Say something back" in body
        assert not Reception.objects.exists() and not HearingDay.objects.exists()

    def test_it_says_where_it_comes_from_as_far_as_this_pair_was_told(
        self, ana: Person, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        address = page("reception", told) + "?hear=now"
        assert "came back from “Knitting” with this" in client_of(ben).get(address).content.decode()
        HeadsUp.objects.update(pair=Pair.objects.create(began_on=timezone.localdate()))
        body = client_of(ben).get(address).content.decode()
        assert "came back with this" in body and "Knitting" not in body

    def test_looking_changes_nothing_for_the_teller(
        self, ana: Person, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        teller, listener = client_of(ana), client_of(ben)
        before = without_tokens(teller.get(page("telling", told)).content)
        listener.get(page("reception", told))
        listener.get(page("reception", told) + "?hear=now")
        listener.get(reverse("today"))
        assert without_tokens(teller.get(page("telling", told)).content) == before

    def test_a_day_is_told_in_words(
        self,
        ana: Person,
        ben: Person,
        told: Telling,
        client_of: ClientOf,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at)
        friday = at.date() + 3 * DAY
        answer = client_of(ben).post(page("hearing-day", told), {"on": friday.isoformat()})
        assert answer.status_code == 303
        body = client_of(ana).get(page("telling", told)).content.decode()
        assert f"wants to hear this properly on {friday:%A}" in body

    def test_another_day_takes_its_place_and_a_past_day_is_not_held_against_anyone(
        self,
        ana: Person,
        ben: Person,
        told: Telling,
        client_of: ClientOf,
        keys: Keys,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at)
        actions.say_day(told, ben, keys(ben), at.date() + DAY, at)
        actions.say_day(told, ben, keys(ben), at.date() - DAY, at)
        assert HearingDay.objects.count() == 1
        body = client_of(ana).get(page("telling", told)).content.decode()
        assert "wants to hear" not in body

    def test_a_day_out_of_reach_is_asked_again(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        answer = client_of(ben).post(page("hearing-day", told), {"on": "2001-01-01"})
        assert answer.status_code == 422 and not HearingDay.objects.exists()


class TestSayingSomethingBack:
    def test_ready_words_own_words_and_one_question_go_back_together(
        self, ana: Person, ben: Person, told: Telling, client_of: ClientOf, keys: Keys
    ) -> None:
        form = {"phrases": ["Oh, really?", "Show me."], "own": "Slack!", "question": "Who is Wen?"}
        assert client_of(ben).post(page("reception", told), form).status_code == 303
        received = keys(ana).open(Reception.objects.get(), "received")
        assert received == Received("Oh, really? Show me. Slack!", "Who is Wen?")
        body = client_of(ana).get(page("telling", told)).content.decode()
        assert "Oh, really? Show me. Slack!" in body and "Who is Wen?" in body

    def test_sent_twice_it_is_said_once(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        client = client_of(ben)
        for _ in range(2):
            assert client.post(page("reception", told), {"own": "Slack!"}).status_code == 303
        assert Reception.objects.count() == 1

    def test_a_second_answer_does_not_replace_the_first_and_is_not_lost(
        self, ben: Person, told: Telling, client_of: ClientOf, keys: Keys
    ) -> None:
        client = client_of(ben)
        client.post(page("reception", told), {"own": "First"})
        answer = client.post(page("reception", told), {"own": "Second"})
        assert answer.status_code == 409 and "Second" in answer.content.decode()
        assert keys(ben).open(Reception.objects.get(), "received").thing_back == "First"

    def test_saying_nothing_asks_for_one_word_and_keeps_the_page(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        client = client_of(ben)
        client.get(page("reception", told), {"hear": "now"})
        answer = client.post(page("reception", told), {"own": "  "})
        assert answer.status_code == 422 and MARK in answer.content.decode()

    def test_words_stay_on_the_page_when_the_keys_closed_meanwhile(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        client = client_of(ben)
        for name in [name for name in client.cookies if name.endswith("ob_s")]:
            del client.cookies[name]
        answer = client.post(page("reception", told), {"own": "a careful answer"})
        assert answer.status_code == 422 and "a careful answer" in answer.content.decode()
        assert MARK not in answer.content.decode()

    def test_afterwards_the_listener_can_read_both(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        client = client_of(ben)
        client.post(page("reception", told), {"own": "Slack!"})
        body = client.get(page("reception", told)).content.decode()
        assert MARK in body and "Slack!" in body


class TestTheTeller:
    def test_without_an_answer_the_page_says_nothing_about_one(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        body = client_of(ana).get(page("telling", told)).content.decode().lower()
        assert MARK in body
        for word in ("unread", "waiting", "not yet", "hasn’t", "seen"):
            assert word not in body

    @pytest.mark.parametrize("how", ["yes", "partly", "no"])
    def test_how_it_landed_is_for_the_teller_alone(
        self, how: str, ana: Person, ben: Person, told: Telling, client_of: ClientOf, keys: Keys
    ) -> None:
        teller, listener = client_of(ana), client_of(ben)
        before = without_tokens(listener.get(page("reception", told) + "?hear=now").content)
        closed = without_tokens(teller.get(page("telling", told)).content)
        teller.post(page("landing", told), {"how": how})
        row = Landing.objects.get()
        assert keys(ana).is_letter(row, "felt")
        assert keys(ana, room=True).open(row, "felt").how == how
        assert without_tokens(listener.get(page("reception", told) + "?hear=now").content) == before
        assert without_tokens(teller.get(page("telling", told)).content) == closed

    def test_in_the_open_room_the_mark_shows_and_passing_takes_it_back(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        client = client_of(ana, room=True)
        for _ in range(2):
            client.post(page("landing", told), {"how": "partly"})
        assert Landing.objects.count() == 1
        assert 'value="partly" checked' in client.get(page("telling", told)).content.decode()
        client.post(page("landing", told), {})
        assert not Landing.objects.exists()

    def test_the_mark_joins_the_room(
        self, ana: Person, told: Telling, client_of: ClientOf, keys: Keys
    ) -> None:
        client_of(ana).post(page("landing", told), {"how": "yes"})
        actions.join_vault(ana, keys(ana, room=True))
        row = Landing.objects.get()
        assert not keys(ana).is_letter(row, "felt")
        assert keys(ana, room=True).open(row, "felt").how == "yes"

    def test_what_is_taken_back_is_gone_for_the_listener_and_twice_is_once(
        self, ana: Person, ben: Person, told: Telling, client_of: ClientOf, at: datetime
    ) -> None:
        client = client_of(ana)
        client.post(page("withdrawal", told))
        first = Telling.objects.get().withdrawn_at
        client.post(page("withdrawal", told))
        assert Telling.objects.get().withdrawn_at == first is not None
        assert client_of(ben).get(page("reception", told)).status_code == 404
        assert queries.tellings_waiting_for(ben, ben.current) == []
        assert "It is yours again" in client.get(page("telling", told)).content.decode()


class TestAfterAParting:
    def test_the_others_copy_stays_readable_and_takes_no_answer(
        self, ana: Person, ben: Any, told: Telling, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        part_ways(ben.current, keys(ben), "", at, at + DAY)
        client = client_of(ben, room=True)
        assert MARK not in client.get(page("reception", told)).content.decode()
        assert MARK in client.get(page("reception", told) + "?hear=now").content.decode()
        assert MARK in client.get(page("reception", told)).content.decode()
        assert client.post(page("reception", told), {"own": "x"}).status_code == 404
        assert client.post(page("hearing-day", told), {}).status_code == 404
        actions.withdraw(told, at + 2 * DAY)
        assert MARK in client.get(page("reception", told)).content.decode()

    def test_what_is_answered_after_the_teller_left_is_not_theirs_to_hear(
        self, ana: Any, ben: Person, told: Telling, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        part_ways(ana.current, keys(ana), "", at, at + DAY)
        actions.receive(told, ben, keys(ben), Received("too late"), at + 2 * DAY)
        client = client_of(ana)
        assert "too late" not in client.get(page("telling", told)).content.decode()
        assert client.post(page("withdrawal", told)).status_code == 404


class TestOthers:
    def test_the_teller_cannot_answer_their_own_telling(
        self, ana: Person, told: Telling, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        assert client.get(page("reception", told)).status_code == 404
        assert client.post(page("reception", told), {"own": "x"}).status_code == 404
        assert client.post(page("hearing-day", told), {}).status_code == 404

    def test_the_listener_has_no_teller_page(
        self, ben: Person, told: Telling, client_of: ClientOf
    ) -> None:
        client = client_of(ben)
        assert client.get(page("telling", told)).status_code == 404
        assert client.post(page("landing", told), {"how": "no"}).status_code == 404
        assert client.post(page("withdrawal", told)).status_code == 404
        with pytest.raises(Http404):
            queries.telling_told_by(ben, told.pk)
        assert queries.landing_of(ben, told) is None

    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_for_anyone_else_nothing_of_it_exists(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ben: Person,
        told: Telling,
        client_of: ClientOf,
        keys: Keys,
        at: datetime,
    ) -> None:
        other = request.getfixturevalue(who)
        actions.receive(told, ben, keys(ben), Received("Slack!"), at)
        client = client_of(other)
        for name in ("telling", "reception"):
            assert client.get(page(name, told)).status_code == 404
        for name in ("reception", "hearing-day", "landing", "withdrawal"):
            assert client.post(page(name, told), {"own": "x"}).status_code == 404
        for question in (queries.telling_told_by, queries.telling_to):
            with pytest.raises(Http404):
                question(other, told.pk)
        assert queries.tellings_waiting_for(other, other.current) == []
        assert queries.reception_of(other, told) is None
        assert queries.landing_of(other, told) is None
        with pytest.raises(Http404):
            queries.other_side(other, told.pair_id)

    def test_what_waits_is_one_question_and_ends_with_an_answer(
        self,
        ana: Person,
        ben: Person,
        told: Telling,
        keys: Keys,
        at: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_num_queries(1):
            assert queries.tellings_waiting_for(ben, ben.current) == [told]
        assert queries.tellings_waiting_for(ana, ana.current) == []
        actions.receive(told, ben, keys(ben), Received("Slack!"), at)
        assert queries.tellings_waiting_for(ben, ben.current) == []


def test_no_page_of_the_partner_changes_with_what_was_kept(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    back = make_homecoming(ana, keys(ana), timezone.now() - timedelta(hours=1))
    telling = make_telling(back, ana, keys(ana, room=True), at)
    client = client_of(ben)
    pages = [
        page("reception", telling),
        page("reception", telling) + "?hear=now",
        reverse("check-in", args=[back.leave.pk]),
        reverse("story"),
        reverse("loop"),
        reverse("mine"),
    ]

    def bodies() -> list[str]:
        return [without_tokens(client.get(address).content) for address in pages]

    before = bodies()
    for i in range(50):
        make_moment(back.departure, keys(ana), f"kept {i}", at)
    ana_now = client_of(ana, room=True)
    ana_now.post(reverse("choices", args=[back.leave.pk]), {})
    assert bodies() == before
