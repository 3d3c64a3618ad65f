from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.leave.actions import call_off, change_plan, plan_leave, put_ideas_away
from outandback.rooms.leave.models import Leave, Plan
from outandback.rooms.people.models import Person
from outandback.rules.rhythm import monday_of
from outandback.vault.writing import write

from .models import ComesRound, LeaveRhythm
from .queries import has_more, is_over, minutes_of, next_name, next_when, opens, rhythm_at, said_of

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.leave.models import When
    from outandback.vault.keyring import Keyring


@transaction.atomic
def keep_rhythm(
    person: Person, keyring: Keyring, leave: Leave, comes: ComesRound, at: datetime
) -> LeaveRhythm:
    """Say when a leave comes round, or say it anew; the last one counts. One that lies in a week
    off moves on, and where the leave is over the next one is planned at once."""
    row = _held(person, leave) or LeaveRhythm(person=person, leave=leave)
    when = row.leave.when
    comes = replace(comes, on=when.out.wall.date().isoformat(), minutes=minutes_of(when))
    write(row, keyring, "rhythm", comes)
    if is_over(row.leave, at) or _moves_off(row.leave, comes):
        _go_on(row, comes, keyring, at)
    return row


@transaction.atomic
def plan_due(person: Person, keyring: Keyring, at: datetime) -> None:
    """Of each rhythm whose leave is over the next one is planned, once, and of none the missed
    ones. With closed keys this waits: a leave's words are copied by opening them."""
    _take_turns(person)
    own = LeaveRhythm.objects.filter(person=person).order_by("pk")
    for row in map(_with_its_leave, own):
        said = said_of(keyring, row)
        if said is not None and is_over(row.leave, at) and opens(keyring, row.leave):
            _go_on(row, said, keyring, at)


@transaction.atomic
def skip_next(person: Person, keyring: Keyring, leave: Leave, at: datetime) -> Leave:
    """Not this time: the one of the next day takes its place. One that was told of, or that shows
    elsewhere, is called off. Raises Closed."""
    row = _held(person, leave)
    if row is None or row.leave_id != leave.pk or not row.leave.is_ahead:
        return leave
    said: ComesRound = keyring.open(row, "rhythm")
    if has_more(row.leave) or next_when(row.leave, said, person.zone, at) is None:
        call_off(row.leave, at)
    _go_on(row, said, keyring, at)
    return row.leave


def stop_rhythm(person: Person, leave: Leave) -> None:
    """It comes round no more. What is planned stays planned."""
    row = rhythm_at(person, leave)
    if row is not None:
        row.delete()


def _moves_off(leave: Leave, comes: ComesRound) -> bool:
    """Whether it lies in a week off, and nobody knows of it there."""
    is_off = monday_of(comes.day) in comes.weekly.off
    return is_off and leave.is_ahead and not has_more(leave)


def _held(person: Person, leave: Leave) -> LeaveRhythm | None:
    _take_turns(person)
    row = rhythm_at(person, leave)
    return row and _with_its_leave(row)


def _take_turns(person: Person) -> None:
    """One after the other, of all that is said and planned of a person's rhythms."""
    Person.objects.select_for_update().get(pk=person.pk)


def _with_its_leave(row: LeaveRhythm) -> LeaveRhythm:
    """The leave as it is by now, and nobody changes it meanwhile."""
    row.leave = Leave.objects.select_for_update().get(pk=row.leave_id)
    return row


def _go_on(row: LeaveRhythm, said: ComesRound, keyring: Keyring, at: datetime) -> None:
    """To the next one, with the words of this one; where there is none the rhythm is at its end."""
    when = next_when(row.leave, said, row.person.zone, at)
    if when is None:
        row.delete()
        return
    _plan(row, keyring, when, at)
    on = when.out.wall.date().isoformat()
    write(row, keyring, "rhythm", replace(said, on=on, minutes=minutes_of(when)))


def _plan(row: LeaveRhythm, keyring: Keyring, when: When, at: datetime) -> None:
    """One that nobody went on, and that nothing hangs on, is itself what is planned anew: of a
    missed day nothing is left, and a phone that knows of it still finds it."""
    words: Plan | None = keyring.open(row.leave, "plan")
    plan = (words or Plan()).anew()
    if row.leave.is_ahead and not has_more(row.leave):
        change_plan(row.leave, keyring, row.leave.row_version, when, plan, at)
        put_ideas_away(row.leave, False)
        return
    row.before = row.leave
    row.leave = plan_leave(row.person, keyring, next_name(row), when, plan, at)
