"""What is said where a question is answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

YOUR_ANSWER = _("Your answer")
NOTHING_WRITTEN = _("A few words, or one. Or leave it: no answer is owed.")
REPLIED_BEFORE = _("You answered before, and that stands. This was not sent.")
NOTHING_ASKED = _("There is no question here any more. This was not sent.")
