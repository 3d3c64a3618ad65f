"""Drafts of what is to be taught or given: never lost, sealed, and one page never hides another."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from outandback.rooms.account.actions import join_vault
from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.models import Choice, Telling
from outandback.rooms.giving.models import Draft
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Closed
from tests.builders.homecomings import MARK, Returned
from tests.builders.lessons import HOW, KNIT, address, giving_form, make_lesson, make_waiting_moment
from tests.cast import PASSPHRASE, Cast, side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_erasure import erase

HOUR = timedelta(hours=1)
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at + HOUR)


@pytest.fixture
def moment(ana: Person, back: Returned, keys: Keys, at: datetime) -> Moment:
    return make_waiting_moment(back, keys(ana, room=True), at)


@pytest.fixture
def room(ana: Person, client_of: ClientOf) -> Client:
    client: Client = client_of(ana, room=True)
    return client


@pytest.fixture
def closed(ana: Person, client_of: ClientOf) -> Client:
    """Ana's browser after the private room was sealed."""
    client: Client = client_of(ana)
    return client


def draft(client: Client, moment: Moment, **words: Any) -> Any:
    return client.post(address(moment, "draft"), giving_form(**words))


def test_it_stands_on_the_page_again(moment: Moment, room: Client) -> None:
    assert draft(room, moment, **KNIT, how=HOW, along=[]).status_code == 303
    form = room.get(address(moment)).context["form"]
    assert [form[name].value() for name in ("adverb", "how", "along")] == ["precisely", HOW, []]


def test_looking_for_others_keeps_what_was_typed(moment: Moment, room: Client) -> None:
    turned = f"{address(moment, 'draft')}?examples=2&others=1&at=others"
    answer = room.post(turned, giving_form(how=HOW))
    assert answer["Location"] == f"{address(moment)}?examples=2&others=1#others"
    assert HOW in room.get(answer["Location"]).content.decode()
    for odd in ("?others=x", "?others=99999999999", "?others=-1", "?at=//elsewhere"):
        answer = room.post(address(moment, "draft") + odd, giving_form(how=HOW))
        assert answer["Location"] == address(moment)


def test_a_draft_is_sealed_to_its_writer_in_the_open_room(
    ana: Person, ben: Person, moment: Moment, keys: Keys, room: Client
) -> None:
    draft(room, moment, how=HOW)
    row = Draft.objects.get()
    assert keys(ana, room=True).open(row, "drafted").how == HOW
    for other in (keys(ana), keys(ben, room=True)):
        with pytest.raises(Closed):
            other.open(row, "drafted")


def test_with_script_it_is_kept_in_place(moment: Moment, room: Client) -> None:
    answer = room.post(address(moment, "draft"), giving_form(how=HOW), headers=PART)
    body = answer.content.decode()
    assert "Kept as a draft" in body and 'value="1" hx-swap-oob="true"' in body
    assert "<html" not in body
    again = room.post(address(moment, "draft"), giving_form(how=HOW, seen=1), headers=PART)
    assert 'value="1"' in again.content.decode(), "the same words are no new version"
    too_much = room.post(
        address(moment, "draft"), giving_form(how="ö" * 8193, seen=1), headers=PART
    )
    assert too_much.status_code == 422 and "a little shorter" in too_much.content.decode()


def test_in_a_closed_room_it_is_kept_as_a_letter(
    ana: Person, moment: Moment, keys: Keys, closed: Client, room: Client
) -> None:
    assert draft(closed, moment, how=HOW).status_code == 303
    row = Draft.objects.get()
    assert keys(ana).is_letter(row, "drafted")
    assert HOW not in closed.get(address(moment)).content.decode()
    join_vault(ana, keys(ana, room=True))
    row.refresh_from_db()
    assert not keys(ana).is_letter(row, "drafted")
    assert HOW in room.get(address(moment)).content.decode()


