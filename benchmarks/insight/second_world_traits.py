"""What one couple of the second world is like: drawn once, hidden from whoever judges."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from outandback.insight.couple import Channel

from .second_world_scales import Floats, styles
from .second_world_settings import World

LEAVER, HOME = 0, 1
MOST_DRIFT = 2.5
CEILING = 2.1


@dataclass(frozen=True)
class Dice:
    """Draws effects, which are none in a null world."""

    world: World
    chance: np.random.Generator

    def effect(self, sd: float, shape: tuple[int, ...] = (), mean: float = 0.0) -> Floats:
        """Most couples have little of an effect and some have much: Laplace's spread."""
        drawn = mean + self.world.effects * self.chance.laplace(0, sd / math.sqrt(2), shape)
        return np.asarray(drawn * (not self.world.null))

    def by_role(self, sd: float, mean: float = 0.0) -> Floats:
        """(2, roles) what a role brings, and a person in it."""
        role = self.effect(0.9 * sd, (1, 2), mean)
        return np.asarray(role + self.effect(0.45 * sd, (2, 2)))

    def alike(self, spread: float, correlation: float) -> Floats:
        """(2,) differences of two people from the population."""
        both, own = self.chance.normal(size=1), self.chance.normal(size=2)
        return np.asarray(spread * (both * correlation**0.5 + own * (1 - correlation) ** 0.5))


@dataclass(frozen=True)
class Moods:
    """All by person, but for the couple's own inertia."""

    level: Floats
    within: Floats
    inertia: float
    weekend: Floats
    waves: Floats
    """(2, 2) SD of two slow waves."""
    month: Floats
    """Points a month that a level drifts."""
    energy: Floats


@dataclass(frozen=True)
class Returns:
    """What a leave does to closeness; (2, roles) unless said."""

    reunion: Floats
    glow: Floats
    glow_of_length: Floats
    parting: Floats
    energy: Floats
    fast: Floats
    """(2,) hours."""
    slow: Floats
    """(2,) hours."""
    used_to: Floats
    """(2,) share of the first effect that is lost in the end."""
    vary: float
    """SD over leaves."""
    told: float
    ways: Floats
    """(channels,) more than told."""
    received: float
    """By two points."""
    landed: float
    tells_after: float
    """Hours after the return."""


@dataclass(frozen=True)
class Verdicts:
    """How leaves are for the two, all in all; (2, roles) unless said."""

    level: Floats
    """(2,)"""
    length: Floats
    distance: Floats
    company: Floats
    """(companies, roles)"""
    used_to: Floats
    edge: float
    """log2 of the hours from which a leave is long, or NaN where it grows long smoothly."""
    foretells: Floats
    """(2,) by leaver: of the one at home, per SD of guilt."""


@dataclass(frozen=True)
class Guilt:
    """(2,) by leaver."""

    level: Floats
    length: Floats
    distance: Floats
    bias: Floats
    easier: Floats
    """Over the first ten leaves."""
    patience: float
    """Leaves until most of it has come."""
    of_mood: Floats


@dataclass(frozen=True)
class Habits:
    leaving: Floats
    """(2,) log-odds of leaving on a day."""
    length: Floats
    """(2,) log2 of the usual hours."""
    growth: float
    """log2 of hours, over a year."""
    company: Floats
    channel: Floats
    on_time: Floats
    answers: Floats
    """(2,) log-odds of answering an evening."""
    gap: Floats
    gap_trend: Floats
    """(2,) hours a month, at first."""


@dataclass(frozen=True)
class Traits:
    cuts: Floats
    """(questions, 2, 10)"""
    moods: Moods
    returns: Returns
    verdicts: Verdicts
    guilt: Guilt
    habits: Habits


def traits(world: World, chance: np.random.Generator) -> Traits:
    dice = Dice(world, chance)
    return Traits(
        styles(world, chance), moods(dice), returns(dice), verdicts(dice), guilt(dice), habits(dice)
    )


