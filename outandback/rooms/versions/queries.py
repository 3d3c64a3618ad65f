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
from outandback.rooms.replies.models import Reply
from outandback.rooms.replies.queries import reply_to
from outandback.vault.fields import SealedRow

from .models import EarlierReception, EarlierReply, EarlierTelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.comeback.models import Received, Told
    from outandback.rooms.people.models import Person
    from outandback.rooms.replies.models import Replied
    from outandback.vault.keyring import Keyring

    from .models import Earlier

Row = TypeVar("Row", bound=SealedRow)


@dataclass(frozen=True)
class Version:
    """What was said at one time, by the reader or to them, and whether it still stands."""

    at: datetime
    words: Told | Received | Replied
    own: bool
    now: bool


@dataclass(frozen=True)
class Said:
    """What was told, what came back, and the answer to a question, as far as one has each."""

    telling: Telling
    answer: Reception | None
    reply: Reply | None


def said_about(person: Person, telling_id: UUID) -> Said:
    """For both."""
    telling = telling_between(person, telling_id)
    reply = reply_to(person, telling)
    if telling.person_id == person.pk:
        return Said(telling, reception_of(person, telling), reply)
    return Said(telling, getattr(telling, "reception", None), reply)


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


def versions_of(person: Person, keyring: Keyring, said: Said) -> list[Version]:
    """All of it, the newest words first. Raises Closed."""
    found = [*_versions(person, keyring, said.telling, earlier_tellings(person, said.telling))]
    if said.answer:
        found += _versions(person, keyring, said.answer, earlier_answers(person, said.answer))
    if said.reply:
        found += _versions(person, keyring, said.reply, earlier_replies(person, said.reply))
    return sorted(found, key=lambda one: one.at, reverse=True)


def earlier_tellings(person: Person, telling: Telling) -> QuerySet[EarlierTelling]:
    return visible(EarlierTelling.objects.filter(telling=telling), person, "replaced_at")


def earlier_answers(person: Person, answer: Reception) -> QuerySet[EarlierReception]:
    return visible(EarlierReception.objects.filter(reception=answer), person, "replaced_at")


def earlier_replies(person: Person, reply: Reply) -> QuerySet[EarlierReply]:
    return visible(EarlierReply.objects.filter(reply=reply), person, "replaced_at")


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
    row: Telling | Reception | Reply,
    earlier: Iterable[Earlier],
) -> Iterator[Version]:
    own = row.person_id == person.pk
    column, first = row.newest if own else row.WORDS, _first_said(row)
    each: list[tuple[bool, SealedRow]] = [(True, row), *((False, one) for one in earlier)]
    for now, one in each:
        words = keyring.open(one, column if now else row.WORDS)
        yield Version(words.changed or first, words, own, now)


def _first_said(row: Telling | Reception | Reply) -> datetime:
    if isinstance(row, Telling):
        return row.told_at
    return row.received_at if isinstance(row, Reception) else row.replied_at
