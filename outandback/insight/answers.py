"""The answers to the questions of one reader, each with whether it may be said, and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .courage import kept_returns, line_of_own
from .decisions import Verdict, is_small, verdict
from .looks import Looks, looks_of
from .more_answers import more_to_tell
from .own_comfort import own_comfort

if TYPE_CHECKING:
    from .couple import Couple
    from .effects import Effect
    from .frontier import Frontier
    from .history import History
    from .numbers import Flags
    from .own_comfort import InBothRoles
    from .sayings import Saying

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


def answers_of(history: History, looks: Looks | None = None) -> LoopAnswers:
    """`looks`: those at this history, where they are worked out already."""
    looks = looks or looks_of(history)
    couple, last = looks.now.couple, looks.last.couple
    own = {
        now.name: LoopAnswer(
            now.name,
            now.effect,
            _said(before, at_last),
            now.least.rows,
            now.detail,
            is_small(before.effect, at_last.effect, now.least),
            more_to_tell(now.effect, now.least),
            at_last.effect,
        )
        for before, at_last, now in looks.checked(READER)
    }
    return LoopAnswers(
        leaves=(int((couple.leaver == READER).sum()), int((couple.leaver != READER).sum())),
        by_name=own,
        easing=line_of_easing(couple),
        slopes=_slopes(couple),
        kept=tuple(bool(kept) for kept in couple.on_time[_own(couple) & _known(couple.on_time)]),
        kept_share=kept_returns(couple),
        frontiers=looks.now.frontiers,
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
