"""Couples of the first world whose effects are of one size, to see how often that is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from outandback.insight.couple import PEOPLE

if TYPE_CHECKING:
    from benchmarks.insight.first_world import Nature, World
    from outandback.insight.numbers import Floats

Size = TypeVar("Size", float, "Floats")

# By sentence: an effect of usual size, in its units.
USUAL = {
    "back leaver": 0.5,
    "back home": -0.5,
    "next day leaver": 0.4,
    "next day home": -0.4,
    "landed": 0.35,
    "received": 0.35,
    "way of telling": 0.8,
    "far home": -0.7,
    "far leaver": 0.4,
    "guilt exaggerates": 1.5,
    "guilt foretells": -0.4,
    "hours apart trend": 1.5,
    "growing easier": -0.4,
    "energy back leaver": 0.5,
    "lonelier longer": 0.7,
    "lonely easing": -0.4,
}
DOUBLINGS = 2  # from three hours to twelve


def size_of(name: str, drawn: Size, world: World) -> Size:
    """What was drawn, or that size, of which `drawn` has the shape."""
    return drawn if world.known < 0 else 0 * drawn + USUAL[name] * world.known


def known(one: Nature, world: World) -> Nature:
    """The couple as it is, or with effects of that size. What stands in no sentence stays."""
    if world.known < 0:
        return one
    size = {name: effect * world.known for name, effect in USUAL.items()}
    both = np.ones(PEOPLE)
    closeness = {
        "back": np.array([size["back leaver"], size["back home"]]),
        "next_day": np.array([size["next day leaver"], size["next day home"]]),
    }
    half = size["way of telling"] / 2
    return replace(
        one,
        closeness=one.closeness | closeness,
        landed=size["landed"],
        received=size["received"],
        ways=np.array([half, -half, 0.0, 0.0]),
        felt_longer=np.array([size["far leaver"], size["far home"]]) / DOUBLINGS,
        felt_apart=np.zeros(PEOPLE),
        exaggerates=size["guilt exaggerates"] * both,
        foretells=size["guilt foretells"] * both,
        guilt_easier=size["growing easier"] * both,
        gap_trend=size["hours apart trend"],
    )
