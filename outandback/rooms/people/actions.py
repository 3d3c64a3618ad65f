from __future__ import annotations

from contextlib import suppress
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from secrets import token_bytes, token_urlsafe
from typing import TYPE_CHECKING, Any

from django.db import transaction

from outandback.vault import actions as vault
from outandback.vault import codes, seal
from outandback.vault import queries as vault_queries
from outandback.vault.errors import SealError
from outandback.vault.keyring import Keyring
from outandback.vault.keyset import Keyset
from outandback.vault.writing import begin_version

from . import compared_keys, queries
from .models import (
    Called,
    Device,
    Ease,
    HostCard,
    Invitation,
    Living,
    Membership,
    Note,
    Pair,
    PairSecret,
    Parting,
    Person,
    Pin,
    Recovery,
    Rounds,
)

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.vault.fields import SealedRow

INVITATION_LASTS = timedelta(hours=72)
RECOVERY_WAITS = timedelta(hours=24)


def say_who_runs_it(name: str, at: datetime) -> HostCard:
    """The first answer stands; the host can change it in the settings of the server."""
    return queries.host_card() or HostCard.objects.create(name=name, said_on=at.date())


@transaction.atomic
def say_name(person: Person, keyring: Keyring, called: Called) -> None:
    _keep(person, keyring, "called", called)
    for mine in Membership.objects.filter(person=person, ended_at=None).select_related("other"):
        queries.hold(mine)
        if not queries.has_left(mine.other):
            _keep(mine, keyring, "called", called)


def say_ease(person: Person, keyring: Keyring, ease: Ease) -> None:
    _keep(person, keyring, "ease", ease)


def keep_preferences(person: Person, zone: str, lock_after: int) -> None:
    person.zone, person.lock_after = zone, lock_after
    person.save(update_fields=["zone", "lock_after"])


def know_device(person: Person, at: datetime) -> str:
    """Remember this browser. Returns what only its cookie will hold."""
    token = token_urlsafe(32)
    Device.objects.create(person=person, token_hash=queries.token_hash(token), known_on=at.date())
    return token


@transaction.atomic
def invite(person: Person, keyring: Keyring, at: datetime) -> str:
    """Make a pair's first key, resting under a new code. Returns the code; it is kept nowhere."""
    take_back_invitation(person)
    code, key = codes.new_invite_code(), token_bytes(32)
    invitation = Invitation(
        person=person, lookup=queries.lookup_of(code), made_at=at, ends_at=at + INVITATION_LASTS
    )
    invitation.box = seal.code_slot(code, key, invitation.place())
    keyring.add(Keyset(person.pk, pairs={invitation.pair_id: {queries.FIRST: key}}))
    keyring.seal(invitation, "secret", PairSecret(key.hex()))
    keyring.seal(invitation, "called", keyring.open(person, "called"))
    invitation.save()
    return codes.written(code)


def take_back_invitation(person: Person) -> None:
    """Only while nobody has said yes to it: from then on it holds what is the pair's."""
    queries.invitations_unused(person).destroy()


@transaction.atomic
def accept_invitation(person: Person, keyring: Keyring, written: str, at: datetime) -> Membership:
    """Two people become a pair: the second says yes here, the first said so by inviting."""
    if person.current_id:
        raise queries.NoSuchInvitation
    invitation, keyset, key = queries.open_invitation(written, person, at)
    _use(invitation)
    keyring.add(keyset)
    pair = Pair.objects.create(id=invitation.pair_id, began_on=at.date())
    theirs = _join(pair, invitation.person, Membership.Ink.A, at)
    mine = _join(pair, person, Membership.Ink.B, at)
    _introduce(keyring, theirs, mine, invitation)
    vault.hold_pair_key(keyring.keyset, pair.pk, queries.FIRST, key)
    take_back_invitation(person)
    return mine


@transaction.atomic
def catch_up_with_pair(person: Person, mine: Membership, keyring: Keyring) -> None:
    """Where the key of the pair is missing, its words stay closed and everything else goes on."""
    keyring.add(vault_queries.pair_keys(person.pk, mine.pair_id, keyring.keyset))
    if mine.pair_id not in keyring.keyset.pairs:
        hold_invited_keys(person, keyring)
    held = keyring.keyset.pairs.get(mine.pair_id)
    if held and queries.has_left(mine.other) and max(held) == queries.FIRST:
        # after a parting: a new key, so that what the other one writes from now on is theirs alone
        keyring.add(
            vault.hold_pair_key(keyring.keyset, mine.pair_id, queries.FIRST + 1, token_bytes(32))
        )


def hold_invited_keys(person: Person, keyring: Keyring) -> Keyset:
    """The inviter's own copies of pair keys move here from used invitations, each of which goes
    only once its key is known to open here."""
    for invitation in queries.invitations_used(person):
        with suppress(SealError):
            secret: PairSecret = keyring.open(invitation, "secret")
            pair, key = invitation.pair_id, bytes.fromhex(secret.key)
            keyring.add(vault.hold_pair_key(keyring.keyset, pair, queries.FIRST, key))
            if pair in keyring.keyset.pairs:
                queries.invitations_used(person).filter(pk=invitation.pk).destroy()
    return keyring.keyset


def still_in(mine: Membership, keyring: Keyring | None = None) -> None:
    """Within the verb that seals for the pair, shares or tells: both sides as they are now, and
    held until it is done. Raises Parted, and with a keyring KeysChanged."""
    queries.hold(mine)
    if keyring is not None:
        if keyring.everyday_open and queries.pair_keys_lag(mine, keyring):
            catch_up_with_pair(mine.person, mine, keyring)
        compared_keys.require_pinned_keys(mine, keyring)


