from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from datetime import timedelta
from secrets import token_bytes
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import connection, transaction

from . import codes, queries, seal
from .fields import SealedRow
from .keyset import Keyset
from .models import PairKey, PersonKey, Slot, Tier, Unlock
from .writing import Stale, rewrite

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from .keyring import Keyring

Row = TypeVar("Row", bound=SealedRow)
FIRST = 1
LONGEST = timedelta(days=30)  # no keys stay open for longer; older rows open nothing


class NotOpened(Exception):
    """That passphrase or code opens nothing here."""


@transaction.atomic
def found_vault(person: UUID, passphrase: str, at: datetime) -> Keyset:
    """A person's keys, made once at sign-up, and the passphrase that opens them."""
    private, everyday = token_bytes(32), token_bytes(32)
    _save_key(person, PersonKey.KeyTier.PRIVATE, private, "sk")
    key = _save_key(person, PersonKey.KeyTier.EVERYDAY, everyday, "everyday sk")
    key.wrapped_root = queries.wrap(private, "everyday wrap", key, "wrapped_root", everyday)
    key.save(update_fields=["wrapped_root"])
    keyset = Keyset(person, {FIRST: private}, {FIRST: everyday})
    prove_keys(keyset)
    set_passphrase(keyset, passphrase, at)
    return keyset


def prove_keys(keyset: Keyset) -> None:
    """With every secret open, each public half is known for certain, whatever stands beside it."""
    for key in queries.keys_of(keyset.owner) if keyset.everyday else ():
        public = queries.public_of(key, keyset)
        if public is None or (bytes(key.public) == public and queries.is_proven(key, keyset)):
            continue
        proof = queries.proof_of(key, keyset, public)
        PersonKey.objects.filter(pk=key.pk).update(proof=proof)


def set_passphrase(keyset: Keyset, passphrase: str, at: datetime) -> None:
    """Wrap the private key for a new passphrase; the old one opens nothing from here on."""
    slot = _new_slot(keyset, Slot.SlotKind.PASSPHRASE, at)
    slot.box = seal.passphrase_slot(
        passphrase, keyset.private[slot.generation], queries.slot_place(slot), settings.VAULT_COST
    )
    _replace(slot)


def print_recovery_code(keyset: Keyset, at: datetime) -> str:
    """A new recovery code, written out. An earlier sheet opens nothing from here on."""
    code = codes.new_recovery_code()
    slot = _new_slot(keyset, Slot.SlotKind.RECOVERY, at)
    slot.box = seal.code_slot(code, keyset.private[slot.generation], queries.slot_place(slot))
    _replace(slot)
    return codes.written(code)


def void_recovery_sheet(person: UUID) -> None:
    Slot.objects.filter(person=person, kind=Slot.SlotKind.RECOVERY).destroy()


def open_with_passphrase(person: UUID, passphrase: str) -> Keyset:
    slot = _slot(person, Slot.SlotKind.PASSPHRASE)
    try:
        secret = seal.open_passphrase_slot(
            bytes(slot.box), passphrase, queries.slot_place(slot), floor=settings.VAULT_COST_FLOOR
        )
    except seal.SealError as refused:
        raise NotOpened from refused
    return _everything_behind(slot, secret)


def open_with_code(person: UUID, written: str) -> Keyset:
    slot = _slot(person, Slot.SlotKind.RECOVERY)
    try:
        code = codes.read(written, codes.RECOVERY_BYTES)
        secret = seal.open_code_slot(bytes(slot.box), code, queries.slot_place(slot))
    except (seal.SealError, codes.MistypedCode) as refused:
        raise NotOpened from refused
    return _everything_behind(slot, secret)


def hold_pair_key(keyset: Keyset, pair: UUID, generation: int, key: bytes) -> Keyset:
    """Keep a pair's key under this person's everyday key. Of two requests at once the first one's
    stands, for both."""
    row = PairKey(pair=pair, person=keyset.owner, generation=generation)
    root = keyset.everyday_roots[max(keyset.everyday_roots)]
    row.wrapped = seal.seal_record(root, queries.pair_key_place(row), key)
    PairKey.objects.bulk_create([row], ignore_conflicts=True)
    return queries.pair_keys(keyset.owner, pair, keyset)


def reseal_letters(keyring: Keyring, rows: QuerySet[Row, Row], column: str) -> None:
    """With the private room open, what was written to it from outside becomes a record of it."""
    for row in queries.letters_in(rows, column):
        with suppress(seal.SealError, Stale):  # for another place, or changed: it stays
            rewrite(row, keyring, column, keyring.open(row, column), row.row_version, rows)


def unlock(session_key: str, tier: Tier, keyset: Keyset, at: datetime) -> str:
    """Keep keys open for one session. Returns what only the cookie will hold."""
    Unlock.objects.filter(person=keyset.owner, opened_at__lt=at - LONGEST).delete()
    ticket = token_bytes(32)
    _stand_open(session_key, tier, keyset, ticket, at, at)
    return urlsafe_b64encode(ticket).decode()


