from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from .numbers import Floats

NODES, WEIGHTS = np.polynomial.legendre.leggauss(6)
MOST = 0.95


def both_below(first: Floats, second: Floats, correlation: float) -> Floats:
    """P(Z₁ < first, Z₂ < second) of two standard normal variables, element by element.

    Drezner & Wesolowsky, J. Stat. Comput. Simul. 35 (1990), with six Gauss-Legendre nodes; the
    correlation is cut at ±0.95.
    """
    angle = np.arcsin(np.clip(correlation, -MOST, MOST))
    found = ndtr(first) * ndtr(second)
    squares, product = first * first + second * second, 2 * first * second
    for node, weight in zip(NODES, WEIGHTS, strict=True):
        at = angle * (node + 1) / 2
        density = np.exp((product * np.sin(at) - squares) / (2 * np.cos(at) ** 2))
        found = found + angle * weight / (4 * np.pi) * density
    return np.asarray(found)
