"""How to hear well: folded away on the listener's page until they answered once, and a page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.models import Received, Telling
from outandback.rooms.people.models import Person
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.fixtures import ClientOf, Keys

TITLE = "Hearing well, in six lines"


@pytest.fixture
def telling(ana: Person, back: Returned, keys: Keys, at: datetime) -> Telling:
    return make_telling(back, ana, keys(ana, room=True), at)


def listening(client: Client, telling: Telling) -> str:
    html: str = client.get(f"{reverse('reception', args=[telling.pk])}?hear=now").content.decode()
    return html


def test_there_are_six_short_lines() -> None:
    assert len(queries.hearing_well()) == 6


def test_it_is_folded_on_the_listeners_page_until_they_said_something_back(
    ana: Person,
    ben: Person,
    back: Returned,
    telling: Telling,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
) -> None:
    another = make_telling(back, ana, keys(ana, room=True), at + timedelta(minutes=1), "Another")
    client = client_of(ben)
    for _ in range(2):
        html = listening(client, telling)
        assert re.search(rf'<details class="more">\s*<summary>{TITLE}</summary>', html)
    actions.receive(telling, ben, keys(ben), Received("Wow."), at)
    assert TITLE not in listening(client, another)


def test_that_the_other_one_answered_is_not_ones_own_answer(
    ana: Person, ben: Person, telling: Telling, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    theirs = make_telling(make_homecoming(ben, keys(ben), at), ben, keys(ben, room=True), at)
    actions.receive(theirs, ana, keys(ana), Received("Wow."), at)
    assert TITLE in listening(client_of(ben), telling)


def test_it_has_a_page_that_settings_lead_to(ana: Person, client_of: ClientOf) -> None:
    client, page = client_of(ana), reverse("hearing-well")
    html = client.get(page).content.decode()
    assert TITLE in html
    assert all(str(one["title"]) in html for one in queries.hearing_well())
    assert page in client.get(reverse("settings")).content.decode()
