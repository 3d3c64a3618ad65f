"""Every fit that a couple's answers ask for, as it was asked: so that whoever tries the fits need
not know what columns they have."""

from __future__ import annotations

import hashlib
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

from outandback.insight import effects, engine, sayings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from outandback.insight.couple import Couple
    from outandback.insight.engine import Prior
    from outandback.insight.numbers import Floats, Integers
    from outandback.insight.posterior import Posterior


def asking(name: str) -> list[ModuleType]:
    """The modules of the statistics that took this function from where it is written."""
    package = engine.__name__.rpartition(".")[0]
    own = {engine.__name__, effects.__name__}
    loaded = sorted(one for one in sys.modules if one.startswith(f"{package}.") and one not in own)
    return [sys.modules[one] for one in loaded if name in vars(sys.modules[one])]


@dataclass(frozen=True)
class AskedFit:
    """`name`: the module and, where it asks for several, which of them. `contrasts` (k, p): those
    that were asked of it."""

    name: str
    times: Floats
    person: Integers
    ratings: Floats
    design: Floats
    prior: Prior
    found: Posterior
    contrasts: list[Floats] = field(default_factory=list)


def asked_fits(couple: Couple) -> list[AskedFit]:
    """Of all that can be said of a couple."""
    kept: list[AskedFit] = []
    with ExitStack() as stack:
        for module in asking("fit"):
            stack.enter_context(patch.object(module, "fit", _fit_of(module, kept)))
        for module in asking("effects_of"):
            stack.enter_context(patch.object(module, "effects_of", _effects_of(kept)))
        sayings.sayings_of(couple)
    return kept


def _fit_of(module: ModuleType, kept: list[AskedFit]) -> Callable[..., Posterior]:
    plain = module.__name__.rpartition(".")[2]

    def fit(*asked: Any, **more: Any) -> Posterior:
        found = engine.fit(*asked, **more)
        before = sum(one.name.partition(" ")[0] == plain for one in kept)
        times, person, ratings, design, prior = asked
        name = f"{plain} {before + 1}"
        kept.append(AskedFit(name, times, person, ratings, design, prior, found))
        return found

    return fit


def _effects_of(kept: list[AskedFit]) -> Callable[..., list[effects.Effect]]:
    def effects_of(found: Posterior, contrasts: Floats, *rest: Any) -> list[effects.Effect]:
        for one in kept:
            if one.found is found:
                one.contrasts.append(contrasts)
        return effects.effects_of(found, contrasts, *rest)

    return effects_of


def priors_of(asked: list[AskedFit]) -> dict[str, str]:
    """By name, what tells one prior from another."""
    return {one.name: _short(one.prior) for one in asked}


def _short(prior: Prior) -> str:
    return hashlib.sha256(_plain(prior).encode()).hexdigest()[:16]


def _plain(value: Any) -> str:
    if hasattr(value, "__dataclass_fields__"):
        return "".join(_plain(getattr(value, one.name)) for one in fields(value))
    if isinstance(value, tuple):
        return "".join(map(_plain, value))
    return repr(np.asarray(value, dtype=float).round(9).tolist())
