"""Who has what needs somebody while one of two is out.

Own reasoning, no outside source: a plan and an answer stand side by side, and neither can hold a
leave back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What can need somebody, in the order in which pages show it.
WHATS = ("children", "animals", "dinner", "door")


class Who(StrEnum):
    """Whom the plan names for it."""

    OPEN = "open"
    PARTNER = "partner"
    SOMEONE = "someone"


class CoverAnswer(StrEnum):
    """What the partner says to it."""

    YES = "yes"
    PART = "part"
    NO = "no"


class CoverState(StrEnum):
    """Nobody yet; the partner, by the plan alone; offered by the partner; or somebody has it."""

    OPEN = "open"
    PLANNED = "planned"
    OFFERED = "offered"
    COVERED = "covered"


@dataclass(frozen=True)
class Item:
    """One thing that needs somebody. `declined`: the partner said that they can't then."""

    what: str
    state: CoverState
    declined: bool


# Whoever plans can count on the partner; that the partner has it takes the partner's own word.
_STATES = {
    (Who.PARTNER, ""): CoverState.PLANNED,
    (Who.PARTNER, CoverAnswer.YES): CoverState.COVERED,
    (Who.PARTNER, CoverAnswer.PART): CoverState.OFFERED,
    (Who.OPEN, CoverAnswer.YES): CoverState.OFFERED,
    (Who.OPEN, CoverAnswer.PART): CoverState.OFFERED,
}


def items(needs: Mapping[str, str], answers: Mapping[str, str]) -> tuple[Item, ...]:
    """What needs somebody, in the order of WHATS.

    `needs` and `answers` are by what, to Who and CoverAnswer.

    A key or a Who that is not known here is left out; an Answer not known here is none. No errors.
    """
    known = [what for what in WHATS if needs.get(what) in set(Who)]
    return tuple(_item(what, needs[what], answers.get(what, "")) for what in known)


def _item(what: str, who: str, answer: str) -> Item:
    if who == Who.SOMEONE:
        return Item(what, CoverState.COVERED, declined=False)
    answer = answer if answer in set(CoverAnswer) else ""
    state = _STATES.get((Who(who), answer), CoverState.OPEN)
    return Item(what, state, declined=answer == CoverAnswer.NO)
