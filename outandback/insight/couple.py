"""The answers of two people around their leaves, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .numbers import Flags, Floats, Integers

PEOPLE = 2
HANDING_OVER = 15 / 1440  # days


def _none() -> Floats:
    return np.empty(0)


class Company(IntEnum):
    ALONE = 0
    KNOWN = 1
    GROUP = 2
    NEW_PEOPLE = 3


class Channel(IntEnum):
    """How something of a leave was told; `NONE`: it was not, or nobody may see that."""

    NONE = 0
    TOLD = 1
    TAUGHT = 2
    SHOWN = 3
    GIFT = 4


@dataclass(frozen=True)
class Couple:
    """`n` leaves in the order in which they ended, `e` times at which somebody rated, in order, and
    `w` whole weeks. Times are in days since the first record, ratings in points from 0 to 10. NaN:
    not answered, or not to be seen by this reader. Person 0 is the first of the two. One person's
    leaves do not overlap; those of the two may.

    The last three may be left out: then nobody was lonely, or on a trip.
    """

    out: Floats
    """(n,) when each leave began, days."""
    back: Floats
    """(n,) when each ended, days."""
    leaver: Integers
    """(n,) who left, 0 or 1."""
    hours: Floats
    """(n,) how long it was, hours, more than 0."""
    distance: Floats
    """(n,) 0 near home, 1 in town, 2 in the region, 3 far."""
    company: Integers
    """(n,) a Company."""
    channel: Integers
    """(n,) a Channel."""
    received: Floats
    """(n,) how warmly the telling was received, as its teller rates it, points."""
    landed: Floats
    """(n,) how well the telling landed, points."""
    felt: Floats
    """(n, 2) “all in all, how was this leave for me?”, points, by person."""
    guilt_at_door: Floats
    """(n,) the leaver's guilt at the door, points."""
    guilt_looking_back: Floats
    """(n,) the guilt that the leaver finds right, looking back, points."""
    on_time: Floats
    """(n,) 1 came back as promised, 0 did not."""
    rated_at: Floats
    """(e,) when somebody rated, days."""
    closeness: Floats
    """(e, 2) points, by person."""
    energy: Floats
    """(e, 2) points, by person."""
    weekly_gap: Floats
    """(w, 2) hours apart in a week beyond those wished for, by person."""
    loneliness: Floats = field(default_factory=_none)
    """(e, 2) how lonely somebody was at home, points, by person."""
    in_trip: Floats = field(default_factory=_none)
    """(n,) 1 hours of one's own in a trip of the two, 0 any other leave."""
    trips: Floats = field(default_factory=_none)
    """(t, 2) when trips began and ended, days."""

    def __post_init__(self) -> None:
        if not self.loneliness.size:
            object.__setattr__(self, "loneliness", np.full(self.closeness.shape, np.nan))
        if not self.in_trip.size:
            object.__setattr__(self, "in_trip", np.zeros(len(self.out)))
        if not self.trips.size:
            object.__setattr__(self, "trips", np.empty((0, PEOPLE)))

    @property
    def leaves(self) -> int:
        return len(self.out)

    @property
    def home(self) -> Integers:
        """(n,) who stayed, 0 or 1."""
        return 1 - self.leaver

    @property
    def both_felt(self) -> Flags:
        """(n,) whether both said how the leave was for them, one of them out and one at home."""
        return np.asarray(np.isfinite(self.felt).all(axis=1) & ~self.both_out)

    @cached_property
    def both_out(self) -> Flags:
        """(n,) whether the other one was out in some of it, too."""
        return both_out_in(self.out, self.back, self.leaver)

    @property
    def own_number(self) -> Floats:
        """(n,) how many leaves the same person had before, from 0."""
        return number_within(self.leaver)


def both_out_in(out: Floats, back: Floats, leaver: Integers) -> Flags:
    """(n,) of each leave whether it overlaps one of the other person's, by more than two take who
    hand over at home."""
    shared = np.minimum.outer(back, back) - np.maximum.outer(out, out)
    apart = leaver[:, None] != leaver
    return np.asarray(((shared > HANDING_OVER) & apart).any(axis=1))


def number_within(person: Integers) -> Floats:
    """(n,) of each row how many rows before it are of the same person."""
    number = np.zeros(len(person))
    for one in range(PEOPLE):
        rows = person == one
        number[rows] = np.arange(rows.sum())
    return number
