from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Pair
from outandback.rooms.people.queries import has_left, pairs_left_first
from outandback.vault.writing import rewrite

from .given_out import give_out
from .models import LATER, Trip, TripWords, named_by, telling_key
from .queries import days_known, trip_in, trips_had, words_known

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

    from .models import Days

NEAR_ONES = 6
NO_DAYS = {"later_first_on": None, "later_last_on": None, "later_zone": ""}


@transaction.atomic
def make_trip(
    mine: Membership, keyring: Keyring, trip_id: UUID, days: Days, words: TripWords, at: datetime
) -> Trip:
    """Named by its form, so that one form makes one trip. Raises Parted, KeysChanged."""
    _hold(mine, keyring)
    trip = Trip(pk=trip_id, pair_id=mine.pair_id, person_id=mine.person_id, made_at=at)
    _take_over(trip, days.columns())
    words = replace(words, named_by=str(mine.person_id))
    keyring.seal(trip, trip.column_to_write(alone=has_left(mine.other)), words)
    is_new = not Trip.objects.filter(pk=trip_id).exists()
    Trip.objects.bulk_create([trip], ignore_conflicts=True)
    _keep_rounds(mine, keyring)
    if is_new:
        give_out(trip, mine, keyring, days, words.name, moved=True)
    return trip_in(mine, trip_id)


@transaction.atomic
def change_trip(
    trip: Trip, mine: Membership, keyring: Keyring, seen: int, days: Days, words: TripWords
) -> None:
    """Either of the two; `seen` is the version that the form showed. Raises Stale, KeysChanged."""
    _hold(mine, keyring)
    before, then = keyring.open(trip, trip.newest) or TripWords(), _days(trip)
    is_named = words.name != before.name
    by = str(mine.person_id) if is_named else named_by(trip, before)
    _change(trip, mine, keyring, seen, days, replace(words, named_by=by))
    _keep_rounds(mine, keyring)
    moved, name = _dates(days) != _dates(then), words.name if is_named else ""
    give_out(trip, mine, keyring, days, name, moved=moved)


@transaction.atomic
def name_telling(trip: Trip, mine: Membership, keyring: Keyring, telling: dict[str, str]) -> None:
    """A time on the trip at which the two tell each other. Twice the same is one."""
    _hold(mine, keyring)
    row, words = _as_now(trip, mine, keyring)
    if telling_key(telling) not in map(telling_key, words.tellings):
        named = sorted((*words.tellings, telling), key=telling_key)
        _change(row, mine, keyring, row.row_version, _days(row), replace(words, tellings=named))


@transaction.atomic
def drop_telling(trip: Trip, mine: Membership, keyring: Keyring, key: str) -> None:
    _hold(mine, keyring)
    row, words = _as_now(trip, mine, keyring)
    left = [one for one in words.tellings if telling_key(one) != key]
    if len(left) != len(words.tellings):
        _change(row, mine, keyring, row.row_version, _days(row), replace(words, tellings=left))


@transaction.atomic
def remove_trip(trip: Trip, mine: Membership, keyring: Keyring) -> None:
    """It is gone, and the leaves in it stay; but what the two had stays with the one who left."""
    _hold(mine, keyring)
    row, _ = _as_now(trip, mine, keyring)
    give_out(row, mine, keyring, _days(row), moved=True)
    if row.words and has_left(mine.other):
        rewrite(row, keyring, LATER, TripWords(), row.row_version, Trip.objects.all(), **NO_DAYS)
    else:
        row.delete()
    _keep_rounds(mine, keyring)


def forget_trips(person: Person) -> None:
    """What the two had stays with the other; what was this person's alone goes."""
    rows = Trip.objects.filter(pair__memberships__person=person)
    rows.filter(person=person, words=None).delete()
    # the one who was left wrote it
    rows.exclude(pair__in=pairs_left_first(person)).update(later=None, **NO_DAYS)


def _hold(mine: Membership, keyring: Keyring) -> None:
    """One after the other, of all that is written to the trips of a pair."""
    people.still_in(mine, keyring)
    Pair.objects.select_for_update().get(pk=mine.pair_id)


def _keep_rounds(mine: Membership, keyring: Keyring) -> None:
    """The last few rest with both sides of the pair too, so that Today need not ask for them."""
    rows = trips_had(mine).order_by("-last_on", "pk")[:NEAR_ONES]
    people.keep_rounds(mine, keyring, trips=[_round(row, mine, keyring) for row in rows])


def _round(trip: Trip, mine: Membership, keyring: Keyring) -> dict[str, str]:
    days, words = days_known(mine, trip), words_known(mine, keyring, trip) or TripWords()
    when = {"first": days.first.isoformat(), "last": days.last.isoformat()}
    return {"id": str(trip.pk), "name": words.name, **when}


def _as_now(trip: Trip, mine: Membership, keyring: Keyring) -> tuple[Trip, TripWords]:
    row = trip_in(mine, trip.pk)
    words: TripWords = keyring.open(row, row.newest) or TripWords()
    return row, replace(words, named_by=named_by(row, words))


def _days(trip: Trip) -> Days:
    return trip.days(trip.newest)


def _dates(days: Days) -> tuple[date, date]:
    return days.first, days.last


def _change(
    trip: Trip, mine: Membership, keyring: Keyring, seen: int, days: Days, words: TripWords
) -> None:
    column = trip.column_to_write(alone=has_left(mine.other))
    beside = "later_" if column == LATER and trip.words else ""
    rewrite(trip, keyring, column, words, seen, Trip.objects.all(), **days.columns(beside))


def _take_over(trip: Trip, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(trip, name, value)
