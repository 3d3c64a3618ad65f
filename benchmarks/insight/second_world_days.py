"""The days of a couple of the second world, and when they leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from outandback.insight.couple import number_within

from .second_world_scales import FREEDOM, Flags, Floats, Integers, happens, noise, pick
from .second_world_settings import World
from .second_world_traits import MOST_DRIFT, Habits, Moods, Traits

MEMORY = 12
WEEK, MONTH, YEAR = 7, 30.44, 365.25
FIRST_DAYS, LAST_DAYS = 10, 5
LONGEST = 12
"""Days that are kept after the last leave can begin, for its end and what follows."""
BETWEEN = 4 / 24
# a bad day goes deeper than a good one rises
UP, DOWN = 0.85, 1.25
MANY = 4096
BOTH, OWN = 0, slice(1, 3)


@dataclass(frozen=True)
class Days:
    """By day and person."""

    states: Floats
    """How the day is, SD 1."""
    level: Floats
    """Where ratings are on average that day, without any leave."""
    weekend: Flags
    """(days,)"""


@dataclass(frozen=True)
class Leaves:
    out: Floats
    back: Floats
    leaver: Integers
    hours: Floats
    distance: Floats
    company: Integers
    number: Floats

    @property
    def roles(self) -> Integers:
        """(n, 2) 0 for who left, 1 for who stayed, by person."""
        return np.asarray((self.leaver[:, None] != np.arange(2)).astype(int))

    @property
    def log_hours(self) -> Floats:
        """Doublings of three hours."""
        return np.asarray(np.log2(self.hours / 3))


def days(traits: Traits, world: World, count: int, chance: np.random.Generator) -> Days:
    begins = chance.integers(WEEK)
    weekend = (np.arange(count) + begins) % WEEK >= WEEK - 2
    states = day_states(shocks(chance, count + MEMORY - 1), traits.moods, world)
    return Days(states, levels(traits.moods, weekend, chance), weekend)


def shocks(chance: np.random.Generator, count: int) -> Floats:
    """(count, 3) of both people and of each: mean 0, SD 1, heavy and deeper below."""
    drawn = noise(chance, (count, 3))
    bent = np.where(drawn > 0, UP, DOWN) * drawn
    return np.asarray((bent - bent_mean()) / bent_sd())


@cache
def bent_mean() -> float:
    """The mean size of the noise is known: sqrt(5 - 2) times a quotient of gamma functions."""
    size = (FREEDOM - 2) ** 0.5 * 2 / (np.pi**0.5 * (0.75 * np.pi**0.5) * (FREEDOM - 1) / 2)
    return float((UP - DOWN) / 2 * size)


@cache
def bent_sd() -> float:
    return float(((UP**2 + DOWN**2) / 2 - bent_mean() ** 2) ** 0.5)


def fading(moods: Moods) -> Floats:
    weights = moods.inertia ** np.arange(MEMORY)
    return np.asarray(weights / np.sqrt((weights**2).sum()))


def day_states(drawn: Floats, moods: Moods, world: World) -> Floats:
    """Each day is what is left of the last twelve days' shocks."""
    carried = [np.convolve(one, fading(moods), mode="valid") for one in drawn.T]
    return mixed(np.stack(carried, axis=-1), world)


def mixed(carried: Floats, world: World) -> Floats:
    """(..., 2) from both people's and their own: (..., 3)."""
    both = carried[..., BOTH, None] * world.together**0.5
    return np.asarray(both + carried[..., OWN] * (1 - world.together) ** 0.5)


@cache
def bank_of_shocks() -> Floats:
    return shocks(np.random.default_rng(20), MANY * MEMORY).reshape(MANY, MEMORY, 3)


def any_days(moods: Moods, world: World) -> Floats:
    """(MANY, 2) states of days that could have been, always of the same shocks."""
    carried = np.tensordot(fading(moods), bank_of_shocks(), axes=(0, 1))
    whole = (carried - carried.mean(axis=0)) / carried.std(axis=0)
    return mixed(whole, world)