def moods(dice: Dice) -> Moods:
    world, chance = dice.world, dice.chance
    return Moods(
        world.level
        + CEILING * world.ceiling
        + dice.alike(world.level_spread / (1 + world.ceiling), world.levels_alike),
        world.within * np.exp(chance.normal(0, 0.25, 2)),
        chance.uniform(*world.inertia),
        dice.alike(world.weekend, 0.5),
        np.abs(chance.normal(0, world.wander, (2, 2))),
        drifting(dice),
        6.2 + dice.alike(1.1, 0.2),
    )


def drifting(dice: Dice) -> Floats:
    way = dice.chance.choice([-1.0, 1.0])
    much = dice.chance.uniform(*dice.world.drifting)
    return np.asarray(way * much * dice.chance.uniform(0.6, 1.4, 2) * dice.world.drift)


def returns(dice: Dice) -> Returns:
    world, chance = dice.world, dice.chance
    ways = dice.effect(world.ways, (len(Channel),))
    ways[[Channel.NONE, Channel.TOLD]] = 0
    return Returns(
        reunion=dice.by_role(world.reunion),
        glow=dice.by_role(world.glow),
        glow_of_length=dice.by_role(0.5 * world.glow),
        parting=dice.by_role(world.parting),
        energy=dice.by_role(world.reunion),
        fast=world.fast_hours * np.exp(chance.normal(0, 0.35, 2)),
        slow=world.slow_hours * np.exp(chance.normal(0, 0.22, 2)),
        used_to=chance.uniform(-0.2, 0.6, 2),
        vary=float(world.leave_to_leave * (not world.null)),
        told=float(dice.effect(world.telling, mean=world.telling_mean)),
        ways=ways,
        received=float(dice.effect(world.reception, mean=world.reception_mean)),
        landed=float(dice.effect(world.reception, mean=world.reception_mean)),
        tells_after=float(np.clip(4 * np.exp(chance.normal(0, 0.6)), 0.5, 11)),
    )


def verdicts(dice: Dice) -> Verdicts:
    world, chance = dice.world, dice.chance
    has_edge = chance.random() < 0.5
    foretelling = chance.random(2) < 0.5
    return Verdicts(
        world.felt_level + 1.5 * world.ceiling + dice.alike(world.felt_spread, 0.4),
        dice.by_role(world.length),
        dice.by_role(0.3 * world.length),
        dice.effect(world.company, (4, 2)),
        dice.by_role(world.used_to),
        chance.uniform(2, 5) if has_edge else math.nan,
        dice.effect(world.foretells * math.sqrt(2), (2,)) * foretelling,
    )


def guilt(dice: Dice) -> Guilt:
    world, chance = dice.world, dice.chance
    return Guilt(
        world.guilt_level + dice.alike(world.guilt_spread, 0.3),
        dice.effect(world.guilt_of_length, (2,)),
        dice.effect(0.5 * world.guilt_of_length, (2,)),
        dice.effect(world.bias, (2,), world.bias_mean),
        dice.effect(world.easier, (2,), world.easier_mean),
        chance.uniform(15, 80),
        dice.effect(0.5 * world.guilt_of_mood, (2,), world.guilt_of_mood),
    )


def habits(dice: Dice) -> Habits:
    world, chance = dice.world, dice.chance
    return Habits(
        chance.normal(-2.2, 0.5, 2),
        chance.normal(1.7, 0.4, 2),
        chance.uniform(-0.2, 1.2),
        chance.normal([0.8, 0.5, 0.2, -0.8], 0.7),
        chance.normal([0.0, 1.0, -0.2, 0.2, -0.5], 0.7),
        chance.beta(9, 2, 2),
        0.9 + dice.alike(0.7, 0.3),
        dice.effect(world.gap, (2,)),
        dice.effect(world.gap_trend, (2,)),
    )
