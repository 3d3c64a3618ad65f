"""The fit once more, by the formula as it is written: every matrix whole, one point of the grid
after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import multivariate_t

if TYPE_CHECKING:
    from outandback.insight.engine import Alternative, Prior
    from outandback.insight.numbers import Floats, Integers


class Dense(NamedTuple):
    """(g,) of each model and point of the grid: log density of the ratings, and (g, p) centres."""

    log_densities: Floats
    centres: Floats


class Rated(NamedTuple):
    times: Floats
    person: Integers
    ratings: Floats
    design: Floats


def dense(rows: Rated, prior: Prior, correlation: float, spread: Floats) -> Dense:
    found = [
        _one(rows, prior, model, _covariance(rows, correlation, spread, share, decay))
        for model in prior.models
        for share in prior.persisting
        for decay in prior.decay
    ]
    return Dense(np.array([one[0] for one in found]), np.array([one[1] for one in found]))


def _covariance(
    rows: Rated, correlation: float, spread: Floats, share: float, decay: float
) -> Floats:
    alike = np.where(rows.person[:, None] == rows.person, 1.0, correlation)
    apart = np.abs(rows.times[:, None] - rows.times)
    over_time = share * np.exp(-apart / decay) + (1 - share) * (apart == 0)
    by = spread[rows.person]
    return np.asarray(alike * over_time * by[:, None] * by)


def _one(rows: Rated, prior: Prior, model: Alternative, covariance: Floats) -> tuple[float, Floats]:
    columns = model.columns
    x, mean = rows.design[:, columns], prior.mean[columns]
    effects = np.diag(((prior.spread * model.widths)[columns] / prior.reference) ** 2)
    density = multivariate_t.logpdf(
        rows.ratings,
        loc=x @ mean,
        shape=(covariance + x @ effects @ x.T) * prior.rate / prior.shape,
        df=2 * prior.shape,  # type: ignore[arg-type] # the stubs know whole numbers alone
    )
    weight, inverse = np.linalg.inv(covariance), np.linalg.inv(effects)
    left = x.T @ weight @ x + inverse
    centre = np.zeros(len(prior.mean))
    centre[columns] = np.linalg.solve(left, x.T @ weight @ rows.ratings + inverse @ mean)
    return float(density) + float(np.log(model.probability)), centre
