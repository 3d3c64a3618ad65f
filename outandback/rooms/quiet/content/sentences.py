"""What is said while one of the two is away, in British English."""

from __future__ import annotations

NO_WORDS = "A few words, or none at all: then there is nothing to hold."
NOT_OUT = "Nothing was held: {} is not out. What you wrote is still here."
NO_AGREEMENT_WORDS = "Say what it is for, in a few words."
NO_NUMBER = "Write a number with digits, as somebody would dial it."
WHICH_TIME = "Say what time."
WHICH_DAY = "Say which day."
WHILE_OUT = "Choose a time between the going and the coming back."
OVER = "Nothing was kept: this leave is over. What you wrote is still here."
WORDS_CHANGED = "The words were changed meanwhile. These are the new ones; nothing was agreed yet."

CLOSENESS = "How close do you feel to each other?"
ENERGY = "And your energy?"
LONELINESS = "How lonely is it tonight?"
