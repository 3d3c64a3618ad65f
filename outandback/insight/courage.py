"""Is it growing easier? Guilt at the door over one's own leaves, and returns as promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv

from .couple import PEOPLE
from .effects import PROBABILITIES, Effect, effect_at, effects_of, spread_wider
from .engine import Prior, fit

if TYPE_CHECKING:
    from .couple import Couple
    from .numbers import Floats
    from .posterior import Posterior

USUAL_HOURS, USUAL_DISTANCE, TEN = 3.0, 1.0, 10.0
DRAWN_AT = 9  # leaves; the line is straight, and its band bends slowly
# Points; the author's. Length is held: people dare longer leaves, so that guilt may stay as it is
# while leaving grows easier.
PRIOR = Prior(
    mean=np.array([4.5, 4.5, 0.15, 0.1, 0.0, 0.0]),
    spread=np.array([2.0, 2.0, 0.3, 0.25, 0.25, 0.15]),
    reference=1.8,
    correlation=0.0,
    alternatives=spread_wider(6, np.arange(2, 6)),
)
KEPT, LATE = 3.0, 1.0  # returns that the prior counts as seen


def courage(couple: Couple) -> tuple[Effect, Effect]:
    """By person as leaver: by how many points guilt at the door grows over ten of their leaves of
    one length and distance."""
    found = _fitted(couple)
    answered = np.isfinite(couple.guilt_at_door)
    rows = [int((answered & (couple.leaver == one)).sum()) for one in range(PEOPLE)]
    contrasts = np.array([[0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, -1]], dtype=float)
    one, other = effects_of(found, contrasts, rows)
    return one, other


def line_of_own(couple: Couple, person: int) -> tuple[Floats, Floats, Floats]:
    """(k,) low, middle and high points of the guilt at the door that is expected at each of one
    person's `k` leaves, had all been of the usual length and distance; 80 % lie between."""
    tens = _own_number_around_zero(couple)[couple.leaver == person] / TEN
    places = np.linspace(tens[0], tens[-1], min(len(tens), DRAWN_AT))
    first = np.full(len(places), float(person == 0))
    none = np.zeros(len(places))
    columns = [first, 1 - first, none, none, places, places * (2 * first - 1)]
    at = _fitted(couple).quantiles(np.column_stack(columns), PROBABILITIES[1:4])
    low, middle, high = (np.interp(tens, places, part) for part in at.T)
    return low, middle, high


def _fitted(couple: Couple) -> Posterior:
    first = (couple.leaver == 0).astype(float)
    tens = _own_number_around_zero(couple) / TEN
    longer = np.log2(couple.hours / USUAL_HOURS)
    held = [longer, couple.distance - USUAL_DISTANCE]
    design = np.column_stack([first, 1 - first, *held, tens, tens * (2 * first - 1)])
    return fit(couple.out, couple.leaver, couple.guilt_at_door, design, PRIOR)


def kept_returns(couple: Couple) -> Effect:
    """The share of returns as promised, 0 to 1, with a Beta(3, 1) prior."""
    known = couple.on_time[np.isfinite(couple.on_time)]
    kept, late = KEPT + known.sum(), LATE + (1 - known).sum()
    quantiles = betaincinv(kept, late, PROBABILITIES)
    return effect_at(quantiles, float(betainc(kept, late, 0.0)), len(known))


def _own_number_around_zero(couple: Couple) -> Floats:
    number = couple.own_number
    for one in range(PEOPLE):
        own = couple.leaver == one
        if own.any():
            number[own] -= (own.sum() - 1) / 2
    return number
