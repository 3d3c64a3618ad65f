"""One exact fit: a Bayesian linear model of the ratings of two people over time.

    rating_i = x_i'b + k_person (state_person(t_i) + noise_i)

`state` is an Ornstein-Uhlenbeck process of each person, `noise` is new at each time; both have the
correlation `r` between the two, and together the variance s². `b` and s² have a conjugate
normal-inverse-gamma prior (Gelman et al., Bayesian Data Analysis, 3rd ed., section 14.8). The share
of s² that persists and its decay are averaged over a grid; `k` and `r` are estimated with some
prior ratings added (empirical Bayes).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import gammaln

from .couple import PEOPLE
from .posterior import Posterior
from .states import Grid, Products, Rows, products_of

if TYPE_CHECKING:
    from .numbers import Floats, Integers

PERSISTING = np.array([0.05, 0.30, 0.60, 0.85])
DECAY = np.array([1.0, 5.0, 25.0])
CORRELATIONS = -0.6, 0.9


@dataclass(frozen=True)
class Alternative:
    """One of the models that are averaged: the columns that it has, how probable it is beforehand,
    and (p,) by how much its effects spread wider than the prior's."""

    columns: Integers
    probability: float
    widths: Floats


@dataclass(frozen=True)
class Prior:
    """Of `p` columns: `mean` (p,) and `spread` (p,) in points, for people whose ratings have the
    standard deviation `reference` (points) around what is expected.

    `shape`: of the inverse gamma prior of the variance, whose mean is `reference`². `correlation`
    between the two counts as `pairs` paired ratings, equal spreads of the two as `rows` ratings.
    `persisting`: shares of variance that persist; `decay`: in how many days it falls to 1/e.
    """

    mean: Floats
    spread: Floats
    reference: float
    alternatives: tuple[Alternative, ...] = ()
    shape: float = 2.5
    correlation: float = 0.35
    pairs: float = 12.0
    rows: float = 12.0
    persisting: Floats = field(default_factory=lambda: PERSISTING)
    decay: Floats = field(default_factory=lambda: DECAY)

    @property
    def rate(self) -> float:
        """Of the inverse gamma prior of the variance."""
        return (self.shape - 1) * self.reference**2

    @property
    def models(self) -> tuple[Alternative, ...]:
        every = np.arange(len(self.mean))
        return self.alternatives or (Alternative(every, 1.0, np.ones(len(every))),)


class Updated(NamedTuple):
    """One model after the data, for each point of the grid: (g, p), (g, p, p), (g,), (g,)."""

    centres: Floats
    scales: Floats
    rates: Floats
    log_weights: Floats


def fit(
    times: Floats,
    person: Integers,
    ratings: Floats,
    design: Floats,
    prior: Prior,
    *,
    correlation: float | None = None,
    spread: Floats | None = None,
) -> Posterior:
    """(n,) days, (n,) 0 or 1, (n,) points or NaN, (n, p) columns. Ratings that are NaN say nothing.
    `correlation` and `spread` (2,), where they are known, are not estimated.

    With no ratings the prior comes back. Raises numpy.linalg.LinAlgError for columns that are not
    finite.
    """
    rows = _answered(times, person, ratings, design)
    if correlation is None or spread is None:
        rest = _residuals(rows, prior)
        spread = _spread(rows, rest, prior) if spread is None else spread
        if correlation is None:
            correlation = _correlation(rows, rest / spread[rows.person], prior)
    borne = np.flatnonzero(rows.design.any(axis=0))
    only = rows._replace(design=rows.design[:, borne])
    products = products_of(only, spread, correlation, _grid(prior, len(rows.times)))
    updated = [_updated(model, products, borne, prior, len(rows.times)) for model in prior.models]
    return _mixture(updated, prior, rows, spread, correlation)


def _grid(prior: Prior, n: int) -> Grid:
    """Where there is no rating, all its points are the same."""
    grid = Grid(
        np.repeat(prior.persisting, len(prior.decay)), np.tile(prior.decay, len(prior.persisting))
    )
    return grid if n else Grid(grid.persisting[:1], grid.decay[:1])


def _answered(times: Floats, person: Integers, ratings: Floats, design: Floats) -> Rows:
    said = np.isfinite(ratings)
    return Rows(times[said], person[said], ratings[said], design[said])


