"""Up to which length leaves have felt good to one person, by their own answers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from outandback.rules.comfort_proposals import USUAL_HOURS, LengthSoFar

from .couple import PEOPLE
from .frontier import GOOD_TO_BOTH, HOURS, LEAST, LEAST_FOR_A_LIMIT, chance_of_one, fitted

if TYPE_CHECKING:
    from .couple import Couple
    from .numbers import Flags, Floats

READER = 0
LENGTHS = np.union1d(HOURS, list(USUAL_HOURS.values()))
CLEARLY_NOT = 0.4  # a limit is said more rarely than a length that felt good
ROUNDED = 1.001
LOW, HIGH = 0, 2  # of the 10, 50 and 90 % points of a curve
InBothRoles = tuple[tuple[LengthSoFar, ...], tuple[LengthSoFar, ...]]


def own_comfort(couple: Couple) -> InBothRoles:
    """Of the reader: of leaves of their own, and of being at home. Only lengths that were lived;
    nothing where too few were answered.

    What the other one answered has no part in it, so nothing of theirs can be read from it.
    """
    lived = [_answered(couple, role) for role in range(PEOPLE)]
    if max(map(len, lived)) < LEAST:
        return (), ()
    felt = couple.felt.copy()
    felt[:, 1 - READER] = np.nan
    known = fitted(replace(couple, felt=felt))
    found = [
        _so_far(chance_of_one(known, leaver, READER, LENGTHS), hours)
        for leaver, hours in enumerate(lived)
    ]
    return found[0], found[1]


def _answered(couple: Couple, leaver: int) -> Floats:
    """Hours of the leaves of one of the two of which the reader said how they were."""
    said = np.isfinite(couple.felt[:, READER]) & (couple.leaver == leaver) & ~couple.both_out
    return np.asarray(couple.hours[said])


def _so_far(curve: Floats, answered: Floats) -> tuple[LengthSoFar, ...]:
    n = len(answered)
    if n < LEAST:
        return ()
    lived = (answered.min() <= LENGTHS * ROUNDED) & (answered.max() * ROUNDED >= LENGTHS)
    good, not_good = _good_up_to(curve, lived), _not_good_from(curve, lived, n)
    places = {option: int(np.searchsorted(LENGTHS, usual)) for option, usual in USUAL_HOURS.items()}
    return tuple(
        LengthSoFar(
            option,
            bool(good[at]),
            bool(not_good[at]),
            (float(curve[at, LOW]), float(curve[at, HIGH])),
            n,
        )
        for option, at in places.items()
        if lived[at]
    )


def _good_up_to(curve: Floats, lived: Flags) -> Flags:
    """At every length from the shortest that was lived."""
    fine = (curve[:, LOW] >= GOOD_TO_BOTH) | ~lived
    return np.asarray(np.minimum.accumulate(fine) & lived)


def _not_good_from(curve: Floats, lived: Flags, n: int) -> Flags:
    """At every length to the longest that was lived."""
    rather_not = (curve[:, HIGH] < CLEARLY_NOT) | ~lived
    from_there = np.minimum.accumulate(rather_not[::-1])[::-1] & lived
    return np.asarray(from_there & (n >= LEAST_FOR_A_LIMIT))
