"""A couple who never lived, made from one seed: how guilt, energy, closeness and courage move.

Every answer is a whole number from 0 to 10: a latent value, rounded and clipped. With `u` a slow
mood of unit variance that fades over `days` (Ornstein-Uhlenbeck, the two correlated by `alike`),
`e` fresh noise, and L = log2(hours / 3):

    mood      = sd (sqrt(slow) u + sqrt(1 - slow) e)
    closeness = usual + effect of the door or of the return + weekend + mood
    energy    = usual + a lift after the return, for the one who was out + mood
    guilt     = usual + guilt_longer L + guilt_farther (distance - 1)
                + courage (own leaves - 10) / 10 + mood
    guilt looking back = usual - exaggerates + half of what the door had beyond the usual + noise
    lonely    = usual + lonelier L + noise, on evenings at home while the other is out
    felt      = usual + longer L + farther (distance - 1) + drop beyond the limit + ease + mood

Of what a return does to closeness and energy, a share `stays` from each evening to the next.

The true values of one couple are drawn once and are kept beside the seed, where no page reads them.
Times are naive: what the clock on the couple's wall says. Hours in hours, distance from 0 to 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log, log2, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Two = tuple[float, float]
OUT, HOME = 0, 1
USUAL_STEP = 3.0


@dataclass(frozen=True)
class Truth:
    """What is so for one couple, in points. Pairs: one each, or (the one out, the one at home)."""

    closeness: Two
    energy: Two
    felt: Two
    guilt: Two
    closeness_sd: Two
    energy_sd: Two
    felt_sd: Two
    guilt_sd: Two
    slow: float
    days: float
    alike: float
    at_door: Two
    after_return: Two
    lift: float
    longer: Two
    farther: Two
    limit_hours: float
    drop: Two
    ease: float
    exaggerates: Two
    courage: Two
    guilt_longer: float
    guilt_farther: float
    heard: float
    keeps: float
    stays: float
    lonely: Two
    lonelier: float


def drawn_truth(rng: Random) -> Truth:
    """One couple out of all that there could be. No effect of leaving is taken for granted."""
    return Truth(
        closeness=_pair(rng, 7.4, 0.7, 0.7),
        energy=_pair(rng, 6.0, 0.8, 0.2),
        felt=_pair(rng, 7.2, 0.6, 0.6),
        guilt=_pair(rng, 4.5, 1.6, 0.3),
        closeness_sd=_spreads(rng, 1.2),
        energy_sd=_spreads(rng, 1.6),
        felt_sd=_spreads(rng, 1.35),
        guilt_sd=_spreads(rng, 1.6),
        slow=rng.betavariate(2, 2),
        days=exp(rng.gauss(log(2.5), 0.8)),
        alike=min(max(rng.gauss(0.4, 0.15), 0.0), 0.8),
        at_door=_pair(rng, -0.1, 0.3, 0.0),
        after_return=_pair(rng, 0.05, 0.4, 0.0),
        lift=rng.gauss(0.3, 0.3),
        longer=_pair(rng, -0.05, 0.25, 0.3),
        farther=_pair(rng, -0.05, 0.2, 0.0),
        limit_hours=exp(rng.gauss(log(14), 0.7)),
        drop=_pair(rng, -0.8, 0.8, 0.0),
        ease=rng.gauss(0.1, 0.3),
        exaggerates=_pair(rng, 0.8, 1.2, 0.0),
        courage=_pair(rng, -0.2, 0.2, 0.0),
        guilt_longer=rng.gauss(0.3, 0.2),
        guilt_farther=rng.gauss(0.15, 0.2),
        heard=rng.gauss(6.8, 0.8),
        keeps=rng.betavariate(8, 1.5),
        stays=rng.uniform(0.2, 0.8),
        lonely=_pair(rng, 3.0, 1.0, 0.3),
        lonelier=rng.gauss(0.4, 0.3),
    )


@dataclass(frozen=True)
class Answers:
    """None where it was passed or not asked."""

    guilt: int | None = None
    energy: int | None = None
    closeness: int | None = None
    felt: int | None = None


@dataclass(frozen=True)
class Circumstances:
    """What the answers depend on: who goes, when, how long, how far, and how many went before."""

    who: int
    out: datetime
    back: datetime
    distance: int
    number: int
    own_number: int

    @property
    def length(self) -> float:
        hours = (self.back - self.out) / timedelta(hours=1)
        return log2(max(hours, 0.15) / USUAL_STEP)


@dataclass(frozen=True)
class Rated:
    """One leave as the two answered it: at the door, and after the return by each of the two."""

    door: Answers
    after: tuple[Answers, Answers]


class Drift:
    """The slow moods of two people: unit variance, fading over `days`, alike by a correlation."""

    def __init__(self, rng: Random, days: float, alike: float) -> None:
        self.rng, self.days, self.alike = rng, days, alike
        self.state = self.noise()
        self.seen: datetime | None = None

    def noise(self) -> Two:
        return _pair(self.rng, 0.0, 1.0, self.alike)

    def at(self, when: datetime) -> Two:
        gap = (when - self.seen) / timedelta(days=1) if self.seen else 0.0
        kept = exp(-max(gap, 0.0) / self.days)
        fresh = self.noise()
        self.state = _both(lambda p: kept * self.state[p] + sqrt(1 - kept**2) * fresh[p])
        self.seen = when
        return self.state


class DemoCouple:
    """Two people with their truth; asked leave by leave, in the order of time."""

    def __init__(self, rng: Random, truth: Truth) -> None:
        self.rng, self.truth = rng, truth
        self.closeness = Drift(rng, truth.days, truth.alike)
        self.energy = Drift(rng, truth.days, truth.alike)
        self.felt = Drift(rng, truth.days, truth.alike)
        self.guilt = Drift(rng, truth.days, 0.0)

    def live(self, step: Circumstances) -> Rated:
        """What the two would answer about this leave."""
        truth, who = self.truth, step.who
        usual = self.usual_guilt(step)
        guilt = usual + self.mood(self.guilt, truth.guilt_sd, step.out)[who]
        door = Answers(
            guilt=self.asked(guilt, 0.1),
            energy=self.asked(self.energies(step.out)[who], 0.12),
            closeness=self.asked(self.closenesses(step.out, truth.at_door, who)[who], 0.12),
        )
        return Rated(door, self.after(step, guilt))

    def after(self, step: Circumstances, guilt: float) -> tuple[Answers, Answers]:
        close = self.closenesses(step.back, self.truth.after_return, step.who)
        energy, felt = self.energies(step.back), self.feelings(step)
        looking_back = self.guilt_looking_back(step, guilt)

        def of(person: int) -> Answers:
            away = person == step.who
            passing = 0.08 if away else 0.14
            return Answers(
                felt=self.asked(felt[person], passing),
                closeness=self.asked(close[person], passing),
                energy=self.asked(energy[person] + self.truth.lift * away, passing),
                guilt=self.asked(looking_back, 0.15) if away else None,
            )

        return of(0), of(1)

    def usual_guilt(self, step: Circumstances) -> float:
        truth = self.truth
        by_step = truth.guilt_longer * step.length + truth.guilt_farther * (step.distance - 1)
        return (
            truth.guilt[step.who] + by_step + truth.courage[step.who] * (step.own_number - 10) / 10
        )

    def guilt_looking_back(self, step: Circumstances, guilt: float) -> float:
        usual = self.truth.guilt[step.who]
        lighter = usual - self.truth.exaggerates[step.who]
        return lighter + 0.5 * (guilt - usual) + self.rng.gauss(0, 1.1)

    def closenesses(self, when: datetime, effect: Two, who: int) -> Two:
        mood = self.mood(self.closeness, self.truth.closeness_sd, when)
        weekend = 0.3 * (when.weekday() >= 5)
        return _both(lambda p: self.truth.closeness[p] + effect[role(p, who)] + weekend + mood[p])

    def energies(self, when: datetime) -> Two:
        mood = self.mood(self.energy, self.truth.energy_sd, when)
        return _both(lambda p: self.truth.energy[p] + mood[p])

    def feelings(self, step: Circumstances) -> Two:
        mood = self.mood(self.felt, self.truth.felt_sd, step.back)
        return _both(lambda p: self.truth.felt[p] + self.sits(step, role(p, step.who)) + mood[p])

    def sits(self, step: Circumstances, part: int) -> float:
        """How the leave itself sits with the one out, or the one at home."""
        truth = self.truth
        beyond = 1 / (1 + exp(-(step.length - log2(truth.limit_hours / USUAL_STEP)) / 0.4))
        by_step = truth.longer[part] * step.length + truth.farther[part] * (step.distance - 1)
        return by_step + truth.drop[part] * beyond + truth.ease * (step.number - 25) / 50

    def mood(self, drift: Drift, spread: Two, when: datetime) -> Two:
        lasting, fresh, slow = drift.at(when), drift.noise(), self.truth.slow
        return _both(lambda p: spread[p] * (sqrt(slow) * lasting[p] + sqrt(1 - slow) * fresh[p]))

    def asked(self, value: float, passing: float) -> int | None:
        return None if self.rng.random() < passing else min(max(round(value), 0), 10)


def role(person: int, who: int) -> int:
    return OUT if person == who else HOME


def _both(value: Callable[[int], float]) -> Two:
    return value(0), value(1)


def _pair(rng: Random, mean: float, spread: float, alike: float) -> Two:
    first, second = rng.gauss(0, 1), rng.gauss(0, 1)
    other = alike * first + sqrt(1 - alike**2) * second
    return mean + spread * first, mean + spread * other


def _spreads(rng: Random, middle: float) -> Two:
    return exp(rng.gauss(log(middle), 0.3)), exp(rng.gauss(log(middle), 0.3))
