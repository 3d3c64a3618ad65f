"""A new spin is found by its words and by the name of its tradition, by those who may read it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.traditions.models import Spin
from outandback.rooms.traditions.queries import IN_THE_STORY
from tests.builders.traditions import GRAIN, PANCAKES, SUNDAY, make_spin, make_tradition
from tests.fixtures import ClientOf, Keys
from tests.pages.together.test_together import side
from tests.pages.traditions.test_spins import typed

SEARCH, NOTHING = "/story/search/", "Nothing of that is in the story."


@pytest.fixture
def spin(ana: Person, ben: Person, keys: Keys) -> Spin:
    return make_spin(make_tradition(ana, keys(ana)), ben, keys(ben))


def found(client: Client, words: str, **more: str) -> str:
    answer = client.post(SEARCH, {"words": words, **more})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("words", ["SPENT gráin", "pancakes", "sunday ale"])
def test_both_find_it_with_the_way_to_its_tradition(
    words: str, ana: Person, ben: Person, client_of: ClientOf, spin: Spin
) -> None:
    for person in (ana, ben):
        body = found(client_of(person), words)
        assert GRAIN in body and f'/traditions/{spin.tradition_id}/">{PANCAKES}</a>' in body
        assert NOTHING not in body


def test_the_filters_are_its_own_too(
    ana: Person, ben: Person, client_of: ClientOf, spin: Spin
) -> None:
    hers, his = client_of(ana), client_of(ben)
    assert GRAIN in found(hers, "grain", whose="theirs") and GRAIN in found(
        his, "grain", whose="mine"
    )
    may = f"{SUNDAY:%Y-%m}"
    assert GRAIN in found(hers, "grain", since=may, until=may)
    for none in ({"whose": "mine"}, {"kind": "aha"}, {"since": "2026-06"}, {"until": "2026-04"}):
        assert NOTHING in found(hers, "grain", **none)
    assert (
        NOTHING in found(hers, "heron")
        and GRAIN not in hers.get(f"{SEARCH}?whose=").content.decode()
    )


def test_a_page_shows_a_few(ana: Person, keys: Keys, client_of: ClientOf, spin: Spin) -> None:
    for _ in range(IN_THE_STORY):
        make_spin(spin.tradition, ana, keys(ana))
    assert found(client_of(ana), "grain").count("A new spin:") == IN_THE_STORY


@pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
def test_others_find_none(
    who: str, request: pytest.FixtureRequest, client_of: ClientOf, spin: Spin
) -> None:
    assert NOTHING in found(client_of(request.getfixturevalue(who)), "grain")


def test_after_a_parting_each_finds_what_is_theirs(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, spin: Spin
) -> None:
    people.part_ways(side(ana), keys(ana), "", at, at + timedelta(days=7))
    client = client_of(ben)
    client.post(f"/spins/{spin.pk}/", typed("Heron cakes", seen="1"))
    assert NOTHING in found(client_of(ana), "grain") and NOTHING in found(client_of(ana), "heron")
    assert "Heron cakes" in found(client, "heron") and NOTHING in found(client, "grain")
