"""Small ideas: each writes their own, both read them, nobody else anything."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outandback.pages.together.views import MOST_IDEAS
from outandback.rooms.people import actions as people
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.together import actions, queries
from outandback.rooms.together.models import Idea, Put
from outandback.vault.keyring import Closed, Keyring
from tests.builders.ideas import GULLS, KILN, make_idea
from tests.builders.leaves import bare
from tests.cast import Cast, back_then
from tests.fixtures import ClientOf, Keys
from tests.pages.together.test_together import side, swap_keys

URL = "/together/ideas/"


def page(client: Client, url: str = URL) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def of(idea: Idea) -> str:
    return reverse("idea", args=[idea.pk])


def away(idea: Idea) -> str:
    return reverse("idea-away", args=[idea.pk])


def typed(words: str = KILN, kind: str = "visit", **more: object) -> dict[str, Any]:
    return {"words": words, "kind": kind, "form_id": str(uuid4()), **more}


def known(person: Person, keyring: Keyring) -> list[tuple[str, str, str]]:
    ideas = queries.ideas_of(side(person), keyring)
    return [(one.small.kind, one.small.words, one.small.by) for one in ideas]


@pytest.fixture
def kiln(ana: Person, keys: Keys) -> Idea:
    return make_idea(ana, keys(ana))


class TestWriting:
    def test_both_read_what_each_wrote(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        assert client_of(ana).post(URL, typed()).status_code == 303
        assert client_of(ben).post(URL, typed(GULLS, "witness")).status_code == 303
        mine, theirs = side(ana).ink, side(ben).ink
        assert known(ana, keys(ana)) == known(ben, keys(ben))
        assert known(ana, keys(ana)) == [("visit", KILN, mine), ("witness", GULLS, theirs)]
        for person in (ana, ben):
            body = page(client_of(person))
            assert KILN in body and GULLS in body

    def test_only_the_writer_is_offered_to_change_it(
        self, ana: Person, ben: Person, client_of: ClientOf, kiln: Idea
    ) -> None:
        assert of(kiln) in page(client_of(ana))
        assert of(kiln) not in page(client_of(ben))

    def test_one_form_makes_one_idea(self, ana: Person, client_of: ClientOf) -> None:
        form, client = typed(), client_of(ana)
        assert [client.post(URL, form).status_code for _ in range(2)] == [303, 303]
        assert Idea.objects.count() == 1

    def test_a_form_without_its_name_makes_one_too(self, ana: Person, client_of: ClientOf) -> None:
        client_of(ana).post(URL, {"words": KILN, "kind": "visit"})
        assert Idea.objects.count() == 1

    @pytest.mark.parametrize(
        ("form", "told"),
        [
            (typed(words=" "), "Write a few words."),
            (typed(kind=""), "Choose one of the three."),
            (typed(kind="win"), KILN),
            (typed("w" * 161), "w" * 161),
        ],
    )
    def test_what_is_wrong_stays_on_the_page(
        self, ana: Person, client_of: ClientOf, form: dict[str, Any], told: str
    ) -> None:
        answer = client_of(ana).post(URL, form)
        assert (answer.status_code, told in answer.content.decode()) == (422, True)
        assert not Idea.objects.exists()

    def test_there_is_room_for_so_many_of_each(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        for n in range(MOST_IDEAS):
            make_idea(ana, keys(ana), f"Corner {n}")
        answer = client_of(ana).post(URL, typed())
        assert answer.status_code == 422
        assert "There is no room for more." in answer.content.decode()
        assert client_of(ben).post(URL, typed()).status_code == 303

    def test_an_idea_is_one_line(self, ana: Person, keys: Keys, client_of: ClientOf) -> None:
        client_of(ana).post(URL, typed("The kiln\r\n  behind the school."))
        assert known(ana, keys(ana))[0][1] == KILN

    def test_words_and_kind_rest_sealed(self, kiln: Idea) -> None:
        assert b"kiln" not in bytes(kiln.words) and b"visit" not in bytes(kiln.words)


class TestChanging:
    def test_it_says_what_stands_and_keeps_the_change(
        self, ana: Person, keys: Keys, client_of: ClientOf, kiln: Idea
    ) -> None:
        client = client_of(ana)
        body = page(client, of(kiln))
        assert KILN in body and re.search(r'value="visit"[^>]* checked', body)
        changed = typed(GULLS, "witness", seen="1")
        assert client.post(of(kiln), changed).status_code == 303
        assert client.post(of(kiln), changed).status_code == 303
        assert known(ana, keys(ana)) == [("witness", GULLS, side(ana).ink)]
        kiln.refresh_from_db()
        assert (kiln.row_version, kiln.later) == (2, None)

    def test_two_versions_stay_in_sight(
        self, ana: Person, keys: Keys, client_of: ClientOf, kiln: Idea
    ) -> None:
        client = client_of(ana)
        client.post(of(kiln), typed("From the other phone", seen="1"))
        clash = client.post(of(kiln), typed(GULLS, seen="1"))
        body = clash.content.decode()
        assert clash.status_code == 409
        assert "From the other phone" in body and GULLS in body
        assert client.post(of(kiln), typed(GULLS, seen="2")).status_code == 303
        assert known(ana, keys(ana)) == [("visit", GULLS, side(ana).ink)]

    def test_a_change_without_words_is_asked_again(
        self, ana: Person, client_of: ClientOf, kiln: Idea
    ) -> None:
        assert client_of(ana).post(of(kiln), typed("", seen="1")).status_code == 422

    def test_taken_away_it_is_gone(self, ana: Person, client_of: ClientOf, kiln: Idea) -> None:
        assert client_of(ana).post(away(kiln)).status_code == 303
        assert not Idea.objects.exists()
        assert client_of(ana).get(of(kiln)).status_code == 404


class TestOthers:
    @pytest.mark.parametrize("name", ["Ben", "Cleo", "Dede", "Thea"])
    def test_nobody_else_changes_it_or_takes_it_away(
        self, cast: Cast, client_of: ClientOf, kiln: Idea, name: str
    ) -> None:
        client = client_of(cast.people[name])
        answers = [client.get(of(kiln)), client.post(of(kiln), typed(seen="1"))]
        assert [one.status_code for one in (*answers, client.post(away(kiln)))] == [404] * 3
        kiln.refresh_from_db()
        assert kiln.row_version == 1

    @pytest.mark.parametrize("name", ["Cleo", "Dede"])
    def test_alone_the_page_says_what_there_is_instead(
        self, cast: Cast, keys: Keys, client_of: ClientOf, kiln: Idea, name: str
    ) -> None:
        person = cast.people[name]
        client = client_of(person)
        body = page(client)
        assert "Alone, you find three others with each leave" in body and KILN not in body
        client.post(URL, typed(GULLS))
        assert Idea.objects.count() == 1
        with pytest.raises(Closed):
            keys(person).open(kiln, "words")

    def test_what_was_of_a_past_pair_is_not_the_new_ones(
        self, ana: Person, dede: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        past = Membership.objects.get(person=ana, ended_at__isnull=False)
        with back_then(past) as hers:
            assert hers.other is not None
            for mine in (hers, hers.other):
                actions.keep_idea(mine, keys(mine.person), uuid4(), Put("eat", "A rollmop."))
        assert known(ana, keys(ana)) == []
        for idea in Idea.objects.all():
            assert client_of(ana).get(of(idea)).status_code == 404
            assert client_of(dede).get(of(idea)).status_code == 404

    def test_the_four_words_come_first(self, ana: Person, client_of: ClientOf, kiln: Idea) -> None:
        Membership.objects.update(pin=None)
        for url in (URL, of(kiln)):
            assert "First, four words." in page(client_of(ana), url)
            client_of(ana).post(url, typed(GULLS, seen="1"))
        assert Idea.objects.get().row_version == 1


class TestKeys:
    def test_other_keys_share_nothing(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, kiln: Idea
    ) -> None:
        client = client_of(ana)
        swap_keys(ben)
        for url in (URL, of(kiln)):
            answer = client.post(url, typed(GULLS, seen="1"))
            body = answer.content.decode()
            assert answer.status_code == 422 and "have changed since you compared" in body
        assert Idea.objects.get().row_version == 1
        with pytest.raises(KeysChanged):
            make_idea(ana, keys(ana))

    def test_closed_words_ask_for_the_door_and_lose_nothing(self, ana: Person, kiln: Idea) -> None:
        client = Client()
        client.force_login(ana)
        for url in (URL, of(kiln)):
            assert client.get(url)["Location"].startswith("/opening/?door=s")
            answer = client.post(url, typed(GULLS, seen="1"))
            body = answer.content.decode()
            assert answer.status_code == 422 and GULLS in body and KILN not in body
        client.post(away(kiln))
        assert Idea.objects.get().row_version == 1


class TestAfterOneHasLeft:
    """Ana left; Ben does not know it yet. What both had stays as it was."""

    @pytest.fixture
    def left(self, ana: Person, ben: Person, keys: Keys, at: datetime, kiln: Idea) -> Idea:
        gulls = make_idea(ben, keys(ben), GULLS, "witness")
        people.part_ways(side(ana), keys(ana), "", at, at)
        ben.refresh_from_db()
        return gulls

    def test_the_page_stands_still(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, kiln: Idea
    ) -> None:
        make_idea(ben, keys(ben), GULLS)
        before = bare(page(client_of(ben)))
        people.part_ways(side(ana), keys(ana), "", at, at)
        assert bare(page(client_of(ben))) == before
        assert "This page is for two." in page(client_of(ana))
        assert client_of(ana).get(of(kiln)).status_code == 404

    def test_a_change_goes_beside_it(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, left: Idea
    ) -> None:
        client = client_of(ben)
        client.post(of(left), typed("Starlings.", "witness", seen="1"))
        assert "Starlings." in page(client) and GULLS not in page(client)
        left.refresh_from_db()
        assert keys(ana).open(left, "words").text == GULLS
        with pytest.raises(Closed):
            keys(ana).open(left, "later")

    def test_taken_away_it_stays_with_the_other(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, left: Idea
    ) -> None:
        client = client_of(ben)
        client.post(away(left))
        assert GULLS not in page(client)
        left.refresh_from_db()
        assert keys(ana).open(left, "words").text == GULLS

    def test_a_new_one_is_its_writers_alone(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, left: Idea
    ) -> None:
        client = client_of(ben)
        client.post(URL, typed("Starlings.", "witness"))
        assert "Starlings." in page(client)
        new = Idea.objects.get(words=None)
        with pytest.raises(Closed):
            keys(ana).open(new, "later")
        client.post(away(new))
        assert not Idea.objects.filter(words=None).exists()
