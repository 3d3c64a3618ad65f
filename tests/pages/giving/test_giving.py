"""A moment is taught or given: from the threshold to a page of its own, and home to the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.actions import withdraw
from outandback.rooms.comeback.models import Choice, Telling, ToldPiece
from outandback.rooms.giving.models import Draft
from outandback.rooms.giving.queries import CONTENT
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.ui.texts import entries_of
from tests.builders.homecomings import MARK, Returned, make_homecoming, make_moment, threshold_form
from tests.builders.lessons import (
    HOW,
    KNIT,
    TEN,
    address,
    decide,
    giving_form,
    make_lesson,
    make_waiting_moment,
)
from tests.builders.media import PHOTO, make_moment_with_media
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_export import taken as export

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at + HOUR)


@pytest.fixture
def room(ana: Person, client_of: ClientOf) -> Client:
    """Ana's browser with her private room open."""
    client: Client = client_of(ana, room=True)
    return client


@pytest.fixture
def moment(ana: Person, back: Returned, keys: Keys, at: datetime) -> Moment:
    return make_waiting_moment(back, keys(ana, room=True), at)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def threshold(back: Returned) -> str:
    return reverse("homecoming", args=[back.leave.pk])


def hearing(telling: Telling) -> str:
    return reverse("reception", args=[telling.pk]) + "?hear=now"


