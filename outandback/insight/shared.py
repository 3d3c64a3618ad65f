"""What both of two people know of their leaves, and what is found in it for both: plain values.

Whoever gathers or shows them needs no numpy for it; `pair.pair_answers` takes this further.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

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


class Kind(Enum):
    """What leaves of a length have been to both."""

    USUALLY_GOOD = "usually good"
    MIXED = "mixed or can't tell"
    RATHER_NOT = "more often not"
    NOT_LIVED = "not lived yet"


class HowOften(IntEnum):
    """How many leaves of a length are good to both."""

    FEW = 0
    UNDER_HALF = 1
    OVER_HALF = 2
    NEARLY_ALL = 3


@dataclass(frozen=True)
class AtLength:
    """`low` and `high`: between which it is with 80 %; None where it was not lived."""

    length: Length
    kind: Kind
    low: HowOften | None = None
    high: HowOften | None = None


@dataclass(frozen=True)
class PairAnswers:
    """`shared`: of how many leaves both have shared how they were by now. The rest is as it stood
    at the last check, after `leaves` of the two; `n`: of how many of these both had shared it.
    `lengths` is empty where `n` is too few."""

    shared: int
    leaves: int = 0
    n: int = 0
    up_to: Length | None = None
    beyond: Length | None = None
    lengths: tuple[AtLength, ...] = ()
