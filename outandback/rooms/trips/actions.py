from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.shortcuts import get_object_or_404

from outandback.rooms.notify.actions import tell_other
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Pair
from outandback.rooms.people.queries import has_left, pairs_left_first
from outandback.ui.drawing import other_ink
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

NEAR_ONES, WEEK = 6, timedelta(weeks=1)
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
    tell_other(mine, trip.pk, at)
    return trip_in(mine, trip_id)


@transaction.atomic
def change_trip(
    trip: Trip,
    mine: Membership,
    keyring: Keyring,
    seen: int,
    days: Days,
    words: TripWords,
    at: datetime,
) -> bool:
    """Either of the two; `seen` is the version that the form showed. What says the same is no
    change: then nothing is written, and False. Raises Stale, KeysChanged."""
    _hold(mine, keyring)
    row, now = _as_now(trip, mine, keyring)
    if days == _days(row) and words.says_as(now):
        return False
    is_named, moved = words.name != now.name, _dates(days) != _dates(_days(row))
    by = str(mine.person_id) if is_named else named_by(row, now)
    _change(trip, mine, keyring, seen, days, replace(words, named_by=by).changed(mine.ink, at))
    _keep_rounds(mine, keyring)
    give_out(trip, mine, keyring, days, words.name if is_named else "", moved=moved)
    tell_other(mine, trip.pk, at)
    return True


@transaction.atomic
def name_telling(
    trip: Trip, mine: Membership, keyring: Keyring, telling: dict[str, str], at: datetime
) -> None:
    """A time on the trip at which the two tell each other. Twice the same is one."""
    _hold(mine, keyring)
    row, words = _as_now(trip, mine, keyring)
    if telling_key(telling) not in map(telling_key, words.tellings):
        named = sorted((*words.tellings, telling), key=telling_key)
        _tell_each_other(row, mine, keyring, replace(words, tellings=named), at)


@transaction.atomic
def drop_telling(trip: Trip, mine: Membership, keyring: Keyring, key: str, at: datetime) -> None:
    _hold(mine, keyring)
    row, words = _as_now(trip, mine, keyring)
    left = [one for one in words.tellings if telling_key(one) != key]
    if len(left) != len(words.tellings):
        _tell_each_other(row, mine, keyring, replace(words, tellings=left), at)


def _tell_each_other(
    row: Trip, mine: Membership, keyring: Keyring, words: TripWords, at: datetime
) -> None:
    changed = words.changed(mine.ink, at)
    _change(row, mine, keyring, row.row_version, _days(row), changed)
    _keep_rounds(mine, keyring)
    tell_other(mine, row.pk, at)


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


def hold_trip(trip: Trip) -> None:
    """Within what is written about it: it stays until that is done. Raises Http404 where it is
    gone by now."""
    get_object_or_404(Trip.objects.select_for_update(), pk=trip.pk)


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
    """All that are not over, and the last few, rest with both sides of the pair too, each with who
    made it and who changed it, so that Today need not ask for them. What was over a week before the
    newest was made is over by now."""
    rows = list(trips_had(mine).order_by("-last_on", "pk"))
    over = max((row.made_at.date() for row in rows), default=date.max) - WEEK
    ahead = {row for row in rows if days_known(mine, row).last >= over}
    kept = [row for row in rows if row in ahead or row in rows[:NEAR_ONES]]
    people.keep_rounds(mine, keyring, trips=[_round(row, mine, keyring) for row in kept])


def _round(trip: Trip, mine: Membership, keyring: Keyring) -> dict[str, str]:
    days, words = days_known(mine, trip), words_known(mine, keyring, trip) or TripWords()
    return {
        "id": str(trip.pk),
        "name": words.name,
        "first": days.first.isoformat(),
        "last": days.last.isoformat(),
        "made_by": mine.ink if trip.person_id == mine.person_id else other_ink(mine.ink),
        "made_at": trip.made_at.isoformat(),
        "changed_by": words.changed_by,
        "changed_at": words.changed_at,
        "version": str(trip.row_version),
    }


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
