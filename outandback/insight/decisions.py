"""When there is enough to say something, and what.

A sentence is said where two checks, ten leaves apart, both find the same direction with SURE: at
that cadence its false alarms were measured (benchmarks/insight). Nothing is kept between checks;
`as_of` goes back to them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .couple import Couple
    from .effects import Effect
    from .numbers import Flags, Floats

SURE = 0.99
EACH = 10  # leaves from check to check
UNTIL_THEN = 1.9  # days after a return whose ratings count to its check
WEEK, FEWEST_WEEKS = 7, 2


class Direction(IntEnum):
    LESS = -1
    NEITHER = 0
    MORE = 1


class HowSure(StrEnum):
    """In words; a hint is said nowhere, since one couple in three would see one by chance."""

    CANT_TELL = "can't tell"
    FAIRLY_CLEAR = "fairly clear"
    CLEAR = "clear"


@dataclass(frozen=True)
class Least:
    """Without which nothing is said: how many ratings, and how great an effect, in its units.
    `small`: within which it may be said that there is next to none; 0: never."""

    rows: int
    worth: float
    small: float = 0.0


@dataclass(frozen=True)
class Verdict:
    direction: Direction
    how_sure: HowSure

    @property
    def speaks(self) -> bool:
        return self.direction is not Direction.NEITHER


SILENCE = Verdict(Direction.NEITHER, HowSure.CANT_TELL)


def direction_of(effect: Effect, least: Least, sure: float = SURE) -> Direction:
    """As one check finds it."""
    if effect.n < least.rows or abs(effect.middle) < least.worth:
        return Direction.NEITHER
    if effect.below_zero > sure:
        return Direction.LESS
    return Direction.MORE if effect.below_zero < 1 - sure else Direction.NEITHER


def verdict(before: Effect, now: Effect, least: Least) -> Verdict:
    """What may be said after two checks. It is clear where even the end of the interval that holds
    it with 95 % is worth saying."""
    found = direction_of(now, least)
    if found is Direction.NEITHER or found is not direction_of(before, least):
        return SILENCE
    nearest = min(map(abs, now.almost_sure))
    return Verdict(found, HowSure.CLEAR if nearest >= least.worth else HowSure.FAIRLY_CLEAR)


def is_small(before: Effect, now: Effect, least: Least) -> bool:
    """Whether both checks hold it within what is small, where that may be said at all."""
    return all(
        one.n >= least.rows and max(map(abs, one.likely)) <= least.small for one in (before, now)
    )


def checks_at(leaves: int) -> tuple[int, int]:
    """The last two checks of so many leaves, the earlier first; 0 for one that has not come."""
    last = leaves // EACH * EACH
    return max(last - EACH, 0), last


def as_of(couple: Couple, leaves: int) -> Couple:
    """The couple as it stood at the check after so many leaves: what came later is not there."""
    if leaves >= couple.leaves:
        return couple
    until = couple.back[:leaves].max(initial=-np.inf) + UNTIL_THEN
    rated = couple.rated_at <= until
    weeks = max(int(until // WEEK), FEWEST_WEEKS) if leaves else 0
    return _cut(couple, leaves, rated, weeks)


def _cut(couple: Couple, leaves: int, rated: Flags, weeks: int) -> Couple:
    first: dict[str, Floats] = {name: getattr(couple, name)[:leaves] for name in OF_A_LEAVE}
    return replace(
        couple,
        **first,  # type: ignore[arg-type] # some of them hold integers
        rated_at=couple.rated_at[rated],
        closeness=couple.closeness[rated],
        energy=couple.energy[rated],
        loneliness=couple.loneliness[rated],
        weekly_gap=couple.weekly_gap[:weeks],
    )


OF_A_LEAVE = (
    "out", "back", "leaver", "hours", "distance", "company", "channel", "received", "landed",
    "felt", "guilt_at_door", "guilt_looking_back", "on_time", "in_trip",
)  # fmt: skip
