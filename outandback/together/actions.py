from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.people.actions import still_in
from outandback.people.models import Pair
from outandback.people.queries import has_left

from .models import Idea, Kept, Put, Ritual
from .queries import last_version, text_of

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


class Stale(Exception):
    """The words were changed elsewhere since the form was opened."""


@transaction.atomic
def keep_ritual(mine: Membership, keyring: Keyring, kind: str, text: str, seen: int) -> None:
    """Either of the two writes it; without words it is taken away.

    `seen` is the version that the form showed, 0 for none. Raises Stale, and KeysChanged.
    """
    still_in(mine, keyring)
    Pair.objects.select_for_update().get(pk=mine.pair_id)
    ritual = last_version(mine, kind)
    if ritual is None:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind, row_version=0)
    if text_of(keyring, ritual) == text:
        return
    if ritual.row_version not in (0, seen):
        raise Stale
    if has_left(mine.other) and not ritual.alone:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind, row_version=seen, alone=True)
    _write(ritual, mine, keyring, text)


def _write(ritual: Ritual, mine: Membership, keyring: Keyring, text: str) -> None:
    ritual.row_version += 1
    ritual.person_id = mine.person_id
    keyring.seal(ritual, "words", Kept(text) if text else None)
    ritual.save()


@transaction.atomic
def keep_idea(mine: Membership, keyring: Keyring, idea_id: UUID, put: Put) -> None:
    """Named by its form, so that one form makes one idea. Raises KeysChanged."""
    still_in(mine, keyring)
    idea = Idea(pk=idea_id, pair_id=mine.pair_id, person_id=mine.person_id)
    keyring.seal(idea, _column_of_now(mine), put)
    Idea.objects.bulk_create([idea], ignore_conflicts=True)


@transaction.atomic
def change_idea(idea: Idea, mine: Membership, keyring: Keyring, seen: int, put: Put) -> None:
    """`seen` is the version that the form showed. Raises Stale, and KeysChanged."""
    still_in(mine, keyring)
    if keyring.open(idea, idea.words_of_now) == put:
        return
    column = _column_of_now(mine)
    idea.row_version = seen + 1
    keyring.seal(idea, column, put)
    changed = {column: getattr(idea, column), "row_version": idea.row_version}
    if not Idea.objects.filter(pk=idea.pk, row_version=seen).update(**changed):
        raise Stale


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


def _column_of_now(mine: Membership) -> str:
    return "later" if has_left(mine.other) else "words"
