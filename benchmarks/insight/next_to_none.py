"""How often it is said that guilt foretells next to nothing, where it does, and where it does not.

python -m benchmarks.insight.next_to_none --couples 200
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.insight.false_alarms import LEAVES
from benchmarks.insight.first_known import USUAL
from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, of_each, parser
from benchmarks.insight.worlds import FIRST, changes_nothing, couple_of, world_of
from outandback.insight.decisions import EACH, as_of, is_small
from outandback.insight.guilt import guilt
from outandback.insight.sayings import LEAST

if TYPE_CHECKING:
    from benchmarks.insight.running import Many
    from benchmarks.insight.worlds import World
    from outandback.insight.couple import Couple

SENTENCE = "guilt foretells"
WORLDS = {
    0.0: changes_nothing(FIRST),
    0.5: ["known=0.5", "step=none"],
    1.0: ["known=1", "step=none"],
    2.0: ["known=2", "step=none"],
}


def said_of(couple: Couple) -> list[bool]:
    """By person, whether it was ever said of their guilt."""
    checks = [guilt(as_of(couple, at)).foretells for at in range(EACH, LEAVES + 1, EACH)]
    least = LEAST[SENTENCE]
    return [
        any(is_small(before[one], now[one], least) for before, now in pairwise(checks))
        for one in (0, 1)
    ]


def _batch(couples: range, world: World, seed: int) -> list[bool]:
    found: list[bool] = []
    for number in couples:
        couple, _ = couple_of(LEAVES, np.random.default_rng((seed, LEAVES, number)), world)
        if couple.leaves == LEAVES:
            found += said_of(couple)
    return found


def record(many: Many) -> None:
    watch = Watch()
    at: dict[str, Any] = {}
    for times, said in WORLDS.items():
        found = of_each(partial(_batch, world=world_of(FIRST, said), seed=many.seed), many)
        at[str(times)] = {
            "effect": USUAL[SENTENCE] * times,
            "said": float(np.mean(found)),
            "people": len(found),
        }
        print(f"{times} of usual: said to {np.mean(found):.3f} of {len(found)} people", flush=True)
    keep("next_to_none", many, watch, {"at": at})


def main() -> None:
    record(many_of(parser(__doc__, 60).parse_args()))


if __name__ == "__main__":
    main()
