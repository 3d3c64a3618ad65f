"""How much better one of two can guess a rating of the other by what is published.

`known_but_one`: all is known but that rating. What each of its eleven values would publish is
worked out, and the guess is the best there is. `known_but_ten`: the last ten of the other are
unknown; which guess goes with which publication is learnt on one half of the draws and scored on
the other. `regression`: over many couples, ridge regression from what was published before and
after, and from what is known anyway, to the eleven values; learnt on each half of the couples, with
the penalties that serve best within it, and scored on the other. What is published has a penalty
of its own, so that the attack can leave it aside. The base is the best guess without the
publication: of the belief, or of the same regression without it.

python -m benchmarks.insight.attacks COUPLES 20|40 [only those with this in their name]
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial
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
    from outandback.insight.shared import SharedLeave

SEED = 20261130
UNLIKELY = 0.001
DRAWS, LAST_TEN, TWICE = 100, 10, 2
PENALTIES, ASIDE = (10.0, 100.0, 1000.0), 1e7
FEW = 50  # times fewer couples where draws are many, or nothing can be learnt
PLANTED = "planted leak: three digits after each leave, all but one known"
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
    """Of each thing that may be published the likeliest value behind it is guessed. A kept value
    stands in no leave that a page is made of, so that all have one page. What is hardly believed is
    not tried, and taken to be guessed."""
    believed = belief(known)
    behind: dict[tuple[SharedLeave, ...], float] = {}
    for points in np.flatnonzero(believed >= UNLIKELY):
        seen, likely = known.with_last(int(points)).leaves, float(believed[points])
        behind[seen] = max(behind.get(seen, 0.0), likely)
    best: dict[Hashable, float] = {}
    for seen, likely in behind.items():
        published = publishes(replace(known, leaves=seen))
        best[published] = max(best.get(published, 0.0), likely)
    never = float(believed[believed < UNLIKELY].sum())
    return float(believed.max()), sum(best.values()) + never


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
    """From what is published, beside what is known anyway."""
    chance = np.random.default_rng((seed, 1))
    rows = [row for one in known for row in _rows(features, one, chance)]
    anyway, published, points = (
        np.array([row[part] for row in rows], dtype=float) for part in range(3)
    )
    penalties = [np.full(anyway.shape[1], one) for one in PENALTIES]
    both = [
        np.concatenate([one, np.full(published.shape[1], other)])
        for one in penalties
        for other in (*PENALTIES, ASIDE)
    ]
    said = np.eye(len(POINTS))[points.astype(int)]
    return Guessed(
        _scored(anyway, said, penalties), _scored(np.column_stack([anyway, published]), said, both)
    )


def _rows(
    features: Callable[[Known], Floats], known: Known, chance: np.random.Generator
) -> Iterator[tuple[Floats, Floats, int]]:
    """A kept rating is what it was; of a shared one there are further draws, and what was published
    before it stands beside what is published after it."""
    believed = belief(known)
    anyway = known_anyway(known, believed)
    if not known.shared:
        yield anyway, features(known), known.last
        return
    before = features(known.before(LAST_TEN))
    for points in map(int, chance.choice(POINTS, TWICE, p=believed)):
        yield anyway, np.concatenate([before, features(known.with_last(points))]), points


def known_anyway(known: Known, believed: Floats) -> Floats:
    """The belief itself, what the guesser said of that leave, its hours and who left."""
    last = known.leaves[-1]
    own = last.felt[1 - OTHER]
    hours = (last.back - last.out) * 24
    return np.array([*believed, float(own or 0), np.log2(hours), float(last.own)])


def _scored(columns: Floats, said: Floats, penalties: list[Floats]) -> float:
    """Rows of one couple stand beside each other, and in the same half."""
    middle, spread = columns.mean(axis=0), columns.std(axis=0)
    design = (columns - middle) / np.where(spread > 0, spread, 1)
    parts = [_halves(np.arange(len(said)))[::way] for way in (1, -1)]
    return float(
        np.concatenate([_right_of(design, said, penalties, *part) for part in parts]).mean()
    )


def _halves(rows: Integers) -> tuple[Integers, Integers]:
    half = len(rows) // TWICE // TWICE * TWICE
    return rows[:half], rows[half:]


def _right_of(
    design: Floats, said: Floats, penalties: list[Floats], learns: Integers, asked: Integers
) -> Flags:
    """By the penalties that serve best between the two halves of the rows that it learns from."""
    first, other = _halves(learns)
    best = max(
        penalties,
        key=lambda one: (
            _right(design, said, one, first, other).sum()
            + _right(design, said, one, other, first).sum()
        ),
    )
    return _right(design, said, best, learns, asked)


def _right(
    design: Floats, said: Floats, penalty: Floats, learns: Integers, asked: Integers
) -> Flags:
    told, middle = design[learns], said[learns].mean(axis=0)
    weights = np.linalg.solve(told.T @ told + np.diag(penalty), told.T @ (said[learns] - middle))
    guesses = (design[asked] @ weights + middle).argmax(axis=1)
    return np.asarray(guesses == said[asked].argmax(axis=1))


# The run that is stored ---------------------------------------------------------------------------


class Attack(NamedTuple):
    """`shared`: whether the rating that is guessed at was shared, or kept."""

    name: str
    couples: int
    shared: bool
    guesses: Callable[[Iterator[Known]], Guessed]


def attacks(many: int) -> list[Attack]:
    third, few = many // 3, many // FEW
    return [
        Attack("page of both, all but one known", third, True, partial(known_but_one, pair_page)),
        Attack("page of both, all but ten known", few, True, partial(known_but_ten, pair_page)),
        Attack("page of both, regression", many, True, partial(regression, pair_page_features)),
        Attack("own page, all but one known", few, False, partial(known_but_one, own_page)),
        Attack("own page, regression", many, False, partial(regression, own_page_features)),
        Attack(PLANTED, few, True, partial(known_but_one, digits_each_leave)),
    ]


def main() -> None:
    many, leaves, named = int(sys.argv[1]), int(sys.argv[2]), "".join(sys.argv[3:])
    stored = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    stored |= {"seed": SEED, "draws of ten": DRAWS}
    for one in attacks(many):
        if named in one.name:
            found = one.guesses(couples(one.couples, leaves, shared=one.shared))
            said = {"base": found.base, "attack": found.attack, "gain": found.gain}
            said = {name: round(share, 4) for name, share in said.items()}
            stored.setdefault(f"{leaves} leaves", {})[one.name] = said | {"couples": one.couples}
            print(leaves, one.name, said, flush=True)
            RESULTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
