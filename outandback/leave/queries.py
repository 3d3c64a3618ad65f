from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import BinaryField, Q, QuerySet
from django.db.models.functions import Substr
from django.shortcuts import get_object_or_404

from outandback.people.models import Membership
from outandback.people.queries import visible
from outandback.vault import seal

from .models import DoorCheck, HeadsUp, Leave

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.people.models import Person

NEAR = timedelta(days=7)
STILL_AHEAD = timedelta(days=1)
SUITE_BYTE = 10


def leave_of(person: Person, leave_id: UUID) -> Leave:
    """This person's own leave, with its heads-up. Anybody else's does not exist."""
    leaves = Leave.objects.select_related("heads_up")
    return get_object_or_404(leaves, pk=leave_id, person=person)


def own_leave(person: Person, leave_id: UUID) -> Leave | None:
    """For a page that is read by both: None where it is not this person's."""
    own = Leave.objects.filter(pk=leave_id, person=person)
    return own.select_related("heads_up").first()


def leaves_near(person: Person, at: datetime) -> list[Leave]:
    """Own leaves around now: under way, back within a week, or ahead within a week."""
    around = _near(at, {"person": person})
    return list(Leave.objects.filter(around).select_related("heads_up").order_by("out_at"))


def open_leave(person: Person) -> Leave | None:
    """The leave that this person is out on."""
    out = Leave.objects.filter(person=person, begun_at__isnull=False, returned_at=None)
    return out.select_related("heads_up").first()


def heads_ups_to(person: Person, mine: Membership, at: datetime) -> list[HeadsUp]:
    """What the partner has told this person, around now."""
    around = _near(at, {"pair": mine.pair_id})
    told = visible(HeadsUp.objects.filter(around), person, "given_at").exclude(person=person)
    return list(told.order_by("out_at"))


def heads_up_to(person: Person, leave_id: UUID) -> HeadsUp:
    """A partner's leave as this person was told of it, while they were a pair."""
    told = HeadsUp.objects.filter(leave=leave_id).exclude(person=person)
    return get_object_or_404(visible(told, person, "given_at"))


def teller_of(told: HeadsUp, partner: Membership | None) -> Membership:
    """The side of the pair that a heads-up came from; nearly always today's partner."""
    whose = (told.pair_id, told.person_id)
    if partner is not None and (partner.pair_id, partner.person_id) == whose:
        return partner
    return Membership.objects.get(pair=told.pair_id, person=told.person_id)


def current_heads_up(person_id: UUID, leave: Leave) -> HeadsUp | None:
    """The heads-up that still follows its leave: once one of the two has left, it stands still."""
    own = HeadsUp.objects.filter(leave=leave, person=person_id)
    return own.exclude(pair__memberships__ended_at__isnull=False).first()


def door_check_of(person: Person, leave_id: UUID) -> DoorCheck | None:
    return DoorCheck.objects.filter(person=person, leave=leave_id).first()


def door_letters(person: Person) -> QuerySet[DoorCheck]:
    """What was written at the door while the private room was closed."""
    suite = Substr("answers", SUITE_BYTE, 1, output_field=BinaryField())
    checks = DoorCheck.objects.filter(person=person).annotate(suite=suite)
    return checks.filter(suite=bytes([seal.LETTER]))


def unfinished(at: datetime) -> QuerySet[Leave]:
    """Every leave whose promised times still matter. For the program itself, not for a page."""
    return Leave.objects.filter(returned_at=None, called_off_at=None, planned_at__lte=at)


def _near(at: datetime, whose: dict[str, object]) -> Q:
    """Whose rows stands in each part, so that each part can use an index."""
    out = Q(**whose, begun_at__isnull=False, returned_at=None)
    back = Q(**whose, returned_at__gte=at - NEAR)
    ahead = Q(**whose, begun_at=None, called_off_at=None)
    soon = Q(out_at__range=(at - STILL_AHEAD, at + NEAR))
    return out | back | (ahead & soon)
