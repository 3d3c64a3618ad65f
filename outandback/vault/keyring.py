"""The keys that are open for one request: never stored, and showing nothing of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import queries
from .errors import Unopenable
from .fields import Sealed, SealedRow, Stored, To, sealed_field
from .keyset import Keyset
from .seal import LETTER, header_of, open_letter, open_record, seal_letter, seal_record

if TYPE_CHECKING:
    from uuid import UUID

    from _typeshed import DataclassInstance as Words

    from .seal import EnvelopePlace, KeyPair, Root


class Closed(Exception):
    """The key for these words is not open in this request."""


class KeyMissing(Closed):
    """No passphrase helps: the key for these words is not in the database any more."""


class KeyUnproven(Closed):
    """Nobody can say that the public key in the database is this person's: nothing is sealed to it,
    and the passphrase, which opens the private room, seals without it."""


class Keyring:
    """What one person can open now. With the private room closed it still seals to its person, as
    a letter; without any key nobody could say whose key the letter would be sealed to."""

    def __init__(self, person: UUID | None = None, *keysets: Keyset) -> None:
        self.person = person
        self._keyset = Keyset(person).joined(*keysets)
        self._letter_keys: dict[int, KeyPair] | None = None
        self._shared_roots: dict[UUID, dict[int, Root]] = {}
        self._pairs_outside: set[UUID] | None = None

    def __repr__(self) -> str:
        return "Keyring(***)"

    @property
    def everyday_open(self) -> bool:
        return bool(self._keyset.everyday)

    @property
    def room_open(self) -> bool:
        return bool(self._keyset.private)

    @property
    def keyset(self) -> Keyset:
        return self._keyset

    def add(self, keyset: Keyset) -> None:
        self._keyset = self._keyset.joined(keyset)
        self._shared_roots = {}
        if self._pairs_outside is not None:
            self._pairs_outside |= keyset.pairs.keys()

    def keep_past_pairs_in_the_room(self, pair_of_now: UUID | None) -> None:
        """From here on the words of any other pair open with the private key alone; those of a pair
        whose key comes in later, as by an invitation, are of now."""
        self._pairs_outside = {pair_of_now} if pair_of_now else set()

    def open(self, row: SealedRow, name: str) -> Any:
        """The words of a column, None where none were written. Raises Closed or Unopenable."""
        column, raw = sealed_field(row, name), getattr(row, name)
        if raw is None:
            return None
        owner = getattr(row, column.of)
        return column.unpack(self.read_held(column, row.pk, owner, raw))

    def read_held(self, column: Sealed, row: UUID, owner: UUID, raw: bytes) -> bytes:
        """What a column holds, not yet taken apart into words, where its row was not fetched: its
        name, its owner and what it holds are enough. Raises Closed or Unopenable."""
        stored = Stored.read(raw)
        place = column.place_of(row, owner, stored.version, stored.schema)
        return column.of_today(self._opened(column, place, stored.envelope), stored.schema)

    def open_if_possible(self, row: SealedRow, name: str) -> Any:
        """The words, or None where the key is not open in this request."""
        try:
            return self.open(row, name)
        except Closed:
            return None

    def seal(self, row: SealedRow, name: str, words: Words | bytes | None) -> None:
        """Put words, or the bytes of a column of bytes, into a column. The row is not saved."""
        column = sealed_field(row, name)
        raw = None if words is None else self._sealed(row, column, column.pack(words))
        setattr(row, name, raw)

    def is_letter(self, row: SealedRow, name: str) -> bool:
        raw = getattr(row, name)
        if raw is None:
            return False
        return header_of(Stored.read(raw).envelope).suite == LETTER

    def _opened(self, column: Sealed, place: EnvelopePlace, envelope: bytes) -> bytes:
        """A letter proves no sender, so it opens only where nobody but the owner is to write."""
        header = header_of(envelope)
        if header.suite == LETTER:
            if column.to is not To.PRIVATE:
                raise Unopenable
            return open_letter(self._letter_key(header.generation), place, envelope)
        return open_record(self._root(column.to, place.owner, header.generation), place, envelope)

    def _sealed(self, row: SealedRow, column: Sealed, raw: bytes) -> bytes:
        place = column.place(row, row.row_version, column.schema)
        if column.to is To.PRIVATE and not self.room_open:
            envelope = self._letter_to_self(place, raw)
        else:
            envelope = seal_record(self._newest_root(column.to, place.owner), place, raw)
        return Stored(row.row_version, column.schema, envelope).written()

    def _letter_to_self(self, place: EnvelopePlace, raw: bytes) -> bytes:
        if place.owner != self.person:
            raise Closed
        key = queries.newest_private_key(place.owner)
        if key is None:
            raise KeyMissing
        if not self.everyday_open:
            raise Closed
        if not queries.is_proven(key, self._keyset):
            raise KeyUnproven
        return seal_letter(bytes(key.public), key.generation, place, raw)

    def _root(self, to: To, owner: UUID, generation: int) -> Root:
        root = self._roots(to, owner).get(generation)
        if root is None:
            raise self._why_closed(to)
        return root

    def _newest_root(self, to: To, owner: UUID) -> Root:
        roots = self._roots(to, owner)
        if not roots:
            raise self._why_closed(to)
        return roots[max(roots)]

    def _why_closed(self, to: To) -> Closed:
        """Where the everyday key is open, it opens every pair key that there is."""
        return KeyMissing() if to is To.PAIR and self.everyday_open else Closed()

    def _roots(self, to: To, owner: UUID) -> dict[int, Root]:
        if to is To.PAIR:
            return self._pair_roots(owner)
        if owner != self.person:
            return {}
        return self._keyset.private_roots if to is To.PRIVATE else self._keyset.everyday_roots

    def _pair_roots(self, pair: UUID) -> dict[int, Root]:
        outside = self._pairs_outside
        if outside is not None and pair not in outside and not self.room_open:
            return {}
        if pair not in self._keyset.pairs and self.everyday_open and self.person:
            self.add(queries.pair_keys(self.person, pair, self._keyset))
        if pair not in self._shared_roots:
            self._shared_roots[pair] = self._keyset.pair_roots(pair)
        return self._shared_roots[pair]

    def _letter_key(self, generation: int) -> KeyPair:
        if not self.room_open or self.person is None:
            raise Closed
        if self._letter_keys is None:
            self._letter_keys = queries.letter_keys(self.person, self._keyset)
        if generation not in self._letter_keys:
            raise KeyMissing
        return self._letter_keys[generation]
