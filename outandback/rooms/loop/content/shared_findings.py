"""What is said of a pair's leaves, of what both shared alone. Words, and no figure but how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from outandback.insight.shared import LEAST, Length, SoFar

if TYPE_CHECKING:
    from outandback.insight.shared import PairAnswers

LENGTHS = {
    Length.HOUR: pgettext_lazy("length of a leave", "an hour"),
    Length.FEW_HOURS: pgettext_lazy("length of a leave", "two or three hours"),
    Length.HALF_A_DAY: pgettext_lazy("length of a leave", "half a day"),
    Length.DAY: pgettext_lazy("length of a leave", "a day"),
    Length.TWO_DAYS: pgettext_lazy("length of a leave", "two days"),
}
KINDS = {
    SoFar.USUALLY_GOOD: _("usually good to both"),
    SoFar.MIXED: _("mixed, or we can’t tell"),
    SoFar.RATHER_NOT: _("more often not good to both"),
    SoFar.NOT_LIVED: _("not lived yet"),
}


def said(found: PairAnswers) -> str:
    """The sentence, in whole."""
    lengths = {
        "up_to": LENGTHS[found.up_to] if found.up_to else "",
        "beyond": LENGTHS[found.beyond] if found.beyond else "",
    }
    return _sentence(found).format(**lengths)


def _sentence(found: PairAnswers) -> str:
    if found.up_to and found.beyond:
        return gettext(
            "So far, leaves of up to about {up_to} have usually been good to both of you; from"
            " about {beyond} on, more often not."
        )
    if found.up_to:
        return gettext(
            "So far, leaves of up to about {up_to} have usually been good to both of you."
        )
    if found.beyond:
        return gettext(
            "So far, leaves from about {beyond} on have more often not been good to both of you."
        )
    return gettext("How long is good to both of you? We can’t tell yet.")


def how_many(found: PairAnswers) -> str:
    """What it rests on, as of the last check."""
    rests = ngettext(
        "It rests on {count} leave of which both of you shared how it was.",
        "It rests on {count} leaves of which both of you shared how they were.",
        found.n,
    )
    return rests.format(count=found.n)


def too_few(found: PairAnswers) -> str:
    """How many there are by now, of those that it takes."""
    if not found.shared:
        takes = gettext("It takes {least} leaves of which both of you shared how they were.")
        return takes.format(least=LEAST)
    shared = ngettext(
        "It takes {least} leaves of which both of you shared how they were. By now there is"
        " {count}.",
        "It takes {least} leaves of which both of you shared how they were. By now there are"
        " {count}.",
        found.shared,
    )
    return shared.format(least=LEAST, count=found.shared)
