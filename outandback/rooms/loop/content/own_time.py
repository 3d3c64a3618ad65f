"""What is said of hours of one's own in a week, beside those that one wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from outandback.insight.own_time import OwnTime

ASKED = _("Is there enough time of your own?")
CANT_TELL = _("Is there enough time of your own? We can’t tell yet.")
LESS = _("You have less time of your own than you wished for: {hours} less a week.")
MORE = _("You have more time of your own than you wished for: {hours} more a week.")
LIMIT = _(
    "It counts the leaves that you noted here, and none that were for work. More than you wished"
    " for says nothing about whether it was good."
)
LATER = _("Two hours more or less a week count as what you wished for.")


def sentence(found: OwnTime) -> str:
    if not found.verdict.speaks:
        return str(CANT_TELL)
    said = MORE if found.verdict.direction > 0 else LESS
    return str(said).format(hours=about(abs(found.now.middle)))


def about(hours: float) -> str:
    whole = round(hours)
    return ngettext("about {count} hour", "about {count} hours", whole).format(count=whole)


def basis(found: OwnTime) -> str:
    """Between which it lies with 80 in 100, and how many weeks bear on it: said always."""
    low, high = (_beside(value) for value in found.now.likely)
    count = found.now.n
    if low == high:
        return ngettext(
            "About {low}, as far as {count} week can tell.",
            "About {low}, as far as {count} weeks can tell.",
            count,
        ).format(low=low, count=count)
    return ngettext(
        "From {low} to {high}, as far as {count} week can tell.",
        "From {low} to {high}, as far as {count} weeks can tell.",
        count,
    ).format(low=low, high=high, count=count)


def _beside(hours: float) -> str:
    whole = round(abs(hours))
    if not whole:
        return gettext("what you wished for")
    said = (
        ngettext("{count} hour more", "{count} hours more", whole)
        if hours > 0
        else ngettext("{count} hour less", "{count} hours less", whole)
    )
    return said.format(count=whole)


def would_tell(found: OwnTime) -> str:
    if not found.missing:
        return str(LATER)
    return ngettext(
        "It takes {count} more whole week.", "It takes {count} more whole weeks.", found.missing
    ).format(count=found.missing)


def of_a_week(hours: float) -> str:
    whole = round(hours)
    return ngettext("{count} hour", "{count} hours", whole).format(count=whole)


def worked_out(found: OwnTime) -> str:
    (low, high), middle = found.now.likely, found.now.middle
    said = gettext(
        "The best guess is {middle} hours a week beside what you wished for. It is between {low}"
        " and {high} with 80 in 100."
    )
    return said.format(middle=_decimal(middle), low=_decimal(low), high=_decimal(high))


def _decimal(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
