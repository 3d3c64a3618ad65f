"""How long all answers of one reader take, in milliseconds of one processor.

python -m benchmarks.insight.speed --couples 40
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, parser
from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight.courage import kept_returns
from outandback.insight.frontier import fitted, frontier
from outandback.insight.sayings import sayings_of

if TYPE_CHECKING:
    from benchmarks.insight.running import Many
    from outandback.insight.couple import Couple

SIZES = (10, 100, 300)
WARM = 3


def seconds_of(couple: Couple) -> float:
    """Of all that is said of a couple at one check, and both frontiers."""
    begun = time.process_time()
    sayings_of(couple)
    known = fitted(couple)
    for leaver in (0, 1):
        frontier(known, leaver)
    kept_returns(couple)
    return time.process_time() - begun


def record(many: Many, sizes: tuple[int, ...] = SIZES) -> None:
    watch = Watch()
    at: dict[str, Any] = {}
    for leaves in sizes:
        found = []
        for number in range(many.couples):
            chance = np.random.default_rng((many.seed, leaves, number))
            found.append(seconds_of(couple_of(leaves, chance, world_of(FIRST, []))[0]) * 1000)
        middle, most = np.quantile(found[WARM:], [0.5, 1.0])
        at[str(leaves)] = {"middle": float(middle), "most": float(most)}
        print(f"{leaves} leaves: {middle:.0f} ms, at most {most:.0f}", flush=True)
    keep("speed", many, watch, {"at": at})


def main() -> None:
    record(many_of(parser(__doc__, 20).parse_args()))


if __name__ == "__main__":
    main()
