"""Couples by another hand than the models that are judged by them.

Where those are linear, with normal noise and windows of hours, here ratings are ordinal by one's
own thresholds, noise is heavy-tailed, days carry over in steps, and what a return does fades by the
hour.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from outandback.insight.couple import Channel, Couple

from . import second_world_answers as answers
from .second_world_answers import Draft, Life
from .second_world_days import FIRST_DAYS, days, leaves
from .second_world_scales import Floats, rating
from .second_world_settings import World
from .second_world_traits import traits
from .second_world_truth import truth
from .truth import Truth

__all__ = ["Truth", "World", "couple", "life", "record"]

USUAL = World()
OFTEN, LOOKING_BACK, KNOWN = 1.8, 1.1, 2.2


def couple(leaves: int, chance: np.random.Generator, world: World = USUAL) -> tuple[Couple, Truth]:
    lived = life(leaves, chance, world)
    draft = answers.about_leaves(lived, chance)
    return record(lived, draft, chance), truth(lived, draft.telling)


def life(wanted: int, chance: np.random.Generator, world: World = USUAL) -> Life:
    """Who they are, and their days until they have left so often."""
    who = traits(world, chance)
    found, count = None, FIRST_DAYS + 50 + 5 * wanted
    while found is None:
        lived = days(who, world, count, chance)
        found = leaves(lived, who, world, wanted, chance)
        count *= 2
    return Life(world, who, lived, found)


def record(life: Life, draft: Draft, chance: np.random.Generator) -> Couple:
    without_days = about_leaves(life, draft, chance)
    at, closeness, energy = about_days(life, draft, chance)
    return replace(without_days, rated_at=at, closeness=closeness, energy=energy)


def about_leaves(life: Life, draft: Draft, chance: np.random.Generator) -> Couple:
    left, told = life.leaves, draft.telling
    silent = told.channel == Channel.NONE
    on_time = chance.random(len(left.out)) < life.traits.habits.on_time[left.leaver]
    none = np.empty((0, 2))
    return Couple(
        out=left.out,
        back=left.back,
        leaver=left.leaver,
        hours=left.hours,
        distance=left.distance,
        company=left.company,
        channel=told.channel,
        received=np.where(silent, np.nan, answers.sometimes(told.received, chance, OFTEN)),
        landed=np.where(silent, np.nan, answers.sometimes(told.landed, chance, OFTEN)),
        felt=answers.seen_felt(life, draft, chance),
        guilt_at_door=answers.sometimes(draft.door, chance, OFTEN),
        guilt_looking_back=answers.sometimes(draft.back, chance, LOOKING_BACK),
        on_time=answers.sometimes(on_time.astype(float), chance, KNOWN),
        rated_at=none[:, 0],
        closeness=none,
        energy=none,
        weekly_gap=answers.gaps(life, chance),
    )


def about_days(
    life: Life, draft: Draft, chance: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Times, closeness and energy, only where somebody answered."""
    when = answers.times(life)
    off = answers.mood_off(life, when.at, chance)
    effect = answers.closeness_off(life, when.at, answers.lived_sizes(life, draft, chance))
    felt = life.days.level[when.at.astype(int)] + effect + off
    given = answers.answered(life, when, (effect + off) / life.traits.moods.within, chance)
    closeness = answers.seen(rating(felt, life.traits.cuts[answers.CLOSENESS]), given)
    energy = answers.seen(answers.energies(life, when.at, chance), given)
    energy = answers.sometimes(energy, chance, KNOWN)
    some = given.any(axis=1)
    return when.at[some], closeness[some], energy[some]
