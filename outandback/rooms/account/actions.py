from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from outandback.rooms.afterwards import actions as afterwards
from outandback.rooms.afterwards.models import EveningAfter, Suggestion
from outandback.rooms.away import actions as away
from outandback.rooms.away.models import Departure, Moment
from outandback.rooms.board.actions import stand_still, take_all_down
from outandback.rooms.calendars import actions as calendars
from outandback.rooms.carried import actions as carried
from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import CheckIn, Choice, Homecoming, Landing
from outandback.rooms.comfort import actions as comfort
from outandback.rooms.comfort.models import Comfort
from outandback.rooms.cover.models import LedgerOpening, Taking
from outandback.rooms.feeds import actions as feeds
from outandback.rooms.gate import actions as gate
from outandback.rooms.giving import actions as giving
from outandback.rooms.giving.models import Draft
from outandback.rooms.hearing.models import Listening
from outandback.rooms.ladder import actions as ladder
from outandback.rooms.ladder.models import Standing, Step
from outandback.rooms.leave import actions as leave
from outandback.rooms.leave.given_out import stand_still as calendars_stand_still
from outandback.rooms.leave.models import DoorCheck, Leave, Outcome
from outandback.rooms.notify.actions import fall_silent, forget, tell_other
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.people.queries import Parted, hold, parting_of, person_of_session
from outandback.rooms.people.sessions import resting
from outandback.rooms.pocket import actions as pocket
from outandback.rooms.quiet import actions as quiet
from outandback.rooms.quiet.models import EveningCheck, Mute, NeedNumber, NeedYes
from outandback.rooms.rhythms.models import LeaveRhythm
from outandback.rooms.spans import actions as spans
from outandback.vault import actions as vault
from outandback.vault import passphrase_hash
from outandback.vault.keyring import Keyring

from . import queries
from .forgetting import FORGETS
from .models import Erasure, WayIn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.gate.queries import Spot
    from outandback.rooms.people.models import Membership
    from outandback.vault.keyset import Keyset

# Rows that are nobody's but their person's.
PRIVATE = (
    Landing,
    Choice,
    Moment,
    Standing,
    Step,
    Outcome,
    DoorCheck,
    Comfort,
    EveningCheck,
    EveningAfter,
    Suggestion,
    Draft,
    Listening,
    Mute,
    LeaveRhythm,
)
# What the other one's pages stand on, until they know of the parting.
BETWEEN = (NeedYes, NeedNumber, LedgerOpening)
ERASURE_WAITS = timedelta(days=7)
WAITS = {"day": timedelta(hours=24), "week": timedelta(days=7)}


class Proof(Enum):
    """What a typed passphrase shows of who typed it."""

    KEYS = "opens what they wrote"
    SIGN_IN = "signs in, since a reset"
    NONE = "none"


class RecoverySheetNotReady(Exception):
    """The recovery sheet was not asked for, still waits, or was called off meanwhile."""


def open_with_passphrase(spot: Spot, person: Person, typed: str, at: datetime) -> Keyset:
    """The keys behind a passphrase. Raises TooSoon, or vault.NotOpened."""
    gate.note_try(spot, at)
    keyset = vault.open_with_passphrase(person.pk, typed)
    gate.forgive(spot, at)
    return people.hold_invited_keys(person, Keyring(person.pk, keyset))


def is_passphrase(spot: Spot, person: Person, typed: str, at: datetime) -> bool:
    """Whether someone signs in with it, also when it opens no writing. Raises TooSoon."""
    gate.note_try(spot, at)
    if not person.check_password(typed):
        return False
    gate.forgive(spot, at)
    return True


def proof_of(spot: Spot, person: Person, typed: str, at: datetime) -> Proof:
    """What somebody shows with a passphrase: after a reset it signs in and opens nothing. Raises
    TooSoon."""
    gate.note_try(spot, at)
    try:
        vault.open_with_passphrase(person.pk, typed)
        proof = Proof.KEYS
    except vault.NotOpened:
        proof = Proof.SIGN_IN if person.check_password(typed) else Proof.NONE
    if proof is not Proof.NONE:
        gate.forgive(spot, at)
    return proof


def join_vault(person: Person, keyring: Keyring) -> None:
    """With the private room open, what was written to it from outside moves in."""
    for room in (carried, comfort, leave, ladder, away, quiet, comeback, giving, afterwards, spans):
        room.join_vault(person, keyring)


@passphrase_hash.turn()
@transaction.atomic
def change_passphrase(
    person: Person,
    keyset: Keyset,
    new: str,
    session_key: str,
    at: datetime,
    ending: Sequence[WayIn] = (),
) -> None:
    """One passphrase for sign-in and writing; every other session ends, this one stays. Of what
    works without it, `ending` ends too, and a recovery that somebody began is called off."""
    for way in ending:
        way.row.delete()
    people.call_off_recovery(person, at)
    vault.set_passphrase(keyset, new, at)
    person.set_password(new)
    person.save(update_fields=["password"])
    vault.lock_everywhere(person.pk, but_session=session_key)
    end_sessions(person, but=session_key)


