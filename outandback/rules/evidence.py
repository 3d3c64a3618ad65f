"""Somebody's own last leaves at a like guilt at the door: a list, with nothing modelled.

Few say nothing, so under four it is silent. Own reasoning, no outside source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from statistics import median

LEAST, MOST = 4, 6
# How far apart two answers may lie and still be alike, of 0 to 10.
LIKE = 1
POOR = 5


@dataclass(frozen=True)
class Past:
    """One past leave of this person: guilt at the door, and felt after it, each 0 to 10."""

    guilt: int
    felt: int


@dataclass(frozen=True)
class Evidence:
    """What there is to show, oldest first; `low` and `high` of felt among it.

    `poor`: the middle of felt is 5 or less.
    """

    shown: tuple[Past, ...]
    low: int
    high: int
    poor: bool


def evidence(guilt: int | None, past: Iterable[Past]) -> Evidence | None:
    """The newest leaves at a like guilt, from `past`, newest first; None where there are too few.

    None as well where guilt was passed. No errors.
    """
    if guilt is None:
        return None
    alike = list(islice((one for one in past if abs(one.guilt - guilt) <= LIKE), MOST))
    return _shown(tuple(reversed(alike))) if len(alike) >= LEAST else None


def _shown(alike: tuple[Past, ...]) -> Evidence:
    felt = [one.felt for one in alike]
    return Evidence(alike, min(felt), max(felt), median(felt) <= POOR)
