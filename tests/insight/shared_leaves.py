"""Leaves of two people as both know them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from outandback.insight.shared import SharedLeave

FIRST_DAY = 1000
Rates = Callable[[float, np.random.Generator], int]


def shared_leaves(
    many: int, felt: Rates, hours: tuple[float, ...] = (2.0, 5.0, 9.0, 14.0, 26.0), seed: int = 0
) -> list[SharedLeave]:
    """One each four days, by turns; `felt` of its hours, for either, shared on the day itself."""
    chance = np.random.default_rng(seed)
    return [
        shared_leave(number, hours[number % len(hours)], (felt, felt), chance)
        for number in range(many)
    ]


def shared_leave(
    number: int, hours: float, felt: tuple[Rates, Rates], chance: np.random.Generator
) -> SharedLeave:
    out = 4.0 * number + 0.4
    over_on = FIRST_DAY + int(out + hours / 24)
    first, other = (one(hours, chance) for one in felt)
    return SharedLeave(
        out,
        out + hours / 24,
        number % 2 == 0,
        felt=(first, other),
        over_on=over_on,
        shared_on=(over_on, over_on),
    )


def always_good(_hours: float, chance: np.random.Generator) -> int:
    return int(chance.integers(8, 11))


def good_while_short(hours: float, chance: np.random.Generator) -> int:
    return int(chance.integers(8, 11) if hours < 12 else chance.integers(1, 4))


def anything(_hours: float, chance: np.random.Generator) -> int:
    return int(chance.integers(0, 11))
