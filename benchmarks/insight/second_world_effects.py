"""What a leave does, and how it is felt, on average: for who draws answers, and for the truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outandback.insight.couple import Channel

from .second_world_days import Days, Leaves
from .second_world_scales import Floats, Integers
from .second_world_settings import World
from .second_world_traits import Guilt, Moods, Returns, Traits, Verdicts

USUAL_WARMTH = 7.0
SLOPE_OF_EDGE = 0.25
USED_AFTER = 15.0
GUILT_SD, GUILT_NOISE = 1.1, 0.8
VERDICT_OF_DAY, VERDICT_SHARED, VERDICT_NOISE = 0.4, 0.55, 0.85
PERSON = np.arange(2)


@dataclass(frozen=True)
class Telling:
    """As both lived it, whether or not they say so later."""

    channel: Integers
    received: Floats
    landed: Floats


@dataclass(frozen=True)
class Sizes:
    """What a return does to closeness at first, by leave and person."""

    quick: Floats
    lasting: Floats
    telling: Floats
    """(n,) from when it is told."""


def used(number: Floats) -> Floats:
    """From 0 to nearly 1 over the leaves."""
    return np.asarray(-np.expm1(-number / USED_AFTER))


def long(doublings: Floats, verdicts: Verdicts) -> Floats:
    """How long a leave is, as the couple feels it: 1 is four times the usual, or past the edge."""
    if np.isnan(verdicts.edge):
        return doublings / 2
    beyond = np.log2(3) + doublings - verdicts.edge
    return np.asarray(1 / (1 + np.exp(-beyond / SLOPE_OF_EDGE)))


def sizes(traits: Traits, leaves: Leaves, telling: Telling) -> Sizes:
    returns, roles = traits.returns, leaves.roles
    fresh = 1 - returns.used_to * used(leaves.number)[:, None]
    of_length = long(leaves.log_hours, traits.verdicts)[:, None]
    return Sizes(
        fresh * returns.reunion[PERSON, roles],
        fresh * returns.glow[PERSON, roles] + of_length * returns.glow_of_length[PERSON, roles],
        of_telling(returns, telling),
    )


def of_telling(returns: Returns, telling: Telling) -> Floats:
    warm = returns.received * (telling.received - USUAL_WARMTH) / 2
    hit = returns.landed * (telling.landed - USUAL_WARMTH) / 2
    told = returns.told + returns.ways[telling.channel] + warm + hit
    return np.where(telling.channel == Channel.NONE, 0.0, told)


def faded(returns: Returns, sizes: Sizes, rows: Integers, lag: Floats) -> Floats:
    """(..., 2) what is left of these leaves' effects after so many hours, 0 before the return."""
    passed = np.maximum(lag, 0)[..., None]
    quick = sizes.quick[rows] * np.exp(-passed / returns.fast)
    lasting = sizes.lasting[rows] * np.exp(-passed / returns.slow)
    told = sizes.telling[rows][..., None] * since_told(returns, lag)
    return np.asarray((quick + lasting) * (lag >= 0)[..., None] + told)


def since_told(returns: Returns, lag: Floats) -> Floats:
    """(..., 2) the share of what telling does that is there so many hours after the return."""
    since = (lag - returns.tells_after)[..., None]
    return np.where(since >= 0, np.exp(-np.maximum(since, 0) / returns.slow), 0.0)


def day_of(time: Floats) -> Integers:
    return time.astype(int)


def verdict(verdicts: Verdicts, roles: Integers, leaves: Leaves, level_off: Floats) -> Floats:
    """(n, 2) how a leave is felt on average; `level_off`: how far the days are from usual ones."""
    role_of = (PERSON, roles)
    return np.asarray(
        verdicts.level
        + verdicts.length[role_of] * long(leaves.log_hours, verdicts)[:, None]
        + verdicts.distance[role_of] * (leaves.distance - 1)[:, None]
        + verdicts.company[leaves.company[:, None], roles]
        + verdicts.used_to[role_of] * used(leaves.number)[:, None]
        + VERDICT_OF_DAY * level_off
    )


def foretold(verdicts: Verdicts, leaves: Leaves, worry: Floats) -> Floats:
    """(n, 2) what the leaver's guilt foretells of the one at home."""
    return np.asarray((verdicts.foretells[leaves.leaver] * worry)[:, None] * leaves.roles)


def level_off(days: Days, moods: Moods, leaves: Leaves) -> Floats:
    return days.level[day_of(leaves.back)] - moods.level


def door(guilt: Guilt, who: Integers, doublings: Floats, distance: Floats) -> Floats:
    """Guilt at the door on average, of a first leave."""
    return np.asarray(
        guilt.level[who] + guilt.length[who] * doublings + guilt.distance[who] * (distance - 1)
    )


def grown_easier(guilt: Guilt, who: Integers | int, number: Floats) -> Floats:
    """Fast at first and then ever less; the first ten leaves bring `easier`."""
    gone = np.expm1(-number / guilt.patience) / np.expm1(-10 / guilt.patience)
    return np.asarray(guilt.easier[who] * gone)


def worse_day(guilt: Guilt, who: Integers | int, state: Floats) -> Floats:
    return np.asarray(-guilt.of_mood[who] * state)


def day_spread(moods: Moods, world: World) -> Floats:
    """(2,) SD of what a day's ratings have in common."""
    return np.asarray(moods.within * world.of_the_day**0.5)


def noise_spread(moods: Moods, world: World) -> Floats:
    return np.asarray(moods.within * (1 - world.of_the_day) ** 0.5)