@pytest.mark.parametrize("what", ["", "keeping"])
def test_sealed_while_writing_nothing_is_lost_or_told(
    moment: Moment, closed: Client, what: str
) -> None:
    answer = closed.post(address(moment, what), giving_form(how=HOW))
    body = answer.content.decode()
    assert answer.status_code == 422 and HOW in body and MARK not in body
    assert 'name="passphrase"' in body and f'value="{address(moment, what)}"' in body
    assert Draft.objects.count() == 1 and not Telling.objects.exists()


def test_opened_from_there_it_is_given(
    ana: Person, moment: Moment, closed: Client, cast: Cast
) -> None:
    sealed = closed.post(address(moment), giving_form(how=HOW))
    seen = sealed.context["form"]["seen"].value()
    door = {"door": "p", "resume": address(moment), "passphrase": PASSPHRASE}
    answer = closed.post(address(moment), giving_form(how=HOW, seen=seen) | door, follow=True)
    assert answer.status_code == 200
    assert Telling.objects.count() == 1


class TestTwoTabs:
    def test_the_later_one_is_shown_both(self, moment: Moment, room: Client) -> None:
        draft(room, moment, how="from the first tab")
        answer = draft(room, moment, how="from the second")
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "from the first tab" in body and "from the second" in body
        assert draft(room, moment, how="from the second", seen=1).status_code == 303
        assert "from the second" in room.get(address(moment)).content.decode()

    def test_in_place_the_words_stay_and_both_are_one_press_away(
        self, moment: Moment, room: Client
    ) -> None:
        draft(room, moment, how="from the first tab")
        answer = room.post(address(moment, "draft"), giving_form(how="second"), headers=PART)
        assert answer.status_code == 409 and "somewhere else" in answer.content.decode()

    @pytest.mark.parametrize("what", ["", "keeping"])
    def test_giving_and_keeping_do_not_run_over_the_other(
        self, moment: Moment, room: Client, what: str
    ) -> None:
        draft(room, moment, how="from the first tab")
        answer = room.post(address(moment, what), giving_form(how="from the second"))
        assert answer.status_code == 409 and "from the first tab" in answer.content.decode()
        assert Draft.objects.count() == 1 and not Telling.objects.exists()

    @pytest.mark.parametrize("what", ["draft", "", "keeping"])
    def test_where_no_word_of_it_would_be_lost_nothing_is_asked(
        self, moment: Moment, room: Client, what: str
    ) -> None:
        """The page that closes hands in what was typed, and may come later than the next one."""
        draft(room, moment, verb="knit", how="from the first")
        answer = room.post(
            address(moment, what), giving_form(**KNIT, how="from the first, and more")
        )
        assert answer.status_code == 303

    def test_in_a_closed_room_the_other_stays_sealed(
        self, moment: Moment, room: Client, closed: Client
    ) -> None:
        draft(room, moment, how="from the first tab")
        answer = draft(closed, moment, how="from the second")
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "from the second" in body and "from the first tab" not in body


def test_kept_for_oneself_the_words_stay(
    ana: Person, moment: Moment, keys: Keys, room: Client
) -> None:
    room.post(address(moment, "keeping"), giving_form(how=HOW))
    opened = keys(ana, room=True)
    assert opened.open(Draft.objects.get(), "drafted").how == HOW
    assert opened.open(Choice.objects.get(), "chosen").what == "keep"


def test_given_it_is_a_draft_no_more(moment: Moment, room: Client) -> None:
    draft(room, moment, how=HOW)
    make_lesson(room, moment, how=HOW)
    assert not Draft.objects.exists()


def test_erased_with_its_writer(ana: Person, moment: Moment, room: Client) -> None:
    draft(room, moment, how=HOW)
    erase(room)
    assert not Draft.objects.exists()


def test_written_while_the_other_left_it_is_kept(
    ana: Person, moment: Moment, cast: Cast, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    cast.part(side_of(ana), at + HOUR)
    answer = client_of(ana, room=True).post(address(moment), giving_form(how=HOW))
    assert answer.status_code == 303 and not Telling.objects.exists()
    assert keys(ana, room=True).open(Draft.objects.get(), "drafted").how == HOW
