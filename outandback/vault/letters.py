"""Letters to somebody's everyday key, written by the program while their keys are closed.

A letter proves no sender. So the public key that one is sealed to is no secret of the database: its
writer keeps it, as it was proven, in a box of its own under the server key.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from . import queries
from .errors import SealError, Unopenable
from .keyring import Closed, KeyMissing, KeyUnproven
from .seal import header_of, open_letter, seal_letter

if TYPE_CHECKING:
    from uuid import UUID

    from .keyring import Keyring
    from .keys import EnvelopePlace, KeyPair
    from .keyset import Keyset


class Recipient(NamedTuple):
    """Whom a letter is sealed to: a public key, and which generation of it."""

    public: bytes
    generation: int


def recipient(keyring: Keyring) -> Recipient:
    """This person's own newest everyday key. Raises Closed."""
    if keyring.person is None or not keyring.everyday_open:
        raise Closed
    key = next(iter(queries.everyday_key_rows(keyring.person)[-1:]), None)
    if key is None:
        raise KeyMissing
    if not queries.is_proven(key, keyring.keyset):
        raise KeyUnproven
    return Recipient(bytes(key.public), key.generation)


def sealed_to(to: Recipient, place: EnvelopePlace, plain: bytes) -> bytes:
    return seal_letter(to.public, to.generation, place, plain)


class Opener:
    """Opens letters of one person; asks for their key once."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring
        self.keys: dict[int, KeyPair] | None = None

    def open(self, place: EnvelopePlace, letter: bytes) -> bytes:
        """Raises Closed, and SealError."""
        person = self.keyring.person
        if person is None or not self.keyring.everyday_open:
            raise Closed
        if self.keys is None:
            self.keys = _everyday_letter_keys(person, self.keyring.keyset)
        key = self.keys.get(header_of(letter).generation)
        if key is None:
            raise Unopenable
        return open_letter(key, place, letter)


def _everyday_letter_keys(person: UUID, keyset: Keyset) -> dict[int, KeyPair]:
    found = {}
    for key in queries.everyday_key_rows(person):
        with suppress(SealError, KeyError):
            found[key.generation] = queries.everyday_pair_of(key, keyset)
    return found
