"""Where a time stands in relation to the leaves of two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .couple import PEOPLE, both_out_in

if TYPE_CHECKING:
    from .numbers import Flags, Floats, Integers

RETURN, NEXT_DAY, DAYS_AFTER = 0.5, 1.5, 3.5  # days after coming back, up to which each lasts
SAME, MOMENT = 1e-4, 2e-4  # days


class Phases(NamedTuple):
    """(e, 2, 2) each: at that time, for that person (the second place), as leaver or as the one at
    home (the third): 1 or 0. `both_out` (e, 2): around leaves of the two at the same time, where
    that person is neither. `last` (e,): the leave that ended last, or -1."""

    door: Floats
    away: Floats
    back: Floats
    next_day: Floats
    days_after: Floats
    both_out: Floats
    last: Integers

    @property
    def columns(self) -> Floats:
        """(2 e, 10) in the order of the fields, leaver before home."""
        parts = self.door, self.away, self.back, self.next_day, self.days_after
        return np.concatenate([part.reshape(-1, PEOPLE) for part in parts], axis=1)


class OfOne(NamedTuple):
    """(e,) each, of one person's own leaves. `out`: at its door, or away. `since`: days since they
    last came back. `both`: the other was out at the same time in the leave that began last."""

    door: Flags
    out: Flags
    since: Floats
    both: Flags


def phases_of(at: Floats, out: Floats, back: Floats, leaver: Integers) -> Phases:
    """(e,) days; (n,) days, days and who left, of leaves in any order.

    Each person is in one phase at most. While both are out, or where somebody comes back to an
    empty home, nobody is at home and nobody comes back to anybody.
    """
    both = both_out_in(out, back, leaver)
    stand = [_of_one(at, out, back, both, leaver == one) for one in range(PEOPLE)]
    roles = [_roles(stand[one], stand[1 - one]) for one in range(PEOPLE)]
    phases = (np.stack(pair, axis=1) for pair in zip(*roles, strict=True))
    return Phases._make([*phases, _last(at, back)])


def _of_one(at: Floats, out: Floats, back: Floats, both: Flags, own: Flags) -> OfOne:
    if not own.any():
        never = np.zeros(len(at), dtype=bool)
        return OfOne(never, never, np.full(len(at), np.inf), never)
    order = np.argsort(out[own], kind="stable")
    outs, until = out[own][order], np.maximum.accumulate(back[own][order])
    backs = np.sort(back[own])
    begun = np.searchsorted(outs, at + SAME, side="right") - 1
    ended = np.searchsorted(backs, at + SAME, side="right") - 1
    door = (begun >= 0) & (np.abs(at - outs[begun]) < MOMENT)
    away = (begun >= 0) & (at > outs[begun] + MOMENT) & (at < until[begun] - MOMENT)
    since = np.where(ended >= 0, at - backs[np.maximum(ended, 0)], np.inf)
    return OfOne(door, door | away, since, (begun >= 0) & both[own][order][begun])


def _roles(own: OfOne, other: OfOne) -> list[Floats]:
    """Of one person: (e, 2) of each phase, as leaver and at home, then (e,) of neither."""
    home = ~own.out
    after = home & ~other.out
    last = after & (own.since <= other.since)
    theirs = after & ~last
    as_leaver = last | (theirs & other.both)
    at_home = theirs & ~other.both
    alone = home & other.out & ~other.both
    phases = [
        (own.door & ~other.out, alone & other.door),
        (own.out & ~own.door & ~other.out, alone & ~other.door),
    ]
    for low, high in ((-np.inf, RETURN), (RETURN, NEXT_DAY), (NEXT_DAY, DAYS_AFTER)):
        mine = as_leaver & (own.since >= low) & (own.since < high)
        phases.append((mine, at_home & (other.since >= low) & (other.since < high)))
    lately = theirs & other.both & (other.since < DAYS_AFTER) & (own.since >= DAYS_AFTER)
    neither = other.out & (own.out | other.both) | lately
    return [np.stack(pair, axis=1).astype(float) for pair in phases] + [neither.astype(float)]


def _last(at: Floats, back: Floats) -> Integers:
    order = np.argsort(back, kind="stable")
    ended = np.searchsorted(back[order], at + SAME, side="right")
    return np.concatenate([[-1], order])[ended]
