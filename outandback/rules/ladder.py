"""The next small leave for somebody who could never leave, from how the last ones were.

Own reasoning, no outside source: small steps, each one more than once, smaller again when it was
heavy, never one left out. A size is an index into SIZES.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .cares import LENGTHS, Level

# Minutes, from a short while in another room to a weekend.
SIZES: tuple[int, ...] = (10, 20, 40, 75, 150, 300, 600, 1440, 2880)
LARGEST = len(SIZES) - 1

# How many times a size was done and was not heavy, before the next one.
ENOUGH = 2
# Of 0 to 10: felt so low, or guilt looking back so high, is heavy; felt so high is light.
LOW, LIGHT, GUILTY = 4, 7, 8

# The sizes that lie well within each length, and within each answer at the first run.
_OF_LENGTH = {"hour": 2, "hours": 4, "half": 5, "day": 6, "night": 7, "nights": 8}
_OF_LONGEST = {"ten minutes": 0, "an hour": 2, "an evening": 4, "a day": 6, "a night": 7}


class Feeling(StrEnum):
    """What somebody says of today before a step is proposed."""

    RESTLESS = "restless"
    TIRED = "tired"
    TOO_MUCH = "too much"
    UNSURE = "unsure"


class Why(StrEnum):
    """Why this size: for the words beside it."""

    FIRST = "first"
    AGAIN = "again"
    NEXT = "next"
    SMALLER = "smaller"
    REST = "rest"


@dataclass(frozen=True)
class Tried:
    """One step that was done: guilt at the door, guilt looking back, and felt, each 0 to 10.

    None where it was passed or not answered.
    """

    size: int
    before: int | None = None
    after: int | None = None
    felt: int | None = None

    @property
    def answered(self) -> bool:
        return self.felt is not None or self.after is not None

    @property
    def guilt_rose(self) -> bool:
        return self.before is not None and self.after is not None and self.after > self.before

    @property
    def heavy(self) -> bool:
        low = self.felt is not None and self.felt <= LOW
        guilty = self.after is not None and self.after >= GUILTY
        return low or guilty or self.guilt_rose

    @property
    def light(self) -> bool:
        return self.felt is not None and self.felt >= LIGHT and not self.heavy


@dataclass(frozen=True)
class Proposal:
    """The size of the next step, and why this one."""

    size: int
    why: Why


def start_size(lengths: Mapping[str, Level], longest: str = "") -> int:
    """Where to begin: the smaller of what is easy for one's own leaves, and of what was longest.

    `lengths` by option of LENGTHS; `longest` as answered at the first run. The smallest size where
    neither says anything. What is not known was not said; no errors.
    """
    easy = [option for option in LENGTHS if lengths.get(option) == Level.EASY]
    said = [_OF_LENGTH[option] for option in easy[-1:]]
    said += [_OF_LONGEST[longest]] if longest in _OF_LONGEST else []
    return min(said, default=0)


def next_step(start: int, past: Sequence[Tried], feeling: Feeling | None = None) -> Proposal:
    """The next step after those that were done, oldest first.

    Never more than one above the largest that was tried. A size beyond SIZES counts as the nearest
    within; no errors.
    """
    start = _within(start)
    if feeling in (Feeling.TOO_MUCH, Feeling.TIRED):
        return Proposal(_restful(start, past), Why.REST)
    if not past:
        return Proposal(start, Why.FIRST)
    return _after(past)


def _restful(start: int, past: Sequence[Tried]) -> int:
    if not past:
        return start
    return min(start, _within(_within(past[-1].size) - 1))


def _after(past: Sequence[Tried]) -> Proposal:
    last, size = past[-1], _within(past[-1].size)
    if last.heavy:
        return Proposal(_within(size - 1), Why.SMALLER)
    if last.answered and size < LARGEST and (last.light or _done(size, past) >= ENOUGH):
        return Proposal(size + 1, Why.NEXT)
    return Proposal(size, Why.AGAIN)


def _done(size: int, past: Sequence[Tried]) -> int:
    return sum(_within(step.size) == size and step.answered and not step.heavy for step in past)


def _within(size: int) -> int:
    return min(max(size, 0), LARGEST)
