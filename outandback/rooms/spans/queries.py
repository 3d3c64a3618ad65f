from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from .models import MarkedSpan, SharedSpan, SpanWords

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

MOST = 16
Days = tuple["date", "date | None"]


@dataclass(frozen=True)
class OpenedSpan:
    """A span, opened. `id`: that of one's own row. `shared`: whether the other of the pair of now
    has it too."""

    id: UUID
    words: SpanWords
    own: bool = True
    shared: bool = False


def own_spans(person: Person, keyring: Keyring) -> list[OpenedSpan]:
    """All of one's own, the newest first. Raises Closed."""
    rows = spans_kept_by(person)
    return newest_first(OpenedSpan(row.pk, keyring.open(row, "words")) for row in rows)


def spans_kept_by(person: Person) -> QuerySet[MarkedSpan]:
    return MarkedSpan.objects.filter(person=person).order_by("pk")


def span_of(person: Person, span_id: UUID) -> MarkedSpan:
    """One's own. Anybody else's is not there."""
    return get_object_or_404(MarkedSpan, pk=span_id, person=person)


def opened(row: MarkedSpan, mine: Membership | None, keyring: Keyring) -> OpenedSpan:
    """One of one's own. Raises Closed."""
    shared = row.pk in {one.id for one in shared_spans(mine, keyring) if one.own}
    return OpenedSpan(row.pk, keyring.open(row, "words"), shared=shared)


def is_full(person: Person) -> bool:
    return spans_kept_by(person).count() >= MOST


def shared_spans(mine: Membership | None, keyring: Keyring) -> list[OpenedSpan]:
    """What the two of the pair of now share, as whoever reads has it, the newest first. Raises
    Closed."""
    if mine is None:
        return []
    rows = shared_by_two(mine.person).filter(pair=mine.pair_id)
    opened = ((row, shared_words(row, mine.person, keyring)) for row in rows)
    return newest_first(
        OpenedSpan(row.span_id or row.pk, words, row.person_id == mine.person_id, shared=True)
        for row, words in opened
        if words.first_on
    )


def shared_left_out(mine: Membership | None, keyring: Keyring) -> tuple[Days, ...]:
    """Days that figures of the two are worked out without: of what is shared alone, whoever of the
    two marked it. None at the end: it goes on. Raises Closed."""
    return left_out(shared_spans(mine, keyring))


def left_out(spans: Iterable[OpenedSpan]) -> tuple[Days, ...]:
    return tuple((one.words.first, one.words.last) for one in spans if one.words.left_out)


def shared_by_two(person: Person) -> QuerySet[SharedSpan]:
    """Of every pair that this person is or was in: what both had, and their own."""
    has = Q(words__isnull=False) | Q(person=person)
    return SharedSpan.objects.filter(has, pair__memberships__person=person).order_by("pair", "pk")


def shared_words(row: SharedSpan, reader: Person, keyring: Keyring) -> SpanWords:
    """What was made of it after the other had left is for the eyes of whoever made it."""
    column = row.newest if row.person_id == reader.pk else row.WORDS
    words: SpanWords | None = keyring.open(row, column)
    return words or SpanWords()


def newest_first(spans: Iterable[OpenedSpan]) -> list[OpenedSpan]:
    return sorted(spans, key=lambda one: (one.words.first_on, str(one.id)), reverse=True)
