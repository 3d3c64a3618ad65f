"""Whether intervals hold what is so as often as they say.

python -m benchmarks.insight.coverage --couples 2000 [--world second] [effects=1.5 null=1 …]
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.insight.answers import figures_of
from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, of_each, parser, with_world
from benchmarks.insight.worlds import World, couple_of, world_of

if TYPE_CHECKING:
    from benchmarks.insight.answers import Figure
    from benchmarks.insight.running import Many

SIZES = (10, 30, 100)


@dataclass(frozen=True)
class Covered:
    """Of one estimand: shares of intervals that hold it, the root of the mean squared error, by how
    much the middle is too high on average, and of how many intervals."""

    likely: float
    almost_sure: float
    error: float
    bias: float
    many: int


def covered(many: Many, leaves: int, world: World) -> dict[str, Covered]:
    figures = of_each(partial(_batch, leaves=leaves, world=world, seed=many.seed), many)
    names = dict.fromkeys(figure.name for figure in figures)
    return {name: _covered([one for one in figures if one.name == name]) for name in names}


def _batch(couples: range, leaves: int, world: World, seed: int) -> list[Figure]:
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
    off = middle - truth
    error = np.sqrt((off**2).mean())
    return Covered(float(likely), float(almost_sure), float(error), float(off.mean()), len(figures))


def name_of(world: str, said: list[str]) -> str:
    return "-".join(["coverage", world, *(one.replace("=", "-") for one in said)])


def record(many: Many, name: str, said: list[str], sizes: tuple[int, ...] = SIZES) -> None:
    """Measures, prints and keeps it."""
    watch, world = Watch(), world_of(name, said)
    at: dict[str, Any] = {}
    for leaves in sizes:
        found = covered(many, leaves, world)
        both = np.mean([[one.likely, one.almost_sure] for one in found.values()], axis=0)
        print(f"{name} {said or ''}: {leaves} leaves, {many.couples} couples,", both.round(3))
        estimands = {estimand: asdict(one) for estimand, one in found.items()}
        mean = {"likely": float(both[0]), "almost_sure": float(both[1])}
        at[str(leaves)] = {"mean": mean, "estimands": estimands}
    keep(name_of(name, said), many, watch, {"world": name, "said": said, "at": at})


def main() -> None:
    asked = with_world(parser(__doc__, 200)).parse_args()
    record(many_of(asked), asked.world, asked.said)


if __name__ == "__main__":
    main()
