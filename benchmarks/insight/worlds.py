"""The two worlds of made-up couples, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from benchmarks.insight import first_answers, first_world, second_world, second_world_settings

if TYPE_CHECKING:
    import numpy as np

    from benchmarks.insight.truth import Truth
    from outandback.insight.couple import Couple

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
