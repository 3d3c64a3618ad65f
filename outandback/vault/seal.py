"""OB1: how words are sealed. Pure: values in, values out; no rows, no settings, no clock.

Record  "OB" 1 1 key_id8 generation2 | salt32 | commit32 | AES-256-GCM(key, 0^12, padded, context)
        key || commit = HKDF-SHA-256(root, salt, "OB1 rec" || header || context, 64 bytes)
Letter  "OB" 1 2 public_id8 generation2 | enc65 | ciphertext (HPKE base mode, DHKEM(P-256,
        HKDF-SHA256), HKDF-SHA256, AES-256-GCM, info "OB1 letter" || header || context)
Slot    "OBP" 1 memory4 passes2 lanes1 salt16 | record, or "OBC" 1 | record

The context is the place, each part behind its length, so that no two places give the same bytes.
All numbers are unsigned and big-endian. Sources: RFC 5869 (HKDF), RFC 9106 (Argon2id), RFC 9180
(HPKE), NIST SP 800-38D (GCM). Every record has a salt and so a key of its own: the nonce is zero.
"""

from __future__ import annotations

import secrets
import struct
from hmac import compare_digest
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import SealError, UnknownEnvelope, Unopenable, WeakCost
from .keys import (
    CURVE,
    EnvelopePlace,
    KeyPair,
    Root,
    derive,
    fingerprint,
    key_pair_of,
    new_key_pair,
    new_root,
    require_size,
)
from .padding import pad, unpad
from .passphrase_hash import CEILING, FLOOR, SALT_BYTES, Cost, calibrate, require, stretch

__all__ = [
    "CEILING", "FLOOR", "LETTER", "RECORD", "Cost", "EnvelopePlace", "Header", "KeyPair", "Root",
    "SealError", "UnknownEnvelope", "Unopenable", "WeakCost", "calibrate", "code_slot", "derive",
    "fingerprint", "header_of", "key_pair_of", "new_key_pair", "new_root", "open_code_slot",
    "open_letter", "open_passphrase_slot", "open_record", "passphrase_slot", "seal_letter",
    "seal_record", "stretch",
]  # fmt: skip

RECORD = 1
LETTER = 2

_VERSION = 1
_HEADER = struct.Struct(">2sBB8sH")
_SALT, _COMMIT, _TAG, _ENC = 32, 32, 16, 65
_SHORTEST = {
    RECORD: _HEADER.size + _SALT + _COMMIT + _TAG,
    LETTER: _HEADER.size + _ENC + _TAG,
}
_NONCE = bytes(12)
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

_PASSPHRASE_SLOT = struct.Struct(f">4sIHB{SALT_BYTES}s")
_PASSPHRASE_MAGIC = b"OBP\x01"
_CODE_MAGIC = b"OBC\x01"
_CODE_SIZES = (16, 20)


class Header(NamedTuple):
    """What an envelope says of itself; nothing of it is to be believed before it has opened."""

    suite: int
    key_id: bytes
    generation: int

    def packed(self) -> bytes:
        """The 14 bytes at the front of an envelope."""
        return _HEADER.pack(b"OB", _VERSION, self.suite, self.key_id, self.generation)


def header_of(envelope: bytes) -> Header:
    """The suite, key id and generation of an envelope, not yet proven.

    Raises UnknownEnvelope for other magic, version or suite, or fewer bytes than any could have.
    """
    if len(envelope) < _HEADER.size:
        raise UnknownEnvelope
    magic, version, suite, key_id, generation = _HEADER.unpack_from(envelope)
    if magic != b"OB" or version != _VERSION or len(envelope) < _SHORTEST.get(suite, 1 << 63):
        raise UnknownEnvelope
    return Header(suite, key_id, generation)


def seal_record(
    root: Root, place: EnvelopePlace, plaintext: bytes, *, salt: bytes | None = None
) -> bytes:
    """Seal bytes under a root for one place: 94 bytes longer than the padded plaintext.

    `salt` is 32 bytes that never come twice; leave it out except to reproduce a known envelope.
    """
    salt = secrets.token_bytes(_SALT) if salt is None else salt
    require_size(salt, _SALT)
    header = Header(RECORD, root.key_id, root.generation).packed()
    context = place.context(root.generation)
    key, commit = _record_key(root, salt, header + context)
    return header + salt + commit + AESGCM(key).encrypt(_NONCE, pad(plaintext), context)


def open_record(root: Root, place: EnvelopePlace, envelope: bytes) -> bytes:
    """The plaintext again. Raises Unopenable, or UnknownEnvelope for what is no record.

    The commitment is compared first and in constant time: AES-GCM alone does not commit to its key.
    """
    header = _require_header(envelope, Header(RECORD, root.key_id, root.generation))
    salt, commit, ciphertext = _split(envelope[_HEADER.size :], _SALT, _COMMIT)
    context = place.context(root.generation)
    key, expected = _record_key(root, salt, header + context)
    if not compare_digest(commit, expected):
        raise Unopenable
    try:
        return unpad(AESGCM(key).decrypt(_NONCE, ciphertext, context))
    except InvalidTag:
        raise Unopenable from None


