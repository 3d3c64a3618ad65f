"""At the door, in British English: what guilt can be about, and what one's own past says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outandback.ui.spoken import count_in_words

if TYPE_CHECKING:
    from outandback.rules.evidence import Evidence

Offered = tuple[tuple[str, str], ...]

TO_WHOM: Offered = (
    ("partner", "The one who stays"),
    ("children", "Children"),
    ("parents", "Parents"),
    ("work", "People at work"),
    ("myself", "Myself"),
)
WHY: Offered = (
    ("cover", "Something isn’t covered"),
    ("rule", "An old rule of mine"),
    ("fear", "A fear"),
    ("", "Pass"),
)
PASSED = "passed"
SEEN_BEFORE = "It has stood about here before."
NOTICE = "Too few to promise anything. Enough to notice."
PERHAPS_SMALLER = "Perhaps smaller. Perhaps another day."
# Where somebody is worn out, in this order (rules/overwhelm.py). None of it is an order.
SUGGESTED = {
    "rest": "Rest counts as time of your own. The sofa, an hour, nobody asking anything.",
    "smaller": "A smaller step than this one.",
    "cover": "Somebody else to hold things for a while.",
    "person": "A person to talk to who has the time.",
    "help": "People to talk to, today or later.",
}


def last_times(found: Evidence) -> str:
    """ "The last six times it did, you gave the leave this afterwards:" """
    count = count_in_words(len(found.shown)).lower()
    return f"The last {count} times it did, you gave the leave this afterwards:"


def spread(found: Evidence) -> str:
    """How many, and between which; never what follows from it."""
    count = f"{count_in_words(len(found.shown))} leaves"
    given = f"all {found.low}" if found.low == found.high else f"from {found.low} to {found.high}"
    return f"{count}, {given}. {PERHAPS_SMALLER if found.poor else NOTICE}"
