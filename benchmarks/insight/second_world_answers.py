"""What the two answer about a leave, and on evenings, of what they felt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import second_world_effects as on_average
from .second_world_days import LAST_DAYS, MONTH, WEEK, Days, Leaves, shocks, spells
from .second_world_effects import Sizes, Telling
from .second_world_scales import Flags, Floats, Integers, happens, noise, pick, rating
from .second_world_settings import World
from .second_world_traits import Habits, Traits

CLOSENESS, ENERGY, FELT, GUILT = range(4)
EVENING = 0.88
LINGERING = 4
KEPT_GUILT = 0.6
MOST_GAP = 10.0
AT_RETURN, AFTERWARDS = 1.4, 1.8
STREAKS = (11.0, 4.0)
"""Mean days of answering, and of not."""
IN_STREAK = (0.3, -4.0)


@dataclass(frozen=True)
class Life:
    """What a couple lives through."""

    world: World
    traits: Traits
    days: Days
    leaves: Leaves

    @property
    def end(self) -> int:
        """Days of the record."""
        return int(self.leaves.back[-1]) + LAST_DAYS

    def state(self, time: Floats) -> Floats:
        """(..., 2) of the day."""
        return np.asarray(self.days.states[on_average.day_of(time)])


@dataclass(frozen=True)
class Draft:
    """Answers about leaves before some are skipped."""

    felt: Floats
    felt_off: Floats
    """(n, 2) SD from the usual of what `felt` rates."""
    door: Floats
    back: Floats
    telling: Telling


def about_leaves(life: Life, chance: np.random.Generator) -> Draft:
    goodness = chance.normal(size=life.leaves.out.shape)
    worry = worries(life, chance)
    off = verdict_off(life, goodness, worry, chance)
    usual = on_average.level_off(life.days, life.traits.moods, life.leaves)
    mean = on_average.verdict(life.traits.verdicts, life.leaves.roles, life.leaves, usual)
    return Draft(
        rating(mean + off, life.traits.cuts[FELT]),
        off,
        guilt_rating(life, worry, chance, 0 * life.traits.guilt.bias),
        guilt_rating(life, worry, chance, life.traits.guilt.bias),
        told(life, goodness, chance),
    )


def worries(life: Life, chance: np.random.Generator) -> Floats:
    """(n,) SD 1: some guilt stays from one's last leave."""
    worry = chance.normal(size=life.leaves.out.shape)
    for one in range(2):
        rows = life.leaves.leaver == one
        worry[rows] = kept_from_last(worry[rows])
    return worry


def kept_from_last(fresh: Floats) -> Floats:
    worry = fresh.copy()
    for row in range(1, len(worry)):
        worry[row] = KEPT_GUILT * worry[row - 1] + (1 - KEPT_GUILT**2) ** 0.5 * fresh[row]
    return worry


def verdict_off(life: Life, goodness: Floats, worry: Floats, chance: np.random.Generator) -> Floats:
    of_day = on_average.day_spread(life.traits.moods, life.world) * life.state(life.leaves.back)
    return np.asarray(
        on_average.VERDICT_OF_DAY * of_day
        + on_average.VERDICT_SHARED * goodness[:, None]
        + on_average.foretold(life.traits.verdicts, life.leaves, worry)
        + on_average.VERDICT_NOISE * noise(chance, (len(worry), 2))
    )


def guilt_rating(life: Life, worry: Floats, chance: np.random.Generator, bias: Floats) -> Floats:
    guilt, leaves, who = life.traits.guilt, life.leaves, life.leaves.leaver
    state = life.state(leaves.out)[np.arange(len(who)), who]
    felt = (
        on_average.door(guilt, who, leaves.log_hours, leaves.distance)
        + on_average.grown_easier(guilt, who, leaves.number)
        + on_average.GUILT_SD * worry
        + on_average.worse_day(guilt, who, state)
        + on_average.GUILT_NOISE * noise(chance, worry.shape)
        - bias[who]
    )
    return rating(felt, life.traits.cuts[GUILT][who])


def told(life: Life, goodness: Floats, chance: np.random.Generator) -> Telling:
    """A good leave is told sooner, and by more than words; a good day hears better."""
    leaves, who = life.leaves, life.leaves.leaver
    eager = (0.3 * goodness + 0.2 * leaves.log_hours)[:, None] * [-1.0, 0.0, 0.3, 0.3, 0.5]
    channel = pick(chance, life.traits.habits.channel + eager)
    days = life.state(leaves.back)[np.arange(len(who))[:, None], by_role(who)]
    warmth = 7.2 + 0.5 * goodness + 0.4 * days[:, 1] + noise(chance, goodness.shape)
    hit = 6.9 + 0.5 * (warmth - 7.2) + 0.2 * days[:, 1] + noise(chance, goodness.shape)
    cuts = life.traits.cuts[FELT]
    return Telling(channel, rating(warmth, cuts[who]), rating(hit, cuts[1 - who]))


def by_role(leaver: Integers) -> Integers:
    """(n, roles) who it is."""
    return np.stack([leaver, 1 - leaver], axis=1)


