"""What the vault tests share: frozen vectors, places, and the cheapest cost Argon2 allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from outandback.vault import seal

CHEAP = seal.Cost(memory_kib=8, passes=1, lanes=1)
VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "vectors_ob1.json").read_text(encoding="utf-8")
)
HERE = seal.EnvelopePlace("away_moment", "words", UUID(int=1), UUID(int=2), 3)
ROOT = seal.Root(bytes(range(32)), 1)
PAIR = seal.key_pair_of(bytes(range(1, 33)), 1)
WORDS = b"The river was higher than last year."


def place_of(vector: dict[str, Any]) -> seal.EnvelopePlace:
    place = vector["place"]
    return seal.EnvelopePlace(
        place["table"],
        place["field"],
        UUID(place["row"]),
        UUID(place["owner"]),
        place["version"],
        place["schema"],
    )


def unhex(vector: dict[str, Any], *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


def flipped(envelope: bytes, at: int, bits: int) -> bytes:
    return envelope[:at] + bytes([envelope[at] ^ bits]) + envelope[at + 1 :]
