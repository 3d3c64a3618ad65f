"""What is asked a few days on, in British English."""

from __future__ import annotations

CLOSENESS = "How close do you feel to each other tonight?"
ENERGY = "How much energy is there?"

CALLED = "What are they called?"
REACH = "How do you reach them?"
REACH_HINT = "A number, a place, the day they are always in."
