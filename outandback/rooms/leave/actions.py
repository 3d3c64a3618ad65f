from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from outandback.rooms.notify.actions import take_back, tell, tell_other
from outandback.rooms.notify.models import NotificationKind as NoticeKind
from outandback.rooms.people.actions import still_in
from outandback.rooms.people.queries import has_left, hold_sides
from outandback.vault.actions import reseal_letters
from outandback.vault.errors import SealError
from outandback.vault.keyring import Closed
from outandback.vault.queries import letters_in
from outandback.vault.writing import rewrite, write

from .door_notice import say_when_the_door_opens
from .given_out import give_out, give_out_as_told
from .models import (
    AgreedFact,
    DoorAnswers,
    DoorCheck,
    HeadsUp,
    Leave,
    Outcome,
    Plan,
    Shown,
    Turned,
    When,
    are_answers,
    back_columns,
)
from .queries import heads_up_given, leave_of, unfinished

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from outandback.rooms.people.models import Membership, Person
    from outandback.rules.return_times import WallTime
    from outandback.vault.keyring import Keyring

SHARED = ("out_at", "back_at", "zone", "back_zone", "begun_at", "returned_at", "called_off_at")


@transaction.atomic
def plan_leave(
    person: Person,
    keyring: Keyring,
    leave_id: UUID,
    when: When,
    plan: Plan | None,
    at: datetime,
    trip: UUID | None = None,
) -> Leave:
    """One form makes one leave, however often it is sent. None: a leave without words."""
    leave = Leave(pk=leave_id, person=person, planned_at=at, trip_id=trip, **when.columns())
    if plan is not None:
        keyring.seal(leave, "plan", plan)
    Leave.objects.bulk_create([leave], ignore_conflicts=True)
    say_when_the_door_opens(leave, at)
    kept = leave_of(person, leave_id)
    if kept.planned_at == at:
        give_out(kept, at, keyring, plan)
    return kept


@transaction.atomic
def change_plan(
    leave: Leave, keyring: Keyring, seen: int, when: When, plan: Plan, at: datetime
) -> None:
    """`seen` is the version that the form showed. Raises Stale where there is a later one."""
    before = (leave.out_at, leave.back_at)
    changed = when.columns()
    if changed["back_at"] != leave.back_at:
        changed["promised_at"] = at
    plan = replace(plan, **_meeting(leave, keyring))
    rewrite(leave, keyring, "plan", plan, seen, Leave.objects.filter(begun_at=None), **changed)
    say_when_the_door_opens(leave, at)
    moved = before != (leave.out_at, leave.back_at)
    give_out(leave, at, keyring, plan, moved=moved)
    _tell_pair(leave, at, AgreedFact.FactKind.CHANGED if moved else None)


@transaction.atomic
def say_what(leave: Leave, keyring: Keyring, at: datetime, **said: Any) -> None:
    """What a leave is, or where the two meet after it. Of its words alone; the last one counts."""
    row = Leave.objects.select_for_update().get(pk=leave.pk)
    plan: Plan = replace(keyring.open(row, "plan") or Plan(), **said)
    write(row, keyring, "plan", plan)
    give_out(row, at, keyring, plan, moved=False)


@transaction.atomic
def call_off(leave: Leave, at: datetime) -> None:
    """Staying in. A leave that has begun is not called off, it is come back from."""
    ahead = Leave.objects.filter(pk=leave.pk, begun_at=None, called_off_at=None)
    if _change(leave, ahead, called_off_at=at):
        take_back(NoticeKind.DOOR_SOON, leave.pk)
        _tell_pair(leave, at, AgreedFact.FactKind.CALLED_OFF)
        give_out(leave, at)


def put_ideas_away(leave: Leave, away: bool) -> None:
    """For this leave alone. No version of the plan: a form that is open elsewhere stays good."""
    Leave.objects.filter(pk=leave.pk).update(ideas_put_away=away)
    leave.ideas_put_away = away


@transaction.atomic
def give_heads_up(
    leave: Leave, mine: Membership, keyring: Keyring, shown: Shown, at: datetime, seen: int = 0
) -> HeadsUp:
    """Tell the partner, or correct the words.

    Raises Stale where `seen` is not the last version, and KeysChanged.
    """
    Leave.objects.select_for_update().get(pk=leave.pk)
    still_in(mine, keyring)
    shown = replace(shown, **_meeting(leave, keyring))
    heads_up = HeadsUp.objects.filter(leave=leave).first()
    if heads_up is None:
        return _first_heads_up(leave, mine, keyring, shown, at)
    column = heads_up.column_to_write(alone=has_left(mine.other))
    _correct_words(heads_up, keyring, shown, seen, column)
    return heads_up


def check_at_door(
    leave: Leave, keyring: Keyring, answers: DoorAnswers, at: datetime, name: UUID | None = None
) -> None:
    """Also where everything was passed: that it was passed is nobody's to see. What is there stays.
    Leaving waits for no key: with nothing said and nothing open there is no row."""
    check = DoorCheck(id=name or uuid4(), leave=leave, person_id=leave.person_id)
    try:
        keyring.seal(check, "answers", answers)
    except Closed:
        if answers != DoorAnswers():
            raise
        return
    DoorCheck.objects.bulk_create([check], ignore_conflicts=True)


def lay_sealed_answers(leave: Leave, name: UUID, sealed: bytes) -> None:
    """Answered at the door without a network, and sealed on a phone. What is there stays."""
    check = DoorCheck(id=name, leave=leave, person_id=leave.person_id, answers=sealed)
    DoorCheck.objects.bulk_create([check], ignore_conflicts=True)


