"""Traditions and spins when somebody takes their things along, leaves, or erases themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.traditions.models import Spin, Tradition
from tests.builders.traditions import GRAIN, PANCAKES, make_spin, make_tradition, tradition_form
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys
from tests.pages.settings.test_erasure import erase
from tests.pages.settings.test_export import from_before, taken
from tests.pages.together.test_together import side

Both = tuple[Tradition, Spin]


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def both(ana: Person, ben: Person, keys: Keys) -> Both:
    pancakes = make_tradition(ana, keys(ana), every="week", first="2026-05-03")
    return pancakes, make_spin(pancakes, ben, keys(ben))


def parted(ana: Person, keys: Keys, at: datetime, both: Both, bens: Client) -> None:
    """Ana left, and Ben goes on writing, with a key of his own from then on."""
    people.part_ways(side(ana), keys(ana), "", at, at)
    bens.post(reverse("spin", args=[both[1].pk]), {"words": "Beer cakes", "seen": "1"})
    bens.post(
        reverse("tradition-change", args=[both[0].pk]), tradition_form(name="Cakes", seen="1")
    )
    bens.post(reverse("tradition-new"), tradition_form(name="Soup for one"))


def named(rows: dict[str, Any]) -> list[str]:
    return sorted(one["words"]["name"] for one in rows["traditions"] if one["words"])


def test_both_take_along_what_both_have(
    ana: Person, ben: Person, client_of: ClientOf, both: Both
) -> None:
    for person in (ana, ben):
        rows = taken(client_of(person))
        assert named(rows) == [PANCAKES]
        assert [one["words"]["text"] for one in rows["spins"]] == [GRAIN]
        assert rows["spins"][0]["person_id"] == str(ben.pk)


def test_others_take_along_nothing_of_it(
    cleo: Person, dede: Person, client_of: ClientOf, both: Both
) -> None:
    for other in (cleo, dede):
        rows = taken(client_of(other))
        assert rows["traditions"] == rows["spins"] == []


def test_after_a_parting_each_takes_along_what_both_had(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, both: Both
) -> None:
    parted(ana, keys, at, both, client_of(ben))
    hers, his = from_before(taken(client_of(ana), PASSPHRASE)), taken(client_of(ben))
    assert named(hers) == [PANCAKES] and [one["words"]["text"] for one in hers["spins"]] == [GRAIN]
    for words in ("Beer cakes", "Cakes", "Soup for one"):
        assert words not in json.dumps(hers) and words in json.dumps(his)


def test_erasing_keeps_what_the_other_had_and_nothing_else(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, both: Both
) -> None:
    parted(ana, keys, at, both, client_of(ben))
    erase(client_of(ben))
    assert list(Tradition.objects.all()) == [both[0]] and list(Spin.objects.all()) == [both[1]]
    assert not Tradition.objects.exclude(later=None).exists()
    assert not Spin.objects.exclude(later=None).exists()
    assert named(from_before(taken(client_of(ana), PASSPHRASE))) == [PANCAKES]
    assert Membership.objects.exclude(rounds=None).get().person_id == ana.pk


def test_erasing_of_the_one_who_left_takes_nothing_from_the_other(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, both: Both
) -> None:
    parted(ana, keys, at, both, client_of(ben))
    erase(client_of(ana))
    his = taken(client_of(ben))
    for words in ("Beer cakes", "Cakes", "Soup for one"):
        assert words in json.dumps(his)
