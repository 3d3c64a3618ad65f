"""What the page of the two asks and says, in British English."""

from __future__ import annotations

Offered = tuple[tuple[str, str], ...]

HOMES = "Where do the two of you live?"
LIVING: Offered = (
    ("one home", "One home"),
    ("two homes", "Two homes"),
    ("apart", "Far apart"),
    ("", "Pass"),
)
LIVE = {kind: label for kind, label in LIVING if kind}
UNSAID = "Unsaid"
TITLES = {"parting": "How you part", "return": "How you come back to each other"}
HINTS = {
    "parting": "It shows at the door, before one of you sets out.",
    "return": "It shows when one of you is back.",
}
WORDS = {
    "parting": "At parting, in your own words",
    "return": "At coming back, in your own words",
}
WHICH = "Choose one, and change what you like"

KINDS: Offered = (("visit", "To visit"), ("eat", "To eat or drink"), ("witness", "To witness"))
WHICH_KIND = "Which of the three is it?"
IDEA = "The idea, in your own words"
WITHOUT_KIND = "Choose one of the three."
WITHOUT_WORDS = "There are no words yet."
ENOUGH_IDEAS = "That is as many as fit here. Take one of yours away, and this one has room."
