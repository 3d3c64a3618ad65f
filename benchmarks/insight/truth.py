"""What is so for a made-up couple, on the scale on which it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from outandback.insight.numbers import Floats

Pair = tuple[float, float]


@dataclass(frozen=True)
class Truth:
    """Points, unless said otherwise; pairs are by person, where it is about leaving by leaver.

    `both_good`: by leaver and hours, the probability that a leave is good to both. `gap_now` in
    hours a week, `gap_trend` in hours a week each month, `easier` in points over ten own leaves,
    `kept` a share.
    """

    back_leaver: float
    back_home: float
    next_day_leaver: float
    next_day_home: float
    days_after_leaver: float
    days_after_home: float
    landed: float
    received: float
    told_taught: float
    told_shown: float
    told_gift: float
    both_good: dict[tuple[int, float], float]
    guilt_exaggerates: Pair
    guilt_foretells: Pair
    gap_now: Pair
    gap_trend: Pair
    easier: Pair
    kept: float


def as_answered(mean: Floats, deviation: Floats) -> Floats:
    """The expected answer of 0 to 10 to something normal that is rounded and cut."""
    steps = np.arange(1, 11) - 0.5
    above = (np.asarray(mean)[..., None] - steps) / np.asarray(deviation)[..., None]
    return np.asarray(ndtr(above).sum(axis=-1))
