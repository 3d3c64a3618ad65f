"""How lonely is it at home? By how long the other is out, and over the other's leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .couple import PEOPLE
from .effects import Effect, effects_of, spread_wider
from .engine import Prior, fit

if TYPE_CHECKING:
    from .couple import Couple
    from .numbers import Floats, Integers

USUAL_HOURS, USUAL_DISTANCE, TEN = 3.0, 1.0, 10.0
FAR_BY_NEAR = 2.0  # doublings from three hours to twelve
# Points; the author's. No opinion is held on whether a longer leave is lonelier.
PRIOR = Prior(
    mean=np.array([3.5, 3.5, 0.0, 0.0, 0.0, 0.0, 0.0]),
    spread=np.array([2.0, 2.0, 0.3, 0.18, 0.25, 0.19, 0.12]),
    reference=1.8,
    correlation=0.0,
    alternatives=spread_wider(7, np.arange(2, 7)),
)


@dataclass(frozen=True)
class Loneliness:
    """By person at home, in points of their loneliness: `longer`, by how much it is more in a leave
    of twelve hours than in one of three; `easing`, over ten leaves of the other of one length."""

    longer: tuple[Effect, Effect]
    easing: tuple[Effect, Effect]


def loneliness(couple: Couple) -> Loneliness:
    """By the whole length of a leave, as it was promised or lived, and not by the hours so far."""
    person = np.tile([0, 1], len(couple.rated_at))
    of = _leaves_of(couple).ravel()
    points = np.where(of >= 0, couple.loneliness.ravel(), np.nan)
    times, design = np.repeat(couple.rated_at, PEOPLE), _design(couple, person, of)
    found = fit(times, person, points, design, PRIOR)
    said = np.isfinite(points)
    rows = [int((said & (person == one)).sum()) for one in range(PEOPLE)] * 2
    contrasts = np.zeros((2 * PEOPLE, 7))
    contrasts[:PEOPLE, 2:4] = [[FAR_BY_NEAR, FAR_BY_NEAR], [FAR_BY_NEAR, -FAR_BY_NEAR]]
    contrasts[PEOPLE:, 5:] = [[1, 1], [1, -1]]
    one, other, first, second = effects_of(found, contrasts, rows)
    return Loneliness((one, other), (first, second))


def _design(couple: Couple, person: Integers, of: Integers) -> Floats:
    if not couple.leaves:
        return np.zeros((len(person), 7))
    first = (person == 0).astype(float)
    longer = np.log2(couple.hours / USUAL_HOURS)[of]
    tens = _number_around_zero(couple)[of] / TEN
    apart = 2 * first - 1
    farther = couple.distance[of] - USUAL_DISTANCE
    columns = [first, 1 - first, longer, longer * apart, farther, tens, tens * apart]
    return np.column_stack(columns)


def _leaves_of(couple: Couple) -> Integers:
    """(e, 2) the other one's leave in which that person was at home, or on whose day; else -1."""
    found = np.full((len(couple.rated_at), PEOPLE), -1)
    for home in range(PEOPLE):
        theirs = np.flatnonzero(couple.leaver != home)
        theirs = theirs[np.argsort(couple.out[theirs], kind="stable")]
        begun = np.searchsorted(couple.out[theirs], couple.rated_at, side="right") - 1
        if len(theirs):
            leave = theirs[np.maximum(begun, 0)]
            that_day = couple.rated_at < np.floor(couple.back[leave]) + 1
            found[:, home] = np.where((begun >= 0) & that_day, leave, -1)
    return found


def _number_around_zero(couple: Couple) -> Floats:
    number = couple.own_number
    for one in range(PEOPLE):
        own = couple.leaver == one
        if own.any():
            number[own] -= number[own].mean()
    return number
