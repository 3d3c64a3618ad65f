"""Whose words they are: nobody changes the other's, and what both had at a parting stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.versions import queries
from outandback.rooms.versions.models import EarlierReception, EarlierTelling
from outandback.vault.keyring import Closed
from tests.builders.homecomings import make_homecoming, make_telling, shelf_of, without_tokens
from tests.builders.versions import (
    BACK,
    FIRST,
    OTHERWISE,
    SECOND,
    address,
    make_changed_reception,
    make_changed_telling,
    make_reception,
    read,
    send,
    send_answer,
)
from tests.fixtures import ClientOf, Keys
from tests.pages.settings.test_erasure import erase
from tests.pages.together.test_together import side
from tests.pages.versions.test_versions import look

DAY = timedelta(days=1)
THIRD, ALSO = "Slack, after she left.", "Tight steps, after she left."
WRITES = ("telling-change", "reception-change", "reception-withdrawal", "withdrawal")


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    clock(at + 3 * DAY)


@pytest.fixture
def telling(ana: Person, keys: Keys, at: datetime) -> Telling:
    """Told and put otherwise."""
    return make_changed_telling(ana, keys, at)


@pytest.fixture
def answer(ben: Person, telling: Telling, keys: Keys, at: datetime) -> Reception:
    """Said back and put otherwise."""
    return make_changed_reception(telling, ben, keys, at)


def standing() -> list[Any]:
    rows = (Telling, Reception, EarlierTelling, EarlierReception)
    return [sorted(map(str, model._default_manager.values_list())) for model in rows]


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("who", ["ana", "ben", "cleo", "dede", "thea", ""])
def test_nobody_changes_or_takes_away_what_another_said(
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    telling: Telling,
    answer: Reception,
    name: str,
    who: str,
) -> None:
    if who == {"reception-change": "ben", "reception-withdrawal": "ben"}.get(name, "ana"):
        return
    client = client_of(request.getfixturevalue(who)) if who else Client()
    before = standing()
    form = {"text": THIRD, "weight": "light", "thing_back": THIRD, "seen": "2"}
    sent = client.post(address(telling, name), form)
    assert sent.status_code == (404 if who else 302)
    assert standing() == before
    if who and name.endswith("change"):
        assert THIRD in sent.content.decode() and SECOND not in sent.content.decode()


@pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
def test_the_versions_are_for_the_two_alone(
    request: pytest.FixtureRequest,
    client_of: ClientOf,
    telling: Telling,
    answer: Reception,
    who: str,
) -> None:
    other = request.getfixturevalue(who)
    assert client_of(other).get(address(telling, "versions")).status_code == 404
    assert not queries.earlier_tellings(other, telling).exists()
    assert not queries.earlier_answers(other, answer).exists()


def test_taken_back_all_of_it_is_out_of_the_others_sight(
    ana: Person, client_of: ClientOf, ben: Person, telling: Telling, answer: Reception
) -> None:
    client_of(ana).post(address(telling, "withdrawal"))
    assert client_of(ben).get(address(telling, "versions")).status_code == 404
    assert FIRST in read(client_of(ana), address(telling, "versions"))


class TestAfterTheTellerLeft:
    """Ana left. Ben has not been told of it; he goes on as before, and she keeps what she had."""

    @pytest.fixture
    def left(
        self, ana: Person, keys: Keys, telling: Telling, answer: Reception, at: datetime
    ) -> datetime:
        left_at = at + 2 * DAY + timedelta(hours=1)
        people.part_ways(side(ana), keys(ana), "", left_at + 7 * DAY, left_at)
        return left_at

    def test_she_changes_nothing_any_more_and_keeps_what_she_typed(
        self, ana: Person, client_of: ClientOf, telling: Telling, left: datetime
    ) -> None:
        client = client_of(ana)
        assert client.get(address(telling)).status_code == 404
        sent = send(client, telling, seen=2, text=THIRD)
        assert sent.status_code == 404 and THIRD in sent.content.decode()

    def test_his_pages_stand_still(
        self, ben: Person, client_of: ClientOf, keys: Keys, telling: Telling, left: datetime
    ) -> None:
        body = read(client_of(ben), address(telling, "reception"))
        assert "Put your answer in other words" in body and OTHERWISE in body

    def test_what_he_changes_is_his_and_she_reads_what_she_had(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        telling: Telling,
        answer: Reception,
        left: datetime,
    ) -> None:
        hers, his = client_of(ana), client_of(ben)
        had = [seen_by(hers, page) for page in pages(telling, "telling")]
        for seen, words in ((2, ALSO), (3, THIRD)):
            assert send_answer(his, telling, seen=seen, thing_back=words).status_code == 303
        assert [seen_by(hers, page) for page in pages(telling, "telling")] == had
        assert THIRD in read(his, reverse("story")) and ALSO not in read(his, reverse("story"))
        both = read(his, address(telling, "versions"))
        found = [both.index(words) for words in (THIRD, ALSO, OTHERWISE, BACK)]
        assert found == sorted(found)
        assert THIRD in look(his, "after she") and FIRST not in look(hers, "after she")
        answer.refresh_from_db()
        with pytest.raises(Closed):
            keys(ana).open(answer, "later")

    def test_taken_back_it_stays_with_her(
        self, ana: Person, ben: Person, client_of: ClientOf, telling: Telling, left: datetime
    ) -> None:
        client_of(ben).post(address(telling, "reception-withdrawal"))
        for page in (*pages(telling, "telling")[:2], shelf_of(ana)):
            assert OTHERWISE in read(client_of(ana, room=True), page)
        assert OTHERWISE not in look(client_of(ana, room=True), "loose")
        assert OTHERWISE not in read(client_of(ben), reverse("story"))

    def test_erasing_takes_what_is_his_alone(
        self, ana: Person, ben: Person, client_of: ClientOf, telling: Telling, left: datetime
    ) -> None:
        his = client_of(ben)
        send_answer(his, telling, seen=2, thing_back=ALSO)
        send_answer(his, telling, seen=3, thing_back=THIRD)
        assert EarlierReception.objects.count() == 3
        erase(his)
        assert EarlierReception.objects.count() == 1
        assert not Reception.objects.exclude(later=None).exists()
        assert OTHERWISE in read(client_of(ana, room=True), address(telling, "telling"))

    def test_erasing_what_was_taken_back_late_leaves_her_what_she_had(
        self, ana: Person, ben: Person, client_of: ClientOf, telling: Telling, left: datetime
    ) -> None:
        his = client_of(ben)
        his.post(address(telling, "reception-withdrawal"))
        erase(his)
        body = read(client_of(ana, room=True), address(telling, "versions"))
        assert BACK in body and OTHERWISE in body


class TestAfterTheListenerLeft:
    @pytest.fixture
    def left(
        self, ben: Person, keys: Keys, telling: Telling, answer: Reception, at: datetime
    ) -> datetime:
        left_at = at + 2 * DAY + timedelta(hours=1)
        people.part_ways(side(ben), keys(ben), "", left_at + 7 * DAY, left_at)
        return left_at

    def test_what_she_changes_is_hers_and_he_reads_what_he_had(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        telling: Telling,
        left: datetime,
    ) -> None:
        hers, his = client_of(ana), client_of(ben)
        had = [seen_by(his, page) for page in pages(telling, "reception")]
        assert send(hers, telling, seen=2, text=THIRD)["Location"] == address(telling, "telling")
        assert [seen_by(his, page) for page in pages(telling, "reception")] == had
        for page in (address(telling, "telling"), reverse("story")):
            assert THIRD in read(hers, page) and SECOND not in read(hers, page)
        body = read(hers, address(telling))
        assert THIRD in body
        assert SECOND in read(hers, address(telling, "versions"))
        assert THIRD in look(hers, "after she") and THIRD not in look(his, "after she")

    def test_what_somebody_else_erases_takes_nothing_of_hers(
        self, ana: Person, cleo: Person, client_of: ClientOf, telling: Telling, left: datetime
    ) -> None:
        send(client_of(ana), telling, seen=2, text=THIRD)
        erase(client_of(cleo))
        assert EarlierTelling.objects.filter(person=ana).count() == 2

    def test_once_he_has_left_he_changes_and_takes_back_nothing(
        self, ana: Person, ben: Person, client_of: ClientOf, telling: Telling, left: datetime
    ) -> None:
        before = standing()
        for name in ("reception-change", "reception-withdrawal"):
            sent = client_of(ben).post(address(telling, name), {"thing_back": ALSO, "seen": "2"})
            assert sent.status_code == 404 and standing() == before


def test_each_answer_is_its_own_tellings(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, answer: Reception, at: datetime
) -> None:
    second = make_telling(
        make_homecoming(ana, keys(ana), at + DAY), ana, keys(ana, room=True), at + DAY
    )
    make_reception(second, ben, keys(ben), at + DAY)
    his = client_of(ben)
    assert send_answer(his, second, seen=1, thing_back=ALSO).status_code == 303
    assert ALSO in read(his, address(second, "reception"))
    assert OTHERWISE in read(his, address(answer.telling, "reception"))


def test_erasing_in_a_pair_takes_nothing_that_the_other_had(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling, answer: Reception
) -> None:
    erase(client_of(ana))
    body = read(client_of(ben), address(telling, "versions"))
    for words in (FIRST, SECOND, BACK, OTHERWISE):
        assert words in body


def test_erasing_takes_the_earlier_words_of_what_was_taken_back(
    ana: Person, client_of: ClientOf, telling: Telling, answer: Reception
) -> None:
    client_of(ana).post(address(telling, "withdrawal"))
    erase(client_of(ana))
    assert not EarlierTelling.objects.exists()


def pages(telling: Telling, name: str) -> list[str]:
    return [address(telling, name), address(telling, "versions"), reverse("story")]


def seen_by(client: Client, page: str) -> str:
    return without_tokens(client.get(page).content)
