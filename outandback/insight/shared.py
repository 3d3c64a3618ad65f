"""What both of two people know of their leaves, and what is found in it for both: plain values.

Whoever gathers or shows them needs no numpy for it; `pair.pair_answers` takes this further.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .history import LivedLeave

LEAST = 12  # leaves of which both shared how they were, before anything is looked for


@dataclass(frozen=True)
class SharedLeave(LivedLeave):
    """A leave as both know it; `own` is that of the first of the two, and `felt` is by person.

    `over_on`: the day on which it was over, by number; `shared_on`: on which each shared what they
    said of it.
    """

    over_on: int = 0
    shared_on: tuple[int | None, int | None] = (None, None)


class Length(Enum):
    """A length of a leave as it is said, in hours."""

    HOUR = 1.0
    FEW_HOURS = 2.5
    HALF_A_DAY = 12.0
    DAY = 24.0
    TWO_DAYS = 48.0


class SoFar(Enum):
    """What leaves of a length have been to both."""

    USUALLY_GOOD = "usually good"
    MIXED = "mixed or can't tell"
    RATHER_NOT = "more often not"
    NOT_LIVED = "not lived yet"


@dataclass(frozen=True)
class PairAnswers:
    """`shared`: of how many leaves both have shared how they were by now. The rest is as it stood
    at the last check, after `leaves` of the two; `n`: of how many of these both had shared it.
    `kinds`: of each Length; empty where `n` is too few. No chance and no range stands here: at the
    edges of words for these a single rating could be read off (benchmarks/insight/attacks.py)."""

    shared: int
    leaves: int = 0
    n: int = 0
    up_to: Length | None = None
    beyond: Length | None = None
    kinds: tuple[SoFar, ...] = ()
