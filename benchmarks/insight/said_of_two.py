"""How often what is said of both is not so, over made-up couples at several checks.

“Up to” is wrong where the chance that such a leave is good to both, averaged over who leaves, is
under 0.65 at a length up to there; “from” where it is over 0.55 at a length from there on, as far
as any was lived.

python -m benchmarks.insight.said_of_two first|second COUPLES
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.two_known import MUCH_LATER, leaves_of
from benchmarks.insight.worlds import couple_of, world_of
from outandback.insight.pair import pair_answers

if TYPE_CHECKING:
    from benchmarks.insight.truth import Truth
    from outandback.insight.couple import Couple
    from outandback.insight.shared import PairAnswers

LEAVES, CHECKS, SEED = 100, (40, 70, 100), 20261201
NOT_GOOD, NOT_BAD = 0.65, 0.55
RESULTS = Path(__file__).parent / "results" / "said_of_two.json"


def said(world: str, couples: int, seed: int = SEED) -> dict[str, int]:
    """How many couples there were, to how many each was ever said, and to how many wrongly."""
    found = dict.fromkeys(("couples", "up to", "up to, wrongly", "from", "from, wrongly"), 0)
    for number in range(couples):
        chance = np.random.default_rng((seed, number))
        couple, truth = couple_of(LEAVES, chance, world_of(world, []))
        if couple.leaves == LEAVES:
            found["couples"] += 1
            for name in _said_to(couple, truth):
                found[name] += 1
    return found


def _said_to(couple: Couple, truth: Truth) -> set[str]:
    """At any of the checks, and held to what is so after all leaves."""
    leaves, found = list(leaves_of(couple, couple.felt)), set[str]()
    for many in CHECKS:
        answers = pair_answers(leaves[:many], MUCH_LATER)
        longest = float(couple.hours[:many].max())
        found |= named(answers, _of_both(couple, truth), longest)
    return found


def _of_both(couple: Couple, truth: Truth) -> dict[int, float]:
    """By hours."""
    first = float((couple.leaver == 0).mean())
    hours = {hours for _, hours in truth.both_good}
    return {
        one: first * truth.both_good[0, one] + (1 - first) * truth.both_good[1, one]
        for one in hours
    }


def named(answers: PairAnswers, both: dict[int, float], longest: float) -> set[str]:
    found = set()
    if answers.up_to:
        short = [chance for hours, chance in both.items() if hours <= answers.up_to.value]
        found |= {"up to"} | ({"up to, wrongly"} if min(short, default=1) < NOT_GOOD else set())
    if answers.beyond:
        long = [c for hours, c in both.items() if answers.beyond.value <= hours <= longest]
        found |= {"from"} | ({"from, wrongly"} if max(long, default=0) > NOT_BAD else set())
    return found


def main() -> None:
    world, couples = sys.argv[1], int(sys.argv[2])
    stored = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    stored |= {"seed": SEED, "checks": CHECKS, world: said(world, couples)}
    RESULTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print(stored)


if __name__ == "__main__":
    main()
