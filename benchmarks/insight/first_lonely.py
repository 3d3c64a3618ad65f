"""How lonely it is at home in the first world: on evenings on which the other one is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.first_known import DOUBLINGS, size_of
from benchmarks.insight.first_world import EVENING, Normal, rated, states
from outandback.insight.couple import PEOPLE, number_within

if TYPE_CHECKING:
    from benchmarks.insight.first_world import Leaves, World
    from outandback.insight.numbers import Floats

LEVEL, DEVIATION = Normal(3.5, 1.5), Normal(np.log(1.7), 0.35)
LONGER, EASING = Normal(0.1, 0.25), Normal(-0.05, 0.2)  # for twice the length, over ten leaves
ANSWERED, LATE = 0.6, 1e-3


def lonely(chance: np.random.Generator, world: World, left: Leaves, at: Floats) -> Floats:
    """(e, 2) answers at times in order; where leaves change nothing, it varies all the same."""
    if not len(left.out):
        return np.full((len(at), PEOPLE), np.nan)
    changes = 0.0 if world.null else world.effects
    level, deviation = LEVEL.draw(chance, PEOPLE), np.exp(DEVIATION.draw(chance, PEOPLE))
    longer, easing = (one.draw(chance, PEOPLE) * changes for one in (LONGER, EASING))
    longer = size_of("lonelier longer", longer * DOUBLINGS, world) / DOUBLINGS
    easing = size_of("lonely easing", easing, world)
    of = np.searchsorted(left.out, at, side="right") - 1
    tens, doublings = (number_within(left.leaver) - 10) / 10, np.log2(left.hours / 3)
    away = 0.6 * states(chance, at, 3.0, 0.0) + 0.8 * chance.standard_normal((len(at), PEOPLE))
    found = level + longer * doublings[of][:, None] + easing * tens[of][:, None] + deviation * away
    out = (of >= 0) & (at < left.back[of]) & (np.abs(at % 1 - EVENING) < LATE)
    home = out[:, None] & (np.arange(PEOPLE) != left.leaver[of][:, None])
    return np.where(home & (chance.random(home.shape) < ANSWERED), rated(found), np.nan)
