"""How a rhythm is said, and what its form asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.ui.spoken import DAYS, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

Offered = tuple[tuple[str, "StrOrPromise"], ...]

ON = _("On")
HOW_OFTEN = _("How often")
UNTIL = _("Until")
A_WEEK_OFF = _("A week off")
WEEKS_OFF = _("Weeks off")
WEEKDAYS: Offered = tuple((str(number), day) for number, day in enumerate(DAYS))
HOW_OFTENS: Offered = (
    ("1", _("Every week")),
    ("2", _("Every 2 weeks")),
    ("3", _("Every 3 weeks")),
    ("4", _("Every 4 weeks")),
)
SAYS = {
    1: _("Every {days}"),
    2: _("{days}, every 2 weeks"),
    3: _("{days}, every 3 weeks"),
    4: _("{days}, every 4 weeks"),
}
EVERY_DAY = _("Every day")

WEEK_OF = _("Week of {day}")

WITHOUT_DAY = _("Choose at least one day of the week.")
OVER = _("With this there is no next one. Choose a later end, or leave it empty.")
FULL = _("That is as many weeks off as fit. Take one away first.")


def says(weekdays: Sequence[str], weeks: int) -> str:
    """ "Every Thursday", "Tuesday and Thursday, every 2 weeks" """
    if weeks == 1 and len(weekdays) == len(DAYS):
        return str(EVERY_DAY)
    return SAYS[weeks].format(days=_listed([str(DAYS[int(one)]) for one in sorted(weekdays)]))


def _listed(days: list[str]) -> str:
    if len(days) < 2:
        return "".join(days)
    return gettext("{days} and {last}").format(days=counted(days[:-1]), last=days[-1])
