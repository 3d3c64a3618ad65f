"""The figures of a couple beside what is so for it: one row an estimand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from outandback.insight.around import around
from outandback.insight.balance import balance
from outandback.insight.courage import courage, kept_returns
from outandback.insight.effects import PROBABILITIES, Effect
from outandback.insight.frontier import chance_of_both, fitted
from outandback.insight.guilt import guilt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.insight.truth import Truth
    from outandback.insight.couple import Couple

HOURS = np.array([2.0, 6.0, 24.0])
AROUND = {
    "back leaver": "back_leaver",
    "back home": "back_home",
    "next day leaver": "next_day_leaver",
    "next day home": "next_day_home",
    "days after leaver": "days_after_leaver",
    "days after home": "days_after_home",
    "landed": "landed",
    "received": "received",
    "told - taught": "told_taught",
    "told - shown": "told_shown",
    "told - gift": "told_gift",
}


class Figure(NamedTuple):
    """`lowest` to `highest` hold it with 95 %, `low` to `high` with 80 %."""

    name: str
    truth: float
    lowest: float
    low: float
    middle: float
    high: float
    highest: float


def figures_of(couple: Couple, truth: Truth) -> list[Figure]:
    """Those that some rating bears on and whose truth is known."""
    found = [*_around(couple, truth), *_frontier(couple, truth), *_own(couple, truth)]
    return [one for one in found if np.isfinite(one.truth)]


def _around(couple: Couple, truth: Truth) -> Iterator[Figure]:
    effects = around(couple).effects
    for name, field in AROUND.items():
        yield from _figure(name, getattr(truth, field), effects[name])


def _frontier(couple: Couple, truth: Truth) -> Iterator[Figure]:
    known = fitted(couple)
    for leaver in (0, 1):
        points = np.quantile(chance_of_both(known, leaver, HOURS), PROBABILITIES, axis=0)
        for hours, found in zip(HOURS, points.T, strict=True):
            real = truth.both_good[leaver, int(hours)]
            yield Figure(f"good to both at {hours:.0f} h", real, *map(float, found))


def _own(couple: Couple, truth: Truth) -> Iterator[Figure]:
    checked, weeks, easier = guilt(couple), balance(couple), courage(couple)
    both = (
        ("guilt exaggerates", truth.guilt_exaggerates, checked.exaggerates),
        ("guilt foretells", truth.guilt_foretells, checked.foretells),
        ("hours apart now", truth.gap_now, weeks.now),
        ("hours apart trend", truth.gap_trend, weeks.trend),
        ("growing easier", truth.easier, easier),
    )
    for name, real, found in both:
        for one, effect in zip(real, found, strict=True):
            yield from _figure(name, float(one), effect)
    yield from _figure("kept returns", truth.kept, kept_returns(couple))


def _figure(name: str, truth: float, effect: Effect) -> Iterator[Figure]:
    if effect.n:
        (low, high), (lowest, highest) = effect.likely, effect.almost_sure
        yield Figure(name, truth, lowest, low, effect.middle, high, highest)
