"""Is my guilt right? At the door against looking back, and against how it was at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .couple import PEOPLE, number_within
from .effects import Effect, effects_of, spread_wider
from .engine import Prior, fit

if TYPE_CHECKING:
    from .couple import Couple
    from .numbers import Floats, Integers

GUILTY, LATELY = 5, 14  # points; leaves
USUAL_HOURS, USUAL_DISTANCE = 3.0, 1.0
# Points. Guilt that is foreseen exceeds what is felt: Cognition and Emotion 2016,
# doi 10.1080/02699931.2015.1129313; one reversal is known, so it spreads wide.
DOOR = Prior(
    mean=np.array([0.5, 0.5, 0.0]),
    spread=np.array([1.4, 1.4, 0.6]),
    reference=1.6,
    correlation=0.0,
    alternatives=spread_wider(3, np.arange(3)),
)
AT_HOME = Prior(
    mean=np.array([7.0, 7.0, -0.05, 0.0, -0.1, 0.0]),
    spread=np.array([1.5, 1.5, 0.20, 0.14, 0.3, 0.25]),
    reference=1.5,
    correlation=0.0,
    alternatives=spread_wider(6, np.arange(2, 6)),
)


@dataclass(frozen=True)
class GuiltCheck:
    """By person as leaver. `exaggerates`: points by which guilt at the door is greater than what
    they find right looking back. `foretells`: points by which the leave was better for the one at
    home for each point of guilt more than usual. `lately`: of the last leaves with much guilt, how
    many were good for both, and how many there were."""

    exaggerates: tuple[Effect, Effect]
    foretells: tuple[Effect, Effect]
    lately: tuple[tuple[int, int], tuple[int, int]]


def guilt(couple: Couple, good: tuple[float, float] = (6, 6)) -> GuiltCheck:
    """`good`: from how many points on each of the two calls a leave good."""
    by_person = lately(couple, 0, good), lately(couple, 1, good)
    return GuiltCheck(_exaggerates(couple), _foretells(couple), by_person)


def _exaggerates(couple: Couple) -> tuple[Effect, Effect]:
    more = couple.guilt_at_door - couple.guilt_looking_back
    own = number_within(couple.leaver)
    trend = (own - own.mean()) / 20 if len(own) else own
    design = np.column_stack([*_by_person(couple.leaver), trend])
    found = fit(couple.out, couple.leaver, more, design, DOOR)
    answered = np.isfinite(more)
    rows = [int((answered & (couple.leaver == one)).sum()) for one in range(PEOPLE)]
    first, second = effects_of(found, np.eye(3)[:PEOPLE], rows)
    return first, second


def _foretells(couple: Couple) -> tuple[Effect, Effect]:
    """With length and distance held, so that guilt does not stand in for them."""
    usual = _around_own_mean(couple)
    felt = couple.felt[np.arange(couple.leaves), couple.home]
    answered = np.isfinite(usual) & np.isfinite(felt) & ~couple.both_out
    more = np.where(answered, usual, 0.0)
    longer = np.log2(couple.hours / USUAL_HOURS)
    apart = more * (1 - 2 * couple.leaver)
    farther = couple.distance - USUAL_DISTANCE
    design = np.column_stack([*_by_person(couple.home), more, apart, longer, farther])
    ratings = np.where(answered, felt, np.nan)
    found = fit(couple.back, couple.home, ratings, design, AT_HOME)
    rows = [int((answered & (couple.leaver == one)).sum()) for one in range(PEOPLE)]
    contrasts = np.array([[0, 0, 1, 1, 0, 0], [0, 0, 1, -1, 0, 0]], dtype=float)
    first, second = effects_of(found, contrasts, rows)
    return first, second


def _around_own_mean(couple: Couple) -> Floats:
    points = couple.guilt_at_door.copy()
    for one in range(PEOPLE):
        own = (couple.leaver == one) & np.isfinite(points)
        if own.any():
            points[own] -= points[own].mean()
    return points


def _by_person(person: Integers) -> list[Floats]:
    return [(person == one).astype(float) for one in range(PEOPLE)]


def lately(couple: Couple, leaver: int, good: tuple[float, float]) -> tuple[int, int]:
    guilty = (couple.leaver == leaver) & (couple.guilt_at_door >= GUILTY) & couple.both_felt
    felt = couple.felt[guilty][-LATELY:]
    return int((felt >= np.array(good)).all(axis=1).sum()), len(felt)
