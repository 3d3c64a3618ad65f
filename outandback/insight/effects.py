"""What one contrast of a posterior comes to, and how wide effects may spread beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from .engine import Alternative

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .numbers import Floats, Integers
    from .posterior import Posterior

PROBABILITIES = np.array([0.025, 0.10, 0.50, 0.90, 0.975])

# How large effects are in this couple is learnt, too: by how much wider than the prior they spread,
# and how probable that is beforehand. Chosen on made-up couples: docs/statistics.md.
WIDTHS = (0.6, 0.20), (1.35, 0.50), (1.9, 0.30)
LEAST_WIDTH = 0.7


@dataclass(frozen=True)
class Effect:
    """`middle`: the posterior median; `likely`: between which it is with 80 %, `almost_sure` with
    95 %, in the units of what is asked. `below_zero`: the probability of that. `n`: how many
    ratings bear on it."""

    middle: float
    likely: tuple[float, float]
    almost_sure: tuple[float, float]
    below_zero: float
    n: int

    def of_rows(self, n: int) -> Effect:
        return replace(self, n=n)


def effects_of(posterior: Posterior, contrasts: Floats, rows: Iterable[int]) -> list[Effect]:
    """(k, p) contrasts, and of each how many ratings bear on it."""
    quantiles = posterior.quantiles(contrasts, PROBABILITIES)
    below = posterior.below(contrasts)
    return [
        effect_at(found, float(chance), int(n))
        for found, chance, n in zip(quantiles, below, rows, strict=True)
    ]


def effect_at(quantiles: Floats, below_zero: float, n: int) -> Effect:
    """From the quantiles at PROBABILITIES."""
    lowest, low, middle, high, highest = map(float, quantiles)
    return Effect(middle, (low, high), (lowest, highest), below_zero, n)


def spread_wider(
    p: int,
    effects: Integers,
    *,
    columns: Sequence[tuple[Integers, float]] = (),
    widths: Sequence[tuple[float, float]] = WIDTHS,
    at_least: Integers | None = None,
) -> tuple[Alternative, ...]:
    """Each of `columns` (which ones, how probable; else all) with each of `widths`. The columns
    `effects` spread by it, those of `at_least` never by less than LEAST_WIDTH."""
    found = []
    for which, probable in columns or ((np.arange(p), 1.0),):
        for width, likely in widths:
            by = np.ones(p)
            by[effects] = width
            if at_least is not None:
                by[at_least] = max(width, LEAST_WIDTH)
            found.append(Alternative(which, probable * likely, by))
    return tuple(found)
