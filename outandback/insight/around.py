"""Does it come back to us? Closeness and energy at the door, away, at the return, and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .couple import PEOPLE, Channel
from .effects import Effect, effects_of, spread_wider
from .engine import Alternative, Prior, fit
from .phases import Phases, phases_of

if TYPE_CHECKING:
    from .couple import Couple
    from .numbers import Flags, Floats, Integers
    from .posterior import Posterior

HALF_A_YEAR, WEEK, WEEKEND = 180.0, 7, 5
PER = 2.0  # effects of how a telling landed and was received are for two points of it
WAYS = Channel.TOLD, Channel.TAUGHT, Channel.SHOWN, Channel.GIFT

NAMES = (
    "level 0", "level 1", "trend", "weekend",
    "door leaver", "door home", "away leaver", "away home", "back leaver", "back home",
    "next day leaver", "next day home", "days after leaver", "days after home",
    "back leaver apart", "back home apart",
    "told", "taught", "shown", "gift", "landed", "received",
    "both out", "on a trip",
)  # fmt: skip
FIRST_EFFECT, FIRST_WAY = NAMES.index("door leaver"), NAMES.index("told")
LAST_PHASE, BESIDE = NAMES.index("days after home"), NAMES.index("both out")
LEVEL = {"closeness": 7.0, "energy": 6.0}
REFERENCE = {"closeness": 1.3, "energy": 1.6}
# Points. All effects of leaving are centred at 0: no opinion is held beforehand. Telling and warm
# reception: Otto et al. 2015, doi 10.1037/fam0000042, by their direction; spreads are the author's.
MEAN = np.array([0, 0, 0, 0.2] + [0] * 16 + [0.1, 0.1] + [0, 0])
SPREAD = np.array(
    [2.0, 2.0, 0.6, 0.3, 0.35, 0.35] + [0.45] * 4 + [0.35, 0.35, 0.23, 0.23, 0.2, 0.2] + [0.27] * 6
    + [0.45, 0.5]
)  # fmt: skip
SHOWN = (
    "back leaver", "back home", "next day leaver", "next day home",
    "days after leaver", "days after home", "landed", "received",
)  # fmt: skip
BETWEEN = (
    ("told", "taught"), ("told", "shown"), ("taught", "shown"),
    ("told", "gift"), ("shown", "gift"), ("taught", "gift"),
)  # fmt: skip


@dataclass(frozen=True)
class AroundLeaves:
    """Effects in points of one rating, by name; of two ways of telling as “told - shown”.
    `baseline`: how many ratings stand near no leave, and on no trip, which all is compared with."""

    effects: dict[str, Effect]
    baseline: int
    posterior: Posterior


def around(couple: Couple, rating: str = "closeness") -> AroundLeaves:
    """`rating`: “closeness” or “energy”."""
    times, person, design = design_of(couple)
    ratings = getattr(couple, rating).ravel()
    mean = MEAN.copy()
    mean[:PEOPLE] = LEVEL[rating]
    found = fit(times, person, ratings, design, prior_of(mean, REFERENCE[rating]))
    answered = design[np.isfinite(ratings)]
    effects = _effects(found, answered)
    return AroundLeaves(effects, int((~near_leaves(answered)).sum()), found)


def near_leaves(design: Floats) -> Flags:
    """(k,) of each row whether it stands near a leave, or on a trip."""
    phases = design[:, FIRST_EFFECT : LAST_PHASE + 1].any(axis=1)
    return np.asarray(phases | design[:, BESIDE:].any(axis=1))


def prior_of(mean: Floats, reference: float) -> Prior:
    return Prior(mean, SPREAD, reference, widths_of(len(NAMES)))


def widths_of(p: int) -> tuple[Alternative, ...]:
    effects, ways = np.arange(FIRST_EFFECT, BESIDE), np.arange(FIRST_WAY, BESIDE)
    return spread_wider(p, effects, at_least=ways)


def design_of(couple: Couple) -> tuple[Floats, Integers, Floats]:
    """(2 e,) days, (2 e,) person, (2 e, 24) the columns NAMES; each time stands there twice."""
    many = len(couple.rated_at)
    person, times = np.tile([0, 1], many), np.repeat(couple.rated_at, PEOPLE)
    phases = phases_of(couple.rated_at, couple.out, couple.back, couple.leaver)
    middle = times.mean() if many else 0.0
    level = np.column_stack([person == 0, person == 1])
    weekend = np.floor(times) % WEEK >= WEEKEND
    back = phases.back.reshape(-1, PEOPLE) * (1.0 - 2 * person)[:, None]
    columns = [level, (times - middle) / HALF_A_YEAR, weekend, phases.columns, back]
    beside = [phases.both_out.ravel(), _on_a_trip(couple, times)]
    design = np.column_stack([*columns, _telling(couple, phases), *beside])
    return times, person, design.astype(float)


def _on_a_trip(couple: Couple, times: Floats) -> Flags:
    """(2 e,) whether they were somewhere else, the two of them."""
    began, ended = couple.trips.T
    return np.asarray(((times[:, None] >= began) & (times[:, None] < ended)).any(axis=1))


def _telling(couple: Couple, phases: Phases) -> Floats:
    """(2 e, 6) on the day after: the four ways against their mean, landed, received."""
    rows = 2 * len(phases.last)
    if not couple.leaves:
        return np.zeros((rows, len(WAYS) + 2))
    day = phases.next_day.any(axis=2).ravel()
    which = np.repeat(phases.last, PEOPLE)
    told = couple.channel[which]
    ways = (told[:, None] == np.array(WAYS)) - (told > 0)[:, None] / len(WAYS)
    more = np.column_stack([_centred(couple.landed)[which], _centred(couple.received)[which]])
    return np.asarray(np.column_stack([ways, more]) * day[:, None])


def _centred(points: Floats) -> Floats:
    """Around the mean of those that were answered; the others are as usual."""
    said = np.isfinite(points)
    middle = points[said].mean() if said.any() else 0.0
    return np.where(said, (points - middle) / PER, 0.0)


def _effects(found: Posterior, answered: Floats) -> dict[str, Effect]:
    unit = np.eye(len(NAMES))
    rows = (answered != 0).sum(axis=0)
    ways = (answered > 0.5).sum(axis=0)
    at = {name: NAMES.index(name) for name in NAMES}
    contrasts = [unit[at[name]] for name in SHOWN]
    contrasts += [unit[at[one]] - unit[at[other]] for one, other in BETWEEN]
    bear = [rows[at[name]] for name in SHOWN]
    bear += [min(ways[at[one]], ways[at[other]]) for one, other in BETWEEN]
    names = [*SHOWN, *(f"{one} - {other}" for one, other in BETWEEN)]
    effects = effects_of(found, np.array(contrasts), bear)
    return dict(zip(names, effects, strict=True))
