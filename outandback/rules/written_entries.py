"""Own leaves as entries of a calendar somewhere else: how each is named there, and whose one is.

Values in, values out. A name says that this app wrote it, and, to nobody without its key, of what.
"""

from __future__ import annotations

import re
from hashlib import blake2b, sha256
from typing import NamedTuple

from .icalendar_text import CalendarEntry

ENDING = ".out-and-back"
NAME = re.compile(r"[0-9a-f]{32}" + re.escape(ENDING))
FOLDED = re.compile(rb"\r?\n[ \t]")
UID = re.compile(rb"^UID(?:;[^:\r\n]*)?:([^\r\n]*)", re.MULTILINE | re.IGNORECASE)


class ToWrite(NamedTuple):
    """One entry. `said` and `when` are short marks of its bytes and of its times alone."""

    name: str
    text: bytes
    said: str
    when: str
    called_off: bool


def entry_name(source: str, key: bytes) -> str:
    return blake2b(source.encode(), digest_size=16, key=key).hexdigest() + ENDING


def is_written_here(uid: str) -> bool:
    """Whether an entry is a leave that this app wrote into a calendar, whoever's it is."""
    return NAME.fullmatch(uid) is not None


def holds_only(text: bytes, name: str) -> bool:
    """Whether a text is of the entry by this name, and of nothing else."""
    uids = UID.findall(FOLDED.sub(b"", text))
    return bool(uids) and {one.strip() for one in uids} == {name.encode()}


def to_write(entry: CalendarEntry, text: bytes) -> ToWrite:
    when = repr((entry.start, entry.end, entry.called_off)).encode()
    return ToWrite(entry.name, text, mark(text), mark(when), entry.called_off)


def mark(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:32]
