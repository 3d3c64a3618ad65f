"""A made-up couple as one of the two knows it, who guesses at the last rating of the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight.shared import SharedLeave

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.insight.couple import Couple
    from outandback.insight.numbers import Floats, Integers

GUESSER, OTHER = 0, 1
POINTS = np.arange(11)
LEAST_SPREAD, MOST_TRIES = 0.6, 50
MUCH_LATER = 10**6  # a day after all checks


@dataclass(frozen=True)
class Known:
    """`shared`: whether the other shared the last rating, which is so for all others. `last`: what
    it was. What was kept stands in no leave."""

    leaves: tuple[SharedLeave, ...]
    last: int
    shared: bool

    def with_last(self, points: int) -> Known:
        return replace(self, last=points).with_last_ones([points])

    def with_last_ones(self, points: Iterable[int]) -> Known:
        """The other's last ratings; a kept one is not to be seen, whatever it was."""
        said = list(map(int, points))
        start = len(self.leaves) - len(said)
        changed = [
            replace(leave, felt=(leave.felt[GUESSER], one if self.shared else None))
            for leave, one in zip(self.leaves[start:], said, strict=True)
        ]
        return replace(self, leaves=(*self.leaves[:start], *changed))

    def before(self, many: int) -> Known:
        return replace(self, leaves=self.leaves[:-many])


def known_couple(leaves: int, chance: np.random.Generator, *, shared: bool) -> Known:
    """Both rated everything, so that there is as much to be learnt as can be."""
    couple = _with_all_leaves(leaves, chance)
    felt = np.column_stack([_filled(couple.felt[:, one], chance) for one in (GUESSER, OTHER)])
    known = Known(tuple(leaves_of(couple, felt)), int(felt[-1, OTHER]), shared)
    return known.with_last(known.last)


def _with_all_leaves(leaves: int, chance: np.random.Generator) -> Couple:
    for _ in range(MOST_TRIES):
        couple, _truth = couple_of(leaves, chance, world_of(FIRST, []))
        if couple.leaves == leaves and np.isfinite(couple.felt).any(axis=0).all():
            return couple
    raise ValueError(leaves)


def _filled(felt: Floats, chance: np.random.Generator) -> Integers:
    """What is missing is drawn from what is there."""
    said = felt[np.isfinite(felt)]
    drawn = np.where(np.isfinite(felt), felt, chance.choice(said, len(felt)))
    return np.asarray(drawn, dtype=np.int64)


def leaves_of(couple: Couple, felt: Integers | Floats) -> Iterable[SharedLeave]:
    """With what both shared on the day of the return; NaN: one of the two did not."""
    for place in range(couple.leaves):
        over_on = int(couple.back[place])
        yield SharedLeave(
            float(couple.out[place]),
            float(couple.back[place]),
            bool(couple.leaver[place] == GUESSER),
            distance=int(couple.distance[place]),
            company=int(couple.company[place]),
            felt=(_points(felt[place, GUESSER]), _points(felt[place, OTHER])),
            over_on=over_on,
            shared_on=(over_on, over_on),
        )


def _points(felt: float) -> int | None:
    return None if np.isnan(felt) else int(felt)


def belief(known: Known, unknown: int = 1) -> Floats:
    """(11,) how likely each value is, by the other's earlier ratings."""
    felt = [one.felt[OTHER] for one in known.leaves[:-unknown]]
    said = np.array([one for one in felt if one is not None], dtype=float)
    spread = max(float(said.std()), LEAST_SPREAD)
    likely = np.exp(-0.5 * ((POINTS - said.mean()) / spread) ** 2)
    return np.asarray(likely / likely.sum())
