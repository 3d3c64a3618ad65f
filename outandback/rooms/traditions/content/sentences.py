"""What the shelf of traditions asks and says, in British English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rules.rhythm import Every, Rhythm
from outandback.ui.spoken import DAYS, MONTHS

if TYPE_CHECKING:
    from datetime import date

Offered = tuple[tuple[str, str], ...]

NAME = "What you call it"
OLD = "The old way"
EVERY = "Does it come round by itself?"
EVERYS: Offered = (("", "No set time"), ("week", "By weeks"), ("month", "By months"))
EVERYS += (("year", "Once a year"),)
NUMBER = "Every how many?"
FIRST = "On which day?"
WHICH = "Choose one, and change what you like"
SPIN = "The new spin"
LEAVE = "Did it grow out of a leave?"
NO_LEAVE = "No, or pass"
UNNAMED = "A leave"

NO_OLD = "Its old way is empty."
NO_SET_TIME = "It has no set time."

WITHOUT_NAME = "Give it a name. Two words are plenty."
WITHOUT_DAY = "Say a day on which it comes round. The others follow from it."
NO_DAY = "That is no day in the calendar."
FAR_DAY = "Choose a day between 1900 and 2100."
WITHOUT_WORDS = "There are no words yet."
BETWEEN = "Any whole number from 1 to 60."
ENOUGH = "That is as many as this shelf holds. Take one of yours down, and this one has room."
ENOUGH_SPINS = "That is as many as fit here. Take one of yours away, and this one has room."

ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def rhythm(said: Rhythm) -> str:
    """ "every Sunday", "every 3 months on the 31st", "every year on 3 May"."""
    first = said.first
    if said.every is Every.YEAR:
        return f"every year on {first.day} {MONTHS[first.month - 1]}"
    if said.every is Every.WEEK:
        day = DAYS[first.weekday()]
        return f"every {day}" if said.number == 1 else f"every {said.number} weeks on a {day}"
    months = "month" if said.number == 1 else f"{said.number} months"
    return f"every {months} on the {_ordinal(first)}"


def _ordinal(day: date) -> str:
    return f"{day.day}{ORDINALS.get(day.day, 'th')}"
