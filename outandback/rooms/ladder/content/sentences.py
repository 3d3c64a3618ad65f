"""What the ladder says, in British English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.rules.ladder import Feeling, Why

if TYPE_CHECKING:
    from outandback.rules.ladder import Proposal

Offered = tuple[tuple[str, str], ...]

WHY = {
    Why.FIRST: "Ten minutes in another room is a leave.",
    Why.AGAIN: "Much the same again, as often as you like.",
    Why.NEXT: "A little longer than the last one, if you like.",
    Why.SMALLER: "The last one was heavy, so here is a shorter one.",
    Why.REST: "Nothing longer today. Staying in is fine too.",
}
FROM_THERE = "Start with a size that is nearly comfortable."
AS_SHORT = "The last one was heavy. This is as short as they get, and it can wait."

LENGTHS = (
    "Ten minutes",
    "Twenty minutes",
    "Forty minutes",
    "An hour and a quarter",
    "Two and a half hours",
    "Five hours",
    "Ten hours",
    "A day and a night",
    "A weekend",
)
FEELINGS: Offered = (
    (Feeling.RESTLESS, "Restless"),
    (Feeling.TIRED, "Tired"),
    (Feeling.TOO_MUCH, "Too much all at once"),
    (Feeling.UNSURE, "Can’t tell"),
    ("", "Leave it open"),
)
INSTEAD = {
    "rest": "Rest. Lying down for a while is reason enough.",
    "smaller": "Something shorter, further down this page.",
    "cover": "Hours in which somebody else has things",
    "person": "A person to talk to: ring the one who lets you finish your sentences.",
    "help": "Somebody outside to talk to",
}

FURTHER = "That one is further along than the next step. Here is the one for now."
TOO_OLD = "That page was too old to go by. Here is the step for now."


def why(proposal: Proposal, last: int | None) -> str:
    """One plain sentence for the step that is proposed; `last`: the size of the one before."""
    if proposal.why is Why.SMALLER and proposal.size == last:
        return AS_SHORT
    if proposal.why is Why.FIRST and proposal.size:
        return FROM_THERE
    return WHY[proposal.why]
