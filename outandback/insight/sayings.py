"""Every figure that a sentence may rest on, by name, with what is asked of it before it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .around import BETWEEN, around
from .balance import balance
from .couple import PEOPLE
from .courage import courage
from .decisions import Least
from .effects import Effect, effects_of
from .energy import energy
from .frontier import AskedLeave, design_of, fitted
from .guilt import guilt
from .loneliness import loneliness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .around import AroundLeaves
    from .couple import Couple
    from .frontier import Fitted
    from .numbers import Floats, Integers

FAR, NEAR, BETWEEN_THEM = 12.0, 3.0, 6.0  # hours
BASELINE = 10  # ratings near no leave

LEAST = {
    "back leaver": Least(8, 0.25),
    "back home": Least(8, 0.25),
    "next day leaver": Least(8, 0.25),
    "next day home": Least(8, 0.25),
    "landed": Least(8, 0.15),
    "received": Least(8, 0.15),
    "way of telling": Least(4, 0.30),
    "far home": Least(4, 0.30),
    "far leaver": Least(4, 0.30),
    "guilt exaggerates": Least(6, 0.50),
    "guilt foretells": Least(8, 0.10, small=0.20),
    "hours apart trend": Least(8, 0.50),
    "growing easier": Least(10, 0.10),
    "energy back leaver": Least(8, 0.25),
    "energy next day leaver": Least(8, 0.25),
    "lonelier longer": Least(10, 0.25),
    "lonely easing": Least(10, 0.10),
}
AROUND = "back leaver", "back home", "next day leaver", "next day home", "landed", "received"
NEEDS_BASELINE = {"back leaver", "back home", "next day leaver", "next day home"}


class Saying(NamedTuple):
    """`person`: whose it is, where it is of one of the two; -1 for a role of both. `detail`: which
    two ways of telling."""

    name: str
    person: int
    effect: Effect
    detail: str = ""

    @property
    def least(self) -> Least:
        return LEAST[self.name]


def sayings_of(couple: Couple) -> list[Saying]:
    """The same ones in the same order for every couple."""
    near, far = of_closeness(around(couple)), of_lengths(fitted(couple))
    return [*near, *far, *of_each_person(couple), *of_energy(couple)]


def of_closeness(found: AroundLeaves) -> Iterator[Saying]:
    for name in AROUND:
        effect = found.effects[name]
        if name in NEEDS_BASELINE and found.baseline < BASELINE:
            effect = effect.of_rows(0)
        yield Saying(name, -1, effect)
    ways = [f"{one} - {other}" for one, other in BETWEEN]
    asked = [way for way in ways if found.effects[way].n >= LEAST["way of telling"].rows]
    best = max(asked or ways, key=lambda way: abs(found.effects[way].below_zero - 0.5))
    yield Saying("way of telling", -1, found.effects[best], best)


def of_lengths(known: Fitted) -> Iterator[Saying]:
    """Leaves of twelve hours against those of three, for the one who leaves and at home."""
    contrasts = np.array([_at(role, FAR) - _at(role, NEAR) for role in range(PEOPLE)])
    rows = [_on_both_sides(known.couple, person) for person in _roles(known.couple)]
    leaver, home = effects_of(known.posterior, contrasts, rows)
    yield Saying("far leaver", -1, leaver)
    yield Saying("far home", -1, home)


def _roles(couple: Couple) -> tuple[Integers, Integers]:
    return couple.leaver, couple.home


def _on_both_sides(couple: Couple, person: Integers) -> int:
    """How many longer leaves these people answered to, or shorter ones, whichever are fewer."""
    said = np.isfinite(couple.felt[np.arange(couple.leaves), person])
    said &= ~couple.both_out | (person == couple.leaver)
    long_ = couple.hours > BETWEEN_THEM
    return int(min((said & long_).sum(), (said & ~long_).sum()))


def _at(role: int, hours: float) -> Floats:
    """The columns of a leave in town and alone, on average over which of the two left."""
    leaver = np.array([0, 1])
    person = leaver if role == 0 else 1 - leaver
    same = np.ones(PEOPLE)
    alone = np.zeros(PEOPLE, dtype=np.int64)
    return np.asarray(
        design_of(AskedLeave(leaver, person, hours * same, same, alone, 0 * same)).mean(axis=0)
    )


def of_each_person(couple: Couple) -> Iterator[Saying]:
    checked, weeks, easier = guilt(couple), balance(couple), courage(couple)
    lonely = loneliness(couple)
    found = (
        ("guilt exaggerates", checked.exaggerates),
        ("guilt foretells", checked.foretells),
        ("hours apart trend", weeks.trend),
        ("growing easier", easier),
        ("lonelier longer", lonely.longer),
        ("lonely easing", lonely.easing),
    )
    for name, both in found:
        for person, effect in enumerate(both):
            yield Saying(name, person, effect)


def of_energy(couple: Couple) -> Iterator[Saying]:
    found = energy(couple)
    both = ("energy back leaver", found.back), ("energy next day leaver", found.next_day)
    for name, effects in both:
        for person, (effect, baseline) in enumerate(zip(effects, found.baseline, strict=True)):
            enough = baseline >= BASELINE
            yield Saying(name, person, effect if enough else effect.of_rows(0))