def seal_letter(public: bytes, generation: int, place: EnvelopePlace, plaintext: bytes) -> bytes:
    """Seal bytes to a 65-byte public key: 95 bytes longer than the padded plaintext (RFC 9180).

    Whoever knows the public key can write a letter; it does not prove its sender.
    Raises SealError when `public` is no point of P-256.
    """
    header = Header(LETTER, fingerprint(public)[:8], generation).packed()
    info = _letter_info(header, place, generation)
    return header + _SUITE.encrypt(pad(plaintext), _point(public), info)


def open_letter(pair: KeyPair, place: EnvelopePlace, envelope: bytes) -> bytes:
    """The plaintext again. Raises Unopenable, or UnknownEnvelope for what is no letter."""
    header = _require_header(envelope, Header(LETTER, pair.public_id, pair.generation))
    info = _letter_info(header, place, pair.generation)
    try:
        return unpad(_SUITE.decrypt(envelope[_HEADER.size :], pair.private_key, info))
    except InvalidTag:
        raise Unopenable from None


def passphrase_slot(passphrase: str, secret: bytes, place: EnvelopePlace, cost: Cost) -> bytes:
    """A secret that a passphrase opens: the slot carries its own cost and a fresh 16-byte salt.

    Raises WeakCost over the ceiling; pick `cost` at or above the floor that will be asked for.
    """
    salt = secrets.token_bytes(SALT_BYTES)
    front = _PASSPHRASE_SLOT.pack(_PASSPHRASE_MAGIC, cost.memory_kib, cost.passes, cost.lanes, salt)
    return front + seal_record(_passphrase_root(passphrase, salt, cost), place, secret)


def open_passphrase_slot(
    slot: bytes, passphrase: str, place: EnvelopePlace, *, floor: Cost = FLOOR
) -> bytes:
    """The secret again. Raises Unopenable on a wrong passphrase or another place.

    Raises WeakCost under the floor or over the ceiling, before any stretching; UnknownEnvelope for
    what is no such slot.
    """
    if len(slot) < _PASSPHRASE_SLOT.size or not slot.startswith(_PASSPHRASE_MAGIC):
        raise UnknownEnvelope
    _, memory_kib, passes, lanes, salt = _PASSPHRASE_SLOT.unpack_from(slot)
    cost, record = Cost(memory_kib, passes, lanes), slot[_PASSPHRASE_SLOT.size :]
    require(cost, floor)
    header_of(record)
    return open_record(_passphrase_root(passphrase, salt, cost), place, record)


def code_slot(code: bytes, secret: bytes, place: EnvelopePlace) -> bytes:
    """A secret that a random code of 16 or 20 bytes opens; no stretching, the code is strong.

    Raises ValueError for a code of another size.
    """
    return _CODE_MAGIC + seal_record(_code_root(code), place, secret)


def open_code_slot(slot: bytes, code: bytes, place: EnvelopePlace) -> bytes:
    """The secret again. Raises Unopenable on a wrong code or another place, UnknownEnvelope for
    what is no such slot, ValueError for a code that is neither 16 nor 20 bytes.
    """
    if not slot.startswith(_CODE_MAGIC):
        raise UnknownEnvelope
    return open_record(_code_root(code), place, slot[len(_CODE_MAGIC) :])


def _letter_info(header: bytes, place: EnvelopePlace, generation: int) -> bytes:
    # Single-shot HPKE binds everything by info and leaves aad empty (RFC 9180, section 8.1).
    return b"OB1 letter" + header + place.context(generation)


def _record_key(root: Root, salt: bytes, bound: bytes) -> tuple[bytes, bytes]:
    both = HKDF(hashes.SHA256(), 64, salt, b"OB1 rec" + bound).derive(root.secret)
    return both[:32], both[32:]


def _passphrase_root(passphrase: str, salt: bytes, cost: Cost) -> Root:
    return Root(derive(stretch(passphrase, salt, cost), "kek"), 0)


def _code_root(code: bytes) -> Root:
    if len(code) not in _CODE_SIZES:
        raise ValueError("a code is 16 or 20 bytes")
    return Root(derive(code, "code kek"), 0)


def _point(public: bytes) -> ec.EllipticCurvePublicKey:
    # The library also reads compressed points, which would give one key two fingerprints.
    if len(public) != 65:
        raise SealError("a public key is 65 bytes")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    except ValueError:
        raise SealError("not a point of P-256") from None


def _require_header(envelope: bytes, expected: Header) -> bytes:
    packed = expected.packed()
    if not envelope.startswith(packed) or len(envelope) < _SHORTEST[expected.suite]:
        if header_of(envelope).suite != expected.suite:
            raise UnknownEnvelope
        raise Unopenable
    return packed


def _split(envelope: bytes, *sizes: int) -> list[bytes]:
    parts = []
    for size in sizes:
        parts.append(envelope[:size])
        envelope = envelope[size:]
    return [*parts, envelope]
