"""The fit of closeness beside a mixed model of the same columns, days as groups, by statsmodels.

`make bench-insight` installs statsmodels; nothing else needs it.
python -m benchmarks.insight.mixed_models --couples 80
"""

from __future__ import annotations

import time
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from benchmarks.insight.answers import AROUND
from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, parser
from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight.around import FIRST_WAY, NAMES, around, design_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.insight.running import Many
    from benchmarks.insight.truth import Truth
    from outandback.insight.couple import Couple
    from outandback.insight.numbers import Floats

SIZES = (30, 100)
ASKED = ("back leaver", "back home", "next day leaver", "next day home")
FEWEST = 3  # ratings that a column bears on, for it to be in the mixed model
METHODS = ("bfgs", "powell", "cg")
ALMOST_SURE = 1.96  # standard errors


class Found(NamedTuple):
    """Of one effect: how far off it is, and whether the interval of 95 % holds the truth."""

    off: float
    held: bool
    width: float


class Beside(NamedTuple):
    """What one of the two found of a couple, and seconds of processor; `failed`: nothing."""

    found: list[Found]
    seconds: float
    failed: bool


def ours(couple: Couple, truth: Truth) -> Beside:
    begun = time.process_time()
    effects = around(couple).effects
    seconds = time.process_time() - begun
    found = []
    for name in ASKED:
        real, (low, high) = getattr(truth, AROUND[name]), effects[name].almost_sure
        found.append(Found(effects[name].middle - real, low <= real <= high, high - low))
    return Beside(found, seconds, False)


def theirs(couple: Couple, truth: Truth) -> Beside:
    begun = time.process_time()
    try:
        effects = mixed(couple)
    except ArithmeticError:
        return Beside([], time.process_time() - begun, True)
    seconds = time.process_time() - begun
    found = []
    for name in ASKED:
        if name in effects:
            middle, error = effects[name]
            off = middle - getattr(truth, AROUND[name])
            wide = ALMOST_SURE * error
            found.append(Found(off, abs(off) <= wide, 2 * wide))
    return Beside(found, seconds, False)


def mixed(couple: Couple) -> dict[str, tuple[float, float]]:
    """By column, its estimate and standard error. Raises ArithmeticError where no method ends."""
    times, _, design = design_of(couple)
    ratings = couple.closeness.ravel()
    said = np.isfinite(ratings)
    columns = _columns(design[said])
    for method in METHODS:
        found = _tried(ratings[said], design[said][:, columns], np.floor(times[said]), method)
        if found is not None:
            return {NAMES[at]: pair for at, pair in zip(columns, found, strict=True)}
    raise ArithmeticError("no method ended")


def _tried(
    ratings: Floats, columns: Floats, days: Floats, method: str
) -> list[tuple[float, float]] | None:
    from statsmodels.regression.mixed_linear_model import MixedLM

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it did not converge is seen by its errors
            fitted = MixedLM(ratings, columns, groups=days).fit(reml=True, method=method)
            errors = np.sqrt(np.diag(fitted.cov_params())[: columns.shape[1]])
    except (np.linalg.LinAlgError, ValueError):
        return None
    if not np.isfinite(errors).all():
        return None
    return list(zip(map(float, fitted.fe_params), map(float, errors), strict=True))


def _columns(design: Floats) -> list[int]:
    """Those of leaves that ratings bear on and that no others stand in for."""
    kept: list[int] = []
    for at in range(min(FIRST_WAY, design.shape[1])):
        more = [*kept, at]
        bears = (design[:, at] != 0).sum() >= FEWEST
        if bears and np.linalg.matrix_rank(design[:, more]) == len(more):
            kept = more
    return kept


def summed(some: list[Beside]) -> dict[str, float | int]:
    found = [one for beside in some for one in beside.found]
    off = np.array([one.off for one in found])
    return {
        "error": float(np.sqrt((off**2).mean())),
        "almost_sure": float(np.mean([one.held for one in found])),
        "width": float(np.mean([one.width for one in found])),
        "milliseconds": float(np.median([one.seconds for one in some]) * 1000),
        "failed": sum(one.failed for one in some),
        "effects": len(found),
    }


def record(many: Many, sizes: tuple[int, ...] = SIZES) -> None:
    watch = Watch()
    at: dict[str, Any] = {}
    for leaves in sizes:
        both = [(ours(*made), theirs(*made)) for made in _couples(many, leaves)]
        found, other = (summed(list(some)) for some in zip(*both, strict=True))
        times = float(other["milliseconds"]) / float(found["milliseconds"])
        share = float(found["error"]) / float(other["error"])
        print(
            f"{leaves} leaves: error {share:.2f} of theirs, {times:.0f} times as fast", flush=True
        )
        compared = {"error_share": share, "times_as_fast": times}
        at[str(leaves)] = {"ours": found, "theirs": other, **compared}
    keep("mixed_models", many, watch, {"at": at})


def _couples(many: Many, leaves: int) -> Iterator[tuple[Couple, Truth]]:
    for number in range(many.couples):
        chance = np.random.default_rng((many.seed, leaves, number))
        yield couple_of(leaves, chance, world_of(FIRST, []))


def main() -> None:
    record(many_of(parser(__doc__, 20).parse_args()))


if __name__ == "__main__":
    main()
