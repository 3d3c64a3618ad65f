from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from outandback.rooms.away.actions import arrival_name
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.leave.queries import as_known, heads_up_given
from outandback.rooms.notify.actions import tell, tell_other
from outandback.rooms.notify.models import NotificationKind
from outandback.rooms.people.actions import side_of, still_in
from outandback.rooms.people.models import Note, Pair
from outandback.rooms.people.queries import has_left, hold_sides
from outandback.vault.actions import reseal_letters
from outandback.vault.writing import Stale, require_version, rewrite, write

from .models import (
    EveningAnswers,
    EveningCheck,
    HandedOver,
    HeldNote,
    Hello,
    HelloPick,
    Mute,
    NeedAgreement,
    NeedCall,
    NeedNumber,
    NeedYes,
    Number,
)
from .queries import (
    CALLS_A_DAY,
    agreement_of,
    calls_home,
    calls_of_the_day,
    evening_of,
    is_muted,
    own_number,
    own_pick,
    still_held,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from outandback.rooms.leave.models import Leave
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


class NotOut(Exception):
    """Nobody is out on this leave."""


# Held notes ------------------------------------------------------------------------------------


@transaction.atomic
def hold_note(
    told: HeadsUp, mine: Membership, keyring: Keyring, form_id: UUID, text: str, at: datetime
) -> UUID:
    """Keep it for the return. Answers the note's name: one form with the same words is one note.

    Where its reader came back meanwhile it stays with its writer. Raises NotOut before the leave
    has begun, and KeysChanged.
    """
    still_in(mine, keyring)
    now = _wait_for(told)
    if now.begun_at is None:
        raise NotOut
    held_at = at if now.is_out else None
    name, whose = arrival_name(form_id, "note", text), mine.person_id
    note = HeldNote(pk=name, heads_up=told, pair_id=told.pair_id, person_id=whose, held_at=held_at)
    keyring.seal(note, "words", Note(text))
    HeldNote.objects.bulk_create([note], ignore_conflicts=True)
    return name


@transaction.atomic
def change_note(note: HeldNote, mine: Membership, keyring: Keyring, seen: int, text: str) -> None:
    """Other words for it; one that was taken back is held again.

    Raises Stale where it was changed, taken back or handed over since the form was opened, and
    KeysChanged.
    """
    still_in(mine, keyring)
    _wait_for(note.heads_up)
    rewrite(note, keyring, "words", Note(text), seen, still_held(), withdrawn_at=None)


@transaction.atomic
def withdraw_note(note: HeldNote, at: datetime) -> None:
    """Its writer takes it back. Once handed over it stays as it is."""
    still_in(side_of(note.person_id, note.pair_id))
    _wait_for(note.heads_up)
    held = still_held().filter(pk=note.pk, withdrawn_at=None)
    held.update(withdrawn_at=at, row_version=F("row_version") + 1)


@transaction.atomic
def hand_over_held_notes(leave: Leave, at: datetime) -> None:
    """Part of the homecoming itself, and of nothing else. To one who has left the pair nothing is
    handed over; what the one who left had held before still is."""
    told = heads_up_given(leave.person_id, leave)
    if told is None or has_left(hold_sides(told.pair_id)[leave.person_id]):
        return
    _wait_for(told)
    waiting = HeldNote.objects.filter(heads_up=told, held_at__isnull=False, withdrawn_at=None)
    handed = [HandedOver(note=note, handed_at=at) for note in waiting.filter(handed_over=None)]
    HandedOver.objects.bulk_create(handed, ignore_conflicts=True)


# I need you ------------------------------------------------------------------------------------


@transaction.atomic
def write_agreement(mine: Membership, keyring: Keyring, seen: int, text: str, at: datetime) -> None:
    """What it is for, in either one's words; whoever writes them says yes to them.

    Other words need the other one's yes anew. Raises Stale, and KeysChanged.
    """
    still_in(mine, keyring)
    _one_at_a_time(mine)
    row = agreement_of(mine).row or NeedAgreement(pair_id=mine.pair_id)
    before: Note | None = keyring.open(row, row.newest)
    if before != Note(text):
        _write(row, mine, keyring, seen, text)
        tell_other(mine, row.pk, at)
    _say_yes(mine, row.row_version, at)


@transaction.atomic
def say_yes(mine: Membership, seen: int, at: datetime) -> None:
    """Yes to the words that the page showed. Raises Stale where they are others by now."""
    still_in(mine)
    _one_at_a_time(mine)
    if seen == 0 or agreement_of(mine).version != seen:
        raise Stale
    _say_yes(mine, seen, at)


@transaction.atomic
def take_back_yes(mine: Membership) -> None:
    still_in(mine)
    _one_at_a_time(mine)
    NeedYes.objects.filter(pair=mine.pair_id, person=mine.person_id).delete()


@transaction.atomic
def share_number(mine: Membership, keyring: Keyring, number: str) -> None:
    """Where the other one can ring; without one it is taken away. Raises KeysChanged."""
    still_in(mine, keyring)
    row = own_number(mine)
    if not number:
        NeedNumber.objects.filter(pair=mine.pair_id, person=mine.person_id).delete()
        return
    if row is None:
        row = NeedNumber(pair_id=mine.pair_id, person_id=mine.person_id)
    write(row, keyring, "words", Number(number))


def mute(person: Person) -> None:
    Mute.objects.get_or_create(person=person)


def unmute(person: Person) -> None:
    Mute.objects.filter(person=person).delete()


@transaction.atomic
def call(told: HeadsUp, mine: Membership, keyring: Keyring, call_id: UUID, at: datetime) -> bool:
    """One press is one call, however often it arrives. False where the day has had all of them.

    Whether a phone rang is not known here, so that it can't be told. Raises NotOut.
    """
    still_in(mine)
    if not as_known(mine.person_id, _wait_for(told)).is_out:
        raise NotOut
    _one_at_a_time(mine)
    if NeedCall.objects.filter(pk=call_id).exists():
        return True
    agreed = agreement_of(mine)
    if agreed.row is None or not agreed.by_both:
        raise NotOut
    if len(calls_of_the_day(mine, at)) >= CALLS_A_DAY:
        return False
    made = NeedCall(pk=call_id, heads_up=told, pair_id=mine.pair_id, person_id=mine.person_id)
    made.agreement, made.called_at = agreed.row, at
    made.save(force_insert=True)
    home = NotificationKind.NEED if calls_home(told, mine, keyring) else NotificationKind.NEED_APART
    _pass_the_quiet(made, mine, home, at)
    return True


def _pass_the_quiet(made: NeedCall, mine: Membership, kind: NotificationKind, at: datetime) -> None:
    """The other one's phone, unless it is to stay silent, or they have left."""
    there = mine.other
    if there is not None and not has_left(there) and not is_muted(there.person_id):
        tell(there.person_id, kind, made.pk, at)


# One hello, and an evening at home -------------------------------------------------------------


@transaction.atomic
def pick_hello(
    told: HeadsUp, mine: Membership, keyring: Keyring, pick: HelloPick, at: datetime
) -> None:
    """What this side would like; the last word counts. Raises NotOut once back, and KeysChanged."""
    still_in(mine, keyring)
    now = as_known(mine.person_id, _wait_for(told))
    if now.returned_at is not None or now.called_off_at is not None:
        raise NotOut
    whose = {"pair_id": told.pair_id, "person_id": mine.person_id}
    write(own_pick(mine.person_id, told) or Hello(heads_up=told, **whose), keyring, "pick", pick)


@transaction.atomic
def check_evening(
    person: Person, keyring: Keyring, told: HeadsUp | None, on: date, answers: EveningAnswers
) -> None:
    """One an evening; the last word counts."""
    row = evening_of(person, on) or EveningCheck(person=person, evening_on=on)
    row.heads_up = told
    write(row, keyring, "answers", answers)


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was said of evenings with the room closed moves into the opened room."""
    reseal_letters(keyring, EveningCheck.objects.filter(person=person), "answers")


def _wait_for(told: HeadsUp) -> HeadsUp:
    """Whoever writes, takes back, changes or comes home: one goes after the other."""
    return HeadsUp.objects.select_for_update().get(pk=told.pk)


def _one_at_a_time(mine: Membership) -> None:
    Pair.objects.select_for_update().get(pk=mine.pair_id)


def _write(row: NeedAgreement, mine: Membership, keyring: Keyring, seen: int, text: str) -> None:
    require_version(row, seen)
    row.person_id = mine.person_id
    write(row, keyring, row.column_to_write(alone=has_left(mine.other)), Note(text))


def _say_yes(mine: Membership, version: int, at: datetime) -> None:
    said = {"version": version, "said_at": at}
    NeedYes.objects.update_or_create(pair_id=mine.pair_id, person_id=mine.person_id, defaults=said)
