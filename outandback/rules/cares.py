"""The five cares as keys: what a leave can be on each of them, and how far somebody is at ease.

Keys only: their words stand in the content of the rooms that show them.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Care(StrEnum):
    """What the two are careful with, in the order in which pages show them."""

    INTENTION = "intention"
    MEANING = "meaning"
    COMPANY = "company"
    DISTANCE = "distance"
    TIME = "time"

    @property
    def place(self) -> int:
        """Among the five, from one on."""
        return list(Care).index(self) + 1


# Asked about one at a time after the first returns, the plainest first.
AFTER_RETURNS = (Care.TIME, Care.DISTANCE, Care.COMPANY, Care.MEANING, Care.INTENTION)


def care_after(nth: int) -> Care | None:
    """The care to ask about after this many returns. What was passed is not asked again."""
    return AFTER_RETURNS[nth - 1] if 0 < nth <= len(AFTER_RETURNS) else None


class Level(IntEnum):
    """How far somebody is at ease with one option. What was not said has no level."""

    EASY = 0
    TALK = 1
    NOT_NOW = 2


# Along a scale each option asks more than the one before it.
LENGTHS = ("hour", "hours", "half", "day", "night", "nights")
DISTANCES = ("corner", "town", "hour", "signal", "country")
# Elsewhere each option stands for itself.
PARTS_OF_DAY = ("morning", "daytime", "evening", "late")
SETTLED = ("settled", "rough", "open")
SORTS = ("fun", "self", "shared", "think")
COMPANIES = ("nobody", "both", "own", "family", "group", "new", "past")

SCALES = {Care.DISTANCE: DISTANCES, Care.TIME: LENGTHS}
LOOSE = {
    Care.INTENTION: SETTLED,
    Care.MEANING: SORTS,
    Care.COMPANY: COMPANIES,
    Care.DISTANCE: (),
    Care.TIME: PARTS_OF_DAY,
}
OPTIONS = {care: (*SCALES.get(care, ()), *LOOSE[care]) for care in Care}