@transaction.atomic
def close_plan(leave: Leave, at: datetime) -> None:
    """The leave has begun. One that was called off, and is gone on after all, is planned again."""
    after_all = AgreedFact.FactKind.PLANNED if leave.called_off_at else None
    planned = Leave.objects.filter(pk=leave.pk, begun_at=None)
    if _change(leave, planned, begun_at=at, called_off_at=None):
        take_back(NoticeKind.DOOR_SOON, leave.pk)
        _tell_pair(leave, at, after_all)
        give_out(leave, at, moved=after_all is not None)


@transaction.atomic
def promise_return(
    leave: Leave, back: WallTime | None, at: datetime, heard_later: bool = False
) -> None:
    """A new time to be back, without a reason. None: no set time.

    What is heard later than it was said changes nothing where another was promised since.
    """
    promised = back_columns(back, leave.back_zone)
    moves = promised["back_at"] != leave.back_at
    out = Leave.objects.filter(pk=leave.pk, returned_at=None)
    if heard_later:
        out = out.exclude(promised_at__gt=at)
    if _change(leave, out, **promised, promised_at=at) and moves:
        _tell_pair(leave, at, AgreedFact.FactKind.CHANGED)
        give_out(leave, at)


@transaction.atomic
def remember_return(leave: Leave, at: datetime) -> None:
    out = Leave.objects.filter(pk=leave.pk, begun_at__isnull=False, returned_at=None)
    if _change(leave, out, returned_at=at):
        _tell_pair(leave, at, AgreedFact.FactKind.RETURNED)


def remember_outcome(leave: Leave, keyring: Keyring, turned: Turned) -> None:
    """How it turned out, in the leave's own words, for the door of the next one. The last counts.

    Always a row, also when everything was passed: that it was passed is nobody's to see.
    """
    row = Outcome.objects.filter(leave=leave).first()
    write(row or Outcome(leave=leave, person_id=leave.person_id), keyring, "turned", turned)


def keep_wall_times(at: datetime) -> None:
    """After a country has changed its clocks: the promised wall time stays, its instant moves."""
    for leave in unfinished(at):
        meant = leave.when.columns()
        if (meant["out_at"], meant["back_at"]) != (leave.out_at, leave.back_at):
            _change(leave, Leave.objects.filter(pk=leave.pk), **meant)
            _tell_pair(leave, at, None)
            give_out(leave, at)


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was written at the door with the room closed moves into the opened room. What a phone
    handed in as answers and are none goes before anybody reads it."""
    own = DoorCheck.objects.filter(person=person)
    for check in letters_in(own, "answers"):
        if not _are_answers(check, keyring):
            check.delete()
    reseal_letters(keyring, own, "answers")
    reseal_letters(keyring, Outcome.objects.filter(person=person), "turned")


def _are_answers(check: DoorCheck, keyring: Keyring) -> bool:
    try:
        return are_answers(keyring.open(check, "answers"))
    except (SealError, ValueError, TypeError, AttributeError):
        return False


def _first_heads_up(
    leave: Leave, mine: Membership, keyring: Keyring, shown: Shown, at: datetime
) -> HeadsUp:
    told = HeadsUp(
        leave=leave, pair_id=mine.pair_id, person_id=leave.person_id, given_at=at, **_shared(leave)
    )
    keyring.seal(told, "shown", shown)
    told.save(force_insert=True)
    _note_fact(told, leave, AgreedFact.FactKind.PLANNED, at)
    tell_other(mine, told.pk, at)
    give_out_as_told(leave, keyring, at)
    return told


def _correct_words(
    heads_up: HeadsUp, keyring: Keyring, shown: Shown, seen: int, column: str
) -> None:
    if keyring.open(heads_up, heads_up.newest) == shown:
        return
    rewrite(heads_up, keyring, column, shown, seen, HeadsUp.objects.all())


def _meeting(leave: Leave, keyring: Keyring) -> dict[str, Any]:
    """Where and when the two meet, as it is planned: most forms of a leave know nothing of it."""
    plan: Plan | None = keyring.open_if_possible(leave, "plan") if leave.trip_id else None
    return {"meet": plan.meet, "meet_at": plan.meet_at} if plan else {}


def _change(leave: Leave, if_still: QuerySet[Leave], **columns: object) -> bool:
    """Compare and set: nothing happens where the leave has moved on meanwhile."""
    if not if_still.update(row_version=F("row_version") + 1, **columns):
        return False
    _take_over(leave, {**columns, "row_version": leave.row_version + 1})
    return True


def _take_over(row: Leave | HeadsUp, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _shared(leave: Leave) -> dict[str, object]:
    return {name: getattr(leave, name) for name in SHARED}


def _tell_pair(leave: Leave, at: datetime, kind: AgreedFact.FactKind | None) -> None:
    """The plain facts go to the pair, where it was given a heads-up and both are still in it.

    Once the other one has left, their copy stands still; what was said is noted all the same, for
    the one who was left.
    """
    told = heads_up_given(leave.person_id, leave)
    if told is None:
        return
    sides = hold_sides(told.pair_id)
    if has_left(sides[told.person_id]):
        return
    if kind is not None:
        _note_fact(told, leave, kind, at)
    readers = [who for who in sides if who != told.person_id]
    if any(has_left(sides[reader]) for reader in readers):
        return
    HeadsUp.objects.filter(pk=told.pk).update(**_shared(leave))
    _take_over(told, _shared(leave))
    if kind is AgreedFact.FactKind.CHANGED:
        for reader in readers:
            tell(reader, NoticeKind.TIME_CHANGED, leave.pk, at)


def _note_fact(told: HeadsUp, leave: Leave, kind: AgreedFact.FactKind, at: datetime) -> None:
    said = {"out_at": leave.out_at, "back_at": leave.back_at, "said_at": at}
    AgreedFact.objects.create(heads_up=told, kind=kind, person_id=told.person_id, **said)
