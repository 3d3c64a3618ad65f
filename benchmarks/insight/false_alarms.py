"""How often a couple for whom leaves change nothing is told that they do, within a hundred leaves.

python -m benchmarks.insight.false_alarms first|second COUPLES SEED [selection=0.7 …]
"""

from __future__ import annotations

import itertools
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.coverage import AT_ONCE, WORKERS
from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight.decisions import EACH, as_of, verdict
from outandback.insight.sayings import sayings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.insight.worlds import World
    from outandback.insight.sayings import Saying

LEAVES = 100


def alarms(couples: int, world: World, seed: int) -> tuple[int, dict[str, float]]:
    """Of couples that had all these leaves: how many there were, and by sentence the share to whom
    it was ever said; “any” for at least one of them."""
    batches = [range(at, min(at + AT_ONCE, couples)) for at in range(0, couples, AT_ONCE)]
    with ProcessPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(_batch, batch, world, seed) for batch in batches]
        said = [one for job in jobs for one in job.result()]
    names = dict.fromkeys(name for one in said for name in one)
    shares = {name: float(np.mean([one[name] for one in said])) for name in names}
    return len(said), shares | {"any": float(np.mean([any(one.values()) for one in said]))}


def _batch(couples: Iterable[int], world: World, seed: int) -> list[dict[str, bool]]:
    found = []
    for number in couples:
        chance = np.random.default_rng((seed, LEAVES, number))
        couple, _ = couple_of(LEAVES, chance, world)
        if couple.leaves == LEAVES:
            checks = [sayings_of(as_of(couple, at)) for at in range(EACH, LEAVES + 1, EACH)]
            found.append(_ever_said(checks))
    return found


def _ever_said(checks: list[list[Saying]]) -> dict[str, bool]:
    ever: dict[str, bool] = {}
    for before, now in itertools.pairwise(checks):
        for one, other in zip(before, now, strict=True):
            name = other.name if other.person < 0 else f"{other.name} {other.person}"
            found = verdict(one.effect, other.effect, other.least)
            ever[name] = ever.get(name, False) or found.speaks
    return ever


def main() -> None:
    name, couples, seed, said = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    none = ["null=1", *(["step=none"] if name == FIRST else [])]
    many, shares = alarms(couples, world_of(name, [*none, *said]), seed)
    print(f"{many} couples of the {name} world, leaves change nothing, seed {seed}, {said}")
    for sentence, share in shares.items():
        print(f"  {sentence:22} {share:.3f}")


if __name__ == "__main__":
    main()
