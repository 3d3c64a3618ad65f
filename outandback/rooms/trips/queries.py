from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.people.models import Membership

from .models import Trip

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

    from .models import Days, TripWords

REMOVED = Q(words__isnull=False, later__isnull=False, later_first_on=None)


def trips_between(side: Membership | None, since: date, until: date) -> list[Trip]:
    """One pair’s trips that have a day from `since` to `until`, both included, in order of time.

    `days_known` says on which days a trip stands for this side.
    """
    if side is None:
        return []
    first, last = "first_on", "last_on"
    rows = trips_had(side)
    if was_left(side):
        rows = rows.annotate(
            first_known=Coalesce("later_first_on", "first_on"),
            last_known=Coalesce("later_last_on", "last_on"),
        )
        first, last = "first_known", "last_known"
    near = {f"{first}__lte": until, f"{last}__gte": since}
    return list(rows.filter(**near).order_by(first, "pk"))


def trips_had(side: Membership) -> QuerySet[Trip]:
    """All of a pair, as one side has them: what both had, and what they made themselves."""
    both = Q(words__isnull=False) | Q(person=side.person_id)
    rows = Trip.objects.filter(both, pair=side.pair_id).order_by("first_on", "pk")
    return rows.exclude(REMOVED) if was_left(side) else rows


def trips_kept_by(person: Person) -> QuerySet[Trip]:
    """Of the pair of now and of past ones."""
    both = Q(words__isnull=False) | Q(person=person)
    rows = Trip.objects.filter(both, pair__memberships__person=person)
    return rows.order_by("pair", "first_on", "pk")


def trip_in(side: Membership | None, trip_id: UUID) -> Trip:
    """A trip of one side’s pair. Any other is not there."""
    if side is None:
        raise Http404
    return get_object_or_404(trips_had(side), pk=trip_id)


def trip_of(person: Person, trip_id: UUID) -> Trip:
    """To read: of the pair of now, or of an earlier one."""
    pair = trips_kept_by(person).filter(pk=trip_id).values("pair")
    side = Membership.objects.select_related("other").filter(pair__in=pair, person=person).first()
    return trip_in(side, trip_id)


def was_left(side: Membership) -> bool:
    """Whether the other one of this side left first, told of it or not."""
    other = side.other
    if other is None or other.ended_at is None:
        return False
    return side.ended_at is None or other.ended_at < side.ended_at


def days_known(side: Membership, trip: Trip) -> Days:
    return trip.days(trip.column_for(was_left=was_left(side)))


def words_known(side: Membership, keyring: Keyring, trip: Trip) -> TripWords | None:
    """None where the key is not open in this request."""
    column = trip.column_for(was_left=was_left(side))
    words: TripWords | None = keyring.open_if_possible(trip, column)
    return words
