"""From what is felt to a rating: thresholds of one's own, and what a rating is on average."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from .second_world_settings import World

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int_]
Flags: TypeAlias = npt.NDArray[np.bool_]

FREEDOM = 5
ONE_SD = math.sqrt(FREEDOM / (FREEDOM - 2))
REACH, STEP = 16.0, 0.08
CLASSES = 64
QUESTIONS = 4
# a normal variable by three values
NODES = ((-math.sqrt(3), 1 / 6), (0.0, 2 / 3), (math.sqrt(3), 1 / 6))


def noise(chance: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Heavy-tailed, mean 0, SD 1."""
    return np.asarray(chance.standard_t(FREEDOM, shape) / ONE_SD)


def below(value: Floats) -> Floats:
    """The share of such noise below a value: Student's t with 5 degrees of freedom, in full."""
    t = value * ONE_SD
    share = FREEDOM / (FREEDOM + t * t)
    turn = np.arctan(t / math.sqrt(FREEDOM))
    more = t * share / math.sqrt(FREEDOM) * (1 + 2 / 3 * share)
    return np.asarray(0.5 + (turn + more) / math.pi)


def styles(world: World, chance: np.random.Generator) -> Floats:
    """(questions, 2, 10) the thresholds of both people: above the first the rating is 1."""
    apart = np.exp(chance.normal(0, world.extreme, (2, 1)))
    shift = chance.normal(0, world.agreeing, (2, 1))
    steps = np.exp(chance.normal(0, world.uneven, (QUESTIONS, 2, 10)))
    steps /= steps.mean(axis=-1, keepdims=True)
    places = np.cumsum(steps, axis=-1)
    middle = places.mean(axis=-1, keepdims=True)
    return np.asarray(5 + apart * (places - middle) - shift)


def rating(felt: Floats, cuts: Floats) -> Floats:
    """Points, of what is felt with the noise in it; `cuts` has one more axis, or fits it."""
    return np.asarray((felt[..., None] > cuts).sum(axis=-1).astype(float))


def rating_with(cuts: Floats, felt: Floats) -> Floats:
    """Points of many values on one scale."""
    return np.searchsorted(cuts, felt).astype(float)


@dataclass(frozen=True)
class Scale:
    """One person's scale for one question, and how what is felt scatters around its mean."""

    cuts: Floats
    above: Floats
    """The share of what is felt that lies above its mean by each value of the grid."""

    def mean(self, felt: Floats, spread: Floats | float = 0.0) -> Floats:
        """The average rating where what is felt has this mean, and this SD of its own."""
        parts = [weight * self.plain(felt + node * spread) for node, weight in NODES]
        return np.asarray(sum(parts))

    def plain(self, felt: Floats) -> Floats:
        return np.asarray(self.share_above(self.cuts - felt[..., None]).sum(axis=-1))

    def share_above(self, value: Floats) -> Floats:
        place = np.clip((value + REACH) / STEP, 0, len(self.above) - 1.001)
        whole = place.astype(int)
        low = self.above[whole]
        return np.asarray(low + (place - whole) * (self.above[whole + 1] - low))


def scale(cuts: Floats, moods: Floats, noise_sd: float) -> Scale:
    """For what is felt being a mean, one of `moods`, and noise."""
    grid = np.arange(-REACH, REACH, STEP)
    classes = np.sort(moods).reshape(CLASSES, -1).mean(axis=1)
    shares = below((classes[:, None] - grid) / noise_sd)
    return Scale(cuts, shares.mean(axis=0))


def pick(chance: np.random.Generator, logits: Floats) -> Integers:
    """One column of each row, by its log-odds."""
    return np.asarray(np.argmax(logits + chance.gumbel(size=logits.shape), axis=1))


def happens(chance: np.random.Generator, logits: Floats) -> Flags:
    return np.asarray(chance.logistic(size=logits.shape) < logits)


def by_person(parts: Sequence[Floats]) -> Floats:
    """The two people's values side by side, on the last axis."""
    return np.stack(parts, axis=-1)
