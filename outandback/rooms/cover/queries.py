from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.leave.queries import as_known, known_as
from outandback.rooms.people.models import Membership
from outandback.rooms.people.queries import visible, visible_now
from outandback.rules.cover import items
from outandback.vault.fields import sealed_field
from outandback.vault.keyring import Closed
from outandback.vault.prepared_queries import Given, Prepared, given_id, given_time

from .models import Answer, LedgerOpening, Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.leave.models import Leave, Plan
    from outandback.rooms.people.models import Person
    from outandback.rules.cover import Item
    from outandback.vault.keyring import Keyring

    from .models import Answered

LOOKS_BACK = timedelta(days=28)


@dataclass(frozen=True)
class SideBySide:
    """The agreed hours that each of the two was out; `some_open`: some had no end to count."""

    mine: timedelta
    theirs: timedelta
    some_open: bool


def answer_to(person: Person, leave: Leave) -> Answer | None:
    """What the partner of now said to the heads-up of this person's own leave."""
    said = Answer.objects.filter(heads_up__leave=leave, heads_up__person=person)
    return visible_now(said, person).first()


def with_answer(leaves: QuerySet[Leave], me: Given) -> QuerySet[Leave]:
    """Own leaves, each with what the partner of now said to its heads-up, still sealed."""
    said = Answer.objects.filter(heads_up__leave=OuterRef("pk"), heads_up__person=me)
    said = visible_now(said, me)
    return leaves.annotate(
        answer=Subquery(said.values("pk")[:1]),
        answered_at=Subquery(said.values("answered_at")[:1]),
        answer_said=Subquery(said.values("said")[:1]),
    )


def answered_at(leave: Leave) -> datetime | None:
    """When the partner said it, or last put it otherwise; None where they said nothing."""
    at: datetime | None = getattr(leave, "answered_at", None)
    return at


def said_beside(keyring: Keyring, leave: Any, pair_id: UUID) -> Answered | None:
    """The words that came along with a leave; None while they are closed."""
    if not leave.answer_said:
        return None
    column = sealed_field(Answer, "said")
    try:
        raw = keyring.read_held(column, leave.answer, pair_id, leave.answer_said)
    except Closed:
        return None
    words: Answered = column.unpack(raw)
    return words


def own_answer(person_id: UUID, told: HeadsUp) -> Answer | None:
    """What this person said to a heads-up that they were given."""
    return Answer.objects.filter(person=person_id, heads_up=told).first()


def giver_of(answer: Answer, partner: Membership | None) -> Membership:
    """The side of the pair that an answer came from; nearly always today's partner."""
    whose = (answer.pair_id, answer.person_id)
    if partner is not None and (partner.pair_id, partner.person_id) == whose:
        return partner
    return Membership.objects.get(pair=answer.pair_id, person=answer.person_id)


def items_of(plan: Plan | None, answered: Answered | None) -> tuple[Item, ...]:
    """What needs somebody meanwhile, as the plan and the answer leave it."""
    return items(plan.needs if plan else {}, answered.cover if answered else {})


def windows_offered_to(person: Person, mine: Membership, at: datetime) -> list[Window]:
    """The partner's windows that are still to be had."""
    return _offered(person=person.pk, pair=mine.pair_id, at=at)


def offered_to(me: Given, pair: Given, at: Given) -> QuerySet[Window]:
    """The same, for a question about something else."""
    offered = visible(Window.objects.filter(pair=pair, back_at__gt=at), me, "offered_at")
    return _standing(offered).filter(taking=None).exclude(person=me).order_by("out_at", "pk")


def windows_offered_by(person: Person, mine: Membership, at: datetime) -> list[Window]:
    """One's own windows that are not over. Whether one was taken is not in here."""
    own = Window.objects.filter(person=person, pair=mine.pair_id)
    return list(_standing(own).filter(back_at__gt=at).order_by("out_at", "pk"))


def window_to(person: Person, mine: Membership | None, window_id: UUID) -> Window:
    """A window that today's partner offered, also one that is taken or withdrawn."""
    if mine is None:
        raise Http404
    theirs = Window.objects.filter(pk=window_id, pair=mine.pair_id).exclude(person=person)
    return get_object_or_404(visible(theirs, person, "offered_at").select_related("taking__leave"))


def window_from(person: Person, mine: Membership | None, window_id: UUID) -> Window:
    if mine is None:
        raise Http404
    return get_object_or_404(Window, pk=window_id, person=person, pair=mine.pair_id)


def has_opened_ledger(person: Person, mine: Membership) -> bool:
    return LedgerOpening.objects.filter(person=person, pair=mine.pair_id).exists()


def hours_side_by_side(person: Person, mine: Membership, at: datetime) -> SideBySide | None:
    """The hours of four weeks, by the agreed times alone. None until both have opened it."""
    ours = LedgerOpening.objects.filter(pair=mine.pair_id, pair__memberships__person=person)
    if ours.count() < 2:
        return None
    told = visible(HeadsUp.objects.filter(pair=mine.pair_id), person, "given_at")
    lately = known_as(person.pk, begun_at__isnull=False, out_at__range=(at - LOOKS_BACK, at))
    gone = [as_known(person.pk, one) for one in told.filter(lately).select_related("leave")]
    ended = [one for one in gone if one.back_at is not None]
    return SideBySide(
        _agreed(one for one in ended if one.person_id == person.pk),
        _agreed(one for one in ended if one.person_id != person.pk),
        some_open=len(ended) < len(gone),
    )


def _agreed(told: Iterable[HeadsUp | Leave]) -> timedelta:
    spans = (one.back_at - one.out_at for one in told if one.back_at is not None)
    return sum(spans, timedelta())


def _standing(windows: QuerySet[Window]) -> QuerySet[Window]:
    return windows.filter(withdrawn_at=None)


_offered = Prepared(lambda: offered_to(given_id("person"), given_id("pair"), given_time("at")))
