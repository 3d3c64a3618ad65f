"""Everything that free hours are worked out from, beside what is planned and told, in one question:
calendars, what is shared, time together, trips, and where the other one said they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import (
    BinaryField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from outandback.rooms.calendars.models import SharedBusy, Source
from outandback.rooms.cover.models import Window
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.notify.models import Preference
from outandback.rooms.people.queries import visible
from outandback.rooms.rhythms.models import LeaveRhythm
from outandback.rooms.together.models import TimeTogether, TogetherFact
from outandback.rooms.trips.models import Days
from outandback.rooms.trips.queries import trips_of_pair, was_left
from outandback.rules.pauses import pause
from outandback.vault.prepared_queries import PreparedValues, given_day, given_id, given_time

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from outandback.rooms.people.models import Membership, Person
    from outandback.rules.free_windows import Span
    from outandback.rules.pauses import Pause

SOURCE, SHARED, RHYTHM, TRIP, THERE = "source", "shared", "rhythm", "trip", "there"
SEASON, OFFERED = "season", "offered"
ONCE, AGAIN = "once", "again"
DAY, LONGEST = timedelta(days=1), timedelta(days=31)
KEEP_HOURS = (TogetherFact.Deed.COUNTED_IN, TogetherFact.Deed.HAD)


class ThereRow(NamedTuple):
    """The columns that each part has; which of them are filled follows from its kind."""

    kind: str
    pk: UUID
    person: UUID
    sealed: bytes | None
    newer: bytes | None
    starts: datetime | None
    ends: datetime | None
    first: date | None
    last: date | None
    zone: str | None


# PostgreSQL asks what kind of nothing it is.
NOTHING = {
    name: Cast(Value(None), field)
    for name, field in (
        ("sealed", BinaryField()),
        ("newer", BinaryField()),
        ("starts", DateTimeField()),
        ("ends", DateTimeField()),
        ("first", DateField()),
        ("last", DateField()),
        ("in_zone", CharField()),
    )
}
COLUMNS = ("row_kind", "pk", "person_id", *NOTHING)


@dataclass(frozen=True)
class WhatIsThere:
    """`once`: time together that was put in once, and of which nothing was changed. Of time that
    comes again, and of own leaves that come round, only whether there is any. `offered`, and a
    season off with the day of its end, where they were asked for."""

    sources: list[Source]
    shared: list[SharedBusy]
    once: list[tuple[datetime, datetime | None]]
    trips: list[Days]
    comes_again: bool
    comes_round: bool
    other_zone: str | None
    offered: list[Span]
    seasons: list[date | None]

    def season(self, at: datetime, zone: str) -> Pause:
        return pause(bool(self.seasons), next(iter(self.seasons), None), at, zone)


def what_is_there(
    person: Person, mine: Membership | None, since: datetime, *, apart: bool, beside: bool
) -> WhatIsThere:
    """`apart`: the two live apart, and the other one is where they last said. `beside`: with the
    hours that the other offers, and a season off."""
    rows = defaultdict(list)
    for found in _asked(person, mine, since, apart=apart, beside=beside):
        row = ThereRow(*found)
        rows[row.kind].append(row)
    return WhatIsThere(
        [_source(row) for row in rows[SOURCE]],
        [_shared(row, mine.pair_id) for row in rows[SHARED]] if mine else [],
        [(row.starts, row.ends) for row in rows[ONCE] if row.starts],
        [Days(row.first, row.last, row.zone or "") for row in rows[TRIP] if row.first and row.last],
        bool(rows[AGAIN]),
        bool(rows[RHYTHM]),
        next((row.zone for row in rows[THERE]), None),
        [(row.starts, row.ends) for row in rows[OFFERED] if row.starts and row.ends],
        [row.last for row in rows[SEASON]],
    )


def _source(row: ThereRow) -> Source:
    return Source(pk=row.pk, person_id=row.person, times=row.sealed, arrived=row.newer)


def _shared(row: ThereRow, pair: UUID) -> SharedBusy:
    sealed = {"times": row.sealed, "later": row.newer}
    return SharedBusy(pk=row.pk, person_id=row.person, pair_id=pair, **sealed)


def _asked(
    person: Person, mine: Membership | None, since: datetime, *, apart: bool, beside: bool
) -> list[Any]:
    if mine is None or mine.ended_at is not None:
        return _of_one[beside](person=person.pk)
    days = {"day": since.date() - DAY, "since": since - LONGEST, "at": since}
    asked = _of_two[apart, was_left(mine), beside]
    return asked(person=person.pk, pair=mine.pair_id, **days)


def _own(*, beside: bool) -> list[QuerySet[Any]]:
    mine = {"person": given_id("person")}
    own = _columns(Source.objects.filter(**mine), SOURCE, sealed=F("times"), newer=F("arrived"))
    off = Preference.objects.filter(**mine, season_off=True)
    seasons = [_columns(off, SEASON, last=F("season_until"))] if beside else []
    return [own, _columns(LeaveRhythm.objects.filter(**mine), RHYTHM), *seasons]


def _shared_and_held() -> list[QuerySet[Any]]:
    pair = {"pair": given_id("pair")}
    changed = TogetherFact.objects.filter(row=OuterRef("pk")).exclude(did__in=KEEP_HOURS)
    held = TimeTogether.objects.filter(**pair)
    once = held.filter(~Exists(changed), weeks=0, starts_at__gte=given_time("since"))
    busy = SharedBusy.objects.filter(**pair)
    return [
        _columns(busy, SHARED, sealed=F("times"), newer=F("later")),
        _columns(once, ONCE, starts=F("starts_at"), ends=F("ends_at")),
        _columns(held.filter(Exists(changed) | Q(weeks__gt=0)), AGAIN),
    ]


def _trips(*, left: bool) -> QuerySet[Any]:
    rows = trips_of_pair(given_id("pair"), given_id("person"), left=left)
    ahead = rows.filter(last_known__gte=given_day("day"))
    days = {"first": F("first_known"), "last": F("last_known")}
    return _columns(ahead, TRIP, **days, in_zone=F("zone_known"))


def _where_they_are() -> QuerySet[Any]:
    """As far as the other one told. What they set for themselves is theirs."""
    told = HeadsUp.objects.filter(pair=given_id("pair")).exclude(person=given_id("person"))
    last = visible(told, given_id("person"), "given_at").order_by("-given_at", "-pk")
    found = HeadsUp.objects.filter(pk=Subquery(last.values("pk")[:1]))
    return _columns(found, THERE, in_zone=F("zone"))


def _offered() -> QuerySet[Any]:
    given = Window.objects.filter(pair=given_id("pair"), withdrawn_at=None, taking=None)
    theirs = given.exclude(person=given_id("person")).filter(out_at__gte=given_time("at"))
    shown = visible(theirs, given_id("person"), "offered_at")
    return _columns(shown, OFFERED, starts=F("out_at"), ends=F("back_at"))


def _together(*, apart: bool, left: bool, beside: bool) -> QuerySet[Any]:
    there = [_where_they_are()] if apart else []
    offered = [_offered()] if beside else []
    own = _own(beside=beside)
    return _united([*own, *_shared_and_held(), _trips(left=left), *there, *offered])


def _united(parts: list[QuerySet[Any]]) -> QuerySet[Any]:
    return parts[0].union(*parts[1:], all=True)


def _columns(rows: QuerySet[Any], kind: str, **of: Any) -> QuerySet[Any]:
    """The same columns of each, as a union wants them."""
    named = Value(kind, output_field=CharField())
    filled = rows.order_by().annotate(row_kind=named, **(NOTHING | of))
    columns: QuerySet[Any] = filled.values_list(*COLUMNS)
    return columns


def _alone(*, beside: bool) -> QuerySet[Any]:
    return _united(_own(beside=beside))


BOTH = False, True
_of_one = {beside: PreparedValues(partial(_alone, beside=beside)) for beside in BOTH}
_of_two = {
    (apart, left, beside): PreparedValues(partial(_together, apart=apart, left=left, beside=beside))
    for apart, left, beside in product(BOTH, BOTH, BOTH)
}
