"""Couples to ask: none, with little, with a lot, with nonsense."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from outandback.insight.couple import Couple
from outandback.insight.numbers import Floats

SEED = 20260514


def couple(leaves: int, seed: int = SEED) -> Couple:
    """Every third answer is missing. All of it whole numbers, drawn by one fixed generator."""
    chance = np.random.Generator(np.random.PCG64(seed))
    out: Floats = np.arange(leaves, dtype=float) * 3.0 + 0.5
    hours = chance.integers(1, 30, leaves).astype(float)
    back = out + hours / 24
    days = int(out[-1]) + 4 if leaves else 0
    rated_at = np.sort(np.concatenate([out, back, np.arange(days) + 0.88]))
    return Couple(
        out, back, chance.integers(0, 2, leaves), hours,
        chance.integers(0, 4, leaves).astype(float), chance.integers(0, 4, leaves),
        chance.integers(0, 5, leaves), points(chance, leaves), points(chance, leaves),
        points(chance, leaves, 2), points(chance, leaves), points(chance, leaves),
        chance.integers(0, 2, leaves).astype(float), rated_at, points(chance, len(rated_at), 2),
        points(chance, len(rated_at), 2), chance.integers(-9, 10, (days // 7, 2)).astype(float),
        points(chance, len(rated_at), 2),
    )  # fmt: skip


def points(chance: np.random.Generator, *shape: int) -> Floats:
    drawn = chance.integers(4, 11, shape).astype(float)
    return np.where(chance.random(shape) < 1 / 3, np.nan, drawn)


RATINGS = (
    "received", "landed", "felt", "guilt_at_door", "guilt_looking_back", "on_time", "closeness",
    "energy", "weekly_gap", "loneliness",
)  # fmt: skip


def answering(whole: Couple, value: float) -> Couple:
    """The same, with one answer to everything."""
    same = {name: np.full(getattr(whole, name).shape, value) for name in RATINGS}
    return replace(whole, **same)


def as_named(whole: Couple) -> dict[str, Floats]:
    return {one.name: getattr(whole, one.name) for one in fields(whole)}
