"""How often a couple for whom leaves change nothing is told that they do, within a hundred leaves.

python -m benchmarks.insight.false_alarms --couples 600 [--world second] [selection=0.7 …]
"""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, of_each, parser, with_world
from benchmarks.insight.worlds import changes_nothing, couple_of, world_of
from outandback.insight.decisions import EACH, as_of, verdict
from outandback.insight.sayings import sayings_of

if TYPE_CHECKING:
    from benchmarks.insight.running import Many
    from benchmarks.insight.worlds import World
    from outandback.insight.couple import Couple
    from outandback.insight.sayings import Saying

LEAVES = 100
Said = dict[str, list[int]]


def said_to_each(many: Many, world: World) -> list[Said]:
    """Of each couple that had all these leaves, by sentence and from the second check on: the
    direction in which it was said, 0 where it was not."""
    return of_each(partial(_batch, world=world, seed=many.seed), many)


def _batch(couples: range, world: World, seed: int) -> list[Said]:
    found = []
    for number in couples:
        couple, _ = couple_of(LEAVES, np.random.default_rng((seed, LEAVES, number)), world)
        if couple.leaves == LEAVES:
            found.append(said_of(couple))
    return found


def said_of(couple: Couple) -> Said:
    checks = [sayings_of(as_of(couple, at)) for at in range(EACH, LEAVES + 1, EACH)]
    found: Said = {}
    for before, now in itertools.pairwise(checks):
        for one, other in zip(before, now, strict=True):
            said = verdict(one.effect, other.effect, other.least)
            found.setdefault(name_of_saying(other), []).append(int(said.direction))
    return found


def name_of_saying(one: Saying) -> str:
    return one.name if one.person < 0 else f"{one.name} {one.person}"


def ever(said: list[Said]) -> dict[str, float]:
    """By sentence, the share of couples to whom it was ever said."""
    return {name: float(np.mean([any(one[name]) for one in said])) for name in said[0]}


def any_of_all(said: list[Said]) -> float:
    return float(np.mean([any(map(any, one.values())) for one in said]))


def name_of(world: str, said: list[str]) -> str:
    return "-".join(["alarms", world, *(one.replace("=", "-") for one in said)])


def record(many: Many, name: str, said: list[str]) -> None:
    watch = Watch()
    found = said_to_each(many, world_of(name, [*changes_nothing(name), *said]))
    shares, any_ = ever(found), any_of_all(found)
    worst = max(shares, key=lambda one: shares[one])
    print(f"{name}, leaves change nothing, {said or ''}: {len(found)} couples,", end=" ")
    print(f"worst {worst} {shares[worst]:.3f}, any {any_:.3f}", flush=True)
    told = {"whole": len(found), "ever": shares, "worst": worst, "any": any_}
    keep(name_of(name, said), many, watch, {"world": name, "said": said, **told})


def main() -> None:
    asked = with_world(parser(__doc__, 100)).parse_args()
    record(many_of(asked), asked.world, asked.said)


if __name__ == "__main__":
    main()