def levels(moods: Moods, weekend: Flags, chance: np.random.Generator) -> Floats:
    day = np.arange(len(weekend))[:, None]
    periods, begins = chance.uniform([60, 110], [110, 210]), chance.uniform(0, YEAR, (2, 2))
    turns = np.sin(2 * np.pi * (day[..., None] + begins) / periods)
    waves = (turns * moods.waves * 2**0.5).sum(axis=-1)
    drift = MOST_DRIFT * np.tanh(moods.month * day / MONTH / MOST_DRIFT)
    return np.asarray(moods.level + waves + drift + moods.weekend * (weekend[:, None] - 2 / 7))


def spells(count: int, on: float, off: float, chance: np.random.Generator) -> Flags:
    """Days on and off in streaks of these mean lengths."""
    lengths = chance.geometric(np.tile([1 / on, 1 / off], count))
    flags = np.tile([True, False], count)
    first = int(chance.integers(count))
    return np.asarray(np.repeat(flags, lengths)[first : first + count])


def wishes(days: Days, habits: Habits, world: World, chance: np.random.Generator) -> Floats:
    """Log-odds of leaving, by day and person: in bursts, on weekends, never in some weeks."""
    count = len(days.weekend)
    burst = spells(count, 6, 13, chance)
    never = spells(count, 9, 80, chance)
    of_day = 1.5 * burst + 0.6 * days.weekend - 5.0 * never
    return np.asarray(habits.leaving + of_day[:, None] + world.selection * days.states)


def lengths(habits: Habits, count: int, chance: np.random.Generator) -> Floats:
    """log2 of hours, by day and person; one in eight is over at least a night."""
    usual = habits.length + habits.growth * np.arange(count)[:, None] / YEAR
    doublings = chance.normal(usual, 0.9)
    over_night = chance.random((count, 2)) < 0.12
    return np.clip(np.where(over_night, chance.normal(4.7, 0.6, (count, 2)), doublings), -1, 6.6)


def leaves(
    days: Days, traits: Traits, world: World, wanted: int, chance: np.random.Generator
) -> Leaves | None:
    """The first leaves of these days, or none where there are too few."""
    out, back, leaver = taken(*plans(days, traits, world, chance), wanted)
    if len(out) < wanted:
        return None
    hours = (back - out) * 24
    distance, company = around(hours, traits.habits, chance)
    return Leaves(out, back, leaver, hours, distance, company, number_within(leaver))


def plans(
    days: Days, traits: Traits, world: World, chance: np.random.Generator
) -> tuple[Floats, Floats, Integers]:
    """When somebody would leave, until when, and who."""
    count = len(days.weekend)
    wishing = happens(chance, wishes(days, traits.habits, world, chance))
    day, who = np.nonzero(wishing[:-LONGEST])
    hour = chance.normal(np.where(days.weekend[day], 13, 17), 2.5).clip(7, 22)
    hours = 2 ** lengths(traits.habits, count, chance)[day, who]
    out = to_minutes(day + hour / 24)
    order = np.argsort(out, kind="stable")
    return out[order], to_minutes(out + hours / 24)[order], who[order]


def to_minutes(day: Floats) -> Floats:
    """An evening is rated within a minute, so it never meets a whole one."""
    return np.asarray(np.round(day * 1440) / 1440)


def taken(out: Floats, back: Floats, who: Integers, wanted: int) -> tuple[Floats, Floats, Integers]:
    """The plans that don't meet one before."""
    kept: list[int] = []
    free = float(FIRST_DAYS)
    for row, (begins, ends) in enumerate(zip(out, back, strict=True)):
        if begins >= free and len(kept) < wanted:
            kept.append(row)
            free = ends + BETWEEN
    return out[kept], back[kept], who[kept]


def around(hours: Floats, habits: Habits, chance: np.random.Generator) -> tuple[Floats, Integers]:
    """How far, and with whom: who is away longer goes farther, and less often alone."""
    doublings = np.log2(hours / 3)
    far = 1 + doublings / 2 + chance.normal(0, 0.6, len(hours))
    company = habits.company + doublings[:, None] * [-0.2, 0.15, 0.1, 0.1]
    return np.asarray(np.round(np.clip(far, 0, 3))), pick(chance, company)
