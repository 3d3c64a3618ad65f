from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from outandback.rooms.people.models import Membership

from .models import Trip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outandback.rooms.people.models import Person, Rounds
    from outandback.vault.keyring import Keyring
    from outandback.vault.prepared_queries import Given

    from .models import Days, TripWords

SOON = timedelta(days=7)
REMOVED = Q(words__isnull=False, later__isnull=False, later_first_on=None)


@dataclass(frozen=True)
class NearTrip:
    """A trip that begins soon or is under way."""

    id: str
    name: str
    begun: bool


@dataclass(frozen=True)
class SentTrip:
    """A trip as the other one made it, or changed it last: when each was, if they did."""

    id: UUID
    name: str
    first: date
    last: date
    version: int
    made_at: datetime | None
    changed_at: datetime | None

    @classmethod
    def of(cls, one: Mapping[str, str], ink: str) -> Self:
        made, changed = (
            one[f"{did}_at"] if one[f"{did}_by"] not in (ink, "") else ""
            for did in ("made", "changed")
        )
        return cls(
            UUID(one["id"]),
            one["name"],
            date.fromisoformat(one["first"]),
            date.fromisoformat(one["last"]),
            int(one["version"]),
            datetime.fromisoformat(made) if made else None,
            datetime.fromisoformat(changed) if changed else None,
        )


@dataclass(frozen=True)
class DatedTrip:
    name: str
    first: date
    last: date


def trips_of_days(
    keyring: Keyring, mine: Membership | None, since: date, until: date
) -> list[DatedTrip]:
    """Those that have one of some days near today, both included. Nothing is asked."""
    dated = [
        DatedTrip(one["name"], *map(date.fromisoformat, (one["first"], one["last"])))
        for one in _resting(keyring, mine)
    ]
    found = [one for one in dated if one.first <= until and one.last >= since]
    return sorted(found, key=lambda one: (one.first, one.last, one.name))


def trips_near(keyring: Keyring, mine: Membership | None, day: date) -> list[NearTrip]:
    """Those of a day and of the few days after it. Nothing is asked."""
    near = [one for one in _resting(keyring, mine) if _is_near(one, day)]
    today = day.isoformat()
    near.sort(key=lambda one: (one["first"], one["id"]))
    return [NearTrip(one["id"], one["name"], one["first"] <= today) for one in near]


def trips_sent(keyring: Keyring, mine: Membership, day: date) -> list[SentTrip]:
    """Of those that are not over what the other one did last. They rest with the pair’s side, too:
    nothing is asked."""
    ahead = (one for one in _resting(keyring, mine) if one["last"] >= day.isoformat())
    return [SentTrip.of(one, mine.ink) for one in ahead if "made_by" in one]


def _resting(keyring: Keyring, mine: Membership | None) -> Sequence[Mapping[str, str]]:
    """What rests with the pair’s side: all that are not over, and a few that are."""
    rounds: Rounds | None = keyring.open_if_possible(mine, "rounds") if mine else None
    return rounds.trips if rounds else ()


def _is_near(one: Mapping[str, str], day: date) -> bool:
    first, last = date.fromisoformat(one["first"]), date.fromisoformat(one["last"])
    return first - SOON <= day <= last


def trips_between(side: Membership | None, since: date, until: date) -> list[Trip]:
    """One pair’s trips that have a day from `since` to `until`, both included, in order of time.

    `days_known` says on which days a trip stands for this side.
    """
    if side is None:
        return []
    rows = trips_of_pair(side.pair_id, side.person_id, left=was_left(side))
    near = rows.filter(first_known__lte=until, last_known__gte=since)
    return list(near.order_by("first_known", "pk"))


def trips_over(side: Membership, keyring: Keyring, after: date, until: date) -> list[Trip]:
    """For the story: those whose last day is later than one day, no later than another, the newest
    first."""
    found = [(days_known(side, row).last, row) for row in every_trip(side, keyring)]
    over = [(last, row) for last, row in found if after < last <= until]
    return [row for _, row in sorted(over, key=lambda one: (one[0], one[1].pk), reverse=True)]


def every_trip(side: Membership, keyring: Keyring) -> list[Trip]:
    """All that this side has. It asks where there is any alone."""
    rounds: Rounds | None = keyring.open_if_possible(side, "rounds")
    return list(trips_had(side)) if rounds and rounds.trips else []


def names_of_trips(side: Membership | None, keyring: Keyring) -> dict[str, str]:
    """The last few by their id. They rest with the pair’s side: nothing is asked."""
    return {one["id"]: one["name"] for one in _resting(keyring, side)}


def trips_had(side: Membership) -> QuerySet[Trip]:
    """All of a pair, as one side has them: what both had, and what they made themselves."""
    rows = trips_of_pair(side.pair_id, side.person_id, left=was_left(side))
    return rows.order_by("first_on", "pk")


def trips_of_pair(pair: UUID | Given, person: UUID | Given, *, left: bool) -> QuerySet[Any]:
    """The same, each with its days as that side knows them. `left`: the other one left first."""
    both = Q(words__isnull=False) | Q(person=person)
    rows = Trip.objects.filter(both, pair=pair)
    if not left:
        days = {"first_known": F("first_on"), "last_known": F("last_on"), "zone_known": F("zone")}
        return rows.annotate(**days)
    changed = When(later_first_on__isnull=False, then=F("later_zone"))
    return rows.exclude(REMOVED).annotate(
        first_known=Coalesce("later_first_on", "first_on"),
        last_known=Coalesce("later_last_on", "last_on"),
        zone_known=Case(changed, default=F("zone")),
    )


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


def trip_made_by(side: Membership | None, trip_id: UUID) -> Trip:
    """One’s own, to remove. Anybody else’s is not there for that."""
    trip = trip_in(side, trip_id)
    if side is None or trip.person_id != side.person_id:
        raise Http404
    return trip


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
