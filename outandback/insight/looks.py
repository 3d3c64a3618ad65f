"""The three looks at a history that answers and pictures rest on, each fitted once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .around import around
from .arrays import couple_of
from .couple import PEOPLE
from .decisions import Direction, as_of, checks_at, direction_of, is_small
from .frontier import fitted, frontier
from .sayings import of_closeness, of_each_person, of_energy, of_lengths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .around import AroundLeaves
    from .couple import Couple
    from .frontier import Fitted, Frontier
    from .history import History
    from .sayings import Saying

PARTS = "of_closeness", "of_lengths", "of_each_person", "of_energy"
BOTH = -1  # of a saying: of neither of the two, but of a role


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
    def of_closeness(self) -> list[Saying]:
        return list(of_closeness(self.close))

    @cached_property
    def of_lengths(self) -> list[Saying]:
        return list(of_lengths(self.known))

    @cached_property
    def of_each_person(self) -> list[Saying]:
        return list(of_each_person(self.couple))

    @cached_property
    def of_energy(self) -> list[Saying]:
        return list(of_energy(self.couple))

    @property
    def sayings(self) -> list[Saying]:
        return [one for part in PARTS for one in getattr(self, part)]


class Checked(NamedTuple):
    """One saying at each look."""

    before: Saying
    last: Saying
    now: Saying


@dataclass(frozen=True)
class Looks:
    """`now`: all leaves so far. `last` and `before`: as of the last two checks."""

    before: Fits
    last: Fits
    now: Fits

    def checked(self, reader: int) -> Iterator[Checked]:
        """Of one of the two. Where the last check says nothing, neither do both: the one before is
        not worked out, and the last stands in its place."""
        for part in PARTS:
            last = _of(reader, getattr(self.last, part))
            asked = self.before if any(map(_may_be_said, last)) else self.last
            yield from map(
                Checked,
                _of(reader, getattr(asked, part)),
                last,
                _of(reader, getattr(self.now, part)),
            )


def _of(reader: int, sayings: list[Saying]) -> list[Saying]:
    return [one for one in sayings if one.person in (BOTH, reader)]


def _may_be_said(one: Saying) -> bool:
    found = direction_of(one.effect, one.least)
    return found is not Direction.NEITHER or is_small(one.effect, one.effect, one.least)


def looks_of(history: History) -> Looks:
    couple = couple_of(history)
    now = Fits(couple)
    before, last = (as_of(couple, at) for at in checks_at(couple.leaves))
    return Looks(Fits(before), now if last is couple else Fits(last), now)
