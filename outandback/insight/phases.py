"""Where a time stands in relation to the leaves of two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .couple import PEOPLE

if TYPE_CHECKING:
    from .numbers import Flags, Floats, Integers

RETURN, NEXT_DAY, DAYS_AFTER = 0.5, 1.5, 3.5  # days after coming back, up to which each lasts
SAME, MOMENT = 1e-4, 2e-4  # days


class Phases(NamedTuple):
    """(e, 2, 2) each: at that time, for that person (the second place), as leaver or as the one at
    home (the third): 1 or 0. `last` (e,): the leave that ended last, or -1."""

    door: Floats
    away: Floats
    back: Floats
    next_day: Floats
    days_after: Floats
    last: Integers

    @property
    def columns(self) -> Floats:
        """(2 e, 10) in the order of the fields, leaver before home."""
        parts = self.door, self.away, self.back, self.next_day, self.days_after
        return np.concatenate([part.reshape(-1, PEOPLE) for part in parts], axis=1)


def phases_of(at: Floats, out: Floats, back: Floats, leaver: Integers) -> Phases:
    """(e,) days; (n,) days, days and who left, of leaves in order that do not overlap."""
    if not len(out):
        none = np.zeros((len(at), PEOPLE, PEOPLE))
        return Phases(none, none, none, none, none, np.full(len(at), -1))
    ended = np.searchsorted(back, at + SAME, side="right") - 1
    begun = np.searchsorted(out, at + SAME, side="right") - 1
    since = np.where(ended >= 0, at - back[np.maximum(ended, 0)], np.inf)
    door = (begun >= 0) & (np.abs(at - out[begun]) < MOMENT)
    away = (begun >= 0) & (at > out[begun] + MOMENT) & (at < back[begun] - MOMENT)
    neither = ~door & ~away
    return Phases(
        _by_role(door, leaver[begun]),
        _by_role(away, leaver[begun]),
        _by_role(neither & (since < RETURN), leaver[ended]),
        _by_role(neither & (since >= RETURN) & (since < NEXT_DAY), leaver[ended]),
        _by_role(neither & (since >= NEXT_DAY) & (since < DAYS_AFTER), leaver[ended]),
        ended,
    )


def _by_role(holds: Flags, leaver: Integers) -> Floats:
    left = leaver[:, None] == np.arange(PEOPLE)
    return np.stack([holds[:, None] & left, holds[:, None] & ~left], axis=2).astype(float)
