"""The shelf: both write on it, nobody takes down the other's words, nobody else sees any of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from outandback.pages.traditions.views import MOST
from outandback.rooms.people import actions as people
from outandback.rooms.people.compared_keys import KeysChanged
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.traditions import actions, queries
from outandback.rooms.traditions.content import sentences
from outandback.rooms.traditions.models import Spin, Tradition, Way
from outandback.vault.keyring import Closed
from tests.builders.homecomings import shelf_of
from tests.builders.leaves import bare
from tests.builders.traditions import (
    BATTER,
    PANCAKES,
    make_spin,
    make_tradition,
    make_tradition_back_then,
    tradition_form,
)
from tests.cast import Cast
from tests.fixtures import ClientOf, Keys
from tests.pages.together.test_together import side, swap_keys

SHELF, NEW = "/traditions/", "/traditions/new/"


def page(client: Client, url: str = SHELF) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def of(row: Tradition, name: str = "tradition") -> str:
    return reverse(name, args=[row.pk])


@pytest.fixture
def pancakes(ana: Person, keys: Keys) -> Tradition:
    return make_tradition(ana, keys(ana))


class TestWriting:
    def test_both_read_what_one_put_there(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        answer = client_of(ana).post(
            NEW, tradition_form(every="week", number="2", first="2026-05-03")
        )
        assert answer.status_code == 303
        row = Tradition.objects.get()
        for person in (ana, ben):
            assert PANCAKES in page(client_of(person))
            body = page(client_of(person), of(row))
            assert BATTER in body and "every 2 weeks on a Sunday" in body

    def test_the_shelf_shows_the_last_spin_of_each(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        make_spin(pancakes, ben, keys(ben), "The first of them.")
        last = make_spin(pancakes, ben, keys(ben), "The last of them.", on=date(2026, 5, 4))
        for person, whose in ((ana, 'who--b">Ben<'), (ben, 'who--b">You<')):
            body = page(client_of(person))
            assert "The last of them." in body and whose in body
            assert "The first of them." not in body
        actions.take_spin_away(last, side(ben), keys(ben))
        assert "The first of them." in page(client_of(ana))

    def test_one_form_makes_one(self, ana: Person, client_of: ClientOf) -> None:
        form, client = tradition_form(), client_of(ana)
        assert [client.post(NEW, form).status_code for _ in range(2)] == [303, 303]
        assert Tradition.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"name": " "}, str(sentences.WITHOUT_NAME)),
            ({"every": "year"}, str(sentences.WITHOUT_DAY)),
            ({"every": "week", "first": "1789-07-14"}, str(sentences.FAR_DAY)),
            ({"every": "week", "first": "soon"}, str(sentences.NO_DAY)),
            ({"every": "week", "first": "2026-05-03", "number": "0"}, str(sentences.BETWEEN)),
            ({"every": "often"}, BATTER),
            ({"old": "w" * 601}, "w" * 601),
        ],
    )
    def test_what_is_wrong_stays_on_the_page(
        self, ana: Person, client_of: ClientOf, changes: dict[str, Any], told: str
    ) -> None:
        answer = client_of(ana).post(NEW, tradition_form(**changes))
        body = answer.content.decode()
        assert (answer.status_code, told in body) == (422, True)
        assert changes.get("old", BATTER) in body
        assert not Tradition.objects.exists()

    def test_a_start_goes_into_the_boxes_and_nothing_typed_is_lost(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        start = queries.starters()[1]
        form = {"name": "", "old": "We have", "start": "1", "fill": "1", "form_id": ""}
        body = client_of(ana).post(NEW, form).content.decode()
        assert f'value="{start.name}"' in body and f"We have\n{start.old}" in body
        assert 'class="error"' not in body and not Tradition.objects.exists()

    def test_the_shelf_has_an_end(self, ana: Person, keys: Keys, client_of: ClientOf) -> None:
        for n in range(MOST):
            often = {"every": "month", "number": 60, "first": "2026-05-31"}
            full = make_tradition(ana, keys(ana), f"{n} {'w' * 57}", old="w" * 600, **often)
            make_spin(full, ana, keys(ana), "w" * 14 + " twenty words or so" * 10)
        answer = client_of(ana).post(NEW, tradition_form())
        assert answer.status_code == 422 and str(sentences.ENOUGH) in answer.content.decode()
        assert len(page(client_of(ana)).encode()) <= 16_000

    def test_all_pages_fit(self, ana: Person, client_of: ClientOf) -> None:
        assert len(page(client_of(ana), NEW).encode()) <= 16_000


class TestChanging:
    def test_either_changes_it(
        self, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        form = tradition_form(name="Pancakes", every="year", first="2024-02-29", seen="1")
        assert client_of(ben).post(of(pancakes, "tradition-change"), form).status_code == 303
        pancakes.refresh_from_db()
        inks = ("a", "b")
        assert queries.way_of(keys(ben), pancakes) == Way(
            "Pancakes", BATTER, "year", 1, "2024-02-29", list(inks)
        )

    def test_two_at_once_lose_nothing(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        url = of(pancakes, "tradition-change")
        client_of(ben).post(url, tradition_form(old="Ben’s batter", seen="1"))
        clash = client_of(ana).post(url, tradition_form(old="Ana’s batter", seen="1"))
        body = clash.content.decode()
        assert clash.status_code == 409
        assert "Ben’s batter" in body and "Ana’s batter" in body
        pancakes.refresh_from_db()
        assert queries.way_of(keys(ana), pancakes).old == "Ben’s batter"
        again = client_of(ana).post(url, tradition_form(old="Ana’s batter", seen="2"))
        assert again.status_code == 303

    def test_what_was_taken_down_meanwhile_leaves_the_words_in_sight(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        client, urls = client_of(ben), (of(pancakes), of(pancakes, "tradition-change"))
        actions.take_down(pancakes, side(ana), keys(ana))
        form = {"words": "Beer cakes", "old": "Longer words", "seen": "1"}
        for url in urls:
            answer = client.post(url, form)
            assert answer.status_code == 404 and "Beer cakes" in answer.content.decode()


class TestTakingDown:
    def test_ones_own_goes(self, ana: Person, client_of: ClientOf, pancakes: Tradition) -> None:
        assert "Remove this tradition" in page(client_of(ana), of(pancakes, "tradition-change"))
        client_of(ana).post(of(pancakes, "tradition-taking-down"))
        assert not Tradition.objects.exists()

    def test_nobody_takes_down_the_others(
        self, ben: Person, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        assert "Remove this tradition" not in page(client_of(ben), of(pancakes, "tradition-change"))
        client_of(ben).post(of(pancakes, "tradition-taking-down"))
        assert Tradition.objects.exists()

    def test_with_a_spin_or_words_of_the_other_it_stays(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        written = make_tradition(ana, keys(ana), "Soup night")
        make_spin(pancakes, ben, keys(ben))
        actions.change_tradition(written, side(ben), keys(ben), 1, Way("Soup night", "Hot"))
        for row in (pancakes, written):
            assert "so it stays" in page(client_of(ana), of(row, "tradition-change"))
            client_of(ana).post(of(row, "tradition-taking-down"))
        assert Tradition.objects.count() == 2


class TestWhoseEyes:
    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_for_others_it_is_not_there(
        self,
        who: str,
        request: pytest.FixtureRequest,
        keys: Keys,
        client_of: ClientOf,
        pancakes: Tradition,
    ) -> None:
        person = request.getfixturevalue(who)
        client = client_of(person)
        assert PANCAKES not in page(client) and "Traditions are for two." in page(client)
        for name in ("tradition", "tradition-change"):
            assert client.get(of(pancakes, name)).status_code == 404
            assert client.post(of(pancakes, name), tradition_form(seen="1")).status_code == 404
        client.post(of(pancakes, "tradition-taking-down"))
        client.post(NEW, tradition_form())
        assert Tradition.objects.get().row_version == 1
        with pytest.raises(Closed):
            keys(person).open(pancakes, "words")

    def test_of_a_past_pair_it_can_be_read_and_no_more(
        self, ana: Person, ben: Person, dede: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        past = Membership.objects.get(person=ana, ended_at__isnull=False)
        old = make_tradition_back_then(past, keys(ana), "The first swim")
        assert client_of(ben).get(of(old)).status_code == 404
        for person in (ana, dede):
            client = client_of(person, room=True)
            assert client.get(of(old, "tradition-change")).status_code == 404
            assert client.post(of(old), {"words": "x"}).status_code == 404
            assert "The first swim" not in page(client) and BATTER in page(client, of(old))
            assert "The first swim" in page(client, shelf_of(person))

    def test_what_two_others_spin_changes_nothing(
        self, ana: Person, cleo: Person, thea: Person, cast: Cast, keys: Keys, client_of: ClientOf
    ) -> None:
        cast.pair(cleo, thea)
        theirs = make_tradition(cleo, keys(cleo), "Theirs alone")
        make_spin(theirs, cleo, keys(cleo), "Theirs, spun", on=date(2026, 4, 1))
        row = make_tradition(ana, keys(ana))
        mine = make_spin(row, ana, keys(ana))
        assert ana.current
        assert queries.latest_spins(ana.current, keys(ana)).keys() == {row.pk}
        assert queries.first_spun(ana.current) == mine.added_on
        assert "Theirs" not in page(client_of(ana))

    def test_spins_of_now_are_not_those_of_then(
        self, ana: Person, dede: Person, keys: Keys, pancakes: Tradition
    ) -> None:
        now, then = (make_spin(pancakes, ana, keys(ana), words) for words in ("Now", "Then"))
        past = Membership.objects.get(person=dede).pair
        Spin.objects.filter(pk=then.pk).update(pair=past, added_on=date(2024, 6, 2))
        assert ana.current and queries.spins_of(ana.current, keys(ana)) == [now]
        assert queries.spins_of_days(
            ana.current, keys(ana), date(2024, 1, 1), date(2027, 1, 1)
        ) == [now]
        assert queries.spin_by(ana.current, now.pk) == now
        with pytest.raises(Http404):
            queries.spin_by(ana.current, then.pk)

    def test_the_four_words_come_first(
        self, ana: Person, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        Membership.objects.update(pin=None)
        for url in (SHELF, NEW):
            assert "First, four words." in page(client_of(ana), url)
        for url in (NEW, of(pancakes), of(pancakes, "tradition-change")):
            client_of(ana).post(url, tradition_form(words="x", seen="1"))
        assert Tradition.objects.get().row_version == 1


class TestKeys:
    def test_other_keys_share_nothing(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        swap_keys(ben)
        for url in (NEW, of(pancakes), of(pancakes, "tradition-change")):
            answer = client_of(ana).post(
                url, tradition_form(words="Beer cakes", old="Hot", seen="1")
            )
            assert answer.status_code == 422
            assert "have changed since you compared" in answer.content.decode()
        client_of(ana).post(of(pancakes, "tradition-taking-down"))
        assert Tradition.objects.get().row_version == 1
        with pytest.raises(KeysChanged):
            make_tradition(ana, keys(ana))

    def test_closed_words_ask_for_the_door_and_lose_nothing(
        self, ana: Person, pancakes: Tradition
    ) -> None:
        client = Client()
        client.force_login(ana)
        for url in (SHELF, NEW, of(pancakes), of(pancakes, "tradition-change")):
            assert client.get(url)["Location"].startswith("/opening/?door=s")
        for url in (NEW, of(pancakes), of(pancakes, "tradition-change")):
            answer = client.post(
                url, tradition_form(words="Beer cakes", old="Beer cakes", seen="1")
            )
            body = answer.content.decode()
            assert answer.status_code == 422 and "Beer cakes" in body and BATTER not in body
        client.post(of(pancakes, "tradition-taking-down"))
        assert Tradition.objects.get().row_version == 1


class TestAfterOneHasLeft:
    """Ana left; Ben does not know it yet. What both had stays as it was."""

    @pytest.fixture
    def left(self, ana: Person, ben: Person, keys: Keys, at: datetime) -> Tradition:
        swim = make_tradition(ben, keys(ben), "The first swim", old="Up to the knees")
        people.part_ways(side(ana), keys(ana), "", at, at)
        ana.refresh_from_db()
        ben.refresh_from_db()
        return swim

    def test_the_pages_stand_still(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        pancakes: Tradition,
    ) -> None:
        urls = (SHELF, NEW, of(pancakes), of(pancakes, "tradition-change"))
        before = [bare(page(client_of(ben), url)) for url in urls]
        people.part_ways(side(ana), keys(ana), "", at, at)
        assert [bare(page(client_of(ben), url)) for url in urls] == before

    def test_a_change_goes_beside_it_and_the_other_keeps_a_readable_copy(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, left: Tradition
    ) -> None:
        client = client_of(ben)
        client.post(of(left, "tradition-change"), tradition_form(name="The cold swim", seen="1"))
        assert "The cold swim" in page(client)
        assert "The cold swim" in page(client_of(ben), of(left))
        room = client_of(ana, room=True)
        hers, shelf = page(room, of(left)), page(room, shelf_of(ana))
        assert "The first swim" in hers and "Up to the knees" in hers
        assert "The first swim" in shelf and "The cold" not in shelf
        assert 'id="spin"' not in hers
        left.refresh_from_db()
        with pytest.raises(Closed):
            keys(ana, room=True).open(left, "later")

    def test_taken_down_it_stays_with_the_other(
        self, ana: Person, ben: Person, client_of: ClientOf, left: Tradition
    ) -> None:
        client_of(ben).post(of(left, "tradition-taking-down"))
        assert "The first swim" not in page(client_of(ben))
        assert "The first swim" in page(client_of(ana, room=True), shelf_of(ana))

    def test_a_new_one_is_its_writers_alone(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, left: Tradition
    ) -> None:
        client_of(ben).post(NEW, tradition_form(name="Soup for one"))
        assert "Soup for one" in page(client_of(ben))
        assert "Soup for one" not in page(client_of(ana))
        new = Tradition.objects.get(words=None)
        assert client_of(ana).get(of(new)).status_code == 404
        assert "The first swim" in page(client_of(ben))


def test_said_as_people_say_it() -> None:
    day = date(2026, 5, 3)
    way = Way("x", "", "month", 1, day.isoformat())
    assert way.rhythm and sentences.rhythm(way.rhythm) == "every month on the 3rd"
    yearly = Way("x", "", "year", 1, "2024-02-29")
    assert yearly.rhythm and sentences.rhythm(yearly.rhythm) == "every year on 29 February"
