"""The two worlds of made-up couples, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from benchmarks.insight import first_answers, first_world, second_world, second_world_settings
from benchmarks.insight import second_world_answers as answers
from benchmarks.insight.second_world_after import chances
from benchmarks.insight.second_world_truth import both_good_at

if TYPE_CHECKING:
    from benchmarks.insight.second_world_answers import Life
    from benchmarks.insight.truth import Truth
    from outandback.insight.couple import Couple
    from outandback.insight.numbers import Floats

FIRST, SECOND = "first", "second"
World = first_world.World | second_world_settings.World


def world_of(name: str, said: list[str]) -> World:
    """`said`: settings that differ from usual, of “name=value” each."""
    world: Any = first_world.World() if name == FIRST else second_world_settings.World()
    for one in said:
        setting, _, value = one.partition("=")
        kind = type(getattr(world, setting))
        world = replace(world, **{setting: value if kind is str else kind(float(value))})
    found: World = world
    return found


def couple_of(leaves: int, chance: np.random.Generator, world: World) -> tuple[Couple, Truth]:
    if isinstance(world, first_world.World):
        return first_answers.couple(leaves, chance, world)
    return second_world.couple(leaves, chance, world)


class Lived(Protocol):
    @property
    def couple(self) -> Couple: ...

    def both_good(self, leaves: int, leaver: int, hours: Floats) -> Floats:
        """(h,) the chance that a next leave is good to both, after so many leaves."""


class LivedSecond(NamedTuple):
    life: Life
    couple: Couple

    def both_good(self, leaves: int, leaver: int, hours: Floats) -> Floats:
        left = self.life.leaves
        so_far = replace(left, **{name: part[:leaves] for name, part in vars(left).items()})
        life = replace(self.life, leaves=so_far)
        found: Floats = both_good_at(life, chances(life), hours)[leaver]
        return found


def lived_of(leaves: int, chance: np.random.Generator, world: World) -> Lived:
    """The same couple as `couple_of`, with what would be of any next leave."""
    if isinstance(world, first_world.World):
        return first_answers.lived(leaves, chance, world)
    life = second_world.life(leaves, chance, world)
    return LivedSecond(life, second_world.record(life, answers.about_leaves(life, chance), chance))


def changes_nothing(name: str) -> list[str]:
    """The settings of a world in which leaves do."""
    return ["null=1", *(["step=none"] if name == FIRST else [])]
