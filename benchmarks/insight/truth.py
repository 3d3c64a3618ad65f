"""What is so for a made-up couple, on the scale on which it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from outandback.insight.numbers import Floats


@dataclass(frozen=True)
class Truth:
    """Points, unless said. A pair of values is by person: who left, of leaves."""

    back_leaver: float
    """Closeness within 12 hours after a return, more than it would be without that leave; this and
    the next five on average over the two people in that role."""
    back_home: float
    next_day_leaver: float
    """From 12 to 36 hours."""
    next_day_home: float
    days_after_leaver: float
    """From 36 to 84 hours."""
    days_after_home: float
    landed: float
    """Closeness of either on the day after, by two points more of it, all else held."""
    received: float
    told_taught: float
    """The same, where it was taught, more than where it was told."""
    told_shown: float
    told_gift: float
    both_good: dict[tuple[int, int], float]
    """By leaver and hours: the chance that both say 6 or more of a next leave."""
    guilt_exaggerates: Floats
    """Guilt at the door, more than looking back."""
    guilt_foretells: Floats
    """How the leave was at home, by a point of guilt at the door."""
    gap_now: Floats
    """Hours in the last week."""
    gap_trend: Floats
    """Hours a month, over the whole record."""
    easier: Floats
    """Guilt at the door by ten own leaves: below 0 where it grows easier."""
    kept: float
    """Share of returns."""


def as_answered(mean: Floats, deviation: Floats) -> Floats:
    """The expected answer of 0 to 10 to something normal that is rounded and cut."""
    steps = np.arange(1, 11) - 0.5
    above = (np.asarray(mean)[..., None] - steps) / np.asarray(deviation)[..., None]
    return np.asarray(ndtr(above).sum(axis=-1))
