from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from outandback.ui.texts import entries_of

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Entry:
    """Someone to turn to, as the host wrote it down."""

    country: str
    section: str
    name: str
    number: str = ""
    note: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class HelpSection:
    key: str
    title: str
    words: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """What the host has written down, and whether it could be read."""

    entries: tuple[Entry, ...] = ()
    readable: bool = True


def hosts_file() -> Path:
    return Path(settings.DATA) / "help.toml"


def numbers() -> Numbers:
    file = hosts_file()
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return Numbers()
    except OSError:
        return Numbers(readable=False)


def countries(found: Numbers) -> list[str]:
    return sorted({entry.country for entry in found.entries})


def sections(found: Numbers, country: str) -> list[HelpSection]:
    return [
        HelpSection(key, title, words, _of(found, country, key)) for key, title, words in _written()
    ]


def last_checked(found: Numbers, country: str) -> date | None:
    """The oldest check of a country's numbers: none is fresher than it is said to be."""
    here = [entry for entry in found.entries if entry.country == country and entry.number]
    days = [entry.checked_on for entry in here if entry.checked_on]
    return min(days) if days and len(days) == len(here) else None


def _of(found: Numbers, country: str, section: str) -> tuple[Entry, ...]:
    return tuple(
        entry for entry in found.entries if (entry.country, entry.section) == (country, section)
    )


@lru_cache(maxsize=2)
def _read(file: Path, changed_at: int) -> Numbers:
    """Read anew when the file has changed. A file with a slip in it leaves the page standing."""
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("entry", [])
        return Numbers(tuple(map(_entry, rows)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError, AttributeError):
        return Numbers(readable=False)


def _entry(row: dict[str, Any]) -> Entry:
    entry = Entry(**row)
    texts = (entry.country, entry.section, entry.name, entry.number, entry.note)
    known = entry.section in {key for key, _, _ in _written()}
    if not known or not all(isinstance(text, str) for text in texts):
        raise ValueError
    if type(entry.checked_on) not in (date, type(None)):
        raise ValueError
    return entry


def _written() -> tuple[tuple[str, str, str], ...]:
    rows = entries_of(CONTENT, "sections")
    return tuple((row["key"], row["title"], row["words"]) for row in rows)
