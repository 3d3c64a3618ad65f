from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import BinaryField
from django.db.models.functions import Substr

from . import codes, seal
from .errors import SealError
from .fields import PREFIX, SealedRow
from .keyset import Keyset
from .models import PairKey, PersonKey, Slot, Tier, Unlock
from .prepared_queries import Given, Prepared, given_text

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

Row = TypeVar("Row", bound=SealedRow)
SUITE_AT = PREFIX + 4
_doors = Prepared(lambda: Unlock.objects.filter(id__in=[given_text(tier.name) for tier in Tier]))


def slot_of(person: UUID, kind: str) -> Slot | None:
    return Slot.objects.filter(person=person, kind=kind).first()


def has_recovery_sheet(person: UUID) -> bool:
    return sheets(person).exists()


def sheets(person: UUID | Given) -> QuerySet[Slot]:
    """One or none. To be asked beside something else, too."""
    return Slot.objects.filter(person=person, kind=Slot.SlotKind.RECOVERY)


def opens_with_code(person: UUID, written: str) -> bool:
    """Whether a code is that of the recovery sheet. Nothing is opened with it here."""
    slot = slot_of(person, Slot.SlotKind.RECOVERY)
    try:
        code = codes.read(written, codes.RECOVERY_BYTES)
        return slot is not None and bool(
            seal.open_code_slot(bytes(slot.box), code, slot_place(slot))
        )
    except (seal.SealError, codes.MistypedCode):
        return False


def newest_private_key(person: UUID) -> PersonKey | None:
    return next(iter(private_keys(person)[-1:]), None)


def private_keys(person: UUID) -> list[PersonKey]:
    """Every generation of it. A letter to an older one still opens."""
    return _keys(person, PersonKey.KeyTier.PRIVATE)


def everyday_key_rows(person: UUID) -> list[PersonKey]:
    return _keys(person, PersonKey.KeyTier.EVERYDAY)


def everyday_pair_of(key: PersonKey, keyset: Keyset) -> seal.KeyPair:
    """What opens letters to the everyday key. Raises KeyError where it is closed, SealError."""
    secret = unwrap(keyset.everyday[key.generation], "everyday sk", key, "wrapped_secret")
    return seal.key_pair_of(secret, key.generation)


def is_proven(key: PersonKey, keyset: Keyset) -> bool:
    """Whether the public half is the one that was made with the secret."""
    with suppress(SealError, KeyError, TypeError):
        proof = bytes(key.proof or b"")
        root = keyset.everyday_roots[seal.header_of(proof).generation]
        said = seal.open_record(root, _place(key, "proof", key.person), proof)
        return said == seal.fingerprint(bytes(key.public))
    return False


def own_key_is_replaced(person: UUID, keyset: Keyset) -> bool:
    """Whether what would seal this person's words has a proof, and it is for another key."""
    key = newest_private_key(person)
    return key is not None and key.proof is not None and not is_proven(key, keyset)


def proof_of(key: PersonKey, keyset: Keyset, public: bytes) -> bytes:
    root = keyset.everyday_roots[max(keyset.everyday)]
    return seal.seal_record(root, _place(key, "proof", key.person), seal.fingerprint(public))


def keys_of(person: UUID) -> QuerySet[PersonKey]:
    return PersonKey.objects.filter(person=person)


def public_of(key: PersonKey, keyset: Keyset) -> bytes | None:
    """The public half as the secret gives it; None where the secret does not open."""
    everyday = key.kind == PersonKey.KeyTier.EVERYDAY
    secrets = keyset.everyday if everyday else keyset.private
    with suppress(SealError, KeyError):
        purpose = "everyday sk" if everyday else "sk"
        secret = unwrap(secrets[key.generation], purpose, key, "wrapped_secret")
        return seal.key_pair_of(secret, key.generation).public
    return None


def fingerprint_of(person: UUID) -> bytes | None:
    """What a partner pins: one hash over both newest public keys; None where one is missing."""
    newest = [
        _keys(person, kind)[-1:] for kind in (PersonKey.KeyTier.EVERYDAY, PersonKey.KeyTier.PRIVATE)
    ]
    if not all(newest):
        return None
    return seal.fingerprint(b"".join(bytes(key.public) for (key,) in newest))