@passphrase_hash.turn()
@transaction.atomic
def recover(
    person: Person, code: str, passphrase: str, known: bool, session_key: str, at: datetime
) -> Keyset:
    """Open with the sheet and seal anew for the passphrase of today; the sheet is used up.

    Raises RecoverySheetNotReady, or vault.NotOpened where the code is another.
    """
    asked = people.ask_for_recovery(person, known, at)
    if asked.opens_at > at or not people.use_recovery(asked, at):
        raise RecoverySheetNotReady
    keyset = vault.open_with_code(person.pk, code)
    vault.set_passphrase(keyset, passphrase, at)
    vault.void_recovery_sheet(person.pk)
    vault.lock_everywhere(person.pk, but_session=session_key)
    end_sessions(person, but=session_key)
    return people.hold_invited_keys(person, Keyring(person.pk, keyset))


@transaction.atomic
def join_pair(person: Person, keyring: Keyring, code: str, at: datetime) -> None:
    """Whoever invited learns that there is something. Raises NoSuchInvitation."""
    mine = people.accept_invitation(person, keyring, code, at)
    tell_other(mine, mine.pair_id, at)
    feeds.begin_pair(mine.pair_id)


@transaction.atomic
def leave_pair(mine: Membership, keyring: Keyring, seen: str, words: str, at: datetime) -> None:
    """Nothing is sent. Who leaves second has everything as if they had left first: they may not
    know that they did not. Done twice at once, it is done once."""
    try:
        hold(mine)
    except Parted:
        return
    if first := parting_of(mine):
        at = max(at, first.parted_at + timedelta.resolution)
    fall_silent(mine.person_id, *([mine.other.person_id] if mine.other else []))
    pocket.forget_phones(mine.person_id)
    told_at = at + WAITS.get(seen, timedelta())
    stand_still(mine.person_id, told_at, at)
    calendars.end_sharing(mine.person)
    calendars_stand_still(mine, told_at, at)
    people.part_ways(mine, keyring, words, told_at, at)
    if first:
        close_pair(mine, at)


def ask_for_erasure(person: Person, at: datetime) -> None:
    """In seven days. Asking again makes it neither sooner nor later."""
    asked = Erasure(person=person, asked_at=at, due_at=at + ERASURE_WAITS)
    Erasure.objects.bulk_create([asked], ignore_conflicts=True)
    Person.objects.filter(pk=person.pk).update(under_way=True)


def call_off_erasure(person: Person) -> None:
    Erasure.objects.filter(person=person).delete()
    _settle(person)


def call_off_recovery(person: Person, at: datetime) -> None:
    people.call_off_recovery(person, at)
    _settle(person)


@transaction.atomic
def carry_out(erasure_id: UUID, at: datetime) -> None:
    """What was asked for a week ago, where nobody has called it off. Needs no key, and twice is as
    good as once."""
    due = Erasure.objects.select_for_update().filter(pk=erasure_id, due_at__lte=at).first()
    person = person_of_session(due.person_id) if due else None
    if person is not None:
        erase(person, person.current, Keyring(person.pk), at)


@transaction.atomic
def close_pair(mine: Membership, at: datetime) -> None:
    """The one who was left knows. Of an other one who erased themselves the rest goes now."""
    people.close_side(mine, at)
    calendars.close_shared(mine)
    feeds.end_pair(mine.person_id)
    if mine.other and not mine.other.person.is_active:
        for model in BETWEEN:
            model._default_manager.filter(person=mine.other.person_id).delete()


@transaction.atomic
def erase(person: Person, mine: Membership | None, keyring: Keyring, at: datetime) -> None:
    """Destroy the keys first: what stays behind of one's own writing opens for nobody."""
    if mine:
        leave_pair(mine, keyring, "now", "", at)
    people.keep_fingerprint(person)
    for forgets_id in (vault.shred, forget, pocket.forget):
        forgets_id(person.pk)
    for forgets in (carried.forget, take_all_down, calendars.forget, feeds.take_all_away, *FORGETS):
        forgets(person)
    _delete_private(person)
    _keep_only_what_was_shared(person)
    _forget_sign_in(person)
    call_off_erasure(person)
    people.forget_person(person, at)
    transaction.on_commit(vault.forget_deleted_pages)


def end_sessions(person: Person, but: str = "") -> None:
    queries.sessions_of(person).exclude(session_key=resting(but) if but else "").delete()


def _settle(person: Person) -> None:
    """Where nothing is under way any more, Today asks no further."""
    if queries.under_way(person) is None:
        Person.objects.filter(pk=person.pk).update(under_way=False)


def _delete_private(person: Person) -> None:
    for model in PRIVATE:
        model._default_manager.filter(person=person).delete()
    for between in BETWEEN:
        theirs_to_see = Q(pair__in=queries.pairs_others_are_in(person))
        between._default_manager.filter(~theirs_to_see, person=person).delete()
    Taking.objects.filter(leave__person=person).delete()
    own = CheckIn.objects.filter(person=person)
    own.filter(shared=None).delete()
    own.update(answers=None)


def _keep_only_what_was_shared(person: Person) -> None:
    """What a partner was told hangs on the bare facts of its leave; the rest goes."""
    own_homes = Homecoming.objects.filter(person=person, tellings=None, check_ins=None)
    own_homes.exclude(leave__heads_up__returned_at__isnull=False).delete()
    Departure.objects.filter(person=person).exclude(pk__in=queries.departures_kept(person)).delete()
    kept = queries.leaves_kept(person)
    Leave.objects.filter(person=person, heads_up=None).exclude(pk__in=kept).delete()
    Leave.objects.filter(person=person).update(plan=None, ideas_put_away=False)


def _forget_sign_in(person: Person) -> None:
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
