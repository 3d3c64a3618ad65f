from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people.actions import still_in
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import has_left
from outandback.vault.actions import reseal_letters
from outandback.vault.writing import rewrite, write

from .models import MarkedSpan, SharedSpan, SpanWords

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.people.models import Membership
    from outandback.vault.keyring import Keyring


@dataclass(frozen=True)
class SaidSpan:
    """What a form says of some days. `shares`: the other of the pair reads it too."""

    words: SpanWords
    shares: bool = False


@transaction.atomic
def mark_span(
    person: Person, mine: Membership | None, keyring: Keyring, span_id: UUID, said: SaidSpan
) -> None:
    """Named by its form, so that one form marks one span. Raises KeysChanged where it is shared."""
    Person.objects.select_for_update().get(pk=person.pk)
    if MarkedSpan.objects.filter(pk=span_id).exists():
        return
    row = MarkedSpan(pk=span_id, person=person)
    keyring.seal(row, "words", said.words)
    row.save(force_insert=True)
    _share(row, mine, keyring, said)


@transaction.atomic
def change_span(
    row: MarkedSpan, mine: Membership | None, keyring: Keyring, seen: int, said: SaidSpan
) -> None:
    """`seen` is the version that the form showed. Raises Stale, and KeysChanged where shared."""
    own = MarkedSpan.objects.filter(person=row.person_id)
    rewrite(row, keyring, "words", said.words, seen, own)
    _share(row, mine, keyring, said)


@transaction.atomic
def remove_span(row: MarkedSpan, mine: Membership | None, keyring: Keyring) -> None:
    """What the two had stays with the one who has left. Raises Closed where it has to."""
    _share(row, mine, keyring, SaidSpan(SpanWords()))
    row.delete()


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was marked with the room closed moves into the opened room."""
    reseal_letters(keyring, MarkedSpan.objects.filter(person=person), "words")


def forget_spans(person: Person) -> None:
    """What the other had of it stays with them; all else goes."""
    shared = SharedSpan.objects.filter(person=person)
    shared.filter(words=None).delete()
    shared.update(later=None)
    MarkedSpan.objects.filter(person=person).delete()


def _share(row: MarkedSpan, mine: Membership | None, keyring: Keyring, said: SaidSpan) -> None:
    """With the pair of now, as it is now; or not any more."""
    if mine is None:
        return
    shown = SharedSpan.objects.filter(pair=mine.pair_id, span=row).first()
    if said.shares:
        still_in(mine, keyring)
        new = SharedSpan(pair_id=mine.pair_id, person_id=mine.person_id, span=row)
        _put(shown or new, mine, keyring, said.words)
    elif shown:
        _take_back(shown, mine, keyring)


def _take_back(shown: SharedSpan, mine: Membership, keyring: Keyring) -> None:
    """What the two had stays with the one who has left: that it was taken back is sealed with a key
    that they don't have."""
    still_in(mine)
    if shown.words and has_left(mine.other):
        still_in(mine, keyring)
        _put(shown, mine, keyring, SpanWords())
    else:
        shown.delete()


def _put(shown: SharedSpan, mine: Membership, keyring: Keyring, words: SpanWords) -> None:
    column = shown.column_to_write(alone=has_left(mine.other))
    write(shown, keyring, column, words)
