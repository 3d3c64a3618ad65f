"""Which rows busy times, time together, trips and rhythms can come from, asked in one question: no
further one is asked in vain."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BinaryField, CharField, DateTimeField, Exists, F, OuterRef, Q, Value
from django.db.models import QuerySet as Rows

from outandback.rooms.calendars.models import SharedBusy, Source
from outandback.rooms.rhythms.models import LeaveRhythm
from outandback.rooms.together.models import TimeTogether, TogetherFact
from outandback.rooms.trips.models import Trip

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.people.models import Membership, Person

COLUMNS = ("row_kind", "pk", "person_id", "sealed", "newer", "starts", "ends")
SOURCE, SHARED, RHYTHM, TRIP = "source", "shared", "rhythm", "trip"
ONCE, AGAIN = "once", "again"
DAY = timedelta(days=1)
LONGEST = 31 * DAY
KEEP_HOURS = (TogetherFact.Deed.COUNTED_IN, TogetherFact.Deed.HAD)
NO_TIME = Value(None, output_field=DateTimeField())
NO_WORDS = Value(None, output_field=BinaryField())


class WhatIsThere:
    """The rows by their kind. Time together that was put in once, and of which nothing was changed,
    has its hours with it."""

    def __init__(self, person: Person, mine: Membership | None, since: datetime) -> None:
        self._person, self._mine = person, mine
        self._rows = defaultdict(list)
        for kind, *row in _asked(person, mine, since):
            self._rows[kind].append(row)

    def has(self, kind: str) -> bool:
        return kind in self._rows

    def sources(self) -> list[Source]:
        return [
            Source(pk=pk, person_id=person, times=times, arrived=newer)
            for pk, person, times, newer, *_ in self._rows.get(SOURCE, ())
        ]

    def shared(self) -> list[SharedBusy]:
        if self._mine is None:
            return []
        return [
            SharedBusy(
                pk=pk, person_id=person, pair_id=self._mine.pair_id, times=times, later=newer
            )
            for pk, person, times, newer, *_ in self._rows.get(SHARED, ())
        ]

    def once(self) -> list[tuple[datetime, datetime | None]]:
        return [(row[-2], row[-1]) for row in self._rows.get(ONCE, ())]


def _asked(person: Person, mine: Membership | None, since: datetime) -> Rows[Any]:
    own = _columns(
        Source.objects.filter(person=person), SOURCE, sealed=F("times"), newer=F("arrived")
    )
    others = [_columns(LeaveRhythm.objects.filter(person=person), RHYTHM)]
    if mine is not None and mine.ended_at is None:
        pair = {"pair": mine.pair_id}
        changed = TogetherFact.objects.filter(row=OuterRef("pk")).exclude(did__in=KEEP_HOURS)
        held = TimeTogether.objects.filter(**pair)
        once = held.filter(~Exists(changed), weeks=0)
        hours = {"starts": F("starts_at"), "ends": F("ends_at")}
        others += [
            _columns(
                SharedBusy.objects.filter(**pair), SHARED, sealed=F("times"), newer=F("later")
            ),
            _columns(once.filter(starts_at__gte=since - LONGEST), ONCE, **hours),
            _columns(held.filter(Exists(changed) | Q(weeks__gt=0)), AGAIN),
            _columns(Trip.objects.filter(**pair, last_on__gte=since.date() - DAY), TRIP),
        ]
    return own.union(*others, all=True)


def _columns(rows: Rows[Any], kind: str, **of: Any) -> Rows[Any]:
    """The same columns of each, as a union wants them."""
    none = {"sealed": NO_WORDS, "newer": NO_WORDS, "starts": NO_TIME, "ends": NO_TIME}
    named = rows.order_by().annotate(row_kind=Value(kind, output_field=CharField()), **(none | of))
    columns: Rows[Any] = named.values_list(*COLUMNS)
    return columns
