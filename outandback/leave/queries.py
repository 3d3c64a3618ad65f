from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.people.models import Membership
from outandback.people.queries import visible
from outandback.vault.prepared import Given, Prepared, given_id, given_time

from .models import DoorCheck, HeadsUp, Leave

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.people.models import Person

NEAR = timedelta(days=7)
STILL_AHEAD = timedelta(days=1)


def leave_of(person: Person, leave_id: UUID) -> Leave:
    """This person's own leave, with its heads-up. Anybody else's does not exist."""
    leave = own_leave(person, leave_id)
    if leave is None:
        raise Http404
    return leave


def own_leave(person: Person, leave_id: UUID) -> Leave | None:
    """For a page that is read by both: None where it is not this person's."""
    return _own_leave.first(leave=leave_id, person=person.pk)


def leaves_near(person: Person, at: datetime) -> list[Leave]:
    """Own leaves around now: under way, back within a week, or ahead within a week."""
    return _leaves_near(person=person.pk, **_around(at))


def open_leave(person: Person) -> Leave | None:
    """The leave that this person is out on."""
    out = Leave.objects.filter(person=person, begun_at__isnull=False, returned_at=None)
    return out.select_related("heads_up").first()


def heads_ups_to(person: Person, mine: Membership, at: datetime) -> list[HeadsUp]:
    """What the partner has told this person, around now."""
    return _told_near(person=person.pk, pair=mine.pair_id, **_around(at))


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


def unfinished(at: datetime) -> QuerySet[Leave]:
    """Every leave whose promised times still matter. For the program itself, not for a page."""
    return Leave.objects.filter(returned_at=None, called_off_at=None, planned_at__lte=at)


def _around(at: datetime) -> dict[str, datetime]:
    return {"back_since": at - NEAR, "out_since": at - STILL_AHEAD, "out_until": at + NEAR}


def _near(**whose: Given) -> Q:
    """Whose rows stands in each part, so that each part can use an index."""
    out = Q(**whose, begun_at__isnull=False, returned_at=None)
    back = Q(**whose, returned_at__gte=given_time("back_since"))
    ahead = Q(**whose, begun_at=None, called_off_at=None)
    soon = Q(out_at__range=(given_time("out_since"), given_time("out_until")))
    return out | back | (ahead & soon)


_own_leave = Prepared(
    lambda: Leave.objects.select_related("heads_up").filter(
        pk=given_id("leave"), person=given_id("person")
    )
)
_leaves_near = Prepared(
    lambda: (
        Leave.objects.filter(_near(person=given_id("person")))
        .select_related("heads_up")
        .order_by("out_at")
    )
)
_told_near = Prepared(
    lambda: (
        visible(
            HeadsUp.objects.filter(_near(pair=given_id("pair"))), given_id("person"), "given_at"
        )
        .exclude(person=given_id("person"))
        .order_by("out_at")
    )
)
