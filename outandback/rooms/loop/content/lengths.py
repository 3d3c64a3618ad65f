"""What is said of how long leaves were, and were good to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ASKED = {
    "lengths leaver": _("How far is too far, when you are out?"),
    "lengths home": _("How far is too far, when you are at home?"),
}
UP_TO = {
    "lengths leaver": _("So far, leaves of yours of up to {hours} have usually felt good to both."),
    "lengths home": _(
        "So far, leaves of the other of up to {hours} have usually felt good to both."
    ),
}
BEYOND = {
    "lengths leaver": _(
        "From {hours} on, leaves of yours have more often not felt good to both. So far."
    ),
    "lengths home": _(
        "From {hours} on, leaves of the other have more often not felt good to both. So far."
    ),
}
LIMIT = _("It is about leaves so far. What comes next is yours to choose.")
ONE_LENGTH = _("It takes more leaves of about the same length that both of you rated.")
HOW = _(
    "Of lengths, “usually” is seven of ten or more, with 97 in 100, at every length up to there."
    " “More often not” is fewer than half, with 95 in 100, at every length from there to the"
    " longest. Good is 6 or more. What is said changes with every tenth leave at most."
)
A_DAY, HALF_A_DAY_MORE, TWO_DAYS = 20.5, 30.0, 42.0
HALF_AN_HOUR, AN_HOUR = 0.75, 1.5
# Where a picture ends, in hours, with the words at its middle and at its end.
ENDS: dict[int, tuple[StrOrPromise, StrOrPromise]] = {
    12: (_("two and a half hours"), _("12 hours")),
    24: (_("three and a half hours"), _("a day")),
    48: (_("five hours"), _("two days")),
    96: (_("seven hours"), _("four days")),
}
START = _("half an hour")


def about(hours: float) -> str:
    """A length as somebody would say it."""
    if hours < HALF_AN_HOUR:
        return gettext("about half an hour")
    if hours < AN_HOUR:
        return gettext("about an hour")
    if hours < A_DAY:
        return ngettext("about {count} hour", "about {count} hours", round(hours)).format(
            count=round(hours)
        )
    if hours < HALF_A_DAY_MORE:
        return gettext("about a day")
    if hours < TWO_DAYS:
        return gettext("about a day and a half")
    days = round(hours / 24)
    return ngettext("about {count} day", "about {count} days", days).format(count=days)


def of_ten(low: float, high: float) -> str:
    """Two chances as how many of ten."""
    least, most = round(low * 10), round(high * 10)
    if least == most:
        return gettext("{count} of ten").format(count=least)
    return gettext("{low} to {high} of ten").format(low=least, high=most)


def basis(hours: float, chance: tuple[float, float], count: int) -> str:
    said = ngettext(
        "Of leaves of {hours}, {of_ten} were good to both, as far as {count} leave can tell.",
        "Of leaves of {hours}, {of_ten} were good to both, as far as {count} leaves can tell.",
        count,
    )
    return said.format(hours=about(hours), of_ten=of_ten(*chance), count=count)


def worked_out(hours: float, chance: tuple[float, float, float]) -> str:
    low, middle, high = (round(100 * one) for one in chance)
    said = gettext(
        "The best guess is that {middle} in 100 leaves of {hours} are good to both, which is 6 or"
        " more to each. It is between {low} and {high} with 80 in 100."
    )
    return said.format(hours=about(hours), middle=middle, low=low, high=high)


def next_step(hours: float, usual: float) -> str:
    if hours > usual:
        said = gettext("A next small step could be {hours}: a bit past your usual.")
    else:
        said = gettext(
            "Past your usual nothing comes out as rather good to both. A leave of {hours} does."
        )
    return said.format(hours=about(hours))
