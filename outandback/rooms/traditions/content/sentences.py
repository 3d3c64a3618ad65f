"""What the shelf of traditions asks and says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.rhythm import Every, Rhythm
from outandback.ui.spoken import DAYS, MONTHS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Offered = tuple[tuple[str, "StrOrPromise"], ...]

NAME = _("What you call it")
OLD = _("The old way")
EVERY = _("How often does it come round?")
EVERYS: Offered = (("", _("No set time")), ("week", _("By weeks")), ("month", _("By months")))
EVERYS += (("year", _("Once a year")),)
NUMBER = _("Every how many weeks or months?")
FIRST = _("On which day?")
WHICH = _("Choose one, and change what you like")
SPIN = _("The new spin")
LEAVE = _("Did it come from a leave?")
NO_LEAVE = _("No, or skip")
UNNAMED = _("A leave")

NO_OLD = _("Its old way is empty.")
NO_SET_TIME = _("It has no set time.")

WITHOUT_NAME = _("Give it a name. Two words are plenty.")
WITHOUT_DAY = _("Say a day on which it comes round. The others follow from it.")
NO_DAY = _("There is no such day. Choose another one.")
FAR_DAY = _("Choose a day between 1900 and 2100.")
WITHOUT_WORDS = _("Write a few words.")
BETWEEN = _("Write a whole number from 1 to 60.")
ENOUGH = _("There is no room for more traditions. Remove one of yours, then add this one.")
ENOUGH_SPINS = _("There is no room for more. Remove one of yours, then keep this one.")

# Every day of a month by its ending.
ORDINAL = dict.fromkeys(range(1, 32), _("{day}th"))
ORDINAL |= dict.fromkeys((1, 21, 31), _("{day}st"))
ORDINAL |= dict.fromkeys((2, 22), _("{day}nd"))
ORDINAL |= dict.fromkeys((3, 23), _("{day}rd"))


def rhythm(said: Rhythm) -> str:
    """ "every Sunday", "every 3 months on the 31st", "every year on 3 May"."""
    first = said.first
    return _rhythm(said).format(
        count=said.number,
        weekday=DAYS[first.weekday()],
        month=MONTHS[first.month - 1],
        day=first.day,
        nth=str(ORDINAL[first.day]).format(day=first.day),
    )


def _rhythm(said: Rhythm) -> str:
    if said.every is Every.YEAR:
        return gettext("every year on {day} {month}")
    if said.every is Every.WEEK and said.number == 1:
        return gettext("every {weekday}")
    if said.every is Every.WEEK:
        return ngettext(
            "every {count} week on a {weekday}", "every {count} weeks on a {weekday}", said.number
        )
    if said.number == 1:
        return gettext("every month on the {nth}")
    return ngettext(
        "every {count} month on the {nth}", "every {count} months on the {nth}", said.number
    )
