"""The fit against its formula, and where there is little or nothing to fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.insight.effects import PROBABILITIES, spread_wider
from outandback.insight.engine import Prior, fit
from outandback.insight.numbers import Floats
from tests.insight.dense import Rated, dense

EXACT = 1e-9
COLUMNS = 4


def prior() -> Prior:
    columns = [(np.arange(COLUMNS), 0.7), (np.arange(COLUMNS - 1), 0.3)]
    return Prior(
        np.array([7.0, 6.5, 0.1, 0.0]),
        np.array([2.0, 2.0, 0.4, 0.6]),
        reference=1.3,
        alternatives=spread_wider(COLUMNS, np.array([2, 3]), columns=columns),
    )


def some(many: int, seed: int) -> Rated:
    """Ratings of both at most times, of one at some; one at least."""
    chance = np.random.default_rng(seed)
    at = np.sort(chance.choice(np.arange(0, 40, 0.5), many, replace=False))
    times, person = np.repeat(at, 2), np.tile([0, 1], many)
    kept = chance.random(2 * many) < 0.75
    kept[0] = True
    times, person = times[kept], person[kept]
    design = np.column_stack([person == 0, person == 1, chance.standard_normal((len(times), 2))])
    ratings = np.clip(
        np.rint(design @ [7, 6, 0.5, -0.3] + chance.standard_normal(len(times))), 0, 10
    )
    return Rated(times, person, ratings, design.astype(float))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("many", [1, 2, 20])
def test_it_is_the_formula(many: int, seed: int) -> None:
    rows, spread = some(many, seed), np.array([1.2, 1 / 1.2])
    found = fit(*rows, prior(), correlation=0.3, spread=spread)
    real = dense(rows, prior(), 0.3, spread)
    weights = np.exp(real.log_densities - real.log_densities.max())
    assert np.abs(found.weights - weights / weights.sum()).max() < EXACT
    assert np.abs(found.centres - real.centres).max() < EXACT
    grid = len(prior().persisting) * len(prior().decay)
    evidence = np.log(np.exp(real.log_densities).sum() / grid)
    assert found.log_evidence == pytest.approx(evidence, abs=EXACT)


def test_quantiles_are_where_the_distribution_says() -> None:
    found = fit(*some(20, 1), prior())
    contrasts = np.array([[0, 0, 1, 0], [1, -1, 0, 0], [0, 0, 0.5, 2]], dtype=float)
    at = found.quantiles(contrasts, PROBABILITIES)
    below = np.array(
        [
            [found.below(contrasts[[row]], value)[0] for value in at[row]]
            for row in range(len(contrasts))
        ]
    )
    assert np.abs(below - PROBABILITIES).max() < 1e-6


def test_draws_are_of_it() -> None:
    found = fit(*some(20, 2), prior())
    drawn = found.draws(20_000, np.random.default_rng(0))
    unit = np.eye(COLUMNS)
    assert drawn.effects.mean(axis=0) == pytest.approx(found.means(unit), abs=0.03)
    middle = found.quantiles(unit[:2], np.array([0.1, 0.9]))
    assert (
        pytest.approx(middle, abs=0.05) == np.quantile(drawn.effects[:, :2], [0.1, 0.9], axis=0).T
    )


def test_a_column_that_no_rating_bears_on_is_the_formulas_too() -> None:
    rows, spread = some(20, 4), np.array([1.2, 1 / 1.2])
    design = rows.design.copy()
    design[:, 2] = 0.0
    empty = rows._replace(design=design)
    found, real = (
        fit(*empty, prior(), correlation=0.3, spread=spread),
        dense(empty, prior(), 0.3, spread),
    )
    weights = np.exp(real.log_densities - real.log_densities.max())
    assert np.abs(found.weights - weights / weights.sum()).max() < EXACT
    assert np.abs(found.centres - real.centres).max() < EXACT


def expected_of_nothing(given: Prior) -> Floats:
    """The mixture's means before any rating."""
    whole = np.array([1.0, 1.0, 1.0, 0.7])
    return np.asarray(given.mean * whole)


@pytest.mark.parametrize("many", [0, 3])
def test_with_no_ratings_the_prior_comes_back(many: int) -> None:
    times, person = np.arange(many, dtype=float), np.zeros(many, dtype=np.int64)
    found = fit(times, person, np.full(many, np.nan), np.ones((many, COLUMNS)), prior())
    assert found.n == 0
    assert found.means(np.eye(COLUMNS)) == pytest.approx(expected_of_nothing(prior()))
    assert found.log_evidence == pytest.approx(0.0)
    assert found.correlation == prior().correlation


@settings(max_examples=60, deadline=None)
@given(
    ratings=st.lists(st.sampled_from([0.0, 10.0, 5.0, np.nan, 1e6, -1e6]), min_size=1, max_size=12),
    at_once=st.booleans(),
)
def test_whatever_comes_gives_numbers(ratings: list[float], at_once: bool) -> None:
    many = len(ratings)
    times: Floats = np.zeros(many) if at_once else np.arange(many, dtype=float) * 1e-6
    person = np.arange(many) % 2
    design = np.column_stack([person == 0, person == 1, np.ones(many), np.arange(many)])
    found = fit(times, person, np.array(ratings), design.astype(float), prior())
    points = found.quantiles(np.eye(COLUMNS), PROBABILITIES)
    assert np.isfinite(points).all()
    assert (np.diff(points, axis=1) >= 0).all()


def test_the_same_ratings_give_the_same_figures() -> None:
    one, other = (fit(*some(20, 3), prior()) for _ in range(2))
    assert one.weights.tobytes() == other.weights.tobytes()
    assert one.scales.tobytes() == other.scales.tobytes()
