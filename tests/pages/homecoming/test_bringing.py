"""What comes in through the door with someone, and what stays theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.models import Choice, Chosen, Decision, Telling, Told
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.vault.errors import Unopenable
from tests.builders.homecomings import (
    MARK,
    Returned,
    make_homecoming,
    make_moment,
    make_telling,
    threshold_form,
    without_tokens,
)
from tests.fixtures import ClientOf, Keys


@pytest.fixture
def room(ana: Person, client_of: ClientOf) -> Client:
    """Ana's browser with her private room open."""
    return client_of(ana, room=True)


def threshold(back: Returned) -> str:
    return reverse("homecoming", args=[back.leave.pk])


def choices(back: Returned) -> str:
    return reverse("choices", args=[back.leave.pk])


class TestTheClosedRoom:
    def test_a_sealed_door_stands_in_place(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_moment(back.departure, keys(ana), MARK, at)
        body = client_of(ana).get(threshold(back)).content.decode()
        assert 'name="passphrase"' in body and f'value="{threshold(back)}"' in body
        assert MARK not in body and 'class="carry"' not in body

    def test_it_looks_the_same_with_no_and_with_fifty_moments(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        client = client_of(ana)
        before = without_tokens(client.get(threshold(back)).content)
        for i in range(50):
            make_moment(back.departure, keys(ana), f"{MARK} {i}", at)
        assert without_tokens(client.get(threshold(back)).content) == before

    def test_sealed_while_choosing_keeps_what_was_typed_and_tells_nothing(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        silent = make_moment(back.departure, keys(ana), "", at, kind="question")
        spoken = make_moment(back.departure, keys(ana), MARK, at)
        form = threshold_form(silent, spoken, what="tell", words="why slack first?")
        answer = client_of(ana).post(choices(back), form)
        body = answer.content.decode()
        assert answer.status_code == 422
        assert "why slack first?" in body and MARK not in body
        assert not Choice.objects.exists() and not Telling.objects.exists()


class TestChoosing:
    def test_each_moment_stands_there_with_keep_as_its_start(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        moment = make_moment(back.departure, keys(ana), MARK, at)
        body = room.get(threshold(back)).content.decode()
        assert MARK in body and "Aha, Wednesday 13 May, 19:00" in body
        assert f'name="{moment.pk}-what" value="keep" id="id_{moment.pk}-what" checked' in body

    def test_keeping_and_later_tell_nobody(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        kept = make_moment(back.departure, keys(ana), MARK, at)
        room.post(choices(back), threshold_form(kept))
        later = make_moment(back.departure, keys(ana), MARK, at)
        room.post(choices(back), threshold_form(later, what="later"))
        opened = [keys(ana, room=True).open(row, "chosen") for row in Choice.objects.all()]
        assert sorted(one.what for one in opened) == ["keep", "later"]
        assert not Telling.objects.exists()

    def test_telling_seals_a_copy_to_the_pair_and_leaves_the_moment_alone(
        self, ana: Person, ben: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        moment = make_moment(back.departure, keys(ana), MARK, at)
        before = bytes(moment.caught)
        room.post(choices(back), threshold_form(moment, what="tell", weight="tender"))
        telling = Telling.objects.get()
        assert keys(ben).open(telling, "told") == Told("aha", MARK, "tender")
        moment.refresh_from_db()
        assert bytes(moment.caught) == before
        with pytest.raises(Unopenable):
            keys(ben, room=True).open(moment, "caught")

    def test_sent_twice_it_is_told_once(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        moment = make_moment(back.departure, keys(ana), MARK, at)
        for _ in range(2):
            room.post(choices(back), threshold_form(moment, what="tell"))
        assert Telling.objects.count() == Choice.objects.count() == 1

    def test_told_in_two_tabs_it_is_told_once(
        self, ana: Person, back: Returned, keys: Keys, at: datetime
    ) -> None:
        moment, open_room = make_moment(back.departure, keys(ana), MARK, at), keys(ana, room=True)
        for _ in range(2):
            actions.choose(back.home, open_room, [Decision(moment, "tell")], ana.current, at)
        assert Telling.objects.count() == 1

    def test_a_moment_without_words_can_get_them_now(
        self, ana: Person, ben: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        moment = make_moment(back.departure, keys(ana), "", at)
        room.post(choices(back), threshold_form(moment, words=MARK))
        assert MARK in room.get(threshold(back)).content.decode()
        room.post(choices(back), threshold_form(moment, what="tell"))
        assert keys(ben).open(Telling.objects.get(), "told").text == MARK

    def test_without_words_nothing_is_told_and_what_was_typed_stays(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        silent = make_moment(back.departure, keys(ana), "", at)
        other = make_moment(back.departure, keys(ana), "", at)
        form = threshold_form(silent, what="tell") | threshold_form(
            other, words="half a thought", what="keep"
        )
        answer = room.post(choices(back), form | {"moment": [str(silent.pk), str(other.pk)]})
        assert answer.status_code == 422
        assert "Add a few words" in answer.content.decode()
        assert "half a thought" in answer.content.decode()
        assert not Telling.objects.exists()

    def test_too_many_words_are_not_lost(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        moment = make_moment(back.departure, keys(ana), "", at)
        answer = room.post(choices(back), threshold_form(moment, words="ö" * 8193))
        assert answer.status_code == 422 and "ö" * 8193 in answer.content.decode()

    def test_posting_the_threshold_settles_the_evening_with_moments_or_without(
        self, ana: Person, back: Returned, room: Client
    ) -> None:
        room.post(choices(back), {})
        back.home.refresh_from_db()
        assert back.home.settled_at is not None

    def test_what_was_told_is_not_asked_about_again_but_can_be_read(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        telling = make_telling(back, ana, keys(ana, room=True), at)
        body = room.get(threshold(back)).content.decode()
        assert 'class="carry"' not in body
        assert reverse("telling", args=[telling.pk]) in body

    def test_what_was_taken_back_stands_on_the_threshold_again(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        actions.withdraw(make_telling(back, ana, keys(ana, room=True), at), at)
        assert 'class="carry"' in room.get(threshold(back)).content.decode()

    def test_a_moment_asked_for_comes_first(
        self, ana: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        first, last = (
            make_moment(back.departure, keys(ana), text, at + timedelta(minutes=i))
            for i, text in enumerate(("one", "two"))
        )
        body = room.get(threshold(back) + f"?bring={last.pk}").content.decode()
        assert body.index(str(last.pk)) < body.index(str(first.pk))
        assert room.get(threshold(back) + "?bring=nonsense").status_code == 404

    def test_someone_elses_moment_cannot_be_brought(
        self, ana: Person, cleo: Person, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        hers = make_homecoming(cleo, keys(cleo), at, heads_up=False)
        moment = make_moment(hers.departure, keys(cleo), MARK, at)
        assert room.post(choices(back), threshold_form(moment, what="tell")).status_code == 303
        assert not Choice.objects.exists() and not Telling.objects.exists()


class TestAlone:
    def test_someone_alone_keeps_or_waits(
        self, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        alone = make_homecoming(cleo, keys(cleo), at, heads_up=False)
        moment = make_moment(alone.departure, keys(cleo), MARK, at)
        client = client_of(cleo, room=True)
        body = client.get(threshold(alone)).content.decode()
        assert 'value="later"' in body and 'value="tell"' not in body
        assert client.post(choices(alone), threshold_form(moment, what="tell")).status_code == 422
        client.post(choices(alone), threshold_form(moment, what="later"))
        row = Choice.objects.get()
        assert keys(cleo, room=True).open(row, "chosen") == Chosen("later")

    def test_after_leaving_a_pair_nothing_can_be_told_to_it(
        self, ana: Any, back: Returned, keys: Keys, room: Client, at: datetime
    ) -> None:
        moment = make_moment(back.departure, keys(ana), MARK, at)
        part_ways(ana.current, keys(ana), "", at, at)
        assert room.post(choices(back), threshold_form(moment, what="tell")).status_code == 422
        assert not Telling.objects.exists()


@pytest.mark.parametrize("who", ["ben", "cleo", "dede", "thea"])
def test_nobody_else_sees_what_was_decided(
    who: str, request: pytest.FixtureRequest, ana: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    other = request.getfixturevalue(who)
    moment = make_moment(back.departure, keys(ana), MARK, at)
    actions.choose(back.home, keys(ana, room=True), [Decision(moment, "tell")], ana.current, at)
    assert queries.choices_about(other, [moment]) == {}
    assert queries.tellings_of(other, back.home) == []
