"""Figures of a few couples, by which it is seen that a result is of the program as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.answers import figures_of
from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch
from benchmarks.insight.worlds import FIRST, SECOND, couple_of, world_of

if TYPE_CHECKING:
    from benchmarks.insight.running import Many

LEAVES = 30


def figures(many: Many) -> dict[str, list[list[float]]]:
    """By world and couple: truths and points of all intervals, one after the other."""
    found = {}
    for world in (FIRST, SECOND):
        for number in range(many.couples):
            chance = np.random.default_rng((many.seed, LEAVES, number))
            couple, truth = couple_of(LEAVES, chance, world_of(world, []))
            points = [list(map(float, one[1:])) for one in figures_of(couple, truth)]
            found[f"{world} {number}"] = points
    return found


def record(many: Many) -> None:
    watch = Watch()
    keep("sample", many, watch, {"figures": figures(many)})