# Between the two people ---------------------------------------------------------------------------


def _residuals(rows: Rows, prior: Prior) -> Floats:
    """What is left of the ratings after a ridge regression on the prior."""
    precision, noise = 1 / prior.spread**2, prior.reference**2
    left = rows.design.T @ rows.design / noise + np.diag(precision)
    right = rows.design.T @ rows.ratings / noise + precision * prior.mean
    return rows.ratings - rows.design @ np.linalg.solve(left, right)


def _spread(rows: Rows, rest: Floats, prior: Prior) -> Floats:
    """(2,) with the product 1."""
    squares = np.bincount(rows.person, rest**2, PEOPLE)
    many = np.bincount(rows.person, minlength=PEOPLE)
    common = squares.sum() + prior.rows * prior.reference**2
    common /= many.sum() + prior.rows
    variance = (squares + prior.rows * common) / (many + prior.rows)
    return np.asarray(np.sqrt(variance / np.sqrt(variance.prod())))


def _correlation(rows: Rows, rest: Floats, prior: Prior) -> float:
    distinct, place = np.unique(rows.times, return_inverse=True)
    at = np.full((len(distinct), PEOPLE), np.nan)
    at[place, rows.person] = rest
    paired = at[np.isfinite(at).all(axis=1)]
    weight = prior.pairs * prior.reference**2
    product = (paired[:, 0] * paired[:, 1]).sum() + weight * prior.correlation
    return float(np.clip(product / ((paired**2).sum() / 2 + weight), *CORRELATIONS))


# After the data -----------------------------------------------------------------------------------


def _updated(
    model: Alternative, products: Products, borne: Integers, prior: Prior, n: int
) -> Updated:
    """The conjugate update; what the model lacks has the centre and the scale 0. Only the columns
    `borne` have products: no rating bears on another one, which stays as it was."""
    weights = (prior.reference / (prior.spread * model.widths)) ** 2
    here = np.bincount(model.columns, minlength=len(weights))[borne] > 0
    columns, place = borne[here], np.flatnonzero(here) + 1
    weight, mean = weights[columns], prior.mean[columns]
    left = products.inner[:, place[:, None], place] + np.diag(weight)
    right = products.inner[:, place, 0] + weight * mean
    inverse = np.linalg.inv(left)
    centre = np.einsum("gij,gj->gi", inverse, right)
    fitted = (weight * mean**2).sum() - np.einsum("gi,gi->g", centre, right)
    rates = prior.rate + (products.inner[:, 0, 0] + fitted) / 2
    shape = prior.shape + n / 2
    centres, scales = _unmoved(model.columns, prior.mean, weights, rates / shape)
    centres[:, columns] = centre
    scales[:, columns[:, None], columns] = inverse * (rates / shape)[:, None, None]
    log_left = np.linalg.slogdet(left)[1]
    logs = np.log(weight).sum() - log_left - products.log_determinant
    return Updated(
        centres, scales, rates, logs / 2 - shape * np.log(rates) + np.log(model.probability)
    )


def _unmoved(
    columns: Integers, mean: Floats, weights: Floats, variances: Floats
) -> tuple[Floats, Floats]:
    points, p = len(variances), len(mean)
    centres, scales = np.zeros((points, p)), np.zeros((points, p, p))
    centres[:, columns] = mean[columns]
    scales[:, columns, columns] = variances[:, None] / weights[columns]
    return centres, scales


def _mixture(
    updated: list[Updated], prior: Prior, rows: Rows, spread: Floats, correlation: float
) -> Posterior:
    centres, scales, rates, logs = (np.concatenate(parts) for parts in zip(*updated, strict=True))
    weights = np.exp(logs - logs.max())
    n, points = len(rows.times), len(logs) // len(updated)
    shape = prior.shape + n / 2
    front = prior.shape * np.log(prior.rate) + gammaln(shape) - gammaln(prior.shape)
    front -= n / 2 * np.log(2 * np.pi) + np.log(spread[rows.person]).sum()
    return Posterior(
        weights=weights / weights.sum(),
        centres=centres,
        scales=scales,
        shape=shape,
        rates=rates,
        correlation=correlation,
        spread=spread,
        n=n,
        log_evidence=float(front + logs.max() + np.log(weights.sum() / points)),
    )
