"""One answer back to a question that the listener asked. Then it rests."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback.actions import withdraw
from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.models import Job, Wording
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.replies.models import Reply
from outandback.rooms.versions.models import EarlierReply
from tests.builders.homecomings import Returned, make_telling, without_tokens
from tests.builders.versions import (
    ASKED,
    BACK,
    REPLY,
    address,
    change_words,
    make_reception,
    make_reply,
    read,
)
from tests.cast import PASSPHRASE, side_of
from tests.fixtures import ClientOf, Keys
from tests.pages.settings.test_export import taken

DAY = timedelta(days=1)
OTHERWISE = "Wen, from the wool stall."
SEARCH, KEEPSAKE = "/story/search/", "/story/keepsake/?since=2026-05&until=2026-05"
ANSWER_IT = "Answer the question"


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    clock(at + 3 * DAY)


@pytest.fixture
def telling(ana: Person, back: Returned, keys: Keys, at: datetime) -> Telling:
    return make_telling(back, ana, keys(ana, room=True), at)


@pytest.fixture
def answer(ben: Person, telling: Telling, keys: Keys, at: datetime) -> Reception:
    return make_reception(telling, ben, keys(ben), at)


@pytest.fixture
def reply(ana: Person, telling: Telling, answer: Reception, keys: Keys, at: datetime) -> Reply:
    return make_reply(telling, ana, keys(ana), at + DAY)


@pytest.fixture
def anas(ana: Person, client_of: ClientOf) -> Client:
    return client_of(ana)


@pytest.fixture
def bens(ben: Person, client_of: ClientOf) -> Client:
    return client_of(ben)


def say(client: Client, telling: Telling, text: str = REPLY) -> Any:
    return client.post(address(telling, "reply"), {"text": text})


class TestAnsweringOnce:
    def test_the_page_of_the_telling_leads_to_one_box_and_then_to_none(
        self, telling: Telling, answer: Reception, anas: Client
    ) -> None:
        own, box = address(telling, "telling"), address(telling, "reply")
        assert ANSWER_IT in read(anas, own)
        assert ASKED in read(anas, box) and BACK not in read(anas, box)
        assert say(anas, telling)["Location"].startswith(own)
        assert REPLY in read(anas, own) and ANSWER_IT not in read(anas, own)
        assert anas.get(box)["Location"] == own

    def test_both_read_it_with_the_telling_in_the_story_and_in_a_keepsake(
        self, telling: Telling, reply: Reply, anas: Client, bens: Client
    ) -> None:
        for client, own in ((anas, "telling"), (bens, "reception")):
            for page in (address(telling, own), "/story/", KEEPSAKE):
                body = read(client, page)
                assert 0 < body.index(ASKED) < body.index(REPLY), page
            found = client.post(SEARCH, {"words": "wool stall"}).content.decode()
            assert REPLY in found

    def test_said_twice_it_is_said_once_and_other_words_stay_in_the_box(
        self, telling: Telling, answer: Reception, anas: Client
    ) -> None:
        for _ in range(2):
            assert say(anas, telling).status_code == 303
        refused = say(anas, telling, OTHERWISE)
        assert refused.status_code == 409 and OTHERWISE in refused.content.decode()
        assert Reply.objects.count() == 1

    def test_without_a_word_it_says_what_to_do(
        self, telling: Telling, answer: Reception, anas: Client
    ) -> None:
        refused = say(anas, telling, "  ")
        assert refused.status_code == 422 and "you owe no answer" in refused.content.decode()

    def test_where_nothing_was_asked_there_is_nothing_to_answer(
        self, ben: Person, telling: Telling, keys: Keys, anas: Client, at: datetime
    ) -> None:
        assert anas.get(address(telling, "reply")).status_code == 303
        make_reception(telling, ben, keys(ben), at, question="")
        assert ANSWER_IT not in read(anas, address(telling, "telling"))
        assert anas.get(address(telling, "reply")).status_code == 303
        assert say(anas, telling).status_code == 409 and not Reply.objects.exists()

    def test_a_question_that_was_put_away_meanwhile_leaves_the_words_in_the_box(
        self, ben: Person, telling: Telling, answer: Reception, keys: Keys, anas: Client
    ) -> None:
        change_words(answer, ben, keys(ben), answer.received_at + DAY, question="")
        refused = say(anas, telling)
        assert refused.status_code == 409 and REPLY in refused.content.decode()

    def test_an_answer_that_was_taken_back_leaves_the_words_in_the_box(
        self, telling: Telling, answer: Reception, anas: Client, at: datetime
    ) -> None:
        withdraw(answer, at + DAY)
        assert REPLY in say(anas, telling).content.decode() and not Reply.objects.exists()

    def test_a_message_goes_to_the_one_who_asked_and_says_nothing_of_it(
        self, ben: Person, telling: Telling, answer: Reception, anas: Client
    ) -> None:
        keep_preferences(ben, wording=Wording.PLAIN)
        say(anas, telling)
        assert [(one.person_id, one.kind) for one in Job.objects.all()] == [(ben.pk, "something")]


class TestSilence:
    def test_that_the_teller_read_the_question_shows_nowhere(
        self, telling: Telling, answer: Reception, ana: Person, bens: Client, client_of: ClientOf
    ) -> None:
        pages = [address(telling, "reception"), "/story/", "/", address(telling, "versions")]
        before = [without_tokens(bens.get(page).content) for page in pages]
        teller = client_of(ana, room=True)
        for page in (address(telling, "telling"), address(telling, "reply"), "/story/", "/"):
            teller.get(page)
        teller.post(address(telling, "landing"), {"how": "no"})
        assert [without_tokens(bens.get(page).content) for page in pages] == before


class TestOtherWords:
    def test_both_read_the_newest_and_the_words_of_before(
        self, telling: Telling, reply: Reply, anas: Client, bens: Client
    ) -> None:
        form = anas.get(address(telling, "reply-change"))
        assert REPLY in form.content.decode()
        sent = anas.post(
            address(telling, "reply-change"), {"text": OTHERWISE, "seen": reply.row_version}
        )
        assert sent["Location"] == address(telling, "telling")
        for client, own in ((anas, "telling"), (bens, "reception")):
            for page in (address(telling, own), "/story/"):
                assert OTHERWISE in read(client, page) and REPLY not in read(client, page)
            versions = read(client, address(telling, "versions"))
            assert 0 < versions.index(OTHERWISE) < versions.index(REPLY)

    def test_taken_back_it_is_the_tellers_own_again(
        self, telling: Telling, reply: Reply, anas: Client, bens: Client
    ) -> None:
        anas.post(address(telling, "reply-withdrawal"))
        own = read(anas, address(telling, "telling"))
        assert "You took this answer back" in own and ANSWER_IT not in own
        for page in (address(telling, "reception"), "/story/", KEEPSAKE):
            assert REPLY not in read(bens, page) and ASKED in read(bens, page)
        assert say(anas, telling, OTHERWISE).status_code == 409


class TestTakingAlong:
    def test_both_take_it_along_with_the_words_of_before(
        self, ana: Person, reply: Reply, keys: Keys, anas: Client, bens: Client, at: datetime
    ) -> None:
        change_words(reply, ana, keys(ana), at + 2 * DAY, text=OTHERWISE)
        for rows, whose in ((taken(anas), ""), (taken(bens), "partner_")):
            (now,), (before,) = rows[f"{whose}replies"], rows[f"{whose}earlier_replies"]
            assert (now["replied"]["text"], before["replied"]["text"]) == (OTHERWISE, REPLY)
            assert before["reply_id"] == now["id"]

    @pytest.mark.parametrize("what", ["reply", "telling"])
    def test_what_was_taken_back_is_taken_along_by_the_teller_alone(
        self, what: str, telling: Telling, reply: Reply, anas: Client, bens: Client, at: datetime
    ) -> None:
        withdraw(reply if what == "reply" else telling, at + 2 * DAY)
        assert REPLY in json.dumps(taken(anas)) and REPLY not in json.dumps(taken(bens))


class TestAfterAParting:
    def test_what_the_two_had_stays_and_what_comes_later_does_not_reach_who_left(
        self,
        ana: Person,
        ben: Person,
        reply: Reply,
        telling: Telling,
        keys: Keys,
        anas: Client,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        part_ways(side_of(ben), keys(ben), "", at + 9 * DAY, at + 2 * DAY)
        form = {"text": OTHERWISE, "seen": reply.row_version}
        assert anas.post(address(telling, "reply-change"), form).status_code == 303
        his = client_of(ben, room=True)
        page, shelf = address(telling, "reception"), reverse("shelf", args=[telling.pair_id])
        for place in (page, shelf):
            assert REPLY in read(his, place) and OTHERWISE not in read(his, place)
        assert OTHERWISE in read(anas, address(telling, "telling"))
        assert REPLY in json.dumps(taken(his, PASSPHRASE))
        withdraw(Reply.objects.get(), at + 3 * DAY)
        assert REPLY in read(his, page) and EarlierReply.objects.count() == 1

    def test_a_first_answer_after_it_is_the_tellers_alone(
        self,
        ben: Person,
        telling: Telling,
        answer: Reception,
        keys: Keys,
        anas: Client,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        part_ways(side_of(ben), keys(ben), "", at + 9 * DAY, at + DAY)
        assert say(anas, telling).status_code == 303
        his = client_of(ben, room=True)
        for page in (address(telling, "reception"), reverse("shelf", args=[telling.pair_id])):
            assert ASKED in read(his, page) and REPLY not in read(his, page)
        assert REPLY not in json.dumps(taken(his, PASSPHRASE))
        assert not Job.objects.filter(person=ben).exists()