class TestTheThreshold:
    @pytest.mark.parametrize("way", ["teach", "give"])
    def test_choosing_it_tells_nobody_and_leads_on(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime, way: str
    ) -> None:
        moment = make_moment(back.departure, keys(ana), MARK, at)
        answer = room.post(
            reverse("choices", args=[back.leave.pk]), threshold_form(moment, what=way)
        )
        assert answer["Location"] == address(moment)
        assert keys(ana, room=True).open(Choice.objects.get(), "chosen").what == way
        assert not Telling.objects.exists()

    def test_it_is_offered_again_until_it_is_kept(
        self, back: Returned, moment: Moment, room: Client
    ) -> None:
        for page in (threshold(back), reverse("mine")):
            assert "Next: the moment to teach" in read(room, page)
        assert room.post(address(moment, "keeping"), giving_form()).status_code == 303
        for page in (threshold(back), reverse("mine")):
            assert "Next: the moment to" not in read(room, page)
        assert not Telling.objects.exists()

    def test_alone_there_is_nobody_to_teach(
        self, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        alone = make_homecoming(cleo, keys(cleo), at, heads_up=False)
        moment = make_moment(alone.departure, keys(cleo), MARK, at)
        client = client_of(cleo, room=True)
        assert 'value="teach"' not in read(client, threshold(alone))
        assert client.get(address(moment)).status_code == 303
        assert client.post(address(moment), giving_form(how=HOW)).status_code == 303
        assert not Telling.objects.exists()

    def test_what_was_not_chosen_for_it_is_chosen_first(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        moment = make_moment(back.departure, keys(ana), MARK, at)
        assert room.get(address(moment))["Location"].startswith(threshold(back))


class TestTeaching:
    def test_it_goes_to_the_other_with_its_sentence(
        self,
        ana: Person,
        ben: Person,
        moment: Moment,
        keys: Keys,
        room: Client,
        client_of: ClientOf,
    ) -> None:
        telling = make_lesson(room, moment)
        told = keys(ben).open(telling, "told")
        assert (told.way, told.being, told.how, told.ten, told.text) == (
            "teach",
            "precisely free",
            HOW,
            TEN,
            MARK,
        )
        own, heard = reverse("telling", args=[telling.pk]), hearing(telling)
        for person, page in ((ana, own), (ben, heard), (ana, "/story/"), (ben, "/story/")):
            body = read(client_of(person), page)
            b = "<b>" if page == "/story/" else '<b dir="auto">'
            assert f"To {b}knit</b> is to be {b}precisely free</b>." in body
            assert HOW in body and MARK in body and TEN in body

    def test_what_others_wrote_is_never_markup(
        self, ben: Person, moment: Moment, room: Client, client_of: ClientOf
    ) -> None:
        telling = make_lesson(room, moment, verb="<i>knit", adjective="<i>free", ten="<i>ten")
        for page in (hearing(telling), "/story/"):
            assert "<i>" not in read(client_of(ben), page)

    def test_the_sentence_may_be_left_out_and_not_halved(
        self, ben: Person, moment: Moment, keys: Keys, room: Client
    ) -> None:
        half = room.post(address(moment), giving_form(verb="knit", how=HOW))
        assert half.status_code == 422 and HOW in half.content.decode()
        assert not Telling.objects.exists()
        told = keys(ben).open(make_lesson(room, moment, how=HOW), "told")
        assert (told.being, told.how) == ("", HOW)

    def test_with_nothing_at_all_there_is_nothing_to_teach(
        self, moment: Moment, room: Client
    ) -> None:
        answer = room.post(address(moment), giving_form(along=[]))
        assert answer.status_code == 422 and "One of them is enough." in answer.content.decode()

    def test_its_words_can_stay_at_home(
        self, ben: Person, moment: Moment, keys: Keys, room: Client
    ) -> None:
        telling = make_lesson(room, moment, how=HOW, along=[])
        assert keys(ben).open(telling, "told").text == ""

    def test_one_of_three_offered_is_enough(
        self, ben: Person, moment: Moment, keys: Keys, room: Client
    ) -> None:
        page = room.get(address(moment))
        offered = page.context["form"]["ten_pick"].field.choices
        assert len(offered) == 4
        other = room.get(address(moment) + "?others=1").context["form"]["ten_pick"].field.choices
        assert set(offered) & set(other) == {offered[0]}
        told = keys(ben).open(make_lesson(room, moment, how=HOW, ten_pick=other[1][0]), "told")
        assert told.ten == other[1][0]

    def test_those_who_live_apart_are_offered_what_works_by_phone(
        self, ana: Person, moment: Moment, keys: Keys, room: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("outandback.pages.giving.context.lives_apart", lambda *_: True)
        phone = {one["words"] for one in entries_of(CONTENT, "together") if one["apart"]}
        for turn in range(20):
            page = room.get(f"{address(moment)}?others={turn}")
            offered = page.context["form"]["ten_pick"].field.choices
            assert {words for words, _ in offered[1:]} <= phone

    def test_sent_twice_it_is_taught_once_and_other_words_are_not_lost(
        self, moment: Moment, room: Client
    ) -> None:
        make_lesson(room, moment)
        make_lesson(room, moment)
        other = room.post(address(moment), giving_form(how="something else"))
        assert other.status_code == 409 and "something else" in other.content.decode()
        assert Telling.objects.count() == 1

    def test_what_was_taught_can_be_read_and_does_not_wait(
        self, back: Returned, moment: Moment, room: Client, at: datetime
    ) -> None:
        telling = make_lesson(room, moment)
        assert room.get(address(moment))["Location"] == reverse("telling", args=[telling.pk])
        assert "Next: the moment" not in read(room, reverse("mine"))
        withdraw(telling, at + HOUR)
        assert "Next: the moment" not in read(room, reverse("mine"))

    def test_the_next_one_follows(
        self, ana: Person, back: Returned, moment: Moment, keys: Keys, room: Client, at: datetime
    ) -> None:
        other = make_waiting_moment(back, keys(ana, room=True), at + HOUR / 2, "give")
        answer = room.post(address(moment), giving_form(how=HOW))
        assert answer["Location"] == address(other)
        answer = room.post(address(other), giving_form("give", gift="A stone."))
        assert answer["Location"].startswith(threshold(back))


class TestGiving:
    @pytest.fixture
    def moment(self, ana: Person, back: Returned, keys: Keys, at: datetime) -> Moment:
        moment = make_moment_with_media(
            back.departure, keys(ana, room=True), at, "seen", photo=[PHOTO]
        )
        decide(back, moment, keys(ana, room=True), at, "give")
        return moment

    def test_a_gift_goes_home_with_what_goes_along(
        self,
        ana: Person,
        ben: Person,
        moment: Moment,
        keys: Keys,
        room: Client,
        client_of: ClientOf,
    ) -> None:
        assert "What do you bring Ben" in read(room, address(moment))
        telling = make_lesson(room, moment, way="give", gift="A stone.", along=["photo"])
        told = keys(ben).open(telling, "told")
        assert (told.way, told.gift, told.text) == ("give", "A stone.", "")
        assert ToldPiece.objects.count() == 1
        body = read(client_of(ben), hearing(telling))
        assert "A gift, brought home for you." in body and "A stone." in body
        assert "as a gift" in read(client_of(ana), reverse("telling", args=[telling.pk]))

    def test_what_did_not_arrive_does_not_go_along(self, moment: Moment, room: Client) -> None:
        telling = make_lesson(room, moment, way="give", gift="A stone.", along=["photo", "voice"])
        assert telling.pieces.count() == 1

    def test_the_lesson_of_a_draft_stays_with_its_writer(
        self, ben: Person, moment: Moment, keys: Keys, room: Client
    ) -> None:
        told = keys(ben).open(
            make_lesson(room, moment, way="give", gift="A stone.", how=HOW), "told"
        )
        assert told.how == ""


class TestEyes:
    def test_nobody_else_finds_it(
        self, ben: Person, cleo: Person, dede: Person, client_of: ClientOf, moment: Moment
    ) -> None:
        for person in (ben, cleo, dede):
            client = client_of(person, room=True)
            assert client.get(address(moment)).status_code == 404
            for what in ("", "draft", "keeping"):
                assert client.post(address(moment, what), giving_form()).status_code == 404
        assert not Draft.objects.exists()

    def test_the_other_sees_nothing_of_what_waits_and_is_drafted(
        self, ben: Person, client_of: ClientOf, moment: Moment, room: Client
    ) -> None:
        pages = ("/", "/story/", "/loop/", "/mine/")
        client = client_of(ben)
        before = [client.get(page).content for page in pages]
        room.post(address(moment, "draft"), giving_form(how=HOW))
        after = [client.get(page).content for page in pages]
        assert [len(page) for page in before] == [len(page) for page in after]

    def test_after_one_has_left_nothing_new_reaches_them(
        self,
        ana: Person,
        ben: Any,
        moment: Moment,
        keys: Keys,
        room: Client,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        part_ways(ben.current, keys(ben), "", at + 100 * HOUR, at)
        telling = make_lesson(room, moment)
        assert client_of(ben).get(hearing(telling)).status_code == 404

    def test_both_take_it_along_and_the_draft_only_its_writer(
        self, ana: Person, ben: Person, moment: Moment, room: Client, client_of: ClientOf
    ) -> None:
        room.post(address(moment, "draft"), giving_form(how="half a thought"))
        assert "half a thought" in str(export(client_of(ana), PASSPHRASE)["drafts"])
        assert "half a thought" not in str(export(client_of(ana)))
        assert "half a thought" not in str(export(client_of(ben), PASSPHRASE))
        make_lesson(room, moment, **KNIT, seen=1)
        assert export(client_of(ben))["partner_tellings"][0]["told"]["adverb"] == "precisely"
        assert export(client_of(ana))["tellings"][0]["told"]["adverb"] == "precisely"
