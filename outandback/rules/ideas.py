"""Three small ideas for one leave: somewhere to visit, something to eat or drink, something to
witness."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

KINDS = ("visit", "eat", "witness")


@dataclass(frozen=True)
class Small:
    """`by` is the ink of whoever of the two wrote it; empty where it comes with the program."""

    kind: str
    words: str
    by: str = ""


def three_for(ideas: Sequence[Small], leave: UUID, turn: int) -> tuple[Small, ...]:
    """One of each kind: the same for a leave and a turn, others for another of either."""
    lines = (_in_line([one for one in ideas if one.kind == kind], leave) for kind in KINDS)
    return tuple(line[turn % len(line)] for line in lines if line)


def _in_line(ideas: Sequence[Small], leave: UUID) -> list[Small]:
    """The two's own words and the program's by turns, their own first."""
    own = _mixed((one for one in ideas if one.by), leave)
    shipped = _mixed((one for one in ideas if not one.by), leave)
    return [one for one in chain(*zip_longest(own, shipped)) if one is not None]


def _mixed(ideas: Iterable[Small], leave: UUID) -> list[Small]:
    """By the words themselves, so that one more idea leaves the others where they stood."""
    return sorted(ideas, key=lambda one: sha256(leave.bytes + one.words.encode()).digest())
