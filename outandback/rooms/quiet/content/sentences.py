"""What is said while one of the two is away."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_WORDS = _("Write a few words, or leave the note out.")
NOT_OUT = _("Nothing was held: {name} is not out. What you wrote is still here.")
NO_AGREEMENT_WORDS = _("Say what it is for, in a few words.")
NO_NUMBER = _("Write a number with digits, as somebody would dial it.")
WHICH_TIME = _("Say what time.")
WHICH_DAY = _("Say which day.")
WHILE_OUT = _("Choose a time between going and coming back.")
OVER = _("Nothing was kept: this leave is over. What you wrote is still here.")
WORDS_CHANGED = _(
    "The words were changed meanwhile. These are the new ones; nothing was agreed yet."
)

CLOSENESS = _("How close do you feel to each other?")
ENERGY = _("How is your energy?")
LONELINESS = _("How lonely is it tonight?")
