"""New spins: each brings their own, and a leave is named where both know of it alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outandback.pages.traditions.views import MOST_SPINS
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import Received
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.traditions import actions, queries
from outandback.rooms.traditions.content import sentences
from outandback.rooms.traditions.models import Spin, Tradition, Twist
from outandback.vault.keyring import Closed
from tests.builders.homecomings import MARK, Returned, make_homecoming, make_telling
from tests.builders.leaves import INTENTION, bare
from tests.builders.traditions import GRAIN, PANCAKES, SUNDAY, make_spin, make_tradition
from tests.fixtures import ClientOf, Keys
from tests.pages.story.test_story import many
from tests.pages.together.test_together import side, swap_keys

TITLE = "Knitting"


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def of(row: Tradition) -> str:
    return reverse("tradition", args=[row.pk])


def spin_at(row: Spin, name: str = "spin") -> str:
    return reverse(name, args=[row.pk])


def typed(words: str = GRAIN, **more: object) -> dict[str, Any]:
    return {"form_id": str(uuid4()), "words": words, "leave": "", **more}


@pytest.fixture
def pancakes(ana: Person, keys: Keys) -> Tradition:
    return make_tradition(ana, keys(ana))


@pytest.fixture
def back(ana: Person, keys: Keys, at: datetime) -> Returned:
    return make_homecoming(ana, keys(ana, room=True), at)


@pytest.fixture
def told(back: Returned) -> HeadsUp:
    return HeadsUp.objects.get(leave=back.leave)


class TestAdding:
    def test_both_read_it_with_its_leave(
        self, ana: Person, ben: Person, client_of: ClientOf, pancakes: Tradition, told: HeadsUp
    ) -> None:
        client = client_of(ben)
        assert TITLE in page(client, of(pancakes))
        answer = client.post(of(pancakes), typed(leave=str(told.pk)))
        assert answer.status_code == 303
        for person in (ana, ben):
            body = page(client_of(person), of(pancakes))
            assert GRAIN in body and f"From “{TITLE}”" in body
            assert INTENTION not in body

    def test_one_form_makes_one(
        self, ana: Person, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        form, client = typed(), client_of(ana)
        assert [client.post(of(pancakes), form).status_code for _ in range(2)] == [303, 303]
        assert Spin.objects.count() == 1

    @pytest.mark.parametrize("words", ["", "w" * 301])
    def test_what_is_wrong_stays_on_the_page(
        self, ana: Person, client_of: ClientOf, pancakes: Tradition, words: str
    ) -> None:
        answer = client_of(ana).post(of(pancakes), typed(words))
        body = answer.content.decode()
        assert answer.status_code == 422 and words in body and PANCAKES in body
        assert not Spin.objects.exists()

    def test_a_tradition_holds_so_many_of_each(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        for _ in range(MOST_SPINS):
            for person in (ana, ben):
                make_spin(pancakes, person, keys(person), "w" * 300)
        answer = client_of(ana).post(of(pancakes), typed())
        assert answer.status_code == 422 and str(sentences.ENOUGH_SPINS) in answer.content.decode()


class TestTheLeave:
    def test_a_leave_without_a_heads_up_is_not_offered_and_not_taken(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime, pancakes: Tradition
    ) -> None:
        silent = make_homecoming(ana, keys(ana, room=True), at, heads_up=False)
        client = client_of(ana)
        assert "Did it come from a leave?" not in page(client, of(pancakes))
        assert client.post(of(pancakes), typed(leave=str(silent.leave.pk))).status_code == 422
        telling = make_telling(silent, ana, keys(ana, room=True), at)
        body = page(client, f"{of(pancakes)}?from={telling.pk}")
        assert MARK in body and "Did it come from" not in body

    def test_somebody_elses_leave_is_not_taken(
        self, ana: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition, told: HeadsUp
    ) -> None:
        HeadsUp.objects.update(pair=_past(ana))
        answer = client_of(ana).post(of(pancakes), typed(leave=str(told.pk)))
        assert answer.status_code == 422 and not Spin.objects.exists()

    def test_one_that_is_not_back_is_not_offered(
        self, ana: Person, ben: Person, client_of: ClientOf, pancakes: Tradition, told: HeadsUp
    ) -> None:
        """For one's own leave the leave decides, for the other's what was told of it."""
        assert all(TITLE in page(client_of(one), of(pancakes)) for one in (ana, ben))
        Leave.objects.update(returned_at=None)
        assert TITLE not in page(client_of(ana), of(pancakes))
        HeadsUp.objects.update(returned_at=None)
        assert TITLE not in page(client_of(ben), of(pancakes))


def _past(person: Person) -> Any:
    past = person.memberships.exclude(ended_at=None).get()
    return past.pair_id


class TestFromATelling:
    def test_its_teller_chooses_and_finds_the_words(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        back: Returned,
        pancakes: Tradition,
        told: HeadsUp,
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        client = client_of(ana)
        choosing = reverse("telling-tradition", args=[telling.pk])
        assert choosing in page(client, reverse("telling", args=[telling.pk]))
        assert f"{of(pancakes)}?from={telling.pk}#spin" in page(client, choosing)
        body = page(client, f"{of(pancakes)}?from={telling.pk}")
        assert MARK in body and f'value="{told.pk}" selected' in body
        assert client_of(ben).get(choosing).status_code == 404
        assert client_of(ben).get(f"{of(pancakes)}?from={telling.pk}").status_code == 404

    def test_who_heard_it_chooses_too_and_finds_its_words_beside_an_empty_box(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        back: Returned,
        pancakes: Tradition,
        told: HeadsUp,
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        comeback.receive(telling, ben, keys(ben), Received("Oh, really?"), at)
        client = client_of(ben)
        choosing = reverse("telling-tradition", args=[telling.pk])
        assert choosing in page(client, reverse("reception", args=[telling.pk]))
        body = page(client, choosing)
        assert MARK in body and f"{of(pancakes)}?from={telling.pk}#spin" in body
        body = page(client, f"{of(pancakes)}?from={telling.pk}")
        assert f'words--a">{MARK}' in body and f">\n{MARK}</textarea>" not in body
        assert f'value="{told.pk}" selected' in body
        comeback.withdraw(telling, at)
        assert client.get(choosing).status_code == 404
        assert choosing not in page(client_of(ana), reverse("telling", args=[telling.pk]))

    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_for_others_there_is_no_such_telling(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        back: Returned,
        pancakes: Tradition,
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        client = client_of(request.getfixturevalue(who))
        assert client.get(reverse("telling-tradition", args=[telling.pk])).status_code == 404

    def test_the_leave_of_long_ago_is_offered_and_taken(
        self,
        ana: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        back: Returned,
        pancakes: Tradition,
        told: HeadsUp,
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        many(ana, queries.LEAVES_OFFERED, at + timedelta(days=90), side(ana).pair_id)
        client = client_of(ana)
        assert str(told.pk) not in page(client, of(pancakes))
        assert f'value="{told.pk}" selected' in page(client, f"{of(pancakes)}?from={telling.pk}")
        assert client.post(of(pancakes), typed(leave=str(told.pk))).status_code == 303
        assert Spin.objects.get().heads_up_id == told.pk

    def test_with_an_empty_shelf_it_leads_there(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime, back: Returned
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        choosing = reverse("telling-tradition", args=[telling.pk])
        assert reverse("tradition-new") in page(client_of(ana), choosing)


class TestChanging:
    def test_each_their_own(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        pancakes: Tradition,
        told: HeadsUp,
    ) -> None:
        spin = make_spin(pancakes, ben, keys(ben), heads_up=told)
        assert spin_at(spin) not in page(client_of(ana), of(pancakes))
        assert client_of(ana).get(spin_at(spin)).status_code == 404
        client = client_of(ben)
        assert GRAIN in page(client, spin_at(spin))
        assert client.post(spin_at(spin), typed("Beer cakes", seen="1")).status_code == 303
        spin.refresh_from_db()
        assert (queries.twist_of(keys(ana), spin).text, spin.heads_up_id) == ("Beer cakes", None)

    def test_two_devices_lose_nothing(
        self, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        spin, client = make_spin(pancakes, ben, keys(ben)), client_of(ben)
        client.post(spin_at(spin), typed("From the phone", seen="1"))
        clash = client.post(spin_at(spin), typed("From the desk", seen="1"))
        body = clash.content.decode()
        assert clash.status_code == 409 and "From the phone" in body and "From the desk" in body
        assert client.post(spin_at(spin), typed("From the desk", seen="2")).status_code == 303

    def test_taken_away(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        spin = make_spin(pancakes, ben, keys(ben))
        client_of(ana).post(spin_at(spin, "spin-away"))
        assert Spin.objects.exists()
        client_of(ben).post(spin_at(spin, "spin-away"))
        assert not Spin.objects.exists()

    def test_closed_words_and_other_keys_change_nothing(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
    ) -> None:
        spin, closed = make_spin(pancakes, ben, keys(ben)), Client()
        closed.force_login(ben)
        assert closed.get(spin_at(spin))["Location"].startswith("/opening/?door=s")
        swap_keys(ana)
        for client in (closed, client_of(ben)):
            answer = client.post(spin_at(spin), typed("Beer cakes", seen="1"))
            assert answer.status_code == 422 and "Beer cakes" in answer.content.decode()
        closed.post(spin_at(spin, "spin-away"))
        assert Spin.objects.get().row_version == 1


class TestAfterOneHasLeft:
    def test_what_both_had_stays_as_it_was(
        self,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        pancakes: Tradition,
        told: HeadsUp,
    ) -> None:
        kept, changed = (
            make_spin(pancakes, ben, keys(ben), w, told) for w in ("Left alone", "As it was")
        )
        before = bare(page(client_of(ben), of(pancakes)))
        people.part_ways(side(ana), keys(ana), "", at, at + timedelta(days=7))
        ana.refresh_from_db()
        ben.refresh_from_db()
        client = client_of(ben)
        assert bare(page(client, of(pancakes))) == before
        client.post(spin_at(changed), typed("Only his now", seen="1"))
        client.post(spin_at(kept, "spin-away"))
        client.post(of(pancakes), typed("After that"))
        his, hers = (page(client_of(one, room=True), of(pancakes)) for one in (ben, ana))
        assert "Only his now" in his and "After that" in his and "Left alone" not in his
        assert "Left alone" in hers and "As it was" in hers and hers.count(TITLE) == 2
        assert "Only his now" not in hers and "After that" not in hers
        assert "Ben" in hers
        changed.refresh_from_db()
        with pytest.raises(Closed):
            keys(ana).open(changed, "later")


def test_a_spin_on_what_was_taken_down_is_refused(
    ana: Person, ben: Person, keys: Keys, pancakes: Tradition
) -> None:
    actions.take_down(pancakes, side(ana), keys(ana))
    with pytest.raises(actions.Gone):
        actions.add_spin(pancakes, side(ben), keys(ben), uuid4(), Twist("x"), None, SUNDAY)
