"""4. Silence has one look: a telling that was not taken in says nothing about it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from outandback.rooms.comeback.actions import receive
from outandback.rooms.comeback.models import HearingDay, Received, Reception, Telling
from outandback.rooms.people.models import Person
from tests.builders.homecomings import MARK, Returned, make_homecoming, make_telling
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises import words
from tests.promises.excused import ONLY_UNANSWERED
from tests.promises.pages import Pages, Rows, addresses, another_world, differing, seen_by

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("reading", words.of(4), ids=str)
def test_nothing_says(reading: words.Reading) -> None:
    assert reading.found() == []


@pytest.fixture
def telling(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Telling:
    """Ana brought one thing home for Ben, a while ago."""
    clock(at)
    room = keys(ana, room=True)
    back: Returned = make_homecoming(ana, room, at - 30 * HOUR)
    return make_telling(back, ana, room, at - 29 * HOUR)


def of(telling: Telling) -> Rows:
    return Rows(leave_id=[telling.homecoming.leave_id], telling_id=[telling.pk])


def test_what_the_teller_reads_unanswered_they_read_answered_as_well(
    telling: Telling, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """No word stands on any page for the reason that no answer came."""
    with another_world():
        silent = seen_by(client_of(ana, room=True), of(telling))
    receive(telling, ben, keys(ben), Received("Oh, really?", "Who is Wen?"), at)
    answered = seen_by(client_of(ana, room=True), of(telling))
    more = set().union(*said_only_by(silent, answered).values())
    assert more == set(ONLY_UNANSWERED)
    assert said_only_by(answered, silent), "an answer itself is read"


def said_only_by(one: Pages, other: Pages) -> dict[str, set[str]]:
    more = {address: page.pieces - other[address].pieces for address, page in one.items()}
    return {address: pieces for address, pieces in more.items() if pieces}


def test_looking_at_everything_and_passing_every_question_changes_no_page_of_the_teller(
    telling: Telling, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    before = seen_by(client_of(ana, room=True), of(telling))
    listener = client_of(ben, room=True)
    page, day = (reverse(name, args=[telling.pk]) for name in ("reception", "hearing-day"))
    for address in (*addresses(of(telling)), f"{page}?hear=now", f"{page}?hear=later"):
        listener.get(address)
    assert {listener.post(passed, {}).status_code for passed in (page, day)} == {422}
    assert not Reception.objects.exists() and not HearingDay.objects.exists()
    assert differing(before, seen_by(client_of(ana, room=True), of(telling))) == []


def test_capacity_is_asked_before_the_words(
    telling: Telling, ben: Person, client_of: ClientOf
) -> None:
    client, page = client_of(ben), reverse("reception", args=[telling.pk])
    for asked in ({}, {"hear": ""}, {"hear": "later"}):
        html = client.get(page, asked).content.decode()
        assert MARK not in html and "Is now a good moment?" in html
    assert MARK in client.get(page, {"hear": "now"}).content.decode()
    assert MARK not in client.get(reverse("today")).content.decode()
