"""What is asked after a return, and the ready words of a listener."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.text_direction import isolated

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Offered = tuple[tuple[str, "StrOrPromise"], ...]

ASKED = {
    "felt": _("All in all, how was this leave for me?"),
    "closeness": _("How close do you feel to each other?"),
    "energy": _("How is your energy?"),
    "guilt": _("Looking back, how much guilt was there?"),
}
SHORT = {
    "felt": _("All in all"),
    "closeness": _("Closeness"),
    "energy": _("Energy"),
    "guilt": _("Guilt"),
    "joy": _("What was good"),
}
JOY = _("What was good about it?")
JOY_HINT = _("You can keep it or show it. Nothing has to have been good.")
REASSURANCE = _("A sentence to go with it")
REASSURANCE_HINT = _(
    "In your own words, for the one who was not there. It is shown with what was good."
)
CHOICES: Offered = (
    ("keep", _("Keep")),
    ("tell", _("Tell")),
    ("teach", _("Teach")),
    ("give", _("Give")),
    ("later", _("Later")),
)
ALONE: Offered = (("keep", _("Keep")), ("later", _("Later")))
WEIGHTS: Offered = (("light", _("Light")), ("tender", _("Tender")))
ALONG: Offered = (("photo", _("The photo")), ("voice", _("The voice note")))
LANDED: Offered = (
    ("yes", _("Yes")),
    ("partly", _("Partly")),
    ("no", _("Not this time")),
    ("", _("Skip")),
)
# Each phrase stands alone, and in a row with others; the button leaves out the full stop.
PHRASES = (
    _("Oh, really?"),
    _("Wow."),
    _("Show me."),
    _("I never knew that about you."),
    _("I need to think about it."),
)

NO_QUESTION = _("None of these")
SHARE = _("Share any of these with {name}?")
SHARE_HINT = _("What you don’t tick stays yours.")
NO_WORDS_YET = _("Add a few words to tell it, or keep it for now.")
NOTHING_SAID = _("Say one thing back, or ask one question. A single word is enough.")
SAID_BEFORE = _(
    "You have said something back already. This was not sent; you can put the first one in "
    "other words."
)
SEALED_MEANWHILE = _(
    "Your words were sealed while you wrote. Open them again in another tab, then send this: "
    "it is all still here."
)


def to_be(verb: str, being: str) -> str:
    """The sentence of a lesson: "To knit is to be precisely free." """
    words = {"done": isolated(verb), "being": isolated(being)}
    return gettext("To {done} is to be {being}.").format(**words) if being else ""
