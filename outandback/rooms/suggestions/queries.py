from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BinaryField,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from outandback.rooms.calendars.models import SharedBusy, Source
from outandback.rooms.calendars.queries import busy_among, shared_among
from outandback.rooms.cover.models import Window
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.notify.models import Preference
from outandback.rooms.people.queries import lives_apart, visible
from outandback.rooms.rhythms.models import LeaveRhythm
from outandback.rooms.rhythms.queries import times_ahead
from outandback.rooms.together.models import TimeTogether, TogetherFact
from outandback.rooms.together.queries import occurrences_between
from outandback.rooms.trips.models import Trip
from outandback.rooms.trips.queries import days_known, trips_between
from outandback.rules.free_windows import Free, KnownTimes, free_together
from outandback.rules.pauses import pause
from outandback.rules.suggestions import days_ahead, to_suggest
from outandback.rules.whereabouts import LONGEST_UNSAID

from .times import (
    DAY,
    FEW,
    HOURS_UNSAID,
    NO_HOURS,
    FreeHours,
    PlannedTimes,
    few_of,
    hours_of,
    midnight,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.trips.models import Days
    from outandback.rules.free_windows import Span
    from outandback.rules.pauses import Pause
    from outandback.rules.suggestions import Suggested

    from .times import Asker

AHEAD = timedelta(weeks=8)
COLUMNS = ("row_kind", "pk", "person_id", "sealed", "newer", "starts", "ends")
SOURCE, SHARED, RHYTHM, TRIP = "source", "shared", "rhythm", "trip"
SEASON = "season"
ONCE, AGAIN = "once", "again"
LONGEST = 31 * DAY
KEEP_HOURS = (TogetherFact.Deed.COUNTED_IN, TogetherFact.Deed.HAD)
# PostgreSQL asks what kind of nothing it is.
NO_TIME = Cast(Value(None), DateTimeField())
NO_WORDS = Cast(Value(None), BinaryField())
OWN, GONE, OFFERED = "own", "gone", "offered"


def free_hours(asker: Asker, at: datetime) -> FreeHours:
    """From what is shared, told, planned and offered; what is one's own alone only takes away."""
    since, until = at, at + AHEAD
    known = known_to(asker, planned_between(asker, since, until), since, until)
    return few_of(known, since, until)


def free_hours_on(
    asker: Asker, planned: PlannedTimes, first: date, last: date, at: datetime
) -> FreeHours:
    """Those of some days, two of each at most; none of what is over or far ahead, nor in a season
    off. `planned`: what was asked for already, offered hours apart."""
    midnights = (midnight(day, asker.person.zone) for day in (first, last + DAY))
    since, until = (min(max(one, at), at + AHEAD) for one in midnights)
    if since == until:
        return NO_HOURS
    there = WhatIsThere(asker.person, asker.mine, since, beside=True)
    if there.season(at).is_on:
        return NO_HOURS
    found = few_of(_known(asker, planned, there, since, until), since, until)
    return FreeHours(found.together[:FEW], found.own[:FEW])


def free_to_hold(asker: Asker, start: datetime, at: datetime) -> Free | None:
    """The hours for both that begin then, as long as they are still free."""
    since, until = at, at + AHEAD
    known = known_to(asker, planned_between(asker, since, until), since, until)
    return next((one for one in free_together(known, since, until) if one.start == start), None)


def suggested(asker: Asker, planned: PlannedTimes, at: datetime) -> Suggested | None:
    """One thought for Today or none: of what is planned in these days, and of nothing else."""
    known = known_to(asker, planned, *days_ahead(at, asker.person.zone))
    return to_suggest(known, bool(planned.own), at)


def known_to(asker: Asker, planned: PlannedTimes, since: datetime, until: datetime) -> KnownTimes:
    there = WhatIsThere(asker.person, asker.mine, since, beside=planned.offered is None)
    return _known(asker, planned, there, since, until)


def _known(
    asker: Asker, planned: PlannedTimes, there: WhatIsThere, since: datetime, until: datetime
) -> KnownTimes:
    person, mine, keyring = asker.person, asker.mine, asker.keyring
    other = mine.other.person_id if mine and mine.other else None
    shared = shared_among(there.shared(), keyring, since, until)
    rounds = times_ahead(person, keyring, since, until) if there.has(RHYTHM) else []
    return KnownTimes(
        zone=person.zone,
        other_zone=_other_zone(asker) if other else None,
        own=[
            *planned.own,
            *busy_among(there.sources(), keyring, since, until),
            *rounds,
        ],
        other=shared.get(other, []) if other else [],
        gone=planned.gone,
        both=[
            *(_together(mine, there, since, until) if planned.two is None else planned.two),
            *_on_trips(mine, planned.trips, there, since, until),
        ],
        offered=there.offered() if planned.offered is None else planned.offered,
    )


def planned_between(asker: Asker, since: datetime, until: datetime) -> PlannedTimes:
    """Leaves that are under way or ahead, and offered hours, in one question."""
    person, mine = asker.person, asker.mine
    own = Leave.objects.filter(person=person)
    rows = _unfinished(own, OWN, since, until)
    if mine is not None:
        told = HeadsUp.objects.filter(pair=mine.pair_id).exclude(person=person)
        rows = rows.union(
            _unfinished(visible(told, person, "given_at"), GONE, since, until),
            _times(_offered_to(person, mine, since).filter(out_at__lt=until), OFFERED),
            all=True,
        )
    found = [(kind, (start, end or start + LONGEST_UNSAID)) for kind, start, end in rows]
    mine_ahead, gone, offered = (
        [span for kind, span in found if kind == one] for one in (OWN, GONE, OFFERED)
    )
    return PlannedTimes(mine_ahead, gone, offered)


def _unfinished(rows: QuerySet[Any], kind: str, since: datetime, until: datetime) -> QuerySet[Any]:
    standing = rows.filter(returned_at=None, called_off_at=None, out_at__lt=until)
    ends = Q(back_at__gt=since) | Q(back_at=None, out_at__gt=since - LONGEST_UNSAID)
    return _times(standing.filter(ends | Q(begun_at__isnull=False)), kind)


def _times(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    named = rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
    times: QuerySet[Any] = named.values_list("kind", "out_at", "back_at")
    return times


def _offered_to(person: Person, mine: Membership, since: datetime) -> QuerySet[Window]:
    given = Window.objects.filter(pair=mine.pair_id, withdrawn_at=None, taking=None)
    return visible(given.exclude(person=person), person, "offered_at").filter(out_at__gte=since)


def _other_zone(asker: Asker) -> str:
    """Where the other one is, as far as they told: by the last heads-up of those who live apart.
    What they set for themselves is theirs."""
    person, mine = asker.person, asker.mine
    if mine is None or not lives_apart(asker.keyring, mine):
        return person.zone
    told = visible(HeadsUp.objects.filter(pair=mine.pair_id), person, "given_at")
    last = told.exclude(person=person).order_by("given_at", "pk").last()
    return last.zone if last else person.zone


def _together(
    mine: Membership | None, there: WhatIsThere, since: datetime, until: datetime
) -> list[Span]:
    if there.has(AGAIN):
        return [hours_of(one) for one in occurrences_between(mine, since, until)]
    return [(start, end or start + HOURS_UNSAID) for start, end in there.times(ONCE)]


def _on_trips(
    mine: Membership | None,
    known: list[Days] | None,
    there: WhatIsThere,
    since: datetime,
    until: datetime,
) -> Iterable[Span]:
    if known is None and mine is not None and there.has(TRIP):
        trips = trips_between(mine, since.date() - DAY, until.date() + DAY)
        known = [days_known(mine, trip) for trip in trips]
    return map(whole, known or ())


class WhatIsThere:
    """Which rows all else can come from, by their kind, in one question: none is asked in vain.
    Time together that was put in once, and of which nothing was changed, has its hours with it.
    `beside`: with the hours that the other offers, and a season off."""

    def __init__(
        self, person: Person, mine: Membership | None, since: datetime, *, beside: bool = False
    ) -> None:
        self._person, self._mine = person, mine
        self._rows = defaultdict(list)
        for kind, *row in _asked(person, mine, since, beside=beside):
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

    def times(self, kind: str) -> list[tuple[datetime, datetime | None]]:
        return [(row[-2], row[-1]) for row in self._rows.get(kind, ())]

    def offered(self) -> list[Span]:
        return [(start, end) for start, end in self.times(OFFERED) if end]

    def season(self, at: datetime) -> Pause:
        """Its day stands as the first moment of it, wherever that is."""
        until = next((start for start, _ in self.times(SEASON)), None)
        is_on = self.has(SEASON)
        return pause(is_on, until.date() if until else None, at, self._person.zone)


def _asked(
    person: Person, mine: Membership | None, since: datetime, *, beside: bool
) -> QuerySet[Any]:
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
    if beside:
        others += _asked_beside(person, mine, since)
    return own.union(*others, all=True)


def _asked_beside(person: Person, mine: Membership | None, since: datetime) -> list[QuerySet[Any]]:
    off = Preference.objects.filter(person=person, season_off=True)
    rows = [_columns(off, SEASON, starts=Cast("season_until", DateTimeField()))]
    if mine is not None and mine.ended_at is None:
        hours = {"starts": F("out_at"), "ends": F("back_at")}
        rows.append(_columns(_offered_to(person, mine, since), OFFERED, **hours))
    return rows


def _columns(rows: QuerySet[Any], kind: str, **of: Any) -> QuerySet[Any]:
    """The same columns of each, as a union wants them."""
    none = {"sealed": NO_WORDS, "newer": NO_WORDS, "starts": NO_TIME, "ends": NO_TIME}
    named = rows.order_by().annotate(row_kind=Value(kind, output_field=CharField()), **(none | of))
    columns: QuerySet[Any] = named.values_list(*COLUMNS)
    return columns
