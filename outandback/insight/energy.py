"""Does one come back with more energy? One's own, at one's own returns and on the day after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .around import LEVEL, MEAN, NAMES, REFERENCE, SPREAD, design_of, near_leaves, widths_of
from .couple import PEOPLE
from .effects import Effect, effects_of
from .engine import Prior, fit

if TYPE_CHECKING:
    from .couple import Couple
    from .numbers import Floats

# Beside the columns of closeness: by how much the day after a leave of the one is another than that
# of the other. Points; the author's.
APART = 0.2
BACK, BACK_APART = NAMES.index("back leaver"), NAMES.index("back leaver apart")
NEXT_DAY, NEXT_DAY_APART = NAMES.index("next day leaver"), len(NAMES)
COLUMNS = len(NAMES) + 1
PRIOR = Prior(
    mean=np.append(np.where(np.arange(len(NAMES)) < PEOPLE, LEVEL["energy"], MEAN), 0.0),
    spread=np.append(SPREAD, APART),
    reference=REFERENCE["energy"],
    alternatives=widths_of(COLUMNS),
)


@dataclass(frozen=True)
class Energy:
    """By person as leaver, in points of their own energy: within twelve hours after they came back,
    and on the day after. `baseline`: how many of their ratings stand near no leave."""

    back: tuple[Effect, Effect]
    next_day: tuple[Effect, Effect]
    baseline: tuple[int, int]


def energy(couple: Couple) -> Energy:
    times, person, shared = design_of(couple)
    design = np.column_stack([shared, shared[:, NEXT_DAY] * (1.0 - 2 * person)])
    ratings = couple.energy.ravel()
    found = fit(times, person, ratings, design, PRIOR)
    own = [np.isfinite(ratings) & (person == one) for one in range(PEOPLE)]
    rows = [int(design[one, at].sum()) for at in (BACK, NEXT_DAY) for one in own]
    contrasts = [_of(at, apart, sign) for at, apart in PAIRS for sign in (1, -1)]
    first, second, day, other = effects_of(found, np.array(contrasts), rows)
    baseline = [int((~near_leaves(shared[one])).sum()) for one in own]
    return Energy((first, second), (day, other), (baseline[0], baseline[1]))


PAIRS = (BACK, BACK_APART), (NEXT_DAY, NEXT_DAY_APART)


def _of(at: int, apart: int, sign: int) -> Floats:
    found = np.zeros(COLUMNS)
    found[at], found[apart] = 1.0, sign
    return found
