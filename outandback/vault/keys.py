"""Keys and places: what an envelope is sealed under, and where it stands."""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from typing import NamedTuple, Never
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
_NUMBERS = struct.Struct(">I16sI16sIIIIII")


class EnvelopePlace(NamedTuple):
    """Where an envelope stands. It opens nowhere else: another row, field, owner or version."""

    table: str
    field: str
    row: UUID
    owner: UUID
    version: int
    schema: int = 1

    def context(self, generation: int) -> bytes:
        """The bytes that bind an envelope here. OverflowError for numbers outside 32 bits."""
        try:
            numbers = _NUMBERS.pack(
                16,
                self.row.bytes,
                16,
                self.owner.bytes,
                4,
                generation,
                4,
                self.version,
                4,
                self.schema,
            )
        except struct.error:
            raise OverflowError from None
        return _named(self.table) + _named(self.field) + numbers


class _Secret:
    """Keeps keys out of tracebacks, logs, caches and sessions: no repr, no pickle, no copy."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(***)"

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("a key is not stored or copied")


@dataclass(frozen=True, repr=False)
class Root(_Secret):
    """A symmetric root of one generation: 32 bytes, and 0 to 65535. Raises ValueError otherwise."""

    secret: bytes
    generation: int

    def __post_init__(self) -> None:
        require_size(self.secret, 32)
        _require_generation(self.generation)

    @cached_property
    def key_id(self) -> bytes:
        """8 bytes that name this root in a header without telling it (HKDF, RFC 5869)."""
        return derive(self.secret, "id")[:8]


@dataclass(frozen=True, repr=False)
class KeyPair(_Secret):
    """P-256: a 32-byte scalar and a 65-byte uncompressed point. Raises ValueError otherwise."""

    secret: bytes
    public: bytes
    generation: int

    def __post_init__(self) -> None:
        require_size(self.secret, 32)
        require_size(self.public, 65)
        _require_generation(self.generation)

    @cached_property
    def public_id(self) -> bytes:
        """8 bytes that name the public key in a header."""
        return fingerprint(self.public)[:8]

    @cached_property
    def private_key(self) -> ec.EllipticCurvePrivateKey:
        """The library's form of the scalar. Raises ValueError for zero or beyond the order."""
        return ec.derive_private_key(int.from_bytes(self.secret, "big"), CURVE)


def new_root(generation: int) -> Root:
    """A fresh random root."""
    return Root(secrets.token_bytes(32), generation)


def new_key_pair(generation: int) -> KeyPair:
    """A fresh random key pair on P-256."""
    scalar = ec.generate_private_key(CURVE).private_numbers().private_value
    return key_pair_of(scalar.to_bytes(32, "big"), generation)


def key_pair_of(secret: bytes, generation: int) -> KeyPair:
    """The key pair of a 32-byte scalar. Raises ValueError for zero or beyond the order."""
    numbers = ec.derive_private_key(int.from_bytes(secret, "big"), CURVE).public_key()
    point = numbers.public_numbers()
    public = b"\x04" + point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big")
    return KeyPair(secret, public, generation)


def fingerprint(public: bytes) -> bytes:
    """SHA-256 of the 65 bytes of a public key: 32 bytes."""
    return sha256(public).digest()


def derive(secret: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose: HKDF-SHA-256, no salt, info "OB1 " + purpose (RFC 5869)."""
    return HKDF(hashes.SHA256(), 32, None, b"OB1 " + purpose.encode()).derive(secret)


def require_size(value: bytes, size: int) -> None:
    if len(value) != size:
        raise ValueError(f"{size} bytes are needed")


@cache
def _named(part: str) -> bytes:
    """The name of a table or of a column, behind its length: there are few, asked for often."""
    return len(part.encode()).to_bytes(4, "big") + part.encode()


def _require_generation(generation: int) -> None:
    if not 0 <= generation <= 0xFFFF:
        raise ValueError("a generation is a number from 0 to 65535")
