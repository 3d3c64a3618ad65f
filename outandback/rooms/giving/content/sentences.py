"""What is asked where something is taught or given, in British English."""

from __future__ import annotations

Offered = tuple[tuple[str, str], ...]

WAYS: Offered = (("teach", "Teach"), ("give", "Give"))
ALONG: Offered = (
    ("words", "Your words from there"),
    ("photo", "The photo"),
    ("voice", "The voice note"),
)
PART_OF_A_SENTENCE = {
    "verb": "What you did",
    "adverb": "In what way",
    "adjective": "What it made you",
}
HOW = "How so?"
TEN = "In your own words"
TEN_OFFERED = "Or one of these"
GIFT = "What is it?"
GIFT_OFFERED = "Or something small, from these"
NONE_OF_THESE = ("", "None of these")

HALF_A_SENTENCE = (
    "The sentence wants what you did and what it made you. Or leave all three of its words out."
)
NOTHING_TO_TEACH = (
    "A sentence, a few words, or something that goes along: any one of them is enough."
)
NOTHING_TO_GIVE = "A few words of the gift, or something that goes along: any one is enough."
GIVEN_BEFORE = "You gave this before, and that stands. This was not sent; it is all still here."
SEALED_MEANWHILE = "Your words were sealed while you wrote. Open them here: it is all still here."
