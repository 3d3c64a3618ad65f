"""What ratings over time weigh: their products with the inverse of their covariance.

For each point of a grid, by the precision of the states at `m` distinct times, which has three
bands beside its diagonal (Rue & Held, Gaussian Markov Random Fields, 2005, section 2.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.linalg import cholesky_banded, lapack

from .couple import PEOPLE

if TYPE_CHECKING:
    from .numbers import Flags, Floats, Integers

LEAST_GAP = 1e-3  # days
BAND = 3  # states are in the order of their times, two at each


class Rows(NamedTuple):
    """Ratings that were answered: (n,) days, (n,) person, (n,) points, (n, p) columns."""

    times: Floats
    person: Integers
    ratings: Floats
    design: Floats


class Grid(NamedTuple):
    """(g,) the share of variance that persists and its decay in days, each with each."""

    persisting: Floats
    decay: Floats


class Blocks(NamedTuple):
    """The ratings at `m` distinct times, weighed by the precision of their noise, for noise of
    variance 1. `q` is 1 + p: the ratings, then the columns.

    `precision` (m, 2, 2), `weighed` (m, 2, q), `total` (q, q), `log_determinant` of the noise.
    """

    times: Floats
    precision: Floats
    weighed: Floats
    total: Floats
    log_determinant: float


class Products(NamedTuple):
    """[y X]'V⁻¹[y X] (g, q, q) and log |V| (g,), for ratings of variance 1."""

    inner: Floats
    log_determinant: Floats


def products_of(rows: Rows, spread: Floats, correlation: float, grid: Grid) -> Products:
    """By the matrix inversion lemma on V = state covariance + noise."""
    q, points = rows.design.shape[1] + 1, len(grid.decay)
    if not len(rows.times):  # LAPACK's banded solve corrupts memory for a system of size zero
        return Products(np.zeros((points, q, q)), np.zeros(points))
    blocks = _blocks(rows, spread, correlation)
    noise = 1 / (1 - grid.persisting)
    banded, log_states = _state_precision(blocks, correlation, grid)
    factor = cholesky_banded(banded, overwrite_ab=True, lower=True, check_finite=False)
    inner = blocks.total * noise[:, None, None] - _explained(factor, blocks, noise)
    log_posterior = 2 * np.log(factor[0]).reshape(points, -1).sum(axis=1)
    log_noise = blocks.log_determinant - len(rows.times) * np.log(noise)
    return Products(inner, log_posterior + log_states + log_noise)


def _blocks(rows: Rows, spread: Floats, correlation: float) -> Blocks:
    times, place = np.unique(rows.times, return_inverse=True)
    stacked = np.column_stack([rows.ratings, rows.design]) / spread[rows.person][:, None]
    many, summed = np.zeros((len(times), PEOPLE)), np.zeros((len(times), PEOPLE, stacked.shape[1]))
    np.add.at(many, (place, rows.person), 1.0)
    np.add.at(summed, (place, rows.person), stacked)
    paired = (many == 1).all(axis=1)
    precision = many[:, :, None] * np.eye(PEOPLE)
    precision[paired] = _inverse(correlation)
    weighed = summed.copy()
    weighed[paired] = _inverse(correlation) @ summed[paired]
    alone = stacked[~paired[place]]
    total = alone.T @ alone + _crossed(summed[paired], weighed[paired])
    return Blocks(times, precision, weighed, total, _log_noise(paired, correlation))


def _inverse(correlation: float) -> Floats:
    off = np.array([[1.0, -correlation], [-correlation, 1.0]])
    return np.asarray(off / (1 - correlation**2))


def _crossed(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.einsum("maq,mac->qc", left, right))


def _log_noise(paired: Flags, correlation: float) -> float:
    return float(paired.sum() * np.log(1 - correlation**2))


def _state_precision(blocks: Blocks, correlation: float, grid: Grid) -> tuple[Floats, Floats]:
    """The lower bands (4, g m 2) of the states' precision after the data, all points of the grid
    one after the other; and the log determinant of their covariance before it (g,)."""
    diagonal, beside, log_steps = _process_precision(np.diff(blocks.times), grid)
    between, m = _inverse(correlation), len(blocks.times)
    noise = 1 / (1 - grid.persisting)[:, None, None, None] * blocks.precision
    same = diagonal[:, :, None, None] * between + noise
    next_ = beside[:, :, None, None] * between
    bands = np.zeros((BAND + 1, len(grid.decay), m, PEOPLE))
    bands[0] = np.einsum("gmaa->gma", same)
    bands[1, :, :, 0], bands[1, :, :-1, 1] = same[:, :, 1, 0], next_[:, :, 0, 1]
    bands[2, :, :-1] = np.einsum("gmaa->gma", next_)
    bands[3, :, :-1, 0] = next_[:, :, 1, 0]
    pairs = m * (np.log(1 - correlation**2) + 2 * np.log(grid.persisting))
    return bands.reshape(BAND + 1, -1), PEOPLE * log_steps + pairs


def _process_precision(gaps: Floats, grid: Grid) -> tuple[Floats, Floats, Floats]:
    """Of one stationary process: the diagonal (g, m) and what is beside it (g, m - 1), and the log
    determinant of its covariance for variance 1 (g,)."""
    kept = np.exp(-np.maximum(gaps, LEAST_GAP) / grid.decay[:, None])
    fresh = np.maximum(1 - kept**2, 1e-9)
    diagonal = np.ones((len(kept), len(gaps) + 1))
    diagonal[:, 1:] += kept**2 / fresh
    diagonal[:, :-1] += kept**2 / fresh
    share = grid.persisting[:, None]
    return diagonal / share, -kept / fresh / share, np.log(fresh).sum(axis=1)


def _explained(factor: Floats, blocks: Blocks, noise: Floats) -> Floats:
    """(g, q, q) what the states take of the noise's weighed products."""
    points, q = len(noise), blocks.weighed.shape[2]
    across = np.ascontiguousarray(blocks.weighed.reshape(-1, q).T)
    right = (across[:, None, :] * noise[None, :, None]).reshape(q, -1)
    solved, _ = lapack.dtbtrs(factor, right.T, uplo="L", overwrite_b=1)
    halves = np.ascontiguousarray(solved.T.reshape(q, points, -1).transpose(1, 0, 2))
    return np.asarray(np.matmul(halves, halves.transpose(0, 2, 1)))
