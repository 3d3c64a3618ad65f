"""Closeness after returns, on average over all that could have been."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from outandback.insight.couple import Channel

from . import second_world_effects as on_average
from .second_world_answers import CLOSENESS, EVENING, Life, usually_answered
from .second_world_days import MANY, any_days
from .second_world_effects import Sizes, Telling
from .second_world_scales import Flags, Floats, Scale, by_person, noise, scale
from .second_world_traits import HOME, LEAVER

EVENINGS_AFTER = 5
HOURS_AFTER = {"back": (-1.0, 12.0), "next_day": (12.0, 36.0), "days_after": (36.0, 84.0)}


@dataclass(frozen=True)
class Chances:
    """(MANY, ...) what could be: always the same for the same couple."""

    states: Floats
    goodness: Floats
    worry: Floats
    noise: Floats


@cache
def normals() -> Floats:
    drawn = np.random.default_rng(21).normal(size=(MANY, 2))
    return np.asarray((drawn - drawn.mean(axis=0)) / drawn.std(axis=0))


@cache
def noises() -> Floats:
    return noise(np.random.default_rng(22), (MANY,))


def chances(life: Life) -> Chances:
    states = any_days(life.traits.moods, life.world)
    return Chances(states, normals()[:, 0], normals()[:, 1], noises())


def closeness_scales(life: Life, could: Chances) -> list[Scale]:
    moods = life.traits.moods
    day = on_average.day_spread(moods, life.world) * could.states
    moment = on_average.noise_spread(moods, life.world)
    cuts = life.traits.cuts[CLOSENESS]
    return [scale(cuts[one], day[:, one], moment[one]) for one in range(2)]


class After:
    """Closeness after each return, at the return and on the evenings that follow."""

    def __init__(self, life: Life, telling: Telling, scales: list[Scale]) -> None:
        self.life, self.scales = life, scales
        back = life.leaves.back[:, None]
        evenings = np.floor(back) + np.arange(EVENINGS_AFTER) + EVENING
        self.at = np.concatenate([back, evenings], axis=1)
        self.lag = (self.at - back) * 24
        self.level = life.days.level[on_average.day_of(self.at)]
        self.weight = usually_answered(life.traits.habits, self.at > back)
        self.sizes = on_average.sizes(life.traits, life.leaves, telling)
        self.spread = life.traits.returns.vary * np.exp(
            -np.maximum(self.lag, 0)[..., None] / life.traits.returns.slow
        )

    def window(self, name: str) -> Flags:
        after, until = HOURS_AFTER[name]
        return np.asarray((self.lag > after) & (self.lag <= until) & (self.lag >= 0))

    def faded(self, sizes: Sizes) -> Floats:
        rows = np.arange(len(self.at))[:, None]
        return on_average.faded(self.life.traits.returns, sizes, rows, self.lag)

    def mean(self, rows: Flags, felt: Floats, spread: Floats) -> Floats:
        """(rows, 2) points."""
        both = enumerate(self.scales)
        return by_person([one.mean(felt[rows][:, p], spread[rows][:, p]) for p, one in both])

    def by_window(self) -> dict[str, float]:
        effect = self.faded(self.sizes)
        found = {}
        for name in HOURS_AFTER:
            rows = self.window(name)
            with_it = self.mean(rows, self.level + effect, self.spread)
            more = with_it - self.mean(rows, self.level, 0 * self.spread)
            roles = np.broadcast_to(self.life.leaves.roles[:, None], self.level.shape)[rows]
            found[f"{name}_leaver"] = of_role(more, self.weight[rows] * (roles == LEAVER))
            found[f"{name}_home"] = of_role(more, self.weight[rows] * (roles == HOME))
        return found

    def of_telling(self) -> dict[str, float]:
        returns, rows = self.life.traits.returns, self.window("next_day")
        there = on_average.since_told(returns, self.lag)
        silent = Sizes(self.sizes.quick, self.sizes.lasting, 0 * self.sizes.telling)
        plain = self.level + self.faded(silent) + returns.told * there

        def more(high: float, low: float = 0.0) -> float:
            above, below = (
                self.mean(rows, plain + size * there, self.spread) for size in (high, low)
            )
            return float((above - below).mean())

        return {
            "landed": more(returns.landed / 2, -returns.landed / 2),
            "received": more(returns.received / 2, -returns.received / 2),
            "told_taught": more(returns.ways[Channel.TAUGHT]),
            "told_shown": more(returns.ways[Channel.SHOWN]),
            "told_gift": more(returns.ways[Channel.GIFT]),
        }


def of_role(values: Floats, weights: Floats) -> float:
    """Of the people who were in that role, each counting the same."""
    much = weights.sum(axis=0)
    there = much > 0
    return float(((values * weights).sum(axis=0)[there] / much[there]).mean())
