from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Q, QuerySet, Value

from outandback.rooms.calendars.queries import busy_among, shared_among
from outandback.rooms.cover.models import Window
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.queries import lives_apart, visible
from outandback.rooms.rhythms.queries import times_ahead, times_ahead_of
from outandback.rooms.together.queries import occurrences_between
from outandback.rules.free_windows import Free, KnownTimes, free_together
from outandback.rules.suggestions import days_ahead, may_suggest_own, to_suggest
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
from .what_is_there import what_is_there

if TYPE_CHECKING:
    from outandback.rooms.people.models import Membership
    from outandback.rules.free_windows import Span
    from outandback.rules.suggestions import Suggested

    from .times import Asker
    from .what_is_there import WhatIsThere

AHEAD = timedelta(weeks=8)
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
    there = _there(asker, since, beside=True)
    if there.season(at, asker.person.zone).is_on:
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
    zone, is_alone = asker.person.zone, asker.mine is None or asker.mine.other is None
    since, until = days_ahead(at, zone)
    has_own = bool(planned.own)
    two = any(start < until and since < end for start, end in planned.two or ())
    if (is_alone or two) and not may_suggest_own(has_own, is_alone, at, zone):
        return None
    return to_suggest(known_to(asker, planned, since, until), has_own, at)


def known_to(asker: Asker, planned: PlannedTimes, since: datetime, until: datetime) -> KnownTimes:
    return _known(asker, planned, _there(asker, since), since, until)


def _known(
    asker: Asker, planned: PlannedTimes, there: WhatIsThere, since: datetime, until: datetime
) -> KnownTimes:
    person, mine, keyring = asker.person, asker.mine, asker.keyring
    other = mine.other.person_id if mine and mine.other else None
    shared = shared_among(there.shared, keyring, since, until)
    return KnownTimes(
        zone=person.zone,
        other_zone=(there.other_zone or person.zone) if other else None,
        own=[
            *planned.own,
            *busy_among(there.sources, keyring, since, until),
            *_rounds(asker, planned, there, since, until),
        ],
        other=shared.get(other, []) if other else [],
        gone=planned.gone,
        both=[
            *(_together(mine, there, since, until) if planned.two is None else planned.two),
            *map(whole, there.trips),
        ],
        offered=there.offered if planned.offered is None else planned.offered,
    )


def _there(asker: Asker, since: datetime, *, beside: bool = False) -> WhatIsThere:
    apart = lives_apart(asker.keyring, asker.mine)
    return what_is_there(asker.person, asker.mine, since, apart=apart, beside=beside)


def planned_between(asker: Asker, since: datetime, until: datetime) -> PlannedTimes:
    """Leaves that are under way or ahead, and offered hours, in one question."""
    person, mine = asker.person, asker.mine
    own = Leave.objects.filter(person=person)
    rows = _unfinished(own, OWN, since, until)
    if mine is not None:
        told = HeadsUp.objects.filter(pair=mine.pair_id).exclude(person=person)
        given = Window.objects.filter(pair=mine.pair_id, withdrawn_at=None, taking=None)
        theirs = visible(given.exclude(person=person), person, "offered_at")
        rows = rows.union(
            _unfinished(visible(told, person, "given_at"), GONE, since, until),
            _times(theirs.filter(out_at__gte=since, out_at__lt=until), OFFERED),
            all=True,
        )
    found = [(kind, (start, end or start + LONGEST_UNSAID)) for kind, start, end in rows]
    of = {one: [span for kind, span in found if kind == one] for one in (OWN, GONE, OFFERED)}
    return PlannedTimes(of[OWN], of[GONE], of[OFFERED])


def _unfinished(rows: QuerySet[Any], kind: str, since: datetime, until: datetime) -> QuerySet[Any]:
    standing = rows.filter(returned_at=None, called_off_at=None, out_at__lt=until)
    ends = Q(back_at__gt=since) | Q(back_at=None, out_at__gt=since - LONGEST_UNSAID)
    return _times(standing.filter(ends | Q(begun_at__isnull=False)), kind)


def _times(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    named = rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
    times: QuerySet[Any] = named.values_list("kind", "out_at", "back_at")
    return times


def _rounds(
    asker: Asker, planned: PlannedTimes, there: WhatIsThere, since: datetime, until: datetime
) -> list[Span]:
    who = asker.person, asker.keyring
    if planned.in_rhythm is not None:
        return times_ahead_of(planned.in_rhythm, *who, since, until)
    return times_ahead(*who, since, until) if there.comes_round else []


def _together(
    mine: Membership | None, there: WhatIsThere, since: datetime, until: datetime
) -> list[Span]:
    if there.comes_again:
        return [hours_of(one) for one in occurrences_between(mine, since, until)]
    return [(start, end or start + HOURS_UNSAID) for start, end in there.once]
