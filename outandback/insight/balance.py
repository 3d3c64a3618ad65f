"""Is there enough of it? Hours apart in a week beyond those that somebody wished for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .couple import PEOPLE
from .effects import Effect, effects_of, spread_wider
from .engine import Prior, fit

if TYPE_CHECKING:
    from .couple import Couple
    from .posterior import Posterior

WEEK, MONTH = 7.0, 30.4  # days
# Hours; the author's.
PRIOR = Prior(
    mean=np.zeros(4),
    spread=np.array([6.0, 6.0, 1.3, 1.3]),
    reference=6.0,
    persisting=np.array([0.3, 0.6, 0.9]),
    decay=np.array([5.0, 12.0, 40.0]),
    alternatives=spread_wider(4, np.arange(4)),
)


@dataclass(frozen=True)
class Balance:
    """By person: `now`, hours a week beyond those wished for; `trend`, by how many hours a week
    that grows in a month. `n` is in weeks."""

    now: tuple[Effect, Effect]
    trend: tuple[Effect, Effect]


def balance(couple: Couple) -> Balance:
    found, known = weeks_of(couple), int(np.isfinite(couple.weekly_gap).sum() / PEOPLE)
    first, second, growing, other = effects_of(found, np.eye(4), [known] * 4)
    return Balance((first, second), (growing, other))


def weeks_of(couple: Couple) -> Posterior:
    """Columns: hours beyond those wished for in the last week, of each; and their trends."""
    weeks = len(couple.weekly_gap)
    times, person = np.repeat(np.arange(weeks) * WEEK, PEOPLE), np.tile([0, 1], weeks)
    months = (times - times[-1] if weeks else times) / MONTH
    own = np.column_stack([person == 0, person == 1]).astype(float)
    design = np.column_stack([own, own * months[:, None]])
    return fit(times, person, couple.weekly_gap.ravel(), design, PRIOR)
