"""Texts by language: a room's data file as entries, read once. English where there is no other."""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .languages import BASE, spoken_now

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from uuid import UUID

Entry = dict[str, Any]


def entries_of(folder: Path, name: str) -> tuple[Entry, ...]:
    """The `[[entry]]` tables of `folder/name.language.toml`, each with its `words` and its keys."""
    return _read(folder, name, spoken_now())


@cache
def _read(folder: Path, name: str, language: str) -> tuple[Entry, ...]:
    file = folder / f"{name}.{language}.toml"
    if not file.exists():
        file = folder / f"{name}.{BASE}.toml"
    entries: list[Entry] = tomllib.loads(file.read_text(encoding="utf-8"))["entry"]
    return tuple(entries)


def some_of(entries: Sequence[Entry], row: UUID, turn: int = 0, count: int = 3) -> list[Entry]:
    """A few of them: the same for a row and a turn, others for another of either."""
    mixed = sorted(entries, key=lambda one: sha256(row.bytes + one["words"].encode()).digest())
    start = turn * count % len(mixed)
    return (mixed * 2)[start : start + count]
