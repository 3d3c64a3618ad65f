"""What was said is put in other words by whoever said it. The earlier words stay for both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.actions import withdraw
from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.notify.models import Job
from outandback.rooms.people.models import Person
from outandback.rooms.versions.models import EarlierReception, EarlierTelling
from tests.builders.homecomings import Returned, make_telling, open_tellings
from tests.builders.lessons import HOW, KNIT, TEN, make_lesson, make_waiting_moment
from tests.builders.media import make_telling_with_media
from tests.builders.versions import (
    BACK,
    FIRST,
    OTHERWISE,
    SECOND,
    address,
    change_words,
    make_reception,
    read,
    send,
    send_answer,
)
from tests.fixtures import ClientOf, Keys
from tests.rooms.people.test_pin import SAID, swap_keys

DAY = timedelta(days=1)
MARKUP = "<i>slack</i>"


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    clock(at + DAY)


@pytest.fixture
def telling(ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime) -> Telling:
    """Ana told it, and Ben opened it."""
    telling = make_telling(back, ana, keys(ana, room=True), at, FIRST)
    open_tellings(ben, keys(ben), telling)
    return telling


@pytest.fixture
def answer(ben: Person, telling: Telling, keys: Keys, at: datetime) -> Reception:
    return make_reception(telling, ben, keys(ben), at)


@pytest.fixture
def anas(ana: Person, client_of: ClientOf) -> Client:
    return client_of(ana)


@pytest.fixture
def bens(ben: Person, client_of: ClientOf) -> Client:
    return client_of(ben)


def hearing(telling: Telling) -> str:
    return address(telling, "reception") + "?hear=now"


def versions(telling: Telling) -> str:
    return address(telling, "versions")


class TestChangingATelling:
    def test_both_read_the_newest_words_everywhere(
        self, telling: Telling, anas: Client, bens: Client
    ) -> None:
        assert send(anas, telling, text=SECOND)["Location"] == address(telling, "telling")
        own = (address(telling, "telling"), reverse("story"))
        for client, pages in ((anas, own), (bens, (hearing(telling), reverse("story")))):
            for page in pages:
                body = read(client, page)
                assert SECOND in body and FIRST not in body and "Changed today" in body
                assert f'href="{versions(telling)}"' in body

    def test_both_read_the_words_of_before_the_newest_first(
        self, telling: Telling, anas: Client, bens: Client
    ) -> None:
        send(anas, telling, text=SECOND)
        for client in (anas, bens):
            body = read(client, versions(telling))
            assert 0 < body.index(SECOND) < body.index(FIRST)

    def test_an_answer_stands_in_its_order(
        self,
        ana: Person,
        telling: Telling,
        answer: Reception,
        keys: Keys,
        anas: Client,
        bens: Client,
        at: datetime,
    ) -> None:
        change_words(telling, ana, keys(ana), at + DAY, text=SECOND)
        for client in (anas, bens):
            body = read(client, versions(telling))
            assert body.index(SECOND) < body.index(BACK)
            assert BACK in read(client, reverse("story"))

    def test_it_can_be_found_by_its_new_words_alone(
        self, telling: Telling, anas: Client, bens: Client
    ) -> None:
        send(anas, telling, text=SECOND)
        for client in (anas, bens):
            assert SECOND in look(client, "most") and FIRST not in look(client, "nothing else")

    def test_nobody_is_told_of_it(self, telling: Telling, anas: Client) -> None:
        before = Job.objects.count()
        send(anas, telling, text=SECOND)
        assert Job.objects.count() == before

    @pytest.mark.parametrize("text", [FIRST, f"  {FIRST}\r\n"])
    def test_the_same_words_make_no_version(
        self, telling: Telling, anas: Client, bens: Client, text: str
    ) -> None:
        assert send(anas, telling, text=text).status_code == 303
        assert not EarlierTelling.objects.exists()
        assert "Changed" not in read(bens, hearing(telling))

    def test_ends_of_lines_are_no_other_words(
        self, ana: Person, back: Returned, keys: Keys, anas: Client, at: datetime
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at, "One.\nTwo.")
        assert send(anas, telling, text="One.\r\nTwo.").status_code == 303
        assert not EarlierTelling.objects.exists()

    def test_it_can_become_tender(
        self, ben: Person, telling: Telling, keys: Keys, anas: Client, bens: Client
    ) -> None:
        send(anas, telling, weight="tender")
        telling.refresh_from_db()
        assert keys(ben).open(telling, "told").weight == "tender"
        assert "marked it tender" in read(bens, address(telling, "reception"))

    def test_a_lesson_is_put_otherwise_with_its_sentence(
        self,
        ana: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        bens: Client,
        at: datetime,
    ) -> None:
        moment: Moment = make_waiting_moment(back, keys(ana, room=True), at)
        telling = make_lesson(client_of(ana, room=True), moment)
        client = client_of(ana)
        page = read(client, address(telling))
        for said in (*KNIT.values(), HOW, TEN):
            assert said in page
        words = {**KNIT, "how": HOW, "ten": TEN, "text": "Slack."}
        send(client, telling, 1, **words | {"adjective": "bound"})
        body = read(bens, hearing(telling))
        assert 'To <b dir="auto">knit</b> is to be <b dir="auto">precisely bound</b>.' in body
        assert HOW in body
        both = read(bens, versions(telling))
        assert both.index("precisely bound") < both.index("precisely free")
        half = send(client, telling, seen=2, **words | {"adjective": ""})
        assert half.status_code == 422 and HOW in half.content.decode()

    def test_a_photo_stays_and_can_stand_alone(
        self, ana: Person, back: Returned, keys: Keys, anas: Client, bens: Client, at: datetime
    ) -> None:
        assert ana.current is not None
        telling = make_telling_with_media(back.home, keys(ana, room=True), ana.current, at, FIRST)
        assert send(anas, telling, text="").status_code == 303
        body = read(bens, hearing(telling))
        assert address(telling, "telling-photo") in body and FIRST not in body
        assert bens.get(address(telling, "telling-photo")).status_code == 200

    def test_without_any_words_it_is_asked_again(self, telling: Telling, anas: Client) -> None:
        answer = send(anas, telling, text="  ")
        assert answer.status_code == 422 and "take it back instead" in answer.content.decode()
        assert not EarlierTelling.objects.exists()

    def test_what_is_written_is_never_markup(
        self, telling: Telling, answer: Reception, anas: Client, bens: Client
    ) -> None:
        send(anas, telling, text=MARKUP)
        send_answer(bens, telling, thing_back=MARKUP)
        for page in (versions(telling), reverse("story"), address(telling, "reception")):
            assert MARKUP not in read(bens, page)


@pytest.mark.parametrize("name", ["telling", "reception", "story"])
def test_a_change_costs_no_question(
    ana: Person,
    ben: Person,
    keys: Keys,
    telling: Telling,
    answer: Reception,
    client_of: ClientOf,
    name: str,
    at: datetime,
) -> None:
    client = client_of(ben if name == "reception" else ana)
    place = reverse("story") if name == "story" else address(telling, name)
    client.get(place)
    with CaptureQueriesContext(connection) as before:
        client.get(place)
    change_words(telling, ana, keys(ana), at + DAY, text=SECOND)
    change_words(answer, ben, keys(ben), at + DAY, thing_back=OTHERWISE)
    with CaptureQueriesContext(connection) as after:
        assert "Changed today" in read(client, place)
    assert len(after) == len(before)


class TestChangingAnAnswer:
    def test_both_read_the_newest_words_and_those_of_before(
        self, telling: Telling, answer: Reception, anas: Client, bens: Client
    ) -> None:
        sent = send_answer(bens, telling, thing_back=OTHERWISE)
        assert sent["Location"] == address(telling, "reception")
        for client, page in ((anas, "telling"), (bens, "reception")):
            for place in (address(telling, page), reverse("story")):
                body = read(client, place)
                assert OTHERWISE in body and BACK not in body and "Changed today" in body
            body = read(client, versions(telling))
            assert body.index(OTHERWISE) < body.index(BACK)

    def test_the_same_words_make_no_version(
        self, telling: Telling, answer: Reception, bens: Client
    ) -> None:
        assert send_answer(bens, telling).status_code == 303
        assert not EarlierReception.objects.exists()

    def test_saying_nothing_is_asked_again(
        self, telling: Telling, answer: Reception, bens: Client
    ) -> None:
        sent = send_answer(bens, telling, thing_back="", question=" ")
        assert sent.status_code == 422 and not EarlierReception.objects.exists()

    def test_taken_back_it_is_gone_for_the_teller_with_all_that_it_said(
        self, telling: Telling, answer: Reception, anas: Client, bens: Client
    ) -> None:
        silent = read(anas, address(telling, "telling"))
        send_answer(bens, telling, thing_back=OTHERWISE)
        gone = bens.post(address(telling, "reception-withdrawal"))
        assert gone["Location"] == address(telling, "reception")
        for page in (address(telling, "telling"), reverse("story"), versions(telling)):
            body = read(anas, page)
            assert BACK not in body and OTHERWISE not in body and FIRST in body
        assert "slack" not in look(anas, "loose").casefold()
        assert BACK in silent
        own = read(bens, address(telling, "reception"))
        assert "You took back what you said." in own and OTHERWISE in own
        assert OTHERWISE not in read(bens, reverse("story"))

    def test_taken_back_it_looks_as_if_nothing_was_said(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        anas: Client,
        bens: Client,
        telling: Telling,
        at: datetime,
    ) -> None:
        def page() -> str:
            body = read(anas, address(telling, "telling"))
            return body.split('<section class="flow">')[1].split("</section>")[0]

        before = page()
        make_reception(telling, ben, keys(ben), at)
        bens.post(address(telling, "reception-withdrawal"))
        assert page() == before

    def test_taken_back_it_does_not_wait_again(
        self, telling: Telling, answer: Reception, bens: Client
    ) -> None:
        bens.post(address(telling, "reception-withdrawal"))
        assert "brought something" not in read(bens, "/")
        assert bens.get(address(telling, "reception-change")).status_code == 303


class TestTwoPages:
    def test_both_versions_stand_there_and_the_next_press_uses_this_one(
        self, telling: Telling, anas: Client, bens: Client
    ) -> None:
        send(anas, telling, text=SECOND)
        answer = send(anas, telling, text="Slack, slack, slack.")
        body = answer.content.decode()
        assert answer.status_code == 409 and "Both versions are kept" in body
        assert SECOND in body and "Slack, slack, slack." in body
        assert send(anas, telling, seen=2, text="Slack, slack, slack.").status_code == 303
        body = read(bens, versions(telling))
        found = [body.index(text) for text in ("Slack, slack, slack.", SECOND, FIRST)]
        assert found == sorted(found)

    def test_of_an_answer_too(self, telling: Telling, answer: Reception, bens: Client) -> None:
        send_answer(bens, telling, thing_back=OTHERWISE)
        late = send_answer(bens, telling, thing_back="Hm.")
        assert late.status_code == 409
        assert OTHERWISE in late.content.decode() and "Hm." in late.content.decode()

    def test_the_other_saying_something_back_is_no_change(
        self, telling: Telling, answer: Reception, anas: Client
    ) -> None:
        assert send(anas, telling, text=SECOND).status_code == 303

    def test_taken_back_meanwhile_what_was_typed_stays(
        self, telling: Telling, anas: Client, at: datetime
    ) -> None:
        withdraw(telling, at)
        answer = send(anas, telling, text=SECOND)
        body = answer.content.decode()
        assert answer.status_code == 409 and SECOND in body and "took this back" in body
        assert not EarlierTelling.objects.exists()
        assert anas.get(address(telling)).status_code == 303

    def test_other_keys_keep_what_was_typed(
        self, ben: Person, telling: Telling, anas: Client
    ) -> None:
        swap_keys(ben)
        answer = send(anas, telling, text=SECOND)
        body = answer.content.decode()
        assert answer.status_code == 422 and SAID in body and SECOND in body
        assert not EarlierTelling.objects.exists()

    @pytest.mark.parametrize("what", ["telling", "answer"])
    def test_sealed_meanwhile_what_was_typed_stays(
        self,
        ana: Person,
        ben: Person,
        telling: Telling,
        answer: Reception,
        what: str,
    ) -> None:
        closed = Client()
        closed.force_login(ana if what == "telling" else ben)
        typed = (
            send(closed, telling, text=SECOND)
            if what == "telling"
            else send_answer(closed, telling, thing_back=SECOND)
        )
        body = typed.content.decode()
        assert typed.status_code == 422 and SECOND in body and "Open it" in body
        assert not EarlierTelling.objects.exists() and not EarlierReception.objects.exists()
        for name in ("versions", "telling-change" if what == "telling" else "reception-change"):
            assert closed.get(address(telling, name)).status_code == 303


def look(client: Client, words: str) -> str:
    form = {"words": words, "whose": "", "kind": "", "since": "", "until": "", "before": ""}
    return client.post(reverse("story-search"), form).content.decode()
