"""A history as arrays. The reader is person 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .couple import PEOPLE, Couple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .history import History, LivedLeave, Points, Rating
    from .numbers import Floats, Integers

SHORTEST = 0.25  # hours


def couple_of(history: History) -> Couple:
    """Of leaves at the same time the first stands alone: who is at home then, nobody can say."""
    leaves = list(_one_after_the_other(history.leaves))
    out, back = _column(leaves, "out"), _column(leaves, "back")
    at, closeness, energy = _by_time(history.ratings)
    return Couple(
        out=out,
        back=back,
        leaver=_whole(0 if one.own else 1 for one in leaves),
        hours=np.maximum((back - out) * 24, SHORTEST),
        distance=_column(leaves, "distance"),
        company=_whole(one.company for one in leaves),
        channel=_whole(one.channel for one in leaves),
        received=_column(leaves, "received"),
        landed=_column(leaves, "landed"),
        felt=_numbers([one.felt for one in leaves]).reshape(len(leaves), PEOPLE),
        guilt_at_door=_column(leaves, "guilt_at_door"),
        guilt_looking_back=_column(leaves, "guilt_looking_back"),
        on_time=_column(leaves, "on_time"),
        rated_at=at,
        closeness=closeness,
        energy=energy,
        weekly_gap=np.full((0, PEOPLE), np.nan),
    )


def _one_after_the_other(leaves: Iterable[LivedLeave]) -> Iterable[LivedLeave]:
    last = -np.inf
    for one in sorted(leaves, key=lambda one: (one.out, one.back)):
        if one.out >= last:
            yield one
            last = one.back


def _column(leaves: list[LivedLeave], name: str) -> Floats:
    return _numbers([getattr(one, name) for one in leaves])


def _numbers(values: list[Points] | list[tuple[Points, Points]]) -> Floats:
    return np.array(values, dtype=float)


def _whole(values: Iterable[int]) -> Integers:
    return np.array(list(values), dtype=np.int64)


def _by_time(ratings: tuple[Rating, ...]) -> tuple[Floats, Floats, Floats]:
    """(e,) days, (e, 2) closeness, (e, 2) energy; what the two rated at one time is one row."""
    at, place = np.unique([one.at for one in ratings], return_inverse=True)
    closeness, energy = (np.full((len(at), PEOPLE), np.nan) for _ in range(2))
    for row, one in zip(place, ratings, strict=True):
        person = 0 if one.own else 1
        for points, said in ((closeness, one.closeness), (energy, one.energy)):
            points[row, person] = points[row, person] if said is None else said
    return np.asarray(at, dtype=float), closeness, energy
