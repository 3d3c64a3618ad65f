"""How often what is proposed to somebody's comfort is not so.

python -m benchmarks.insight.proposals first|second COUPLES SEED [effects=1.5 …]
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtr

from benchmarks.insight import first_answers, first_world, second_world
from benchmarks.insight import second_world_answers as answers
from benchmarks.insight.first_truth import above_good
from benchmarks.insight.second_world_after import chances
from benchmarks.insight.second_world_truth import each_good
from benchmarks.insight.worlds import world_of
from outandback.insight.couple import PEOPLE
from outandback.insight.own_comfort import READER, own_comfort
from outandback.rules.cares import Level
from outandback.rules.comfort_proposals import USUAL_HOURS, ComfortProposal, proposal

if TYPE_CHECKING:
    from benchmarks.insight.worlds import World
    from outandback.insight.couple import Couple
    from outandback.insight.numbers import Floats

SIZES = 30, 100
HALF = 0.5
ROLES = "when they go", "at home"
ALL_EASY = dict.fromkeys(USUAL_HOURS, Level.EASY)
# To somebody who has said nothing, and to somebody who calls every length easy.
SAYING = {"more": {}, "less": ALL_EASY}


class Proposed(NamedTuple):
    """`true`: the chance that such a leave is good to them."""

    kind: str
    role: str
    option: str
    true: float

    @property
    def wrong(self) -> bool:
        return self.true < HALF if self.kind == "more" else self.true >= HALF


def proposed(leaves: int, chance: np.random.Generator, world: World) -> list[Proposed]:
    couple, true = _couple_and_truth(leaves, chance, world)
    found = []
    for leaver, so_far in enumerate(own_comfort(couple)):
        for kind, said in SAYING.items():
            if one := proposal(ROLES[leaver], so_far, said, ()):
                found.append(_with_truth(kind, leaver, one, true))
    return found


def _with_truth(kind: str, leaver: int, one: ComfortProposal, true: list[Floats]) -> Proposed:
    place = list(USUAL_HOURS).index(one.about.option)
    return Proposed(kind, ROLES[leaver], one.about.option, float(true[leaver][place]))


def _couple_and_truth(
    leaves: int, chance: np.random.Generator, world: World
) -> tuple[Couple, list[Floats]]:
    """By who leaves, how good leaves of the usual hours are to the reader."""
    hours = np.array(list(USUAL_HOURS.values()))
    if isinstance(world, first_world.World):
        one, left, found = first_answers.lived_by(leaves, chance, world)
        above = [above_good(one, left, leaver, hours)[:, READER] for leaver in range(PEOPLE)]
        return found, list(map(ndtr, above))
    life = second_world.life(leaves, chance, world)
    couple = second_world.record(life, answers.about_leaves(life, chance), chance)
    lengths = tuple(map(int, hours))
    good = each_good(life, chances(life), lengths)
    mean = {key: float(one[:, READER].mean()) for key, one in good.items()}
    return couple, [np.array([mean[who, length] for length in lengths]) for who in range(PEOPLE)]


def main() -> None:
    name, couples, seed, said = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    world = world_of(name, said)
    for leaves in SIZES:
        found = [
            one
            for number in range(couples)
            for one in proposed(leaves, np.random.default_rng((seed, leaves, number)), world)
        ]
        print(f"{leaves} leaves, {couples} couples of the {name} world, {said or 'as usual'}")
        for kind in SAYING:
            for role in ROLES:
                _print([one for one in found if (one.kind, one.role) == (kind, role)], kind, role)


def _print(some: list[Proposed], kind: str, role: str) -> None:
    wrong = sum(one.wrong for one in some)
    middle = float(np.median([one.true for one in some])) if some else np.nan
    lengths = {option: sum(one.option == option for one in some) for option in USUAL_HOURS}
    print(f"  {kind} {role:13} {len(some):4} wrong {wrong:3} median truth {middle:.2f} {lengths}")


if __name__ == "__main__":
    main()
