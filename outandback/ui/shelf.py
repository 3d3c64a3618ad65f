"""Texts by language: a room's data file as entries, read once. English where there is no other."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

BASE = "en"
Entry = dict[str, Any]


@cache
def shelf(folder: Path, name: str, language: str = BASE) -> tuple[Entry, ...]:
    """The `[[entry]]` tables of `folder/name.language.toml`, each with its `words` and its keys."""
    file = folder / f"{name}.{language}.toml"
    if not file.exists():
        file = folder / f"{name}.{BASE}.toml"
    entries: list[Entry] = tomllib.loads(file.read_text(encoding="utf-8"))["entry"]
    return tuple(entries)
