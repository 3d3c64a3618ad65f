"""What is asked where something said is put otherwise, in British English."""

from __future__ import annotations

TEXT = "In your words"
TEN = "Ten minutes together"
THING_BACK = "What you say back"
QUESTION = "Your question"

NO_WORDS = "A few words, or one. To have it gone, take it back instead."
NOTHING_SAID = "One thing back, or one question. To have it gone, take it back instead."

ASKS_TELLING = "How would you put it now?"
ASKS_ANSWER = "What would you say back now?"
