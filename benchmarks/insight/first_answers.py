"""What a couple of the first world answers, and what is so for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import expit

from benchmarks.insight.first_known import known, size_of
from benchmarks.insight.first_lonely import lonely
from benchmarks.insight.first_truth import both_good_at, felt_usual, truth_of
from benchmarks.insight.first_world import (
    CHANNEL_SHARES,
    EVENING,
    GAP_PERSISTS,
    GAP_SPREAD,
    MISSED,
    MONTH,
    ROLES,
    WEEK,
    WEEKENDS_CLOSER,
    Leaves,
    Nature,
    World,
    leaves_of,
    nature,
    pairs,
    rated,
    states,
)
from outandback.insight.couple import PEOPLE, Couple, number_within
from outandback.insight.phases import phases_of

if TYPE_CHECKING:
    from benchmarks.insight.truth import Truth
    from outandback.insight.numbers import Flags, Floats, Integers

SLOW_DECAY = 30.0


class Times(NamedTuple):
    """(e,) when somebody rates; `kind` 0 at the door, 1 at the return, 2 in the evening; `of`: the
    leave or the day."""

    at: Floats
    kind: Integers
    of: Integers


class Telling(NamedTuple):
    """(n,) each."""

    channel: Integers
    received: Floats
    landed: Floats


class Lived(NamedTuple):
    """A couple of this world, and what it answered."""

    one: Nature
    left: Leaves
    couple: Couple

    def both_good(self, leaves: int, leaver: int, hours: Floats) -> Floats:
        """(h,) the chance that a next leave is good to both, after so many leaves."""
        return both_good_at(self.one, self.left.first(leaves), leaver, hours)


def couple(
    leaves: int, chance: np.random.Generator, world: World | None = None
) -> tuple[Couple, Truth]:
    found = lived(leaves, chance, world or World())
    return found.couple, truth_of(*found)


def lived(leaves: int, chance: np.random.Generator, world: World) -> Lived:
    weekly = chance.uniform(1.0, 3.0)
    one = known(nature(chance, world), world)
    days = int(np.ceil(leaves / weekly * WEEK * 1.6)) + 14
    daily = _daily(chance, world, one, days)
    left = leaves_of(chance, world, leaves, daily, weekly / WEEK)
    return Lived(one, left, _Answers(chance, world, one, left, daily).couple())


def _daily(chance: np.random.Generator, world: World, one: Nature, days: int) -> Floats:
    evenings = np.arange(days, dtype=float) + EVENING
    found = states(chance, evenings, one.decay, one.together)
    if world.slow:
        month = states(chance, evenings, SLOW_DECAY, one.together)
        found = np.sqrt(1 - world.slow) * found + np.sqrt(world.slow) * month
    return found


class _Answers:
    def __init__(
        self, chance: np.random.Generator, world: World, one: Nature, left: Leaves, daily: Floats
    ) -> None:
        self.chance, self.world, self.one, self.left, self.daily = chance, world, one, left, daily
        self.rows = np.arange(len(left.out))
        self.home = 1 - left.leaver
        self.last = float(left.back[-1]) + 2 if len(left.out) else 20.0

    def couple(self) -> Couple:
        times, telling = self._times(), self._telling()
        usual = self._closeness(times, telling)
        close = rated(usual + self._around(times, self.one.deviation, self.daily))
        energy = self._energy(times)
        said = self._said(times, close)
        door, looking_back, usual_guilt = self._guilt()
        felt = self._felt(door, usual_guilt)
        return Couple(
            *self.left[:2], self.left.leaver, self.left.hours, self.left.distance,
            self.left.company, telling.channel, telling.received, telling.landed,
            self._missing(rated(felt), self._home_share("back")),
            self._missing(rated(door), 0.1), self._missing(rated(looking_back), 0.2),
            (self.chance.random(len(self.rows)) < self.one.keeps).astype(float),
            times.at, np.where(said, close, np.nan), np.where(said, energy, np.nan),
            self._weeks(), lonely(self.chance, self.world, self.left, times.at),
        )  # fmt: skip

    def _times(self) -> Times:
        days = np.arange(int(self.last))
        at = np.concatenate([self.left.out, self.left.back, days + EVENING])
        kind = np.repeat([0, 1, 2], [len(self.rows), len(self.rows), len(days)])
        of = np.concatenate([self.rows, self.rows, days])
        order = np.argsort(at, kind="stable")
        return Times(at[order] + np.arange(len(at)) * 1e-7, kind[order], of[order])

    def _telling(self) -> Telling:
        n = len(self.rows)
        channel = self.chance.choice(5, n, p=CHANNEL_SHARES)
        received = rated(6.5 + self.chance.normal(0, 1.8, n))
        landed = rated(received / 2 + 3.5 + self.chance.normal(0, 1.4, n))
        told = channel > 0
        return Telling(channel, np.where(told, received, np.nan), np.where(told, landed, np.nan))

    def _closeness(self, times: Times, telling: Telling) -> Floats:
        phases = phases_of(times.at, *self.left[:3])
        found = np.tile(self.one.level, (len(times.at), 1))
        for role in ROLES:
            found = found + getattr(phases, role) @ self.one.closeness[role]
        found = found + WEEKENDS_CLOSER * (np.floor(times.at) % WEEK >= 5)[:, None]
        day = phases.next_day.any(axis=2)
        return np.asarray(found + day * self._told(telling)[phases.last][:, None])

    def _told(self, telling: Telling) -> Floats:
        """(n,) what a telling adds to the day after."""
        if not len(self.rows):
            return np.zeros(1)
        ways = np.concatenate([[0.0], self.one.ways - self.one.ways.mean()])[telling.channel]
        landed = self.one.landed * (np.nan_to_num(telling.landed, nan=6.75) - 6.75) / 2
        received = self.one.received * (np.nan_to_num(telling.received, nan=6.5) - 6.5) / 2
        return np.asarray((ways + landed + received) * (telling.channel > 0))

    def _around(self, times: Times, deviation: Floats, daily: Floats) -> Floats:
        day = np.clip(np.floor(times.at - 0.38).astype(int), 0, len(daily) - 1)
        fresh = pairs(self.chance, len(times.at), self.one.together)
        share = self.one.persists
        return np.asarray(deviation * (np.sqrt(share) * daily[day] + np.sqrt(1 - share) * fresh))

    def _energy(self, times: Times) -> Floats:
        evenings = np.arange(len(self.daily), dtype=float) + EVENING
        daily = states(self.chance, evenings, self.one.decay, self.one.together)
        level = self.chance.normal(6.0, 1.0, PEOPLE)
        back = phases_of(times.at, *self.left[:3]).back[:, :, 0]
        more = size_of("energy back leaver", 0.0 if self.world.null else 0.24, self.world)
        return rated(level + more * back + self._around(times, self.one.energy_deviation, daily))

    def _said(self, times: Times, close: Floats) -> Flags:
        days = int(self.last)
        evenings = self.chance.random((days, PEOPLE)) < self.chance.beta(2, 3, PEOPLE)
        said = np.zeros(close.shape, dtype=bool)
        evening = times.kind == 2
        said[evening] = evenings[times.of[evening]]
        for kind, name in enumerate(MISSED):
            at = times.kind == kind
            odds = self._odds(self._home_share(name)[times.of[at]], close[at])
            said[at] = self.chance.random(odds.shape) >= expit(odds)
        return said

    def _odds(self, missed: Floats, close: Floats) -> Floats:
        """Of not answering, greater where the answer would be low."""
        away = (close - self.one.level) / self.one.deviation
        return np.asarray(np.log(missed / (1 - missed)) - self.world.skipping * away)

    def _home_share(self, name: str) -> Floats:
        leaver, home = MISSED[name]
        return np.where(np.arange(PEOPLE) == self.left.leaver[:, None], leaver, home)

    def _missing(self, points: Floats, share: Floats | float) -> Floats:
        return np.where(self.chance.random(points.shape) < share, np.nan, points)

    def _guilt(self) -> tuple[Floats, Floats, Floats]:
        one, who, n = self.one, self.left.leaver, len(self.rows)
        longer, far = np.log2(self.left.hours / 3), self.left.distance - 1
        own = (number_within(who) - 10) / 10
        usual = one.guilt_level[who] + one.guilt_longer * longer + one.guilt_farther * far
        usual = usual + one.guilt_easier[who] * own
        state = states(self.chance, self.left.out, one.decay, 0.0)[self.rows, who] if n else usual
        fresh = np.sqrt(1 - one.persists) * self.chance.standard_normal(n)
        door = usual + one.guilt_deviation[who] * (np.sqrt(one.persists) * state + fresh)
        level = one.guilt_level[who]
        back = level - one.exaggerates[who] + (door - level) / 2
        return door, back + 1.3 * self.chance.standard_normal(n), usual

    def _felt(self, door: Floats, usual_guilt: Floats) -> Floats:
        n, one = len(self.rows), self.one
        state = states(self.chance, self.left.back, one.decay, one.together) if n else 0.0
        fresh = pairs(self.chance, n, one.together)
        share = one.persists
        away = one.felt_deviation * (np.sqrt(share) * state + np.sqrt(1 - share) * fresh)
        felt = np.asarray(felt_usual(one, self.left, self.rows.astype(float)) + away)
        felt[self.rows, self.home] += one.foretells[self.left.leaver] * (door - usual_guilt)
        return felt

    def _weeks(self) -> Floats:
        many = max(int(self.last // WEEK), 2)
        drawn = self.chance.standard_normal((many, PEOPLE))
        for week in range(1, many):
            fresh = np.sqrt(1 - GAP_PERSISTS**2) * drawn[week]
            drawn[week] = GAP_PERSISTS * drawn[week - 1] + fresh
        months = (np.arange(many) - (many - 1))[:, None] * WEEK / MONTH
        return np.asarray(self.one.gap + self.one.gap_trend * months + GAP_SPREAD * drawn)
