"""Is there enough time of one's own? Hours of it in a week, beside those that its person wished
for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .arrays import couple_of
from .balance import weeks_of
from .couple import PEOPLE
from .decisions import Least, as_of, checks_at, verdict
from .effects import effects_of

if TYPE_CHECKING:
    from .couple import Couple
    from .decisions import Verdict
    from .effects import Effect
    from .history import History
    from .own_weeks import OwnWeeks

READER = 0
NOW = np.array([[1.0, 0.0, 0.0, 0.0]])
WORTH = 2.0  # hours a week; what is less is as wished
LEAST = Least(4, WORTH)  # whole weeks


class OwnTime(NamedTuple):
    """`now`: hours a week beyond those wished for, of `now.n` weeks."""

    now: Effect
    verdict: Verdict

    @property
    def missing(self) -> int:
        """How many more whole weeks there must be before anything is said."""
        return max(LEAST.rows - self.now.n, 0)


def own_time_of(history: History, weeks: OwnWeeks) -> OwnTime | None:
    """None where no whole week is over. What the other one wished for is not known here."""
    gaps = np.full((len(weeks.hours), PEOPLE), np.nan)
    gaps[:, READER] = np.array(weeks.hours, dtype=float) - weeks.wished
    return own_time(replace(couple_of(history), weekly_gap=gaps))


def own_time(couple: Couple) -> OwnTime | None:
    if not np.isfinite(couple.weekly_gap[:, READER]).any():
        return None
    before, last = (_beyond_worth(as_of(couple, at)) for at in checks_at(couple.leaves))
    return OwnTime(_gap(couple), verdict(before, last, LEAST))


def _gap(couple: Couple) -> Effect:
    weeks = int(np.isfinite(couple.weekly_gap[:, READER]).sum())
    return effects_of(weeks_of(couple), NOW, [weeks])[0]


def _beyond_worth(couple: Couple) -> Effect:
    """Its probability is that of less than WORTH below the wish, or above it: what is decided is
    whether it is off by that much, and not whether it is off at all."""
    found = _gap(couple)
    edge = WORTH if found.middle > 0 else -WORTH
    return replace(found, below_zero=float(weeks_of(couple).below(NOW, edge)[0]))
