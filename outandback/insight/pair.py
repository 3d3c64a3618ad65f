"""How long is good to both? From what both shared alone, in words, and the same for both.

Nothing of it moves by one leave: it is looked at after every tenth leave of the two, once there
was time to answer to it, and what was shared later counts at the next look. What a look finds is
said where the look before found it, too. Which of the two left is averaged over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from .arrays import couple_of
from .decisions import checks_at
from .frontier import (
    GOOD_TO_BOTH,
    HOURS,
    LEAST_FOR_A_LIMIT,
    NO_MORE,
    RATHER_NOT,
    SO_FAR,
    chance_of_both,
    fitted,
)
from .history import History
from .shared import LEAST, Length, PairAnswers, SoFar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .frontier import Fitted
    from .history import Points
    from .numbers import Flags, Floats
    from .shared import SharedLeave

DAYS_TO_ANSWER = 2  # after a tenth leave, before it is looked at
ABOUT = 1.2  # a length stands for those of up to so many times as little or as much


@dataclass(frozen=True)
class Look:
    """What one check finds, in hours."""

    n: int
    longest: float = 0.0
    up_to: float | None = None
    beyond: float | None = None


def pair_answers(leaves: Sequence[SharedLeave], today: int) -> PairAnswers:
    """`leaves` in the order in which they were over; `today`: the day, by its number."""
    before, last = checks_at(sum(one.over_on + DAYS_TO_ANSWER <= today for one in leaves))
    shared, look = sum(map(_both_said, leaves)), _look(_as_of(leaves, last))
    finds = look.up_to or look.beyond
    up_to, beyond = _said(_look(_as_of(leaves, before)), look) if finds else (None, None)
    kinds = [_kind(one, look.longest, up_to, beyond) for one in Length if look.n >= LEAST]
    return PairAnswers(shared, last, look.n, up_to, beyond, tuple(kinds))


def _as_of(leaves: Sequence[SharedLeave], many: int) -> list[SharedLeave]:
    """The first of them, without what was shared after the check."""
    first = leaves[:many]
    if not first:
        return []
    looked_on = first[-1].over_on + DAYS_TO_ANSWER
    return [replace(one, felt=_felt_before(one, looked_on)) for one in first]


def _felt_before(leave: SharedLeave, day: int) -> tuple[Points, Points]:
    first, other = (
        felt if on is not None and on < day else None
        for felt, on in zip(leave.felt, leave.shared_on, strict=True)
    )
    return first, other


def _both_said(leave: SharedLeave) -> bool:
    return None not in leave.felt


# One check ----------------------------------------------------------------------------------------


def _look(leaves: Sequence[SharedLeave]) -> Look:
    couple = couple_of(History(tuple(leaves)))
    n = int(couple.both_felt.sum())
    if n < LEAST:
        return Look(n)
    known = fitted(couple)
    both, longest = _of_both(known, HOURS), float(couple.hours.max())
    lived = longest * 1.001 >= HOURS
    usual = max(float(np.median(couple.hours)), 1.0)
    up_to = _up_to(both, lived)
    beyond = _beyond(both, lived) if n >= LEAST_FOR_A_LIMIT else None
    return Look(n, longest, up_to if up_to >= usual else None, beyond)


def _of_both(known: Fitted, hours: Floats) -> Floats:
    """(s, h) draws of the probability that such a leave is good to both, averaged over who leaves
    as these two have."""
    first = float((known.couple.leaver == 0).mean())
    return first * chance_of_both(known, 0, hours) + (1 - first) * chance_of_both(known, 1, hours)


def _up_to(both: Floats, lived: Flags) -> float:
    """From the shortest on, at every length, and no further than any was lived."""
    fine = ((both >= GOOD_TO_BOTH).mean(axis=0) >= SO_FAR) & lived
    many = int(np.minimum.accumulate(fine).sum())
    return float(HOURS[many - 1]) if many else 0.0


def _beyond(both: Floats, lived: Flags) -> float | None:
    """At every length from there to the longest that was lived."""
    rather_not = ((both < RATHER_NOT).mean(axis=0) >= NO_MORE) | ~lived
    from_there = np.minimum.accumulate(rather_not[::-1])[::-1] & lived
    return float(HOURS[from_there.argmax()]) if from_there.any() else None


# In words -----------------------------------------------------------------------------------------


def _said(before: Look, last: Look) -> tuple[Length | None, Length | None]:
    """What both looks find, by the more careful of the two; of no length that was not lived."""
    up_to = beyond = None
    if before.up_to and last.up_to:
        up_to = length_up_to(min(before.up_to, last.up_to))
    if before.beyond and last.beyond:
        beyond = length_from(max(before.beyond, last.beyond), up_to)
    return up_to, beyond if beyond and beyond.value <= last.longest * ABOUT else None


def length_up_to(hours: float) -> Length | None:
    """The longest that is about so long, or shorter."""
    within = [one for one in Length if one.value <= hours * ABOUT]
    return within[-1] if within else None


def length_from(hours: float, up_to: Length | None = None) -> Length | None:
    """The shortest that is about so long, or longer, and longer than `up_to`."""
    beyond = [one for one in Length if one.value * ABOUT >= hours]
    return next((one for one in beyond if not up_to or one.value > up_to.value), None)


def _kind(length: Length, longest: float, up_to: Length | None, beyond: Length | None) -> SoFar:
    if length.value > longest * ABOUT:
        return SoFar.NOT_LIVED
    if up_to and length.value <= up_to.value:
        return SoFar.USUALLY_GOOD
    return SoFar.RATHER_NOT if beyond and length.value >= beyond.value else SoFar.MIXED
