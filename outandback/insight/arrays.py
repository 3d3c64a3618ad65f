"""A history as arrays. The reader is person 0."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

import numpy as np

from .couple import PEOPLE, Couple
from .left_out import without_left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .history import History, LivedLeave, Points, Rating
    from .numbers import Floats, Integers

SHORTEST = 0.25  # hours
RATINGS = "closeness", "energy", "loneliness"


def couple_of(history: History) -> Couple:
    history = without_left_out(history)
    leaves = _one_after_the_other(history.leaves)
    out, back = _column(leaves, "out"), _column(leaves, "back")
    at, closeness, energy, loneliness = _by_time(history.ratings)
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
        loneliness=loneliness,
        in_trip=_numbers([float(one.trip) for one in leaves]),
        trips=_numbers([*history.trips, *_days_of_trips(leaves)]),
    )


def _one_after_the_other(leaves: Iterable[LivedLeave]) -> list[LivedLeave]:
    """In the order in which they ended. Nobody is out twice at once: by promised times somebody may
    seem to be, and was back, then, before they left again. What is cut to nearly nothing was not a
    leave of its own."""
    ended: list[LivedLeave] = []
    for own in (True, False):
        begun = sorted((one for one in leaves if one.own is own), key=lambda one: one.out)
        cut = [_back_by(one, after.out) for one, after in pairwise(begun)] + begun[-1:]
        pairs = zip(cut, begun, strict=True)
        ended += [one for one, whole in pairs if one is whole or _hours(one) >= SHORTEST]
    return sorted(ended, key=lambda one: (one.back, one.out, not one.own))


def _back_by(one: LivedLeave, latest: float) -> LivedLeave:
    return one if one.back <= latest else replace(one, back=latest)


def _hours(one: LivedLeave) -> float:
    return (one.back - one.out) * 24


def _days_of_trips(leaves: list[LivedLeave]) -> list[tuple[float, float]]:
    return [(floor(one.out), floor(one.back) + 1) for one in leaves if one.trip]


def _column(leaves: list[LivedLeave], name: str) -> Floats:
    return _numbers([getattr(one, name) for one in leaves])


def _numbers(values: Sequence[Points] | Sequence[tuple[Points, Points]]) -> Floats:
    return np.array(values, dtype=float)


def _whole(values: Iterable[int]) -> Integers:
    return np.array(list(values), dtype=np.int64)


def _by_time(ratings: tuple[Rating, ...]) -> tuple[Floats, ...]:
    """(e,) days, (e, 2) each of RATINGS; what the two rated at one time is one row."""
    at, place = np.unique([one.at for one in ratings], return_inverse=True)
    found = [np.full((len(at), PEOPLE), np.nan) for _ in RATINGS]
    for row, one in zip(place, ratings, strict=True):
        person = 0 if one.own else 1
        for points, name in zip(found, RATINGS, strict=True):
            said = getattr(one, name)
            points[row, person] = points[row, person] if said is None else said
    return np.asarray(at, dtype=float), *found
