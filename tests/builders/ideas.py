"""Small ideas for the tests, made with the same actions as in the app."""

from __future__ import annotations

from uuid import uuid4

from outandback.rooms.people.models import Person
from outandback.rooms.together.actions import keep_idea
from outandback.rooms.together.models import Idea, Put
from outandback.vault.keyring import Keyring

GULLS = "The man who feeds the gulls by name."
KILN = "The kiln behind the school."


def make_idea(person: Person, keys: Keyring, words: str = KILN, kind: str = "visit") -> Idea:
    assert person.current is not None
    name = uuid4()
    keep_idea(person.current, keys, name, Put(kind, words))
    return Idea.objects.get(pk=name)
