"""How often what is proposed to somebody's comfort is not so.

python -m benchmarks.insight.proposals first|second COUPLES SEED [effects=1.5 …]
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtr

from benchmarks.insight import first_answers, first_truth, first_world, second_world
from benchmarks.insight import second_world_answers as answers
from benchmarks.insight import second_world_effects as on_average
from benchmarks.insight.second_world_after import chances
from benchmarks.insight.second_world_days import Leaves
from benchmarks.insight.second_world_scales import below
from benchmarks.insight.worlds import world_of
from outandback.insight.couple import PEOPLE
from outandback.insight.own_comfort import READER, own_comfort
from outandback.rules.cares import Level
from outandback.rules.comfort_proposals import USUAL_HOURS, ComfortProposal, proposal

if TYPE_CHECKING:
    from benchmarks.insight.worlds import World
    from outandback.insight.couple import Couple
    from outandback.insight.numbers import Floats, Integers

SIZES = 30, 100
HALF = 0.5
HOURS = np.array(list(USUAL_HOURS.values()))
FAR = np.clip(1 + np.log2(HOURS / 3) / 2, 0, 3)  # as is typical of a length
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
    if isinstance(world, first_world.World):
        return _of_the_first(leaves, chance, world)
    life = second_world.life(leaves, chance, world)
    couple = second_world.record(life, answers.about_leaves(life, chance), chance)
    return couple, [_good_in_the_second(life, leaver) for leaver in range(PEOPLE)]


def _of_the_first(
    leaves: int, chance: np.random.Generator, world: first_world.World
) -> tuple[Couple, list[Floats]]:
    one, weekly = first_world.nature(chance, world), chance.uniform(1.0, 3.0)
    days = int(leaves / weekly * first_world.WEEK * 1.6) + 14
    daily = first_answers._daily(chance, world, one, days)
    left = first_world.leaves_of(chance, world, leaves, daily, weekly / first_world.WEEK)
    couple = first_answers._Answers(chance, world, one, left, daily).couple()
    return couple, [_good_in_the_first(one, left, leaver) for leaver in range(PEOPLE)]


def _good_in_the_first(one: first_world.Nature, left: first_world.Leaves, leaver: int) -> Floats:
    who, none = np.full(len(HOURS), leaver), np.zeros(len(HOURS))
    asked = left._replace(
        out=none, back=none, leaver=who, hours=HOURS, distance=FAR, company=_usual(left.company)
    )
    felt = first_truth.felt_usual(one, asked, none + len(left.out))[:, READER]
    deviation = first_truth._deviation_of_felt(one, leaver)[READER]
    return np.asarray(ndtr((felt - (first_truth.GOOD - 0.5)) / deviation))


def _good_in_the_second(life: answers.Life, leaver: int) -> Floats:
    leaves, who, could = life.leaves, np.full(len(HOURS), leaver), chances(life)
    number = np.full(len(HOURS), float((leaves.leaver == leaver).sum()))
    following = Leaves(0 * HOURS, HOURS / 24, who, HOURS, FAR, _usual(leaves.company), number)
    moods, verdicts = life.traits.moods, life.traits.verdicts
    off = life.days.level[life.end - 1] - moods.level
    mean = on_average.verdict(verdicts, following.roles, following, off)[:, READER]
    of_day = on_average.VERDICT_OF_DAY * on_average.day_spread(moods, life.world)[READER]
    felt = mean[:, None] + of_day * could.states[:, READER]
    felt = felt + on_average.VERDICT_SHARED * could.goodness
    felt = felt + verdicts.foretells[leaver] * could.worry * (leaver != READER)
    least = life.traits.cuts[answers.FELT][READER, first_truth.GOOD - 1]
    return np.asarray(below((felt - least) / on_average.VERDICT_NOISE).mean(axis=1))


def _usual(company: Integers) -> Integers:
    return np.full(len(HOURS), np.bincount(company).argmax())


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
