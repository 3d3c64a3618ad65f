"""What is said where a question is answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

YOUR_ANSWER = _("Your answer")
NOTHING_WRITTEN = _("Write a word or more. Or leave it: you owe no answer.")
REPLIED_BEFORE = _(
    "You have answered already. This was not sent; you can put that answer in other words."
)
NOTHING_ASKED = _("There is no question here any more. This was not sent.")
