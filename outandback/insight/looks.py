"""The three looks at a history that answers and pictures rest on, each fitted once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .around import around
from .arrays import couple_of
from .couple import PEOPLE
from .decisions import as_of, checks_at
from .frontier import fitted, frontier
from .sayings import sayings_of

if TYPE_CHECKING:
    from .around import AroundLeaves
    from .couple import Couple
    from .frontier import Fitted, Frontier
    from .history import History
    from .sayings import Saying


@dataclass(frozen=True)
class Fits:
    """What is fitted of one couple, when it is first asked for."""

    couple: Couple

    @cached_property
    def close(self) -> AroundLeaves:
        return around(self.couple)

    @cached_property
    def known(self) -> Fitted:
        return fitted(self.couple)

    @cached_property
    def frontiers(self) -> tuple[Frontier, Frontier]:
        """By who leaves."""
        first, other = (frontier(self.known, leaver) for leaver in range(PEOPLE))
        return first, other

    @cached_property
    def sayings(self) -> list[Saying]:
        return sayings_of(self.couple, self.known, self.close)


@dataclass(frozen=True)
class Looks:
    """`now`: all leaves so far. `last` and `before`: as of the last two checks."""

    before: Fits
    last: Fits
    now: Fits


def looks_of(history: History) -> Looks:
    couple = couple_of(history)
    now = Fits(couple)
    before, last = (as_of(couple, at) for at in checks_at(couple.leaves))
    return Looks(Fits(before), now if last is couple else Fits(last), now)
