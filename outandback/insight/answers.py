"""The answers to the questions of one reader, each with whether it may be said, and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .arrays import couple_of
from .couple import PEOPLE
from .courage import kept_returns, line_of_own
from .decisions import Verdict, as_of, checks_at, is_small, verdict
from .frontier import Frontier, fitted, frontier
from .more_answers import more_to_tell
from .own_comfort import own_comfort
from .sayings import Saying, sayings_of

if TYPE_CHECKING:
    from .couple import Couple
    from .effects import Effect
    from .history import History
    from .numbers import Flags
    from .own_comfort import InBothRoles

READER, LATELY = 0, 14


@dataclass(frozen=True)
class LoopAnswer:
    """`now` is what all leaves so far say, `verdict` what the last two checks allow to be said,
    `checked` what the last of them found. `small`: both find that it can only be small. `more`: how
    many more answers would tell."""

    name: str
    now: Effect
    verdict: Verdict
    least: int
    detail: str = ""
    small: bool = False
    more: int | None = None
    checked: Effect | None = None

    @property
    def missing(self) -> int:
        """How many more answers there must be before anything is said."""
        return max(self.least - self.now.n, 0)


@dataclass(frozen=True)
class Line:
    """Points (n,) at whole numbers from 0, and a line through them with its 80 % band. `outs`: when
    each of these leaves began, days."""

    points: tuple[tuple[int, float], ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    outs: tuple[float, ...] = ()


@dataclass(frozen=True)
class LoopAnswers:
    """All of one reader. `leaves`: own ones, and those of the other. `slopes`: guilt at the door
    and looking back, of the last leaves that have both."""

    leaves: tuple[int, int]
    by_name: dict[str, LoopAnswer]
    easing: Line | None
    slopes: tuple[tuple[float, float], ...]
    kept: tuple[bool, ...]
    kept_share: Effect
    frontiers: tuple[Frontier, Frontier]
    comfort: InBothRoles
    easing_checked: Line | None = None


def answers_of(history: History) -> LoopAnswers:
    couple = couple_of(history)
    before, last = (as_of(couple, at) for at in checks_at(couple.leaves))
    known = fitted(couple)
    found = sayings_of(couple, known)
    at_last = found if last is couple else sayings_of(last)
    checked = zip(sayings_of(before), at_last, found, strict=True)
    own = {
        now.name: LoopAnswer(
            now.name,
            now.effect,
            _said(one, other),
            now.least.rows,
            now.detail,
            is_small(one.effect, other.effect, now.least),
            more_to_tell(now.effect, now.least),
            other.effect,
        )
        for one, other, now in checked
        if now.person in (-1, READER)
    }
    return LoopAnswers(
        leaves=(int((couple.leaver == READER).sum()), int((couple.leaver != READER).sum())),
        by_name=own,
        easing=line_of_easing(couple),
        slopes=_slopes(couple),
        kept=tuple(bool(kept) for kept in couple.on_time[_own(couple) & _known(couple.on_time)]),
        kept_share=kept_returns(couple),
        frontiers=(frontier(known, READER), frontier(known, PEOPLE - 1 - READER)),
        easing_checked=line_of_easing(last),
        comfort=own_comfort(last),
    )


def _said(before: Saying, last: Saying) -> Verdict:
    """Where another pair of ways of telling stands out by now, the check is the first for it."""
    if before.detail != last.detail:
        return verdict(before.effect.of_rows(0), last.effect, last.least)
    return verdict(before.effect, last.effect, last.least)


def line_of_easing(couple: Couple) -> Line | None:
    """None where the reader never answered."""
    own = _own(couple)
    guilt = couple.guilt_at_door[own]
    said = _known(guilt)
    if not said.any():
        return None
    low, middle, high = line_of_own(couple, READER)
    points = tuple((int(at), float(guilt[at])) for at in np.flatnonzero(said))
    return Line(points, *(tuple(map(float, part)) for part in (low, middle, high, couple.out[own])))


def _slopes(couple: Couple) -> tuple[tuple[float, float], ...]:
    both = np.column_stack([couple.guilt_at_door, couple.guilt_looking_back])[_own(couple)]
    said = both[_known(both).all(axis=1)][-LATELY:]
    return tuple((float(door), float(back)) for door, back in said)


def _own(couple: Couple) -> Flags:
    return np.asarray(couple.leaver == READER)


def _known(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Flags:
    return np.asarray(np.isfinite(points))
