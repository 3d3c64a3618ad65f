"""Who heard what: and so what a story shows to one side of a pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.comeback.models import Reception, Telling
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.prepared_queries import Given

Part = Q | tuple[str, Any]


@dataclass(frozen=True)
class Visibility:
    """Who reads in which pair, the other's side of it, and until when they were in it."""

    pair: UUID | Given
    me: UUID | Given
    other: UUID | Given
    until: datetime | Given | None = None


def visibility_of(side: Membership) -> Visibility | None:
    if side.other is None:
        return None
    return Visibility(side.pair_id, side.person_id, side.other.person_id, side.ended_at)


def heard_by(visibility: Visibility) -> Q:
    """Returns that a heads-up told of."""
    heard = Q(leave__heads_up__pair=visibility.pair, leave__heads_up__returned_at__isnull=False)
    return (
        heard & Q(leave__heads_up__returned_at__lte=visibility.until) if visibility.until else heard
    )


def brought_to(visibility: Visibility) -> Q:
    """What the other one told this side, and had not taken back while it lasted."""
    told = Q(pair=visibility.pair) & ~Q(person=visibility.me) & _standing(visibility.until)
    return told & Q(told_at__lte=visibility.until) if visibility.until else told


def readable_by(person: Person, side: Membership | None) -> Q:
    """What was brought in one pair, as far as this person has it: `is_readable` as a question."""
    if side is None:
        return Q(pk__in=[])
    visibility, own = visibility_of(side), Q(person=person, pair=side.pair_id, withdrawn_at=None)
    return own | brought_to(visibility) if visibility else own


def answered_to(side: Membership | None) -> Q:
    """What was brought and answered, as far as one has the answer: `answer_to` as a question."""
    if side is None:
        return Q(pk__in=[])
    answered = Q(pair=side.pair_id) & led_to("reception", _standing(side.ended_at))
    return answered & Q(reception__received_at__lte=side.ended_at) if side.ended_at else answered


def is_readable(telling: Telling, person: Person, side: Membership) -> bool:
    """The same as `brought_to` for the other's tellings; one's own as long as they stand."""
    if telling.person_id == person.pk:
        return telling.withdrawn_at is None
    heard = side.ended_at is None or telling.told_at <= side.ended_at
    return heard and telling.stands_for(side)


def answer_to(telling: Telling, side: Membership) -> Reception | None:
    """What came back, as far as this side of the pair was there to hear it, and still has it."""
    reception: Reception | None = getattr(telling, "reception", None)
    if reception is None or not reception.stands_for(side):
        return None
    heard = side.ended_at is None or reception.received_at <= side.ended_at
    return reception if heard else None


def replied_to(side: Membership | None) -> Q:
    """The answers to its questions, as far as one has the reception: `replies_to` as a question."""
    if side is None:
        return Q(pk__in=[])
    own = Q(person=side.person_id, withdrawn_at=None)
    theirs = ~Q(person=side.person_id) & _standing(side.ended_at)
    theirs &= Q(replied_at__lte=side.ended_at) if side.ended_at else Q()
    return answered_to(side) & led_to("reception__reply", own | theirs)


def _standing(end: datetime | Given | None) -> Q:
    """What was not taken back, or only after one had left."""
    standing = Q(withdrawn_at=None)
    return standing | Q(withdrawn_at__gt=end) if end else standing


def led_to(relation: str, asked: Q) -> Q:
    """The same question, asked of the rows that a relation leads to."""
    parts = (_led_to(relation, cast(Part, part)) for part in asked.children)
    return Q(*parts, _connector=asked.connector, _negated=asked.negated)


def _led_to(relation: str, part: Part) -> Part:
    return led_to(relation, part) if isinstance(part, Q) else (f"{relation}__{part[0]}", part[1])
