"""What is asked where something said is put otherwise."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TEXT = _("In your words")
TEN = _("Ten minutes together")
THING_BACK = _("What you say back")
QUESTION = _("Your question")

NO_WORDS = _("Write a word or more. To remove it, take it back instead.")
NOTHING_SAID = _("Say one thing back, or ask one question. To remove it, take it back instead.")

ASKS_TELLING = _("How would you put it now?")
ASKS_ANSWER = _("What would you say back now?")
