"""Each fit finds what was drawn from its own prior where it should, and a wrong prior is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.insight.calibration import Rank, draw, evenness_of, ranks, ranks_of
from benchmarks.insight.recording import AskedFit, asked_fits
from benchmarks.insight.running import Many
from benchmarks.insight.worlds import FIRST, couple_of, world_of

COUPLES, SEED, LEAVES = 120, 3, 20
BY_CHANCE = 1e-5  # of a hundred checks one is below that once in a thousand times


@pytest.mark.longer
def test_ranks_are_even() -> None:
    found = evenness_of(ranks(Many(COUPLES, SEED), LEAVES, estimated=False))
    assert len(found) > 60
    assert {name: one["p"] for name, one in found.items() if one["p"] < BY_CHANCE} == {}


def one_fit() -> AskedFit:
    couple, _ = couple_of(LEAVES, np.random.default_rng(SEED), world_of(FIRST, []))
    return next(one for one in asked_fits(couple) if one.name == "courage 1")


@pytest.mark.parametrize(("times", "even"), [(1.0, True), (0.3, False)])
def test_a_wrong_prior_is_seen(times: float, even: bool) -> None:
    """Where effects spread less than the fit believes."""
    fit, found = one_fit(), list[Rank]()
    real = replace(fit, prior=replace(fit.prior, spread=fit.prior.spread * times))
    for number in range(COUPLES):
        drawn = draw(np.random.default_rng((SEED, number)), real, estimated=False)
        shares = ranks_of(fit, drawn, estimated=False)
        found += [Rank(check, share) for check, share in shares.items()]
    assert (min(one["p"] for one in evenness_of(found).values()) > BY_CHANCE) is even
