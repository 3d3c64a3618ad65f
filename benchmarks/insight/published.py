"""What pages say of a couple, as something to guess by: whole, and as columns of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight.two_known import MUCH_LATER
from outandback.insight.answers import answers_of
from outandback.insight.arrays import couple_of
from outandback.insight.frontier import chance_of_both, fitted
from outandback.insight.history import History
from outandback.insight.pair import pair_answers
from outandback.insight.shared import Length, SoFar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from benchmarks.insight.two_known import Known
    from outandback.insight.answers import LoopAnswers
    from outandback.insight.numbers import Floats

AT = np.array([2.0, 6.0, 14.0, 48.0])  # hours
DIGITS = 3


def pair_page(known: Known) -> Hashable:
    return pair_answers(known.leaves, MUCH_LATER)


def pair_page_features(known: Known) -> Floats:
    """Each word by itself: 1 where it stands there."""
    found = pair_answers(known.leaves, MUCH_LATER)
    ends = [*_among(found.up_to, Length), *_among(found.beyond, Length)]
    each = [word for kind in found.kinds for word in _among(kind, SoFar)]
    blank = [0.0] * (len(SoFar) * (len(Length) - len(found.kinds)))
    return np.array([*ends, *each, *blank, found.n])


def _among(one: object, all_: Iterable[object]) -> list[float]:
    return [float(one is each) for each in all_]


def own_page(known: Known) -> Hashable:
    return tuple(own_page_features(known))


def own_page_features(known: Known) -> Floats:
    """All figures with the one decimal that they have, and what is said."""
    found = answers_of(History(known.leaves))
    return np.round([*_figures(found), *_frontiers(found)], 1)


def _figures(found: LoopAnswers) -> Iterable[float]:
    for one in found.by_name.values():
        yield from (one.now.middle, *one.now.likely, *one.now.almost_sure)
        yield from (one.now.n, one.verdict.direction, len(one.verdict.how_sure))


def _frontiers(found: LoopAnswers) -> Iterable[float]:
    for one in found.frontiers:
        yield from (one.up_to, one.beyond or 0, one.next_step or 0)
        yield from np.concatenate([one.both[::6], one.leaver[::6], one.home[::6]]).ravel()


def digits_each_leave(known: Known) -> Hashable:
    """What no page does: the probability to three digits, worked out anew after each leave."""
    found = fitted(couple_of(History(known.leaves)))
    both = (chance_of_both(found, 0, AT) + chance_of_both(found, 1, AT)) / 2
    return tuple(np.round(np.median(both, axis=0), DIGITS))
