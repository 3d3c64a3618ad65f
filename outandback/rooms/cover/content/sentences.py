"""What an answer offers, and how it reads, in British English."""

from __future__ import annotations

from datetime import timedelta

from outandback.rooms.leave.content.sentences import NEEDS, Offered
from outandback.rules.cover import CoverAnswer, CoverState, Item, Who

ASKED = {
    "children": "Can you have the children?",
    "animals": "Can you have the animals?",
    "dinner": "Can you see to dinner?",
    "door": "Can you be in for the door?",
}
THINGS = dict(NEEDS)
WHICH_PART = "{}: which part?"
IT, PART = {"children": "them", "animals": "them"}, "part of it"
ANSWERS: Offered = (
    (CoverAnswer.YES, "Yes"),
    (CoverAnswer.NO, "Not then"),
    (CoverAnswer.PART, "Part of it"),
    ("", "Leave it open"),
)
SAID = {
    CoverAnswer.YES: "Yes",
    CoverAnswer.NO: "Not then",
    CoverAnswer.PART: "Part of it",
    "": "Left open",
}
SHORT_SPANS = {(0, 1): "half an hour", (1, 0): "1 hour"}

WHICH_TIME = "Say what time."
WHICH_DAY = "Say which day."
AFTER_GOING = "The leave has begun by then. Choose a time before it."
NOT_SENT = (
    "Nothing was sent: this leave can be read, and no longer answered. "
    "What you wrote is still here."
)

WHEN_IT_BEGINS = "Say when it begins."
WHEN_IT_ENDS = "Say when it ends."
ENDS_FIRST = "It ends before it begins. Is it the next day?"
IS_OVER = "That time is over. Choose one that is ahead."


def cover_line(item: Item, who: str, answer: str, name: str) -> str:
    """How one thing at home stands, in a sentence that asks for nothing."""
    it = IT.get(item.what, "it")
    return f"{THINGS[item.what]}: {_stands(item, who, answer, name, it)}"


def has_it(what: str, answer: str, name: str) -> str:
    """What one tap agrees to."""
    return f"{opening(name)} has {PART if answer == CoverAnswer.PART else IT.get(what, 'it')}"


def hours(span: timedelta) -> str:
    """To the half hour: "4½ hours"."""
    whole, half = divmod(round(span / timedelta(minutes=30)), 2)
    if (whole, half) in SHORT_SPANS:
        return SHORT_SPANS[whole, half]
    return f"{whole}{'½' if half else ''} hours"


def opening(name: str) -> str:
    return name[:1].upper() + name[1:]


def _stands(item: Item, who: str, answer: str, name: str, it: str) -> str:
    if item.declined:
        return f"{name} can’t have {it} then. You can still go."
    if item.state is CoverState.OFFERED and who == Who.PARTNER:
        return f"{name} has {PART}."
    if item.state is CoverState.OFFERED:
        return f"{name} offers {PART if answer == CoverAnswer.PART else f'to have {it}'}."
    if item.state is CoverState.PLANNED:
        return f"{name}, by your plan."
    if item.state is CoverState.COVERED:
        return f"{name if who == Who.PARTNER else 'somebody'} has {it}."
    return "nobody yet."