def side_of(person_id: UUID, pair_id: UUID) -> Membership:
    """The same for still_in, where a row says whose it is in which pair. Raises Parted."""
    sides = Membership.objects.select_related("person", "other")
    found = sides.filter(pair=pair_id, person=person_id, ended_at=None).first()
    if found is None:
        raise queries.Parted
    return found


def keep_rounds(mine: Membership, keyring: Keyring, **part: Any) -> None:
    """A part of the cache of what comes round, for both while both are here. After one has left,
    for the other's eyes alone."""
    now = Membership.objects.get(pk=mine.pk)
    rounds = replace(keyring.open_if_possible(now, "rounds") or Rounds(), **part)
    other = mine.other if mine.other and not queries.has_left(mine.other) else None
    for side in filter(None, (mine, other)):
        keyring.seal(side, "rounds", rounds if any(astuple(rounds)) else None)
        Membership.objects.filter(pk=side.pk).update(rounds=side.rounds)


def compare_words(mine: Membership, keyring: Keyring, fingerprint: bytes) -> None:
    """The two said the four words to each other: these keys alone are my partner's now."""
    _keep(mine, keyring, "pin", Pin(fingerprint.hex()))


@transaction.atomic
def say_how_we_live(mine: Membership, keyring: Keyring, kind: str, was: str | None = None) -> None:
    """One of the two says it for both; `was` is what the page showed.

    Raises SaidOtherwise, and KeysChanged.
    """
    still_in(mine, keyring)
    mine.pair = pair = Pair.objects.select_for_update().get(pk=mine.pair_id)
    if was is not None and queries.how_we_live(keyring, mine) not in (was, kind):
        raise queries.SaidOtherwise
    alone = queries.has_left(mine.other)
    words = Living(kind) if kind or alone else None
    _keep(pair, keyring, pair.column_to_write(alone=alone), words)


@transaction.atomic
def part_ways(
    mine: Membership, keyring: Keyring, words: str, notice_at: datetime, at: datetime
) -> None:
    """Leave the pair: one person, at once. The other's pages stand still until the notice."""
    parting = Parting(
        pair_id=mine.pair_id, person_id=mine.person_id, parted_at=at, notice_at=notice_at
    )
    if words:
        keyring.seal(parting, "words", Note(words))
    parting.save()
    _end(mine, at)
    take_back_invitation(mine.person)


def close_side(mine: Membership, at: datetime) -> None:
    """The one who was left has read that the pair has ended."""
    _end(mine, at)
    Membership.objects.filter(pair=mine.pair_id).update(fingerprint=None)


def keep_fingerprint(person: Person) -> None:
    """Of keys that are about to go: the other one may not know of a parting yet, and compare."""
    unaware = Membership.objects.filter(person=person, other__ended_at=None)
    unaware.update(fingerprint=vault_queries.fingerprint_of(person.pk))


@transaction.atomic
def ask_for_recovery(person: Person, known_device: bool, at: datetime) -> Recovery:
    """At once on a known device, after a day elsewhere. Asking again never shortens the wait."""
    Person.objects.filter(pk=person.pk).update(under_way=True)
    waiting = queries.recovery_waiting(person)
    if waiting is None:
        opens_at = at if known_device else at + RECOVERY_WAITS
        return Recovery.objects.create(person=person, asked_at=at, opens_at=opens_at)
    if known_device and waiting.opens_at > at:
        Recovery.objects.filter(pk=waiting.pk).update(opens_at=at)
        waiting.opens_at = at
    return waiting


def call_off_recovery(person: Person, at: datetime) -> None:
    Recovery.objects.filter(person=person, used_at=None).update(called_off_at=at)


def use_recovery(recovery: Recovery, at: datetime) -> bool:
    """Once, and only where nobody has called it off meanwhile."""
    still = Recovery.objects.filter(pk=recovery.pk, used_at=None, called_off_at=None)
    return bool(still.update(used_at=at))


@transaction.atomic
def forget_person(person: Person, at: datetime) -> None:
    """What stays of an erased person: a nameless row that past words can point to."""
    for rows in (person.devices, person.recoveries):
        rows.all().delete()
    Invitation.objects.filter(person=person).destroy()
    Membership.objects.filter(person=person).update(pin=None, rounds=None)
    person.email, person.called, person.ease, person.current = None, None, None, None
    person.is_active, person.erased_on, person.zone = False, at.date(), "UTC"
    person.set_unusable_password()
    person.save()


def _join(pair: Pair, person: Person, ink: str, at: datetime) -> Membership:
    side = Membership.objects.create(pair=pair, person=person, ink=ink, joined_at=at)
    Person.objects.filter(pk=person.pk).update(current=side)
    return side


def _introduce(
    keyring: Keyring, theirs: Membership, mine: Membership, invitation: Invitation
) -> None:
    keyring.seal(theirs, "called", keyring.open(invitation, "called"))
    keyring.seal(mine, "called", keyring.open(mine.person, "called"))
    theirs.other, mine.other = mine, theirs
    theirs.save()
    mine.save()


def _use(invitation: Invitation) -> None:
    """Once: the code has served, and the inviter's sealed copy of the key waits for them."""
    still = Invitation.objects.filter(pk=invitation.pk, lookup=invitation.lookup)
    if not still.update(lookup=f"{queries.USED}{invitation.pk.hex}", box=b""):
        raise queries.NoSuchInvitation


def _keep(row: SealedRow, keyring: Keyring, column: str, words: Any) -> None:
    keyring.seal(begin_version(row), column, words)
    row.save(update_fields=[column, "row_version"])


def _end(mine: Membership, at: datetime) -> None:
    Membership.objects.filter(pk=mine.pk).update(ended_at=at)
    Person.objects.filter(pk=mine.person_id).update(current=None)
