"""Opened keys of one person: plain values, packed into and out of an unlock row's blob."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast
from uuid import UUID

from . import seal

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRY = struct.Struct(">c16sH32s")
PRIVATE, EVERYDAY, PAIR = b"p", b"e", b"2"


@dataclass(frozen=True, repr=False)
class Keyset:
    """Secrets of 32 bytes by generation; pair secrets by pair, then generation."""

    person: UUID | None
    private: dict[int, bytes] = field(default_factory=dict)
    everyday: dict[int, bytes] = field(default_factory=dict)
    pairs: dict[UUID, dict[int, bytes]] = field(default_factory=dict)

    def joined(self, *others: Keyset) -> Keyset:
        whole = Keyset(self.person, {**self.private}, {**self.everyday}, {**self.pairs})
        for other in others:
            whole.private.update(other.private)
            whole.everyday.update(other.everyday)
            whole.pairs.update(other.pairs)
        return whole

    @property
    def owner(self) -> UUID:
        """Whose keys these are. A keyset of nobody's holds keys in passing and is kept nowhere."""
        return cast(UUID, self.person)

    @property
    def signed_in_part(self) -> Keyset:
        return Keyset(self.person, {}, self.everyday, self.pairs)

    @property
    def private_part(self) -> Keyset:
        return Keyset(self.person, self.private)

    @cached_property
    def private_roots(self) -> dict[int, seal.Root]:
        return {g: seal.Root(seal.derive(key, f"vault g{g}"), g) for g, key in self.private.items()}

    @cached_property
    def everyday_roots(self) -> dict[int, seal.Root]:
        return {
            g: seal.Root(seal.derive(key, f"everyday g{g}"), g) for g, key in self.everyday.items()
        }

    def pair_roots(self, pair: UUID) -> dict[int, seal.Root]:
        return {
            g: seal.Root(seal.derive(key, f"pair g{g}"), g)
            for g, key in self.pairs.get(pair, {}).items()
        }

    def packed(self) -> bytes:
        return b"".join(
            ENTRY.pack(kind, owner.bytes, g, key) for kind, owner, g, key in self._entries()
        )

    @classmethod
    def unpacked(cls, person: UUID, raw: bytes) -> Keyset:
        whole = cls(person)
        for kind, owner, generation, key in ENTRY.iter_unpack(raw):
            whole._shelf(kind, UUID(bytes=owner))[generation] = key
        return whole

    def _shelf(self, kind: bytes, owner: UUID) -> dict[int, bytes]:
        if kind == PAIR:
            return self.pairs.setdefault(owner, {})
        return self.private if kind == PRIVATE else self.everyday

    def _entries(self) -> Iterator[tuple[bytes, UUID, int, bytes]]:
        me = self.person or UUID(int=0)
        yield from ((PRIVATE, me, g, key) for g, key in self.private.items())
        yield from ((EVERYDAY, me, g, key) for g, key in self.everyday.items())
        for pair, keys in self.pairs.items():
            yield from ((PAIR, pair, g, key) for g, key in keys.items())