@dataclass(frozen=True)
class Times:
    at: Floats
    evening: Flags


def times(life: Life) -> Times:
    evenings = np.arange(life.end) + EVENING
    at = np.concatenate([life.leaves.out, life.leaves.back, evenings])
    order = np.argsort(at)
    return Times(at[order], (np.arange(len(at)) >= len(at) - len(evenings))[order])


def closeness_off(life: Life, at: Floats, sizes: Sizes) -> Floats:
    """(e, 2) what leaves do at these times."""
    last = np.searchsorted(life.leaves.back, at, "right")[:, None] - 1 - np.arange(LINGERING)
    rows = np.maximum(last, 0)
    lag = np.where(last >= 0, (at[:, None] - life.leaves.back[rows]) * 24, -1.0)
    after = on_average.faded(life.traits.returns, sizes, rows, lag).sum(axis=1)
    return np.asarray(after + away(life, at, life.traits.returns.parting))


def away(life: Life, at: Floats, of_role: Floats) -> Floats:
    """(e, 2) what being about to leave, or gone, does."""
    begun = np.searchsorted(life.leaves.out, at, "right") - 1
    row = np.maximum(begun, 0)
    gone = (begun >= 0) & (at < life.leaves.back[row])
    return np.asarray(of_role[on_average.PERSON, life.leaves.roles[row]] * gone[:, None])


def lived_sizes(life: Life, draft: Draft, chance: np.random.Generator) -> Sizes:
    """No leave is quite like another."""
    usual = on_average.sizes(life.traits, life.leaves, draft.telling)
    own = life.traits.returns.vary * chance.normal(size=usual.lasting.shape)
    return Sizes(usual.quick, usual.lasting + own, usual.telling)


def mood_off(life: Life, at: Floats, chance: np.random.Generator) -> Floats:
    """(e, 2) what the day and the moment bring."""
    moods = life.traits.moods
    of_day = on_average.day_spread(moods, life.world) * life.state(at)
    return np.asarray(
        of_day + on_average.noise_spread(moods, life.world) * noise(chance, (len(at), 2))
    )


def energies(life: Life, at: Floats, chance: np.random.Generator) -> Floats:
    """(e, 2) points: with the day a little, and with a day of one's own."""
    day = on_average.day_of(at)
    own = shocks(chance, len(life.days.states))[day, :2]
    felt = (
        life.traits.moods.energy
        + 0.4 * life.state(at)
        + own
        + away(life, at, life.traits.returns.energy)
        + 0.8 * noise(chance, (len(at), 2))
    )
    return rating(felt, life.traits.cuts[ENERGY])


def answered(life: Life, when: Times, off: Floats, chance: np.random.Generator) -> Flags:
    """(e, 2) evenings are missed in streaks, doors and returns singly, and low ones by choice."""
    streaks = [spells(len(life.days.states), *STREAKS, chance) for _ in range(2)]
    using = np.stack(streaks, axis=-1)[on_average.day_of(when.at)]
    evening = life.traits.habits.answers + np.where(using, *IN_STREAK)
    usual = np.where(when.evening[:, None], evening, AT_RETURN)
    return happens(chance, usual + life.world.skipping * off)


def usually_answered(habits: Habits, evening: Flags) -> Floats:
    """(..., 2) how often, where none is skipped because it is low."""
    by_spell = chance_of(habits.answers + np.array(IN_STREAK)[:, None])
    of_evenings = np.average(by_spell, axis=0, weights=STREAKS)
    return np.where(evening[..., None], of_evenings, chance_of(np.array(AT_RETURN)))


def chance_of(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)))


def seen(values: Floats, flags: Flags) -> Floats:
    return np.where(flags, values, np.nan)


def seen_felt(life: Life, draft: Draft, chance: np.random.Generator) -> Floats:
    off = draft.felt_off / draft.felt_off.std()
    return seen(draft.felt, happens(chance, AFTERWARDS + life.world.skipping * off))


def sometimes(values: Floats, chance: np.random.Generator, usual: float) -> Floats:
    return seen(values, happens(chance, np.full(values.shape, usual)))


def gaps(life: Life, chance: np.random.Generator) -> Floats:
    """(w, 2) hours: the calendar is one, the wishes are two; some weeks say nothing."""
    habits, weeks = life.traits.habits, life.end // WEEK
    drawn = shocks(chance, weeks + 11)[:, :3]
    carried = [np.convolve(one, 0.45 ** np.arange(12) * 0.89, mode="valid") for one in drawn.T]
    off = life.world.gap_within * 0.5**0.5 * np.stack([carried[0] + one for one in carried[1:]], 1)
    hours = gap_level(habits, np.arange(weeks)[:, None]) + off
    using = np.stack([spells(weeks, 12, 2, chance) for _ in range(2)], axis=1)
    return seen(np.round(2 * hours) / 2, using)


def gap_level(habits: Habits, week: Integers) -> Floats:
    """A trend levels off, as no week has hours enough for years of it."""
    gone = np.tanh(habits.gap_trend * week * WEEK / MONTH / MOST_GAP)
    return np.asarray(habits.gap + MOST_GAP * gone)