def everyday_keys(person: UUID, private: dict[int, bytes]) -> dict[int, bytes]:
    """The everyday keys, by generation, that these private keys wrap."""
    return {
        key.generation: opened
        for key in _keys(person, PersonKey.KeyTier.EVERYDAY)
        if (opened := _unwrapped_root(key, private)) is not None
    }


def letter_keys(person: UUID, keyset: Keyset) -> dict[int, seal.KeyPair]:
    """What opens letters, by generation, made from the secret alone: the public half beside it
    could have been replaced."""
    found = {}
    for key in private_keys(person):
        with suppress(SealError, KeyError):
            secret = unwrap(keyset.private[key.generation], "sk", key, "wrapped_secret")
            found[key.generation] = seal.key_pair_of(secret, key.generation)
    return found


def pair_keys(person: UUID, pair: UUID | None, keyset: Keyset) -> Keyset:
    """The keys of one pair, or of all pairs, that this person holds. One that is damaged, or whose
    everyday key is gone, is as good as missing."""
    rows = PairKey.objects.filter(person=person)
    rows = rows.filter(pair=pair) if pair else rows
    found = Keyset(person)
    for row in rows:
        with suppress(SealError, KeyError):
            key = seal.open_record(
                _wrapping_root(keyset, row), pair_key_place(row), bytes(row.wrapped)
            )
            found.pairs.setdefault(row.pair, {})[row.generation] = key
    return found


def open_unlocks(session_key: str) -> dict[str, Unlock]:
    ids = {tier.name: door_id(session_key, tier) for tier in Tier}
    return {row.tier: row for row in _doors(**ids)}


def door_id(session_key: str, tier: str) -> str:
    return sha256(f"{session_key}|{tier}".encode()).hexdigest()


def letters_in(rows: QuerySet[Row, Row], column: str) -> QuerySet[Row, Row]:
    """The rows whose column still rests as a letter: told by one byte of the envelope, unopened."""
    suite = Substr(column, SUITE_AT, 1, output_field=BinaryField())
    found = rows.alias(suite=suite).filter(suite=bytes([seal.LETTER]))
    return cast("QuerySet[Row, Row]", found)


def wrap(secret: bytes, purpose: str, row: PersonKey, field: str, inner: bytes) -> bytes:
    root = seal.Root(seal.derive(secret, purpose), row.generation)
    return seal.seal_record(root, _place(row, field, row.person), inner)


def unwrap(secret: bytes, purpose: str, row: PersonKey, field: str) -> bytes:
    root = seal.Root(seal.derive(secret, purpose), row.generation)
    return seal.open_record(root, _place(row, field, row.person), bytes(getattr(row, field)))


def slot_place(slot: Slot) -> seal.EnvelopePlace:
    return seal.EnvelopePlace("vault_slot", str(slot.kind), slot.id, slot.person, slot.generation)


def pair_key_place(row: PairKey) -> seal.EnvelopePlace:
    return _place(row, "wrapped", row.person)


def _keys(person: UUID, kind: str) -> list[PersonKey]:
    return list(PersonKey.objects.filter(person=person, kind=kind).order_by("generation"))


def _unwrapped_root(key: PersonKey, private: dict[int, bytes]) -> bytes | None:
    secret = private.get(key.generation)
    with suppress(SealError, TypeError):  # damaged, or never wrapped
        return unwrap(secret, "everyday wrap", key, "wrapped_root") if secret else None
    return None


def _wrapping_root(keyset: Keyset, row: PairKey) -> seal.Root:
    generation = seal.header_of(bytes(row.wrapped)).generation
    return keyset.everyday_roots[generation]


def _place(row: PersonKey | PairKey, field: str, owner: UUID) -> seal.EnvelopePlace:
    table = "vault_pairkey" if isinstance(row, PairKey) else "vault_personkey"
    return seal.EnvelopePlace(table, field, row.id, owner, row.generation)
