"""What is true of a couple of the second world, on the scale of their answers.

All of it is an expectation over what could have been answered, of leaves when, how long and how
told they were: none of it depends on the moods of those days, nor on what was answered.
"""

from __future__ import annotations

import numpy as np

from . import second_world_effects as on_average
from .second_world_after import After, Chances, chances, closeness_scales
from .second_world_answers import FELT, GUILT, Life, gap_level
from .second_world_days import MANY, MONTH, WEEK, Leaves
from .second_world_effects import Telling
from .second_world_scales import (
    Floats,
    Integers,
    Scale,
    below,
    rating_with,
    scale,
)
from .second_world_traits import HOME, LEAVER
from .truth import Truth

LENGTHS = (2, 6, 24)
GOOD = 6


def truth(life: Life, telling: Telling) -> Truth:
    could = chances(life)
    after = After(life, telling, closeness_scales(life, could))
    guilty = [guilt_scale(life, could, one) for one in range(2)]
    foretold = [foretells(life, could, one) for one in range(2)]
    gap, habits = gaps_meant(life), life.traits.habits
    return Truth(
        **after.by_window(),
        **after.of_telling(),
        both_good=both_good(life, could),
        guilt_exaggerates=np.array([exaggerates(life, guilty[one], one) for one in range(2)]),
        guilt_foretells=np.array(foretold) * (not life.world.null),
        gap_now=gap[-1],
        gap_trend=line(gap) * MONTH / WEEK,
        easier=np.array([easier(life, guilty[one], one) for one in range(2)]),
        kept=float(habits.on_time[life.leaves.leaver].mean()),
    )


def gaps_meant(life: Life) -> Floats:
    """(w, 2) hours on average of each week."""
    return gap_level(life.traits.habits, np.arange(life.end // WEEK)[:, None])


def line(values: Floats) -> Floats:
    """By row, the straight line through them."""
    off = np.arange(len(values)) - (len(values) - 1) / 2
    return np.asarray(off @ (values - values[0]) / (off @ off))


def own(leaves: Leaves, who: int) -> Integers:
    """A person's leaves; of whoever never left, as the other's."""
    rows = np.flatnonzero(leaves.leaver == who)
    return rows if len(rows) else np.arange(len(leaves.leaver))


def guilt_scale(life: Life, could: Chances, who: int) -> Scale:
    guilt = life.traits.guilt
    off = on_average.GUILT_SD * could.worry
    off = off + on_average.worse_day(guilt, who, could.states[:, who])
    return scale(life.traits.cuts[GUILT][who], off, on_average.GUILT_NOISE)


def first_door(life: Life, rows: Integers, who: int) -> Floats:
    leaves = life.leaves
    as_own = np.full(len(rows), who)
    return on_average.door(life.traits.guilt, as_own, leaves.log_hours[rows], leaves.distance[rows])


def exaggerates(life: Life, scale: Scale, who: int) -> float:
    guilt, rows = life.traits.guilt, own(life.leaves, who)
    at_door = first_door(life, rows, who)
    at_door = at_door + on_average.grown_easier(guilt, who, life.leaves.number[rows])
    return float((scale.plain(at_door) - scale.plain(at_door - guilt.bias[who])).mean())


def easier(life: Life, scale: Scale, who: int) -> float:
    """The line through what each own leave brings, had it been any of them."""
    first = first_door(life, own(life.leaves, who), who)
    number = np.arange(max(2, len(first)))
    gone = on_average.grown_easier(life.traits.guilt, who, number.astype(float))
    some = np.quantile(first, np.linspace(0.05, 0.95, 10))
    by_number = scale.plain(some[:, None] + gone).mean(axis=0)
    return float(10 * line(by_number))


def foretells(life: Life, could: Chances, who: int) -> float:
    """A regression over many leaves like the leaver's own: what differs within length is left."""
    rows = np.resize(own(life.leaves, who), MANY)
    guilt = many_doors(life, could, who, rows)
    at_home = many_verdicts(life, could, who, rows)
    doublings, far = life.leaves.log_hours[rows], life.leaves.distance[rows]
    held = np.stack([doublings**power for power in range(4)] + [far], axis=1)
    rest = guilt - held @ np.linalg.lstsq(held, guilt, rcond=None)[0]
    much = float(rest @ rest)
    return float(rest @ at_home) / much if much else 0.0


def many_doors(life: Life, could: Chances, who: int, rows: Integers) -> Floats:
    guilt = life.traits.guilt
    felt = (
        first_door(life, rows, who)
        + on_average.grown_easier(guilt, who, life.leaves.number[rows])
        + on_average.GUILT_SD * could.worry
        + on_average.worse_day(guilt, who, could.states[:, who])
        + on_average.GUILT_NOISE * could.noise
    )
    return rating_with(life.traits.cuts[GUILT][who], felt)


def many_verdicts(life: Life, could: Chances, who: int, rows: Integers) -> Floats:
    """What the one at home says on average of such a leave, after such guilt and such a day."""
    moods, home = life.traits.moods, 1 - who
    days = on_average.day_of(life.leaves.back) - on_average.day_of(life.leaves.out)
    state = (moods.inertia**days)[rows] * could.states[:, home]
    felt = verdict_at_home(life, who)[rows] + life.traits.verdicts.foretells[who] * could.worry
    of_day = on_average.VERDICT_OF_DAY * on_average.day_spread(moods, life.world)[home]
    shared = on_average.VERDICT_SHARED * could.goodness
    cuts = life.traits.cuts[FELT][home]
    return scale(cuts, shared, on_average.VERDICT_NOISE).plain(felt + of_day * state)


def verdict_at_home(life: Life, who: int) -> Floats:
    usual = on_average.level_off(life.days, life.traits.moods, life.leaves)
    roles = np.where(np.arange(2) == who, LEAVER, HOME)[None]
    felt = on_average.verdict(life.traits.verdicts, roles, life.leaves, usual)
    return np.asarray(felt[:, 1 - who])


def both_good(life: Life, could: Chances) -> dict[tuple[int, int], float]:
    leaves, days = life.leaves, life.days
    last = days.level[life.end - 1] - life.traits.moods.level
    following = next_leaves(leaves)
    felt = on_average.verdict(life.traits.verdicts, following.roles, following, last)
    keys = [(who, hours) for who in range(2) for hours in LENGTHS]
    good = [
        both_at_least(life, could, mean, who) for mean, (who, _) in zip(felt, keys, strict=True)
    ]
    return dict(zip(keys, good, strict=True))


def next_leaves(leaves: Leaves) -> Leaves:
    """One of each length by each person, with the usual company, after all the others."""
    who, hours = np.repeat([0, 1], len(LENGTHS)), np.tile(np.array(LENGTHS, float), 2)
    far = np.clip(1 + np.log2(hours / 3) / 2, 0, 3)
    company = np.full(len(who), np.bincount(leaves.company).argmax())
    before = np.bincount(leaves.leaver, minlength=2)[who].astype(float)
    return Leaves(0 * hours, hours / 24, who, hours, far, company, before)


def both_at_least(life: Life, could: Chances, mean: Floats, who: int) -> float:
    of_day = on_average.VERDICT_OF_DAY * on_average.day_spread(life.traits.moods, life.world)
    felt = mean + of_day * could.states + on_average.VERDICT_SHARED * could.goodness[:, None]
    felt[:, 1 - who] += life.traits.verdicts.foretells[who] * could.worry
    least = life.traits.cuts[FELT][:, GOOD - 1]
    return float(below((felt - least) / on_average.VERDICT_NOISE).prod(axis=1).mean())
