"""A finite mixture of multivariate Student t distributions, and what is asked of it.

Its quantiles lie between those of its components; Newton's method finds them there, with a halving
where a step would leave that (Press et al., Numerical Recipes, 3rd ed., section 9.4).

Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), sections 14.2 and 14.8, for each component.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaln, stdtr, stdtrit

if TYPE_CHECKING:
    from .numbers import Floats, Integers

MOST_STEPS, CLOSE = 60, 1e-9
LEAST_WEIGHT = 1e-5  # of the greatest; what weighs less moves no quantile that is shown
TINY = 1e-18


@dataclass(frozen=True)
class Draws:
    """`s` draws: `effects` (s, p) in points, `variance` (s,) of a rating, in points squared."""

    effects: Floats
    variance: Floats


@dataclass(frozen=True)
class Posterior:
    """Of `p` columns, as a mixture of `g` components; of `n` ratings that were answered.

    `weights` (g,) sum to 1; `centres` (g, p) and `scales` (g, p, p) in points and points squared;
    `shape` and `rates` (g,) of the inverse gamma distribution of the variance. `correlation`: of
    the residuals of the two at one time. `spread` (2,): of each person's residuals, as a multiple
    of the couple's. `log_evidence`: the log marginal likelihood.
    """

    weights: Floats
    centres: Floats
    scales: Floats
    shape: float
    rates: Floats
    correlation: float
    spread: Floats
    n: int
    log_evidence: float

    @property
    def freedom(self) -> float:
        return 2 * self.shape

    def means(self, contrasts: Floats) -> Floats:
        """(k, p) contrasts -> (k,) posterior means."""
        return np.asarray(contrasts @ (self.weights @ self.centres))

    def below(self, contrasts: Floats, value: float = 0.0) -> Floats:
        """(k, p) contrasts -> (k,) the probability that each is less than `value`."""
        centre, scale = self._components(contrasts)
        return np.asarray(stdtr(self.freedom, (value - centre) / scale) @ self.weights)

    def quantiles(self, contrasts: Floats, probabilities: Floats) -> Floats:
        """(k, p) contrasts, (q,) probabilities -> (k, q)."""
        kept = self.weights > LEAST_WEIGHT * self.weights.max()
        weights = self.weights[kept] / self.weights[kept].sum()
        centre, scale = (part[:, None, kept] for part in self._components(contrasts))
        by_component = centre + scale * stdtrit(self.freedom, probabilities)[:, None]
        low, high = by_component.min(axis=2), by_component.max(axis=2)
        found = by_component @ weights
        for _ in range(MOST_STEPS):
            z = (found[:, :, None] - centre) / scale
            missed = stdtr(self.freedom, z) @ weights - probabilities
            if np.abs(missed).max() < CLOSE:
                break
            low, high = np.where(missed < 0, found, low), np.where(missed > 0, found, high)
            slope = (self._density(z) / scale) @ weights
            step = found - missed / np.maximum(slope, TINY)
            # A step that is lost in rounding stays where it is; halving would lead away from there.
            found = np.where((step >= low) & (step <= high), step, (low + high) / 2)
        return np.asarray(found)

    def draws(self, many: int, chance: np.random.Generator) -> Draws:
        """`many` draws of effects and variance together."""
        component = chance.choice(len(self.weights), size=many, p=self.weights)
        variance = self.rates[component] / chance.gamma(self.shape, size=many)
        roots = self._roots(component)
        normal = chance.standard_normal((many, self.centres.shape[1]))
        away = np.einsum("sij,sj->si", roots, normal)
        effects = self.centres[component] + np.sqrt(variance)[:, None] * away
        return Draws(effects, variance)

    def _components(self, contrasts: Floats) -> tuple[Floats, Floats]:
        """(k, g) centre and scale of each contrast in each component."""
        centre = contrasts @ self.centres.T
        squared = np.einsum("ki,gij,kj->kg", contrasts, self.scales, contrasts, optimize=True)
        return centre, np.sqrt(np.maximum(squared, TINY))

    def _density(self, z: Floats) -> Floats:
        """Of the standard t distribution."""
        df = self.freedom
        front = np.exp(gammaln((df + 1) / 2) - gammaln(df / 2)) / np.sqrt(df * np.pi)
        return np.asarray(front * (1 + z * z / df) ** (-(df + 1) / 2))

    def _roots(self, component: Integers) -> Floats:
        """(s, p, p) Cholesky factors of the covariance for a variance of 1. A column that its
        component lacks has none."""
        which, place = np.unique(component, return_inverse=True)
        covariance = self.scales[which] * (self.shape / self.rates[which])[:, None, None]
        absent = np.einsum("gii->gi", covariance) <= 0
        filled = covariance + absent[:, :, None] * np.eye(covariance.shape[1])
        roots = np.linalg.cholesky(filled) * ~absent[:, :, None]
        return np.asarray(roots[place])
