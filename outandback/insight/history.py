"""What two people lived and answered, as one of them may see it: plain values, without arrays.

Whoever gathers answers needs no numpy for it; `answers.answers_of` takes this further.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Points = float | None


@dataclass(frozen=True)
class LivedLeave:
    """One leave that is over. Times in days since any one moment, ratings in points from 0 to 10;
    None: not answered, not asked, or not to be seen by this reader. `work`: it was for work, and no
    time of one's own.

    `own`: the reader left, and not the other one. `distance`, `company`, `channel`: as a Couple has
    them. `felt`, by whom: the reader, then the other one. `trip`: hours of one's own in a trip of
    the two.
    """

    out: float
    back: float
    own: bool
    distance: int = 1
    company: int = 0
    work: bool = False
    channel: int = 0
    landed: Points = None
    received: Points = None
    felt: tuple[Points, Points] = (None, None)
    guilt_at_door: Points = None
    guilt_looking_back: Points = None
    on_time: Points = None
    trip: bool = False


@dataclass(frozen=True)
class Rating:
    """What one of the two answered at one time. `loneliness`: at home, while the other is out.
    `source`: where it was asked, for tables."""

    at: float
    own: bool
    closeness: Points = None
    energy: Points = None
    loneliness: Points = None
    source: str = ""


@dataclass(frozen=True)
class History:
    """Leaves and ratings of one reader and, where they are two, of the other one. `trips`: when
    each trip of the two began and ended; the days of leaves that have `trip` are known anyway.
    `left_out`: times from and until which nothing counts."""

    leaves: tuple[LivedLeave, ...] = ()
    ratings: tuple[Rating, ...] = field(default_factory=tuple)
    trips: tuple[tuple[float, float], ...] = ()
    left_out: tuple[tuple[float, float], ...] = ()
