"""Traditions and spins for the tests, made with the same actions as in the app."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.traditions.actions import add_spin, put_on_shelf
from outandback.rooms.traditions.models import Spin, Tradition, Twist, Way
from outandback.vault.keyring import Keyring
from tests.cast import back_then

PANCAKES = "Sunday pancakes"
BATTER = "Two eggs, and no recipe."
GRAIN = "Spent grain from the brown ale goes in."
SUNDAY = date(2026, 5, 3)


def make_tradition(person: Person, keys: Keyring, name: str = PANCAKES, **more: Any) -> Tradition:
    assert person.current is not None
    made = uuid4()
    put_on_shelf(person.current, keys, made, Way(name, more.pop("old", BATTER), **more))
    return Tradition.objects.get(pk=made)


def make_tradition_back_then(past: Membership, keys: Keyring, name: str = PANCAKES) -> Tradition:
    """As it was while the two of a past pair were two."""
    person = past.person
    now = person.current
    with back_then(past) as person.current:
        made = make_tradition(person, keys, name)
    person.current = now
    return made


def make_spin(
    tradition: Tradition,
    person: Person,
    keys: Keyring,
    words: str = GRAIN,
    heads_up: HeadsUp | None = None,
    on: date = SUNDAY,
) -> Spin:
    assert person.current is not None
    made = uuid4()
    add_spin(tradition, person.current, keys, made, Twist(words), heads_up, on)
    return Spin.objects.get(pk=made)


def tradition_form(**changes: object) -> dict[str, Any]:
    """A tradition as someone types it."""
    known = {"form_id": str(uuid4()), "name": PANCAKES, "old": BATTER, "every": ""}
    return known | changes
