"""At the door: what guilt can be about, and what one's own past says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.ui.spoken import count_in_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rules.evidence import Evidence

Offered = tuple[tuple[str, "StrOrPromise"], ...]

TO_WHOM: Offered = (
    ("partner", _("The one who stays")),
    ("children", _("Children")),
    ("parents", _("Parents")),
    ("work", _("People at work")),
    ("myself", _("Myself")),
)
WHY: Offered = (
    ("cover", _("Something isn’t taken care of")),
    ("rule", _("An old rule of mine")),
    ("fear", _("A fear")),
    ("", _("Skip")),
)
PASSED = "passed"
SEEN_BEFORE = _("It was about this strong before.")
NOTICE = _("Too few to promise anything. Enough to notice.")
PERHAPS_SMALLER = _("Perhaps a smaller leave. Perhaps another day.")
# Where somebody is worn out, in this order (rules/overwhelm.py). None of it is an order.
SUGGESTED = {
    "rest": _("Rest counts as time of your own. The sofa, an hour, nobody asking anything."),
    "smaller": _("A smaller step than this one."),
    "cover": _("Somebody else to take over for a while."),
    "person": _("A person to talk to who has the time."),
    "help": _("People to talk to, today or later."),
}


def last_times(found: Evidence) -> str:
    """ "The last six times it did, you gave the leave this afterwards:" """
    said = gettext("The last {count} times it did, you gave the leave this afterwards:")
    return said.format(count=count_in_words(len(found.shown)).lower())


def spread(found: Evidence) -> str:
    """How many, and between which; never what follows from it."""
    if found.low == found.high:
        said = gettext("{count} leaves, all {low}.")
    else:
        said = gettext("{count} leaves, from {low} to {high}.")
    given = said.format(count=count_in_words(len(found.shown)), low=found.low, high=found.high)
    return f"{given} {PERHAPS_SMALLER if found.poor else NOTICE}"
