"""Who heard what: the questions that a story asks for one pair of ears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.prepared import Given

Part = Q | tuple[str, Any]


@dataclass(frozen=True)
class Ears:
    """Whose ears in which pair, the other's side of it, and until when they were in it."""

    pair: UUID | Given
    me: UUID | Given
    other: UUID | Given
    until: datetime | Given | None = None


def ears_of(side: Membership) -> Ears | None:
    if side.other is None:
        return None
    return Ears(side.pair_id, side.person_id, side.other.person_id, side.ended_at)


def heard_by(ears: Ears) -> Q:
    """Returns that a heads-up told of."""
    heard = Q(leave__heads_up__pair=ears.pair, leave__heads_up__returned_at__isnull=False)
    return heard & Q(leave__heads_up__returned_at__lte=ears.until) if ears.until else heard


def brought_to(ears: Ears) -> Q:
    """What the other one told this side, and had not taken back while it lasted."""
    told = Q(pair=ears.pair) & ~Q(person=ears.me) & _standing(ears.until)
    return told & Q(told_at__lte=ears.until) if ears.until else told


def readable_by(person: Person, side: Membership | None) -> Q:
    """What was brought in one pair, as far as this person has it: `_is_readable` as a question."""
    if side is None:
        return Q(pk__in=[])
    ears, own = ears_of(side), Q(person=person, pair=side.pair_id, withdrawn_at=None)
    return own | brought_to(ears) if ears else own


def answered_to(side: Membership | None) -> Q:
    """What was brought and answered, as far as one has the answer: `_answer` as a question."""
    if side is None:
        return Q(pk__in=[])
    answered = Q(pair=side.pair_id) & led_to("reception", _standing(side.ended_at))
    return answered & Q(reception__received_at__lte=side.ended_at) if side.ended_at else answered


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
