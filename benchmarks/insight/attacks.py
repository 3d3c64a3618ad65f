"""How much better one of two can guess a rating of the other by what is published.

`known_but_one`: all is known but that rating. What each of its eleven values would publish is
worked out, and the guess is the best there is. `known_but_ten`: the last ten of the other are
unknown; which guess goes with which publication is learnt on one half of the draws and scored on
the other. `regression`: over many couples, ridge regression from what was published before and
after, and from what is known anyway, to the eleven values; learnt on each half of the couples and
scored on the other, with the penalty that serves it best. The base is the best guess without the
publication: of the belief, or of the same regression without it.

python -m benchmarks.insight.attacks COUPLES 20|40
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.insight.published import (
    digits_each_leave,
    own_page,
    own_page_features,
    pair_page,
    pair_page_features,
)
from benchmarks.insight.two_known import OTHER, POINTS, Known, belief, known_couple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from outandback.insight.numbers import Flags, Floats, Integers

SEED = 20261130
DRAWS, LAST_TEN, TWICE = 160, 10, 2
PENALTIES = 10.0, 100.0, 1000.0, 10000.0
FEW = 10  # times fewer couples where draws are many, or nothing can be learnt
RESULTS = Path(__file__).parent / "results" / "attacks.json"


class Guessed(NamedTuple):
    """Shares of guesses that are right."""

    base: float
    attack: float

    @property
    def gain(self) -> float:
        return self.attack - self.base


def couples(many: int, leaves: int, seed: int = SEED, *, shared: bool) -> Iterator[Known]:
    for number in range(many):
        yield known_couple(leaves, np.random.default_rng((seed, leaves, number)), shared=shared)


# All but one is known -----------------------------------------------------------------------------


def known_but_one(publishes: Callable[[Known], Hashable], known: Iterator[Known]) -> Guessed:
    found = [_best_guess(publishes, one) for one in known]
    return Guessed(*map(float, np.mean(found, axis=0)))


def _best_guess(publishes: Callable[[Known], Hashable], known: Known) -> tuple[float, float]:
    """Of each thing that may be published the likeliest value behind it is guessed."""
    believed = belief(known)
    best: dict[Hashable, float] = {}
    for points, likely in enumerate(believed):
        published = publishes(known.with_last(points))
        best[published] = max(best.get(published, 0.0), float(likely))
    return float(believed.max()), sum(best.values())


# All but ten are known ----------------------------------------------------------------------------


def known_but_ten(
    publishes: Callable[[Known], Hashable], known: Iterator[Known], seed: int = SEED
) -> Guessed:
    chance = np.random.default_rng(seed)
    found = [_learnt_guess(publishes, one, chance) for one in known]
    return Guessed(*map(float, np.mean(found, axis=0)))


def _learnt_guess(
    publishes: Callable[[Known], Hashable], known: Known, chance: np.random.Generator
) -> tuple[float, float]:
    believed = belief(known, LAST_TEN)
    drawn = chance.choice(POINTS, (DRAWS, LAST_TEN), p=believed)
    published = [publishes(known.with_last_ones(row)) for row in drawn]
    last, half = drawn[:, -1], DRAWS // 2
    without = int(believed.argmax())
    rule = _rule(published[:half], last[:half])
    guesses = np.array([rule.get(one, without) for one in published[half:]])
    return float((last[half:] == without).mean()), float((last[half:] == guesses).mean())


def _rule(published: list[Hashable], points: Integers) -> dict[Hashable, int]:
    seen: dict[Hashable, list[int]] = {}
    for one, value in zip(published, points, strict=True):
        seen.setdefault(one, []).append(int(value))
    return {one: int(np.bincount(values).argmax()) for one, values in seen.items()}


# Regression over couples --------------------------------------------------------------------------


def regression(
    features: Callable[[Known], Floats], known: Iterator[Known], seed: int = SEED
) -> Guessed:
    """What was published before and after the last leaves, beside what is known anyway."""
    chance = np.random.default_rng((seed, 1))
    rows = [row for one in known for row in _rows(features, one, chance)]
    anyway, published, points = (
        np.array([row[part] for row in rows], dtype=float) for part in range(3)
    )
    return Guessed(
        _scored(anyway, points.astype(int)),
        _scored(np.column_stack([anyway, published]), points.astype(int)),
    )


def _rows(
    features: Callable[[Known], Floats], known: Known, chance: np.random.Generator
) -> Iterator[tuple[Floats, Floats, int]]:
    """A kept rating is what it was; of a shared one there are further draws."""
    believed, before = belief(known), features(known.before(LAST_TEN))
    values = [known.last] if not known.shared else chance.choice(POINTS, TWICE, p=believed)
    for points in map(int, values):
        now = known.with_last(points)
        yield known_anyway(known, believed), np.concatenate([before, features(now)]), points


def known_anyway(known: Known, believed: Floats) -> Floats:
    """The belief itself, what the guesser said of that leave, its hours and who left."""
    last = known.leaves[-1]
    own = last.felt[1 - OTHER]
    hours = (last.back - last.out) * 24
    return np.array([*believed, float(own or 0), np.log2(hours), float(last.own)])


def _scored(columns: Floats, points: Integers) -> float:
    """Rows of one couple stand beside each other, and in the same half."""
    half = len(points) // TWICE // TWICE * TWICE
    first = np.arange(len(points)) < half
    middle, spread = columns.mean(axis=0), columns.std(axis=0)
    scaled = (columns - middle) / np.where(spread > 0, spread, 1)
    design = np.column_stack([np.ones(len(points)), scaled])
    return max(
        float(np.concatenate([_right(design, points, one, by) for one in (first, ~first)]).mean())
        for by in PENALTIES
    )


def _right(design: Floats, points: Integers, learns: Flags, penalty: float) -> Flags:
    told = design[learns]
    by = penalty * np.eye(design.shape[1])
    by[0, 0] = 0
    weights = np.linalg.solve(told.T @ told + by, told.T @ np.eye(len(POINTS))[points[learns]])
    return np.asarray((design[~learns] @ weights).argmax(axis=1) == points[~learns])


# The run that is stored ---------------------------------------------------------------------------


def attacks(many: int, leaves: int) -> Iterator[tuple[str, int, Guessed]]:
    """By name, over how many couples."""
    few = many // FEW

    def known(how_many: int, *, shared: bool) -> Iterator[Known]:
        return couples(how_many, leaves, shared=shared)

    both = "page of both"
    yield f"{both}, all but one known", many, known_but_one(pair_page, known(many, shared=True))
    yield f"{both}, all but ten known", few, known_but_ten(pair_page, known(few, shared=True))
    yield f"{both}, regression", many, regression(pair_page_features, known(many, shared=True))
    own = "own page"
    yield f"{own}, all but one known", few, known_but_one(own_page, known(few, shared=False))
    yield f"{own}, regression", many, regression(own_page_features, known(many, shared=False))
    leak = known_but_one(digits_each_leave, known(few, shared=True))
    yield "planted leak: three digits after each leave, all but one known", few, leak


def main() -> None:
    many, leaves = int(sys.argv[1]), int(sys.argv[2])
    stored = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    stored |= {"seed": SEED, "draws of ten": DRAWS}
    for name, how_many, found in attacks(many, leaves):
        said = {one: round(value, 4) for one, value in found._asdict().items()}
        said |= {"gain": round(found.gain, 4), "couples": how_many}
        stored.setdefault(f"{leaves} leaves", {})[name] = said
        print(leaves, name, said, flush=True)
        RESULTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
