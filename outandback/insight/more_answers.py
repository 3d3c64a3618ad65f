"""How many more answers would let something be said, if these go on as so far."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from scipy.special import ndtri

from .decisions import SURE, direction_of

if TYPE_CHECKING:
    from .decisions import Least
    from .effects import Effect

TENS, MOST = 10, 200
LIKELY = 2 * float(ndtri(0.9))  # standard deviations from one end of `likely` to the other
AWAY_FROM_ZERO = float(ndtri(SURE))


def more_to_tell(effect: Effect, least: Least) -> int | None:
    """Above `least`, by how the interval narrows with the root of the answers: whole tens. 10 where
    there are enough, and the next check has to find the same; None where the middle is nearer to 0
    than is worth saying, or it would take more than MOST: what is small may never show."""
    if effect.n < least.rows or abs(effect.middle) < least.worth:
        return None
    if direction_of(effect, least):
        return TENS
    low, high = effect.likely
    needed = effect.n * ((high - low) / LIKELY * AWAY_FROM_ZERO / abs(effect.middle)) ** 2
    more = max(ceil((needed - effect.n) / TENS), 1) * TENS
    return more if more <= MOST else None
