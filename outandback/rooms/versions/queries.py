from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.comeback.queries import reception_of, telling_between, telling_to
from outandback.rooms.people.models import Membership
from outandback.rooms.people.queries import visible
from outandback.vault.fields import SealedRow

from .models import EarlierReception, EarlierTelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.comeback.models import Received, Told
    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

Row = TypeVar("Row", bound=SealedRow)


@dataclass(frozen=True)
class Version:
    """What was said at one time, by the reader or to them, and whether it still stands."""

    at: datetime
    words: Told | Received
    own: bool
    now: bool

    @property
    def is_answer(self) -> bool:
        return hasattr(self.words, "thing_back")


def telling_and_answer(person: Person, telling_id: UUID) -> tuple[Telling, Reception | None]:
    """For both: what was told, and what came back, as far as each of the two has it."""
    telling = telling_between(person, telling_id)
    if telling.person_id == person.pk:
        return telling, reception_of(person, telling)
    return telling, getattr(telling, "reception", None)


def own_telling(person: Person, mine: Membership | None, telling_id: UUID) -> Telling:
    """To change: one's own, in the pair of now, also after it was taken back."""
    if mine is None:
        raise Http404
    return get_object_or_404(Telling, pk=telling_id, person=person, pair=mine.pair_id)


def own_answer(person: Person, mine: Membership | None, telling_id: UUID) -> Reception:
    """To change or to take back: one's own, to what the other one of now still tells."""
    telling = telling_to(person, telling_id)
    if mine is None or telling.pair_id != mine.pair_id:
        raise Http404
    return get_object_or_404(Reception, telling=telling, person=person)


def versions_of(
    person: Person, keyring: Keyring, telling: Telling, answer: Reception | None
) -> list[Version]:
    """What was told and what was answered, the newest words first. Raises Closed."""
    told = _versions(person, keyring, telling, earlier_tellings(person, telling))
    said = _versions(person, keyring, answer, earlier_answers(person, answer)) if answer else ()
    return sorted([*told, *said], key=lambda one: one.at, reverse=True)


def earlier_tellings(person: Person, telling: Telling) -> QuerySet[EarlierTelling]:
    return visible(EarlierTelling.objects.filter(telling=telling), person, "replaced_at")


def earlier_answers(person: Person, answer: Reception) -> QuerySet[EarlierReception]:
    return visible(EarlierReception.objects.filter(reception=answer), person, "replaced_at")


def of_nobody_else(rows: QuerySet[Row, Row], person: Person, taken_back: str) -> QuerySet[Row, Row]:
    """Of one's own earlier words those that the other does not have: they had left before, or it
    was taken back while the two were a pair."""
    other = Membership.objects.filter(pair=OuterRef("pair")).exclude(person=person)
    had_left = Exists(other.filter(ended_at__lt=OuterRef("replaced_at")))
    kept = Exists(other.filter(ended_at__lt=OuterRef(taken_back)))
    return rows.filter(had_left | (Q(**{f"{taken_back}__isnull": False}) & ~kept), person=person)


def _versions(
    person: Person,
    keyring: Keyring,
    row: Telling | Reception,
    earlier: Iterable[EarlierTelling | EarlierReception],
) -> Iterator[Version]:
    own = row.person_id == person.pk
    column, first = row.newest if own else row.WORDS, _first_said(row)
    for now, one in ((True, row), *((False, one) for one in earlier)):
        words = keyring.open(one, column if now else row.WORDS)
        yield Version(words.changed or first, words, own, now)


def _first_said(row: Telling | Reception) -> datetime:
    return row.told_at if isinstance(row, Telling) else row.received_at
