"""Whether intervals hold what is so as often as they say.

python -m benchmarks.insight.coverage COUPLES [--world second] [effects=1.5 null=1 …]
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.answers import figures_of
from benchmarks.insight.worlds import World, couple_of, world_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.insight.answers import Figure

SIZES = (10, 30, 100)
WORKERS, AT_ONCE = 2, 25


@dataclass(frozen=True)
class Covered:
    """Of one estimand: shares of intervals that hold it, and the root of the mean squared error."""

    likely: float
    almost_sure: float
    error: float
    many: int


def covered(couples: int, leaves: int, world: World, seed: int) -> dict[str, Covered]:
    """`seed` names the couples: couple i of it is the same whatever else is run."""
    batches = [range(at, min(at + AT_ONCE, couples)) for at in range(0, couples, AT_ONCE)]
    with ProcessPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(_batch, batch, leaves, world, seed) for batch in batches]
        figures = [figure for job in jobs for figure in job.result()]
    names = dict.fromkeys(figure.name for figure in figures)
    return {name: _covered([one for one in figures if one.name == name]) for name in names}


def _batch(couples: Iterable[int], leaves: int, world: World, seed: int) -> list[Figure]:
    found = []
    for number in couples:
        chance = np.random.default_rng((seed, leaves, number))
        couple, truth = couple_of(leaves, chance, world)
        found += figures_of(couple, truth)
    return found


def _covered(figures: list[Figure]) -> Covered:
    truth, lowest, low, middle, high, highest = np.array([one[1:] for one in figures]).T
    likely = ((low <= truth) & (truth <= high)).mean()
    almost_sure = ((lowest <= truth) & (truth <= highest)).mean()
    error = np.sqrt(((middle - truth) ** 2).mean())
    return Covered(float(likely), float(almost_sure), float(error), len(figures))


def main() -> None:
    name, couples, said = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    for leaves in SIZES:
        found = covered(couples, leaves, world_of(name, said), seed=2026)
        print(f"{leaves} leaves, {couples} couples of the {name} world, {said or 'as usual'}")
        for estimand, one in found.items():
            print(f"  {estimand:22} {one.likely:.3f} {one.almost_sure:.3f} {one.error:.3f}")
        both = np.mean([[one.likely, one.almost_sure] for one in found.values()], axis=0)
        print(f"  mean of {len(found)}: {both[0]:.3f} {both[1]:.3f}", flush=True)


if __name__ == "__main__":
    main()
