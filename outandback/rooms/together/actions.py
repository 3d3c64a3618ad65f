from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people.actions import still_in
from outandback.rooms.people.models import Pair
from outandback.rooms.people.queries import has_left
from outandback.vault.writing import require_version, rewrite, version_of, write

from .models import Idea, Put, Ritual, RitualWords
from .queries import last_version, text_of

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


@transaction.atomic
def keep_ritual(mine: Membership, keyring: Keyring, kind: str, text: str, seen: int) -> None:
    """Either of the two writes it; without words it is taken away.

    `seen` is the version that the form showed, 0 for none. Raises Stale, and KeysChanged.
    """
    still_in(mine, keyring)
    Pair.objects.select_for_update().get(pk=mine.pair_id)
    ritual = last_version(mine, kind)
    if ritual is None:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind)
    if text_of(keyring, ritual) == text:
        return
    if version_of(ritual):
        require_version(ritual, seen)
    if has_left(mine.other) and not ritual.alone:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind, row_version=seen + 1, alone=True)
    _write(ritual, mine, keyring, text)


def _write(ritual: Ritual, mine: Membership, keyring: Keyring, text: str) -> None:
    ritual.person_id = mine.person_id
    write(ritual, keyring, "words", RitualWords(text) if text else None)


@transaction.atomic
def keep_idea(mine: Membership, keyring: Keyring, idea_id: UUID, put: Put) -> None:
    """Named by its form, so that one form makes one idea. Raises KeysChanged."""
    still_in(mine, keyring)
    idea = Idea(pk=idea_id, pair_id=mine.pair_id, person_id=mine.person_id)
    keyring.seal(idea, idea.column_to_write(alone=has_left(mine.other)), put)
    Idea.objects.bulk_create([idea], ignore_conflicts=True)


@transaction.atomic
def change_idea(idea: Idea, mine: Membership, keyring: Keyring, seen: int, put: Put) -> None:
    """`seen` is the version that the form showed. Raises Stale, and KeysChanged."""
    still_in(mine, keyring)
    if keyring.open(idea, idea.newest) == put:
        return
    column = idea.column_to_write(alone=has_left(mine.other))
    rewrite(idea, keyring, column, put, seen, Idea.objects.all())


@transaction.atomic
def take_idea_away(idea: Idea, mine: Membership, keyring: Keyring) -> None:
    """It is gone; but what the two had stays with the one who has left."""
    still_in(mine)
    if idea.words and has_left(mine.other):
        change_idea(idea, mine, keyring, idea.row_version, Put())
    else:
        idea.delete()


def forget_ideas(person: Person) -> None:
    """What the two had stays with the other; what was this person's alone goes."""
    own = Idea.objects.filter(person=person)
    own.filter(words=None).delete()
    own.update(later=None)
