"""How often what is said of leaves that were not yet lived, or of how far is too far, is not so.

python -m benchmarks.insight.next_leaves --couples 500 [--world second] [effects=1.5 …]
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, of_each, parser, with_world
from benchmarks.insight.worlds import lived_of, world_of
from outandback.insight.decisions import EACH, as_of
from outandback.insight.frontier import RATHER_NOT, fitted, frontier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.insight.running import Many
    from benchmarks.insight.worlds import Lived, World
    from outandback.insight.frontier import Frontier
    from outandback.insight.numbers import Floats

LEAVES = 100
# “Usually good to both” is false below this chance somewhere up to there, “more often not” above
# the other somewhere from there to the longest lived.
USUALLY, NOT_RATHER_NOT = 0.65, 0.55


class Check(NamedTuple):
    """One frontier at one check: what it says, and whether that is not so."""

    couple: int
    leaves: int
    says: str
    false: bool
    step: bool
    bad_step: bool
    chance_of_step: float


def checks(many: Many, world: World) -> list[Check]:
    return of_each(partial(_batch, world=world, seed=many.seed), many)


def _batch(couples: range, world: World, seed: int) -> list[Check]:
    found: list[Check] = []
    for number in couples:
        lived = lived_of(LEAVES, np.random.default_rng((seed, LEAVES, number)), world)
        if lived.couple.leaves == LEAVES:
            found += _of_couple(number, lived)
    return found


def _of_couple(number: int, lived: Lived) -> Iterator[Check]:
    for leaves in range(EACH, LEAVES + 1, EACH):
        known = fitted(as_of(lived.couple, leaves))
        for leaver in (0, 1):
            found = frontier(known, leaver)
            real = lived.both_good(leaves, leaver, found.hours)
            yield _check(number, leaves, found, real)


def _check(number: int, leaves: int, found: Frontier, real: Floats) -> Check:
    step = found.next_step is not None
    chance = float(np.interp(np.log(found.next_step or 1), np.log(found.hours), real))
    bad = step and chance < RATHER_NOT
    return Check(number, leaves, found.may_say, is_false(found, real), step, bad, chance)


def is_false(found: Frontier, real: Floats) -> bool:
    if found.may_say == "up to":
        return bool(real[found.hours <= found.up_to].min() < USUALLY)
    if found.may_say == "beyond" and found.beyond is not None:
        there = (found.hours >= found.beyond) & (found.hours <= found.longest)
        return bool(real[there].max() > NOT_RATHER_NOT)
    return False


def shares(found: list[Check]) -> dict[str, float | int]:
    """`false`: of all that was said; `ever`: of couples, to whom a false one was ever said."""
    couples = len({one.couple for one in found})
    steps = [one for one in found if one.step]
    summed: dict[str, float | int] = {"whole": couples}
    for says in ("up to", "beyond"):
        said = [one for one in found if one.says == says]
        summed[f"{says}: said"] = len(said)
        summed[f"{says}: false"] = float(np.mean([one.false for one in said] or [False]))
        summed[f"{says}: ever"] = len({one.couple for one in said if one.false}) / couples
        at_last = {one.couple for one in said if one.leaves == LEAVES}
        summed[f"{says}: told at {LEAVES}"] = len(at_last) / couples
    bad = {one.couple for one in steps if one.bad_step}
    return summed | {
        "steps": len(steps),
        "steps: bad": float(np.mean([one.bad_step for one in steps] or [False])),
        "steps: ever": len(bad) / couples,
        "steps: chance": float(np.median([one.chance_of_step for one in steps] or [np.nan])),
    }


def name_of(world: str, said: list[str]) -> str:
    return "-".join(["next", world, *(one.replace("=", "-") for one in said)])


def record(many: Many, name: str, said: list[str]) -> None:
    watch = Watch()
    found = shares(checks(many, world_of(name, said)))
    print(f"{name} {said or ''}:", {one: round(share, 3) for one, share in found.items()})
    keep(name_of(name, said), many, watch, {"world": name, "said": said, **found})


def main() -> None:
    asked = with_world(parser(__doc__, 60)).parse_args()
    record(many_of(asked), asked.world, asked.said)


if __name__ == "__main__":
    main()
