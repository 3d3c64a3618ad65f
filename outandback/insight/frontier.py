"""How far is too far? How good leaves of a length are for both, as far as any was lived."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import expit, ndtr

from .bivariate_normal import both_below
from .couple import PEOPLE, Company
from .effects import spread_wider
from .engine import Prior, fit
from .posterior import Draws

if TYPE_CHECKING:
    from .couple import Couple
    from .numbers import Flags, Floats, Integers
    from .posterior import Posterior

HOURS = np.exp(np.linspace(np.log(0.5), np.log(96), 25))
USUAL_HOURS = 3.0
LIMITS = np.array([2.0, 4.0, 8.0, 16.0, 32.0, 64.0])  # hours at which a step may be
STEP_WIDTH = 0.35  # in doublings of length
MIDDLE_LEAVE, FIFTY = 25, 50
ROLES = 2

NAMES = (
    "level 0", "level 1", "home", "longer leaver", "longer home", "farther leaver", "farther home",
    *(f"company {one.value} {role}" for role in ("leaver", "home") for one in Company),
    "longer leaver apart", "longer home apart", "home apart", "trend",
    "both out", "in a trip leaver", "in a trip home",
    *(f"step {int(hours)} {role}" for hours in LIMITS for role in ("leaver", "home")),
)  # fmt: skip
BEFORE_STEPS = len(NAMES) - ROLES * len(LIMITS)
# Points; the author's. A step down is likelier than one up; half of all couples have none.
MEAN = np.array(
    [7.3, 7.3, -0.2, 0.0, -0.1, 0.0, -0.05] + [0.0] * 8 + [0.0, 0.0, 0.0, 0.05]
    + [0.0] * 3 + [-0.4, -1.0] * len(LIMITS)
)  # fmt: skip
SPREAD = np.array(
    [1.4, 1.4, 0.65, 0.30, 0.30, 0.22, 0.22] + [0.36] * 8 + [0.18, 0.18, 0.25, 0.32]
    + [0.3, 0.36, 0.36] + [0.9, 1.3] * len(LIMITS)
)  # fmt: skip
WIDTHS = (1.0, 0.35), (2.0, 0.65)  # chosen on made-up couples: docs/statistics.md
NO_STEP = 0.5

DRAWS, SEED = 400, 0
DISCREPANCY = 0.15  # on the probit scale: ratings are not quite normal
GOOD_TO_BOTH, RATHER_NOT, STEP_IS_GOOD = 0.7, 0.5, 0.6  # probabilities that a leave is good to both
SO_FAR, NO_MORE, NEXT_STEP = 0.97, 0.95, 0.80  # how sure of it
LEAST, LEAST_FOR_A_LIMIT, LEAST_FOR_A_STEP = 12, 20, 5  # leaves that both rated
STEP_OF_USUAL, USUAL_SHARE = 1.5, 0.8


def _columns() -> list[tuple[Integers, float]]:
    plain = np.arange(BEFORE_STEPS)
    steps = [BEFORE_STEPS + ROLES * place + np.arange(ROLES) for place in range(len(LIMITS))]
    stepped = [(np.concatenate([plain, one]), (1 - NO_STEP) / len(LIMITS)) for one in steps]
    return [(plain, NO_STEP), *stepped]


PRIOR = Prior(
    MEAN,
    SPREAD,
    reference=1.4,
    alternatives=spread_wider(
        len(NAMES), np.arange(PEOPLE, len(NAMES)), columns=_columns(), widths=WIDTHS
    ),
)


class AskedLeave(NamedTuple):
    """(k,) who left, whose rating it is, hours, distance, company, and the number of the leave;
    whether both were out, so that nobody was at home, and whether it was in a trip, 1 or 0."""

    leaver: Integers
    person: Integers
    hours: Floats
    distance: Floats
    company: Integers
    number: Floats
    both_out: Flags | float = 0.0
    in_trip: Floats | float = 0.0


@dataclass(frozen=True)
class Frontier:
    """Of leaves of one of the two, at `hours` (h,).

    `both`, `leaver`, `home` (h, 3): the 10, 50 and 90 % points of the probability that it is good
    to both, to the one who leaves, to the one at home; the latter two are for that person alone.
    `longest`: hours of the longest leave so far with one at home. `n`: such leaves that both rated.
    `up_to`: hours up to which leaves have usually been good to both, 0 for none. `beyond`: hours
    from which they more often have not. `next_step`: hours of a small next step, if there is one.
    `may_say`: “up to”, “beyond”, or nothing.
    """

    hours: Floats
    both: Floats
    leaver: Floats
    home: Floats
    longest: float
    n: int
    up_to: float
    beyond: float | None
    next_step: float | None
    may_say: str


@dataclass(frozen=True)
class Fitted:
    """What the frontiers of both directions are read from."""

    couple: Couple
    posterior: Posterior

    @cached_property
    def draws(self) -> Draws:
        return self.posterior.draws(DRAWS, np.random.default_rng(SEED))

    @property
    def usual_company(self) -> int:
        return int(np.bincount(self.couple.company, minlength=1).argmax())


def fitted(couple: Couple, prior: Prior = PRIOR) -> Fitted:
    person = np.tile([0, 1], couple.leaves)
    asked = AskedLeave(
        np.repeat(couple.leaver, PEOPLE),
        person,
        np.repeat(couple.hours, PEOPLE),
        np.repeat(couple.distance, PEOPLE),
        np.repeat(couple.company, PEOPLE),
        np.repeat(np.arange(couple.leaves, dtype=float), PEOPLE),
        np.repeat(couple.both_out, PEOPLE),
        np.repeat(couple.in_trip, PEOPLE),
    )
    design = design_of(asked)
    times = np.repeat(couple.back, PEOPLE)
    return Fitted(couple, fit(times, person, couple.felt.ravel(), design, prior))


def design_of(asked: AskedLeave) -> Floats:
    """(k, 34) the columns NAMES."""
    left = (asked.leaver == asked.person).astype(float)
    neither = (1 - left) * asked.both_out
    roles = np.column_stack([left, 1 - left - neither])
    in_trip = np.reshape(asked.in_trip, (-1, 1)) * roles
    longer = np.log2(asked.hours / USUAL_HOURS)[:, None]
    first = (1.0 - 2 * asked.person)[:, None]
    company = asked.company[:, None] == np.array(list(Company))
    steps = expit(np.log2(asked.hours[:, None] / LIMITS) / STEP_WIDTH)
    columns = [
        asked.person == 0, asked.person == 1, roles[:, 1], longer * roles,
        (asked.distance - 1)[:, None] * roles, company * roles[:, :1], company * roles[:, 1:],
        longer * roles * first, roles[:, 1:] * first, (asked.number - MIDDLE_LEAVE) / FIFTY,
        neither, in_trip,
        (steps[:, :, None] * roles[:, None, :]).reshape(len(left), ROLES * len(LIMITS)),
    ]  # fmt: skip
    return np.column_stack(columns).astype(float)


def frontier(
    known: Fitted, leaver: int, good: tuple[float, float] = (6, 6), hours: Floats = HOURS
) -> Frontier:
    """`good`: from how many points on each of the two calls a leave good, at most 8: ratings of
    people at the ceiling are too far from normal above that."""
    couple = known.couple
    leaves, home = (_of_person(known, leaver, who, good, hours) for who in (leaver, 1 - leaver))
    both = both_below(leaves, home, known.posterior.correlation)
    longest = float(couple.hours[~couple.both_out].max(initial=0.0))
    lived = hours <= longest * 1.001
    up_to, beyond = _up_to(both, hours, lived), _beyond(both, hours, lived)
    n = int(couple.both_felt.sum())
    return Frontier(
        hours,
        _points(both),
        _points(ndtr(leaves)),
        _points(ndtr(home)),
        longest,
        n,
        up_to,
        beyond,
        _next_step(couple, good, both, hours),
        _may_say(couple, n, up_to, beyond),
    )


def chance_of_both(
    known: Fitted, leaver: int, hours: Floats, good: tuple[float, float] = (6, 6)
) -> Floats:
    """(s, h) draws of the probability that a leave of so many hours is good to both."""
    leaves, home = (_of_person(known, leaver, who, good, hours) for who in (leaver, 1 - leaver))
    return both_below(leaves, home, known.posterior.correlation)


def chance_of_one(
    known: Fitted, leaver: int, person: int, hours: Floats, good: tuple[float, float] = (6, 6)
) -> Floats:
    """(h, 3) the 10, 50 and 90 % points of the probability that it is good to one of the two."""
    return _points(ndtr(_of_person(known, leaver, person, good, hours)))


def _of_person(
    known: Fitted, leaver: int, person: int, good: tuple[float, float], hours: Floats
) -> Floats:
    """(s, h) how many standard deviations above “good” a leave is expected for this person, at the
    distance that is typical of its length."""
    k, many = len(hours), known.couple.leaves
    distance = np.clip(1 + np.log2(hours / USUAL_HOURS) / 2, 0, 3)
    asked = AskedLeave(
        np.full(k, leaver),
        np.full(k, person),
        hours,
        distance,
        np.full(k, known.usual_company),
        np.full(k, float(many)),
    )
    draws = known.draws
    expected = draws.effects @ design_of(asked).T - (good[person] - 0.5)
    deviation = np.sqrt(draws.variance) * known.posterior.spread[person]
    return np.asarray(
        expected / deviation[:, None] + _discrepancy(len(deviation))[person != leaver]
    )


def _discrepancy(many: int) -> tuple[Floats, Floats]:
    normal = np.random.default_rng(SEED + 1).standard_normal((ROLES, many, 1))
    return DISCREPANCY * normal[0], DISCREPANCY * normal[1]


def _points(chances: Floats) -> Floats:
    """(s, h) -> (h, 3) the 10, 50 and 90 % points."""
    places = [int(share * len(chances)) for share in (0.1, 0.5, 0.9)]
    return np.asarray(np.sort(chances, axis=0)[places].T)


def _up_to(both: Floats, hours: Floats, lived: Flags) -> float:
    """From the shortest on, at every length, and no further than any was lived."""
    fine = ((both >= GOOD_TO_BOTH).mean(axis=0) >= SO_FAR) & lived
    many = np.minimum.accumulate(fine).sum()
    return float(hours[many - 1]) if many else 0.0


def _beyond(both: Floats, hours: Floats, lived: Flags) -> float | None:
    """At every length from there to the longest that was lived."""
    rather_not = ((both < RATHER_NOT).mean(axis=0) >= NO_MORE) | ~lived
    from_there = np.minimum.accumulate(rather_not[::-1])[::-1] & lived
    return float(hours[from_there.argmax()]) if from_there.any() else None


def _next_step(
    couple: Couple, good: tuple[float, float], both: Floats, hours: Floats
) -> float | None:
    """At most half as long again as four in five of the leaves that were good to both."""
    with np.errstate(invalid="ignore"):
        were_good = (couple.felt >= np.array(good)).all(axis=1) & couple.both_felt
    if were_good.sum() < LEAST_FOR_A_STEP:
        return None
    most = STEP_OF_USUAL * float(np.quantile(couple.hours[were_good], USUAL_SHARE))
    sure = np.minimum.accumulate((both >= STEP_IS_GOOD).mean(axis=0) >= NEXT_STEP)
    found = hours[sure & (hours <= most)]
    return float(found.max()) if len(found) else None


def _may_say(couple: Couple, n: int, up_to: float, beyond: float | None) -> str:
    if n < LEAST:
        return ""
    if beyond is not None and n >= LEAST_FOR_A_LIMIT:
        return "beyond"
    return "up to" if up_to >= max(float(np.median(couple.hours)), 1.0) else ""
