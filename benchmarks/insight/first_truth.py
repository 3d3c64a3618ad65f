"""What is so for a couple of the first world, on the scale of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from benchmarks.insight.truth import Truth, as_answered
from outandback.insight.bivariate_normal import both_below
from outandback.insight.couple import PEOPLE, number_within

if TYPE_CHECKING:
    from benchmarks.insight.first_world import Leaves, Nature
    from outandback.insight.couple import Couple
    from outandback.insight.numbers import Floats, Integers

HOURS = np.array([2.0, 6.0, 24.0])
GOOD, TURNS, LEAST = 6, 60, 4


def felt_usual(one: Nature, left: Leaves, number: Floats) -> Floats:
    """(n, 2) what the two feel about leaves on average, by person."""
    n = len(left.out)
    rows, home = np.arange(n), 1 - left.leaver
    found = one.felt_level + (one.felt_trend * (number - 25) / 50)[:, None]
    for role, person in enumerate((left.leaver, home)):
        found[rows, person] += _felt_by_role(one, left, role, person)
    return np.asarray(found)


def _felt_by_role(one: Nature, left: Leaves, role: int, person: Integers) -> Floats:
    longer = np.log2(left.hours / 3)
    slope = one.felt_longer[role] + one.felt_apart[role] * (1 - 2 * person)
    step = one.step[role] * expit(np.log2(left.hours / one.step_at) / 0.4)
    far = one.felt_farther[role] * (left.distance - 1)
    company = one.felt_company[role][left.company]
    return np.asarray(slope * longer + step + far + company + role * one.felt_home)


def truth_of(one: Nature, left: Leaves, found: Couple) -> Truth:
    steep = float(np.mean(_step(one.level, one.deviation)))
    ways = one.ways * steep
    roles = {
        f"{phase}_{role}": _shift(one, effect)
        for phase in ("back", "next_day", "days_after")
        for role, effect in zip(("leaver", "home"), one.closeness[phase], strict=True)
    }
    return Truth(
        **roles,
        landed=one.landed * steep,
        received=one.received * steep,
        told_taught=float(ways[0] - ways[1]),
        told_shown=float(ways[0] - ways[2]),
        told_gift=float(ways[0] - ways[3]),
        both_good=_both_good(one, left),
        guilt_exaggerates=_exaggerates(one, left),
        guilt_foretells=_foretells(one, left, found),
        gap_now=one.gap,
        gap_trend=np.full(PEOPLE, one.gap_trend),
        easier=_easier(one, left),
        kept=one.keeps,
    )


def _shift(one: Nature, effect: float) -> float:
    moved = as_answered(one.level + effect, one.deviation)
    return float(np.mean(moved - as_answered(one.level, one.deviation)))


def _step(mean: Floats, deviation: Floats) -> Floats:
    """By how much an answer rises for one point of what it is of."""
    return as_answered(mean + 0.5, deviation) - as_answered(mean - 0.5, deviation)


def _both_good(one: Nature, left: Leaves) -> dict[tuple[int, int], float]:
    company = np.full(len(HOURS), np.bincount(left.company, minlength=4).argmax())
    distance, none = np.clip(1 + np.log2(HOURS / 3) / 2, 0, 3), np.zeros(len(HOURS))
    found: dict[tuple[int, int], float] = {}
    for leaver in range(PEOPLE):
        who = np.full(len(HOURS), leaver)
        asked = left._replace(
            out=none, back=none, leaver=who, hours=HOURS, distance=distance, company=company
        )
        felt = felt_usual(one, asked, np.full(len(HOURS), float(len(left.out))))
        above = (felt - (GOOD - 0.5)) / _deviation_of_felt(one, leaver)
        both = both_below(above[:, 0], above[:, 1], one.together)
        found |= {(leaver, int(h)): float(p) for h, p in zip(HOURS, both, strict=True)}
    return found


def _deviation_of_felt(one: Nature, leaver: int) -> Floats:
    """(2,) by person; at home it varies with the other's guilt, too."""
    found, home = one.felt_deviation.copy(), 1 - leaver
    found[home] = np.hypot(found[home], one.foretells[leaver] * one.guilt_deviation[leaver])
    return found


def _usual_guilt(one: Nature, left: Leaves) -> Floats:
    who = left.leaver
    own = (number_within(who) - 10) / 10
    held = one.guilt_longer * np.log2(left.hours / 3) + one.guilt_farther * (left.distance - 1)
    return np.asarray(one.guilt_level[who] + held + one.guilt_easier[who] * own)


def _exaggerates(one: Nature, left: Leaves) -> Floats:
    found = []
    usual = _usual_guilt(one, left)
    for person in range(PEOPLE):
        door, level = usual[left.leaver == person], one.guilt_level[person]
        spread = np.full(door.shape, one.guilt_deviation[person])
        back = level - one.exaggerates[person] + (door - level) / 2
        more = as_answered(door, spread) - as_answered(back, np.hypot(spread / 2, 1.3))
        found.append(float(more.mean()) if len(more) else np.nan)
    return np.array(found)


def _easier(one: Nature, left: Leaves) -> Floats:
    usual, found = _usual_guilt(one, left), []
    for person in range(PEOPLE):
        own = left.leaver == person
        steep = _step(usual[own], np.full(own.sum(), one.guilt_deviation[person]))
        enough = own.sum() >= LEAST
        found.append(float(one.guilt_easier[person] * steep.mean()) if enough else np.nan)
    return np.array(found)


def _foretells(one: Nature, left: Leaves, found: Couple) -> Floats:
    """The slope that endless answers of this couple would have, in the columns that are asked."""
    who, n = left.leaver, len(left.out)
    felt = found.felt[np.arange(n), 1 - who]
    said = np.isfinite(found.guilt_at_door) & np.isfinite(felt)
    if min((said & (who == person)).sum() for person in range(PEOPLE)) < LEAST:
        return np.full(PEOPLE, np.nan)
    guilt, answers = _answered_again(one, left)
    guilt, answers, who = guilt[:, said], answers[:, said], who[said]
    for person in range(PEOPLE):
        own = who == person
        guilt[:, own] -= guilt[:, own].mean()
    first = np.tile(who == 0, (TURNS, 1))
    held = [np.log2(left.hours[said] / 3), left.distance[said] - 1]
    columns = [first, ~first, guilt * first, guilt * ~first]
    columns += [np.tile(one_, (TURNS, 1)) for one_ in held]
    design = np.column_stack([column.ravel() for column in columns]).astype(float)
    slopes = np.linalg.lstsq(design, answers.ravel(), rcond=None)[0]
    return np.asarray(slopes[2:4])


def _answered_again(one: Nature, left: Leaves) -> tuple[Floats, Floats]:
    """(turns, n) guilt at the door and what the other felt, the same for every call."""
    chance, n = np.random.default_rng(1), len(left.out)
    who, rows, home = left.leaver, np.arange(n), 1 - left.leaver
    more = one.guilt_deviation[who] * chance.standard_normal((TURNS, n))
    usual = felt_usual(one, left, rows.astype(float))[rows, home]
    felt = usual + one.foretells[who] * more
    felt = felt + one.felt_deviation[home] * chance.standard_normal((TURNS, n))
    guilt = _usual_guilt(one, left) + more
    return np.clip(np.rint(guilt), 0, 10), np.clip(np.rint(felt), 0, 10)
