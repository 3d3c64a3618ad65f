"""Does what somebody stated as comfortable help to find how far is too far?

Made-up people say up to how many hours a leave is easy for them: where their couple has a length
from which leaves are harder, that length times a lognormal of 0.6; where it has none, a lognormal
of 0.6 around a day. The places of a step are then weighed by it, with one step or none as likely as
before (`places`), or that too by what was stated (`all`); by what one of the two stated, or both.

It does not help enough, so the frontier asks nobody for it. Root of the mean squared error of the
chance that a leave is good to both, at 2, 6 and 24 hours together, and how often intervals of 80 %
held it; 200 couples a cell, seed 41:

    world, leaves    flat          places, one   places, both  all, both
    first, 10        .178 (.83)    .176 (.84)    .175 (.83)    .173 (.84)
    first, 30        .126 (.83)    .126 (.83)    .127 (.84)    .126 (.84)
    second, 10       .156 (.81)    .158 (.80)    .158 (.80)    .159 (.80)
    second, 30       .107 (.78)    .108 (.79)    .108 (.78)    .108 (.78)

At best 3 % less error, in the world whose steps are drawn as the prior has them, and 2 % more in
the other. Where a step lies is a small part of what is not known after ten leaves: how good leaves
are to the two at all, and whether there is a step, weigh more.

python -m benchmarks.insight.stated_comfort first|second COUPLES SEED
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.insight import first_world
from benchmarks.insight.answers import HOURS
from benchmarks.insight.second_world_traits import traits
from benchmarks.insight.worlds import couple_of, world_of
from outandback.insight.effects import PROBABILITIES, spread_wider
from outandback.insight.frontier import (
    BEFORE_STEPS,
    LIMITS,
    NAMES,
    NO_STEP,
    PRIOR,
    ROLES,
    WIDTHS,
    chance_of_both,
    fitted,
)

if TYPE_CHECKING:
    from benchmarks.insight.worlds import World
    from outandback.insight.couple import Couple
    from outandback.insight.engine import Prior
    from outandback.insight.numbers import Floats

SIZES, NOISE, USUAL = (10, 30), 0.6, 24.0
PRIORS = "flat", "places, one", "places, both", "all, both"


def limit_of(world: World, seed: tuple[int, ...]) -> float:
    """Hours from which leaves are harder for the couple that this seed draws; NaN without."""
    chance = np.random.default_rng(seed)
    if isinstance(world, first_world.World):
        chance.uniform(1.0, 3.0)
        one = first_world.nature(chance, world)
        return one.step_at if one.step.any() else np.nan
    return float(2 ** traits(world, chance).verdicts.edge)


def prior_by(stated: Floats, *, step: bool) -> Prior:
    """With steps weighed by how probable what was stated is, at each place; `step`: that there is
    none, too."""
    at = np.append(LIMITS, USUAL)
    off = np.log(stated[:, None] / at) / NOISE
    likely = np.exp(-(off**2).sum(axis=0) / 2)
    usual = np.append(np.full(len(LIMITS), (1 - NO_STEP) / len(LIMITS)), NO_STEP)
    weights = likely * usual
    places = weights[:-1] / weights[:-1].sum()
    none = weights[-1] / weights.sum() if step else NO_STEP
    plain = np.arange(BEFORE_STEPS)
    columns = [(plain, float(none))]
    for place, share in enumerate(places):
        own = BEFORE_STEPS + ROLES * place + np.arange(ROLES)
        columns.append((np.concatenate([plain, own]), float((1 - none) * max(share, 1e-12))))
    wider = spread_wider(len(NAMES), np.arange(ROLES, len(NAMES)), columns=columns, widths=WIDTHS)
    return replace(PRIOR, alternatives=wider)


def quantiles_of(couple: Couple, prior: Prior) -> Floats:
    """(2, 3, 5) of the chance that a leave is good to both: by leaver, HOURS, PROBABILITIES."""
    known = fitted(couple, prior)
    found = [
        np.quantile(chance_of_both(known, who, HOURS), PROBABILITIES, axis=0) for who in (0, 1)
    ]
    return np.array(found).transpose(0, 2, 1)


def one_couple(world: World, seed: tuple[int, ...]) -> Floats:
    """(priors, 2, 3, 2): whether the interval of 80 % holds what is so, and the error."""
    couple, truth = couple_of(seed[1], np.random.default_rng(seed), world)
    limit, chance = limit_of(world, seed), np.random.default_rng((*seed, 1))
    around = USUAL if np.isnan(limit) else limit
    stated = around * np.exp(NOISE * chance.standard_normal(2))
    priors = (
        PRIOR,
        prior_by(stated[:1], step=False),
        prior_by(stated, step=False),
        prior_by(stated, step=True),
    )
    real = np.array([[truth.both_good[who, int(hours)] for hours in HOURS] for who in (0, 1)])
    found = np.array([quantiles_of(couple, prior) for prior in priors])
    inside = (found[..., 1] <= real) & (real <= found[..., 3])
    return np.stack([inside, found[..., 2] - real], axis=-1)


def main() -> None:
    name, couples, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    world = world_of(name, [])
    for leaves in SIZES:
        rows = np.array([one_couple(world, (seed, leaves, one)) for one in range(couples)])
        print(f"{leaves} leaves, {couples} couples of the {name} world, seed {seed}")
        held, error = rows[..., 0].mean(axis=(0, 2)), np.sqrt((rows[..., 1] ** 2).mean(axis=(0, 2)))
        for prior, shares, errors in zip(PRIORS, held, error, strict=True):
            at = "  ".join(f"{one:.3f} {two:.3f}" for one, two in zip(shares, errors, strict=True))
            whole = np.sqrt((errors**2).mean())
            print(f"  {prior:14} {at}   all {shares.mean():.3f} {whole:.4f}", flush=True)


if __name__ == "__main__":
    main()
