from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, Subquery
from django.http import Http404

from outandback.rooms.leave.models import Leave, When
from outandback.rooms.leave.queries import one_own, own_near
from outandback.rules.return_times import again_on, home_of, instant, wall_at
from outandback.rules.rhythm import next_weekly
from outandback.rules.whereabouts import LONGEST_UNSAID
from outandback.vault.prepared_queries import Prepared, given_id

from .models import LeaveRhythm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

    from .models import ComesRound

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

_hanging_on = LeaveRhythm.objects.filter(Q(leave=OuterRef("pk")) | Q(before=OuterRef("pk")))
_own_leave = Prepared(lambda: one_own().annotate(in_rhythm=Exists(_hanging_on)))


def leave_and_whether_in_rhythm(person: Person, leave_id: UUID) -> Leave:
    """This person's own leave, which knows whether it or the one after it comes round."""
    leave = _own_leave.first(leave=leave_id, person=person.pk)
    if leave is None:
        raise Http404
    return leave


def rhythm_at(person: Person, leave: Leave) -> LeaveRhythm | None:
    """The rhythm of an own leave: it hangs on it, or on the one that was planned after it."""
    own = LeaveRhythm.objects.filter(Q(leave=leave) | Q(before=leave), person=person)
    return own.select_related("leave").order_by("pk").first()


def said_of(keyring: Keyring, row: LeaveRhythm) -> ComesRound | None:
    """None where its words are closed."""
    said: ComesRound | None = keyring.open_if_possible(row, "rhythm")
    return said


def opens(keyring: Keyring, leave: Leave) -> bool:
    """Whether the words of a leave, if it has any, can be copied now."""
    return leave.plan is None or keyring.open_if_possible(leave, "plan") is not None


def near_or_in_rhythm() -> QuerySet[Leave]:
    """As `leave.queries.own_near`, and those that a rhythm hangs on, near or not, which bring it
    along, still sealed."""
    own = LeaveRhythm.objects.filter(person=given_id("person"))
    hanging = LeaveRhythm.objects.filter(leave=OuterRef("pk"))
    return own_near(Q(pk__in=own.values("leave"))).annotate(
        rhythm_row=Subquery(hanging.values("pk")), rhythm=Subquery(hanging.values("rhythm"))
    )


def is_due(row: Leave | HeadsUp, at: datetime) -> bool:
    """Whether the next one of its rhythm is to be planned, of a row of `near_or_in_rhythm`."""
    return isinstance(row, Leave) and comes_round(row) and is_over(row, at)


def comes_round(row: Leave | HeadsUp) -> bool:
    """Whether a rhythm hangs on it, of a row of `near_or_in_rhythm`."""
    return getattr(row, "rhythm_row", None) is not None


def is_over(leave: Leave, at: datetime) -> bool:
    """Come back from, called off, or past with nobody gone."""
    if leave.begun_at:
        return leave.returned_at is not None
    until = leave.back_at or leave.out_at + LONGEST_UNSAID
    return leave.called_off_at is not None or at > until


def next_when(leave: Leave, said: ComesRound, home: str, at: datetime) -> When | None:
    """When the one after this leave is: the first that is still to come. None: there is none."""
    out, back = leave.when.out, leave.when.back
    today = wall_at(at, home_of(out, back, home)).date()
    day = _next_day(said, max(out.wall.date() + DAY, today))
    while day is not None:
        when = When(*again_on(out, back, day, home, _length(leave, said)))
        if instant(when.out) > at:
            return when
        day = _next_day(said, day + DAY)
    return None


def times_ahead(
    person: Person, keyring: Keyring, since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """When own leaves come round between two times, after those that are planned; none where the
    words of a rhythm are closed."""
    rows = LeaveRhythm.objects.filter(person=person).select_related("leave").order_by("pk")
    return _times(rows, person, keyring, since, until)


def times_ahead_of(
    leaves: Iterable[Any], person: Person, keyring: Keyring, since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """The same, of leaves that brought their rhythm along: nothing is asked."""
    rows = [
        LeaveRhythm(pk=one.rhythm_row, person_id=person.pk, leave=one, rhythm=one.rhythm)
        for one in leaves
    ]
    return _times(rows, person, keyring, since, until)


def _times(
    rows: Iterable[LeaveRhythm], person: Person, keyring: Keyring, since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    said = ((row.leave, said_of(keyring, row)) for row in rows)
    return [
        times
        for leave, comes in said
        if comes
        for times in _rounds(leave, comes, person.zone, since, until)
    ]


def _rounds(
    leave: Leave, said: ComesRound, home: str, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    out, back = leave.when.out, leave.when.back
    first = max(out.wall.date() + DAY, wall_at(since, home_of(out, back, home)).date() - DAY)
    day = _next_day(said, first)
    while day is not None:
        when = When(*again_on(out, back, day, home, _length(leave, said)))
        if instant(when.out) >= until:
            return
        ends = instant(when.back) if when.back else instant(when.out) + LONGEST_UNSAID
        yield instant(when.out), ends
        day = _next_day(said, day + DAY)


def minutes_of(when: When) -> int | None:
    """How long a leave is by the clocks on the wall; None with no set time."""
    return int((when.back.wall - when.out.wall) / MINUTE) if when.back else None


def next_name(row: LeaveRhythm) -> UUID:
    """The name of the leave that is planned next: of each state of a rhythm there is one. The
    row's own random name keeps it from being guessed."""
    mixed = sha256(b"|".join((row.pk.bytes, str(row.row_version).encode())))
    return UUID(bytes=mixed.digest()[:16], version=4)


def has_more(leave: Leave) -> bool:
    """Whether anything hangs on a leave but its rhythm: a heads-up, a child’s page, a step."""
    leading_here = Leave._meta.get_fields(include_hidden=True)
    rows = (one for one in leading_here if isinstance(one, ForeignObjectRel))
    return any(
        one.related_model._default_manager.filter(**{one.field.name: leave}).exists()
        for one in rows
        if one.related_model is not LeaveRhythm
    )


def _next_day(said: ComesRound, today: date) -> date | None:
    return next_weekly(said.weekly, said.day, today)


def _length(leave: Leave, said: ComesRound) -> timedelta | None:
    """As it was planned: a later return that was said on the way was for that one alone."""
    late = leave.begun_at and leave.promised_at and leave.promised_at >= leave.begun_at
    minutes = said.minutes if late else minutes_of(leave.when)
    return None if minutes is None else minutes * MINUTE
