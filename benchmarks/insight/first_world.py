"""The first world of made-up couples: normal, linear, rounded and cut at 0 and 10.

Its means and spreads are measured where a source is named in INSIGHT's table of priors, else the
author's, who wrote the priors, too: so it alone proves little, and there is a second world.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from outandback.insight.couple import PEOPLE

if TYPE_CHECKING:
    from outandback.insight.numbers import Floats, Integers

EVENING, WEEK, MONTH = 0.88, 7, 30.4
MORNINGS = 0.35, 0.55, 0.75
ROLES = "door", "away", "back", "next_day", "days_after"


class Normal(NamedTuple):
    mean: float
    spread: float

    def draw(self, chance: np.random.Generator, many: int | None = None) -> Floats:
        return np.asarray(chance.normal(self.mean, self.spread, many))


@dataclass(frozen=True)
class World:
    """Of which couples there are, and what is odd about them.

    `effects`: by how much wider all effects spread. `null`: leaves change nothing. `selection`:
    log-odds of leaving for each standard deviation of the leaver's state; `after_evening`: of
    their last evening's rating instead. `skipping`: log-odds of an answer for each standard
    deviation of what it would be. `slow`: the share of the persisting variance that lasts a month.
    `ceiling`: closeness as high as it goes. `step`: whether there is a length from which leaves are
    harder: “mixed”, “step”, or “none”. `known`: effects that can be said are not drawn, but so many
    times their usual size (`first_known`); below 0, all are drawn.
    """

    effects: float = 1.0
    null: bool = False
    selection: float = 0.0
    after_evening: bool = False
    skipping: float = 0.0
    slow: float = 0.0
    ceiling: bool = False
    step: str = "mixed"
    known: float = -1.0


# Points of a rating, at the typical deviation of a person.
CLOSENESS = {
    "door": (Normal(-0.05, 0.30), Normal(-0.1, 0.30)),
    "away": (Normal(-0.1, 0.40), Normal(-0.3, 0.40)),
    "back": (Normal(0.10, 0.40), Normal(0.0, 0.40)),
    "next_day": (Normal(0.05, 0.30), Normal(0.0, 0.30)),
    "days_after": (Normal(0.0, 0.20), Normal(0.0, 0.20)),
}
LANDED = RECEIVED = Normal(0.15, 0.25)  # for two points
WAY = Normal(0.0, 0.25)
FELT_LONGER = Normal(0.03, 0.25), Normal(-0.13, 0.25)  # for twice the length
FELT_FARTHER = Normal(0.0, 0.20), Normal(-0.1, 0.20)
FELT_COMPANY, FELT_HOME, FELT_TREND = Normal(0.0, 0.35), Normal(-0.3, 0.6), Normal(0.1, 0.3)
FELT_APART = Normal(0.0, 0.15)
STEP_AT, STEP = Normal(np.log(12), 0.9), (Normal(-0.4, 0.8), Normal(-1.0, 1.2))
GUILT_LONGER, GUILT_FARTHER = Normal(0.25, 0.25), Normal(0.15, 0.20)
GUILT_EASIER, EXAGGERATES = Normal(-0.08, 0.22), Normal(0.8, 1.4)
FORETELLS = Normal(-0.07, 0.20)
GAP, GAP_TREND, GAP_SPREAD, GAP_PERSISTS = Normal(0.0, 5.0), Normal(0.0, 1.2), 6.0, 0.4
MISSED = {"door": (0.12, 0.30), "back": (0.15, 0.35)}
WEEKENDS_CLOSER, LONGER_EACH_LEAVE = 0.3, 0.004
COMPANY_SHARES, CHANNEL_SHARES = (0.35, 0.35, 0.2, 0.1), (0.25, 0.35, 0.12, 0.18, 0.10)


@dataclass(frozen=True)
class Nature:
    """What one couple is like. Effects in points; (2,) by person or by role."""

    level: Floats
    deviation: Floats
    energy_deviation: Floats
    guilt_deviation: Floats
    felt_deviation: Floats
    persists: float
    decay: float
    together: float
    closeness: dict[str, Floats]
    landed: float
    received: float
    ways: Floats
    felt_level: Floats
    felt_home: float
    felt_longer: Floats
    felt_farther: Floats
    felt_company: Floats
    felt_apart: Floats
    felt_trend: float
    step: Floats
    step_at: float
    guilt_level: Floats
    guilt_longer: float
    guilt_farther: float
    guilt_easier: Floats
    exaggerates: Floats
    foretells: Floats
    gap: Floats
    gap_trend: float
    keeps: float


class Leaves(NamedTuple):
    """(n,) each; `hours`, days, and what else is known of them."""

    out: Floats
    back: Floats
    leaver: Integers
    hours: Floats
    distance: Floats
    company: Integers

    def first(self, many: int) -> Leaves:
        return self._replace(**{name: part[:many] for name, part in self._asdict().items()})


def nature(chance: np.random.Generator, world: World) -> Nature:
    """Effects are proportional to how much a person's ratings vary (measured on real diaries:
    Campbell et al. 2005)."""
    close, felt, guilt, energy = (
        np.exp(Normal(np.log(usual), spread).draw(chance, PEOPLE))
        for usual, spread in ((1.2, 0.40), (1.35, 0.35), (1.7, 0.35), (1.6, 0.35))
    )
    by = _Sized(chance, world, close.mean() / 1.2)
    by_felt, by_guilt = (
        _Sized(chance, world, one.mean() / usual) for one, usual in ((felt, 1.35), (guilt, 1.7))
    )
    plain = _Sized(chance, world, 1.0)
    stepped = world.step == "step" or (world.step == "mixed" and chance.random() < 0.5)
    return Nature(
        level=np.minimum(_alike(chance, 9.0 if world.ceiling else 7.9, 0.9, 0.7), 9.2),
        deviation=close,
        energy_deviation=energy,
        guilt_deviation=guilt,
        felt_deviation=felt,
        persists=float(chance.beta(2, 2)),
        decay=float(np.exp(chance.normal(np.log(2.5), 0.8))),
        together=float(np.clip(chance.normal(0.40, 0.15), -0.2, 0.85)),
        closeness={role: by.both(CLOSENESS[role]) for role in ROLES},
        landed=by.one(LANDED),
        received=by.one(RECEIVED),
        ways=by.many(WAY, 4),
        felt_level=np.minimum(_alike(chance, 7.5, 0.9, 0.6), 9.3),
        felt_home=float(FELT_HOME.draw(chance)) * by_felt.scale,
        felt_longer=by_felt.both(FELT_LONGER),
        felt_farther=by_felt.both(FELT_FARTHER),
        felt_company=by_felt.many(FELT_COMPANY, 8, changes=False).reshape(PEOPLE, 4),
        felt_apart=by_felt.many(FELT_APART, PEOPLE),
        felt_trend=by_felt.one(FELT_TREND, changes=False),
        step=by_felt.both(STEP) * stepped,
        step_at=float(np.exp(STEP_AT.draw(chance))),
        guilt_level=np.clip(chance.normal(4.5, 1.6, PEOPLE), 1, 9),
        guilt_longer=by_guilt.one(GUILT_LONGER, changes=False),
        guilt_farther=by_guilt.one(GUILT_FARTHER, changes=False),
        guilt_easier=by_guilt.many(GUILT_EASIER, PEOPLE),
        exaggerates=by_guilt.many(EXAGGERATES, PEOPLE),
        foretells=by_felt.many(FORETELLS, PEOPLE) / by_guilt.scale,
        gap=plain.many(GAP, PEOPLE, changes=False),
        gap_trend=plain.one(GAP_TREND),
        keeps=float(chance.beta(6, 1)),
    )


class _Sized(NamedTuple):
    """Draws effects for a couple: none where leaves change nothing."""

    chance: np.random.Generator
    world: World
    scale: float

    def many(self, usual: Normal, many: int, *, changes: bool = True) -> Floats:
        drawn = self.chance.normal(usual.mean, usual.spread * self.world.effects, many)
        return np.asarray(drawn * self.scale * (not (changes and self.world.null)))

    def one(self, usual: Normal, *, changes: bool = True) -> float:
        return float(self.many(usual, 1, changes=changes)[0])

    def both(self, usual: tuple[Normal, Normal]) -> Floats:
        return np.array([self.one(one) for one in usual])


def _alike(chance: np.random.Generator, mean: float, spread: float, alike: float) -> Floats:
    """(2,) of two people who resemble each other."""
    first, second = chance.standard_normal(PEOPLE)
    return mean + spread * np.array([first, alike * first + np.sqrt(1 - alike**2) * second])


def pairs(chance: np.random.Generator, many: int, together: float) -> Floats:
    """(many, 2) standard normal, with the correlation `together`."""
    drawn = chance.standard_normal((many, PEOPLE))
    drawn[:, 1] = together * drawn[:, 0] + np.sqrt(1 - together**2) * drawn[:, 1]
    return drawn


def states(chance: np.random.Generator, at: Floats, decay: float, together: float) -> Floats:
    """(many, 2) of two stationary processes of variance 1, at times in order."""
    fresh = pairs(chance, len(at), together)
    kept = np.exp(-np.diff(at) / decay)
    for place, share in enumerate(kept, 1):
        fresh[place] = share * fresh[place - 1] + np.sqrt(1 - share**2) * fresh[place]
    return fresh


def rated(latent: Floats) -> Floats:
    return np.asarray(np.clip(np.rint(latent), 0, 10))


def leaves_of(
    chance: np.random.Generator, world: World, many: int, daily: Floats, rate: float
) -> Leaves:
    """One at most a day, and none while somebody is away. `daily` (days, 2): states."""
    out: list[float] = []
    hours: list[float] = []
    leaver: list[int] = []
    busy, evening, first = -1.0, np.zeros(PEOPLE), chance.beta(4, 4)
    for day in range(3, len(daily)):
        at = day + chance.choice(MORNINGS)
        who = int(chance.random() > first)
        state = evening[who] if world.after_evening else daily[day - 1, who]
        odds = np.log(rate / (1 - rate)) + 0.45 * (day % WEEK >= 5) + world.selection * state
        if at >= busy + 0.15 and chance.random() < 1 / (1 + np.exp(-odds)):
            long = np.exp(np.log(3) + LONGER_EACH_LEAVE * len(out) + 1.1 * chance.normal())
            out.append(at)
            leaver.append(who)
            hours.append(float(np.clip(long, 0.5, 120)))
            busy = at + hours[-1] / 24
        evening = daily[day] + 0.7 * chance.standard_normal(PEOPLE)
        if len(out) == many:
            break
    began, long_ = np.array(out), np.array(hours)
    return _with_places(chance, began, long_, np.array(leaver, dtype=np.int64))


def _with_places(
    chance: np.random.Generator, out: Floats, hours: Floats, leaver: Integers
) -> Leaves:
    longer, n = np.log2(hours / 3), len(out)
    distance = np.clip(np.rint(1 + longer / 2 + chance.normal(0, 0.8, n)), 0, 3)
    company = chance.choice(4, n, p=COMPANY_SHARES)
    return Leaves(out, out + hours / 24, leaver, hours, distance, company)