def widen(session_key: str, tier: Tier, keyset: Keyset, ticket: bytes) -> None:
    """More keys beside those that are open, for whoever holds its cookie already."""
    row = queries.open_unlocks(session_key).get(tier)
    if row is not None:
        _stand_open(session_key, tier, keyset, ticket, row.opened_at, row.active_at)


def carry_over(person: UUID, old_key: str, new_key: str, tickets: dict[str, str]) -> bool:
    """A session with a new key keeps its person's open keys. Answers whether it had any."""
    kept = False
    for tier, row in queries.open_unlocks(old_key).items():
        ticket = _read_ticket(tickets.get(tier, ""))
        keyset = unsealed(row, old_key, ticket) if ticket and row.person == person else None
        if ticket and keyset:
            _stand_open(new_key, Tier(tier), keyset, ticket, row.opened_at, row.active_at)
            kept = True
        row.delete()
    return kept


def unsealed(row: Unlock, session_key: str, ticket: bytes) -> Keyset | None:
    """The keys that are open, or None where the cookie is not its own."""
    try:
        raw = seal.open_record(_ticket_root(ticket), _door_place(session_key, row), bytes(row.blob))
    except seal.SealError:
        return None
    return Keyset.unpacked(row.person, raw)


def note_activity(row: Unlock, at: datetime) -> None:
    Unlock.objects.filter(id=row.id).update(active_at=at)


def lock(session_key: str, *tiers: Tier) -> None:
    ids = [queries.door_id(session_key, tier) for tier in tiers or Tier]
    Unlock.objects.filter(id__in=ids).delete()


def lock_everywhere(person: UUID, but_session: str = "") -> None:
    kept = [queries.door_id(but_session, tier) for tier in Tier] if but_session else []
    Unlock.objects.filter(person=person).exclude(id__in=kept).delete()


@transaction.atomic
def shred(person: UUID) -> None:
    """Destroy every key of a person: what they sealed opens for nobody from here on."""
    for keys in (Slot, PersonKey, PairKey):
        keys.objects.filter(person=person).destroy()
    lock_everywhere(person)


def forget_deleted_pages() -> None:
    """Clear deleted rows from SQLite's write-ahead log; secure_delete clears them elsewhere."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def read_ticket(cookie: str) -> bytes | None:
    return _read_ticket(cookie)


def _slot(person: UUID, kind: Slot.SlotKind) -> Slot:
    slot = queries.slot_of(person, kind)
    if slot is None:
        raise NotOpened
    return slot


def _read_ticket(cookie: str) -> bytes | None:
    try:
        ticket = urlsafe_b64decode(cookie.encode())
    except ValueError:
        return None
    return ticket if len(ticket) == 32 else None


def _everything_behind(slot: Slot, secret: bytes) -> Keyset:
    private = {slot.generation: secret}
    keyset = Keyset(slot.person, private, queries.everyday_keys(slot.person, private))
    prove_keys(keyset)
    return keyset.joined(queries.pair_keys(slot.person, None, keyset))


def _save_key(person: UUID, kind: str, secret: bytes, purpose: str) -> PersonKey:
    pair = seal.new_key_pair(FIRST)
    key = PersonKey(person=person, kind=kind, generation=FIRST, public=pair.public)
    key.wrapped_secret = queries.wrap(secret, purpose, key, "wrapped_secret", pair.secret)
    key.save()
    return key


def _new_slot(keyset: Keyset, kind: str, at: datetime) -> Slot:
    return Slot(person=keyset.owner, kind=kind, generation=max(keyset.private), made_on=at.date())


@transaction.atomic
def _replace(slot: Slot) -> None:
    Slot.objects.filter(person=slot.person, kind=slot.kind).destroy()
    slot.save()


def _stand_open(
    session_key: str,
    tier: Tier,
    keyset: Keyset,
    ticket: bytes,
    opened_at: datetime,
    active_at: datetime,
) -> None:
    part = keyset.private_part if tier is Tier.PRIVATE else keyset.signed_in_part
    row = Unlock(
        id=queries.door_id(session_key, tier),
        person=keyset.owner,
        tier=tier,
        opened_at=opened_at,
        active_at=active_at,
    )
    row.blob = seal.seal_record(_ticket_root(ticket), _door_place(session_key, row), part.packed())
    row.save()


def _ticket_root(ticket: bytes) -> seal.Root:
    return seal.Root(seal.derive(ticket + settings.BOOT_SECRET, "unlock"), FIRST)


def _door_place(session_key: str, row: Unlock) -> seal.EnvelopePlace:
    return seal.EnvelopePlace("vault_unlock", session_key, row.person, row.person, FIRST)
