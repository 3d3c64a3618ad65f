"""Whether each fit is right about itself: simulation-based calibration.

Effects are drawn from a fit's own prior, ratings from those effects at the times and columns of a
made-up couple, and the fit is asked again. Where it then finds the drawn effects, as shares of its
posterior below them, must be spread evenly (Talts et al. 2018, arXiv 1804.06788; the posterior is
known, so its distribution function stands for ranks among draws).

python -m benchmarks.insight.calibration --couples 600
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.stats import kstest

from benchmarks.insight.first_world import pairs, states
from benchmarks.insight.recording import asked_fits
from benchmarks.insight.results import keep
from benchmarks.insight.running import Watch, many_of, of_each, parser
from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight.engine import fit

if TYPE_CHECKING:
    from benchmarks.insight.recording import AskedFit
    from benchmarks.insight.running import Many
    from outandback.insight.engine import Alternative, Prior
    from outandback.insight.numbers import Floats

SIZES = (10, 30, 100)
UNEVEN = 0.01  # the p value of Kolmogorov and Smirnov's test below which ranks count as uneven
BINS = 20
LEAST = 100  # ranks without which a check is none


class Drawn(NamedTuple):
    effects: Floats
    ratings: Floats
    correlation: float
    spread: Floats


def draw(chance: np.random.Generator, asked: AskedFit, *, estimated: bool) -> Drawn:
    """`estimated`: the correlation between the two, and how their spreads differ, are drawn too,
    and left to the fit; else they are the prior's, and it knows them."""
    prior = asked.prior
    model = _model(chance, prior)
    variance = prior.rate / chance.gamma(prior.shape)
    normal = chance.standard_normal(len(model.columns))
    effects = np.zeros(len(prior.mean))
    spread = (prior.spread * model.widths)[model.columns] * np.sqrt(variance) / prior.reference
    effects[model.columns] = prior.mean[model.columns] + spread * normal
    correlation, unlike = prior.correlation, 0.0
    if estimated:
        correlation = float(np.clip(chance.normal(correlation, 0.15), -0.3, 0.85))
        unlike = chance.normal(0, 0.15)
    by = np.exp([unlike, -unlike])
    away = _away(chance, asked, correlation)
    ratings = asked.design @ effects + by[asked.person] * np.sqrt(variance) * away
    said = np.where(np.isfinite(asked.ratings), ratings, np.nan)
    return Drawn(effects, said, correlation, by)


def _model(chance: np.random.Generator, prior: Prior) -> Alternative:
    probabilities = np.array([one.probability for one in prior.models])
    return prior.models[chance.choice(len(probabilities), p=probabilities)]


def _away(chance: np.random.Generator, asked: AskedFit, together: float) -> Floats:
    """(n,) states and noise of variance 1."""
    share, decay = chance.choice(asked.prior.persisting), chance.choice(asked.prior.decay)
    times, place = np.unique(asked.times, return_inverse=True)
    state = states(chance, times, float(decay), together)
    fresh = pairs(chance, len(times), together)
    both = np.sqrt(share) * state + np.sqrt(1 - share) * fresh
    return np.asarray(both[place, asked.person])


def ranks_of(asked: AskedFit, drawn: Drawn, *, estimated: bool) -> dict[str, float]:
    """By check: the share of the posterior below what was drawn."""
    more: dict[str, Any] = {}
    if not estimated:
        more = {"correlation": drawn.correlation, "spread": drawn.spread}
    rows = asked.times, asked.person, drawn.ratings, asked.design
    found = fit(*rows, asked.prior, **more)
    checks = contrasts_of(asked)
    values = np.array(list(checks.values()))
    below = [float(found.below(one[None], float(one @ drawn.effects))[0]) for one in values]
    return dict(zip(checks, below, strict=True))


def contrasts_of(asked: AskedFit) -> dict[str, Floats]:
    """Each column that every model has, and each contrast of several that is asked."""
    p = len(asked.prior.mean)
    always = set(range(p)).intersection(*(one.columns.tolist() for one in asked.prior.models))
    found = {f"column {at}": np.eye(p)[at] for at in sorted(always)}
    asked_too = [row for some in asked.contrasts for row in some if np.count_nonzero(row) > 1]
    return found | {f"contrast {at}": row for at, row in enumerate(asked_too)}


class Rank(NamedTuple):
    check: str
    share: float


def ranks(many: Many, leaves: int, *, estimated: bool) -> list[Rank]:
    job = partial(_batch, leaves=leaves, seed=many.seed, estimated=estimated)
    return of_each(job, many)


def _batch(couples: range, leaves: int, seed: int, estimated: bool) -> list[Rank]:
    found: list[Rank] = []
    for number in couples:
        chance = np.random.default_rng((seed, leaves, number))
        couple, _ = couple_of(leaves, chance, world_of(FIRST, []))
        for asked in asked_fits(couple):
            drawn = draw(chance, asked, estimated=estimated)
            some = ranks_of(asked, drawn, estimated=estimated)
            found += [Rank(f"{asked.name}: {check}", share) for check, share in some.items()]
    return found


def evenness_of(found: list[Rank]) -> dict[str, dict[str, float]]:
    by_check: dict[str, list[float]] = {}
    for one in found:
        by_check.setdefault(one.check, []).append(one.share)
    return {
        name: _evenness(np.array(some)) for name, some in by_check.items() if len(some) >= LEAST
    }


def _evenness(shares: Floats) -> dict[str, float]:
    held = (np.abs(shares - 0.5) < 0.4).mean()
    almost = (np.abs(shares - 0.5) < 0.475).mean()
    p = kstest(shares, "uniform").pvalue
    return {"p": float(p), "likely": float(held), "almost_sure": float(almost)}


def record(many: Many, sizes: tuple[int, ...] = SIZES) -> None:
    watch = Watch()
    at: dict[str, Any] = {}
    every: list[float] = []
    for leaves in sizes:
        for estimated in (False, True):
            found = ranks(many, leaves, estimated=estimated)
            every += [one.share for one in found]
            name = f"{leaves} {'estimated' if estimated else 'known'}"
            at[name] = evenness_of(found)
            uneven = sum(one["p"] < UNEVEN for one in at[name].values())
            print(f"{name}: {uneven} of {len(at[name])} uneven", flush=True)
    checks = [one for part in at.values() for one in part.values()]
    share = float(np.mean([one["p"] < UNEVEN for one in checks]))
    bins = np.histogram(every, bins=BINS, range=(0, 1))[0].tolist()
    keep(
        "calibration", many, watch, {"checks": len(checks), "uneven": share, "bins": bins, "at": at}
    )


def main() -> None:
    record(many_of(parser(__doc__, 100).parse_args()))


if __name__ == "__main__":
    main()
