"""What an answer offers, and how it reads."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.leave.content.sentences import NEEDS, Offered
from outandback.rules.cover import CoverAnswer, CoverState, Item, Who

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ASKED = {
    "children": _("Can you have the children?"),
    "animals": _("Can you have the animals?"),
    "dinner": _("Can you take care of dinner?"),
    "door": _("Can you be in for a delivery or a visitor?"),
}
THINGS = dict(NEEDS)
WHICH_PART = _("{thing}: which part?")
ANSWERS: Offered = (
    (CoverAnswer.YES, _("Yes")),
    (CoverAnswer.NO, _("Not then")),
    (CoverAnswer.PART, _("Part of it")),
    ("", _("Skip")),
)
SAID = {
    CoverAnswer.YES: _("Yes"),
    CoverAnswer.NO: _("Not then"),
    CoverAnswer.PART: _("Part of it"),
    "": _("No answer"),
}
# How a thing at home stands: said of several (the children), and of one (dinner).
SEVERAL = {"children", "animals"}
DECLINED = (
    _("{thing}: {name} can’t have them then. You can still go."),
    _("{thing}: {name} can’t take care of it then. You can still go."),
)
OFFERED = (
    _("{thing}: {name} offers to have them."),
    _("{thing}: {name} offers to take care of it."),
)
PARTNER_HAS = (_("{thing}: {name} has them."), _("{thing}: {name} takes care of it."))
SOMEBODY_HAS = (_("{thing}: somebody has them."), _("{thing}: somebody takes care of it."))
AGREED = (_("{name} has them"), _("{name} takes care of it"))

WHICH_TIME = _("Say what time.")
WHICH_DAY = _("Say which day.")
AFTER_GOING = _("The leave has begun by then. Choose a time before it.")
NOT_SENT = _(
    "This leave can no longer be answered, so nothing was sent. What you wrote is still here."
)

WHEN_IT_BEGINS = _("Say when it begins.")
WHEN_IT_ENDS = _("Say when it ends.")
ENDS_FIRST = _("It ends before it begins. Is it the next day?")
IS_OVER = _("That time is over. Choose one that is ahead.")


def cover_line(item: Item, who: str, answer: str, name: str) -> str:
    """How one thing at home stands, in a sentence that asks for nothing."""
    return _stands(item, who, answer).format(thing=THINGS[item.what], name=name)


def has_it(what: str, answer: str, name: str) -> str:
    """What one tap agrees to."""
    part = answer == CoverAnswer.PART
    said = gettext("{name} takes part of it") if part else _of(AGREED, what)
    return said.format(name=opening(name))


def hours(span: timedelta) -> str:
    """To the half hour: "4½ hours"."""
    whole, half = divmod(round(span / timedelta(minutes=30)), 2)
    if (whole, half) == (0, 1):
        return gettext("half an hour")
    said = ngettext("{count} hour", "{count} hours", whole + half)
    return said.format(count=f"{whole}{'½' if half else ''}")


def opening(name: str) -> str:
    return name[:1].upper() + name[1:]


def _of(said: tuple[StrOrPromise, StrOrPromise], what: str) -> str:
    several, one = said
    return str(several if what in SEVERAL else one)


def _stands(item: Item, who: str, answer: str) -> str:
    if item.declined:
        return _of(DECLINED, item.what)
    if item.state is CoverState.OFFERED and who == Who.PARTNER:
        return gettext("{thing}: {name} takes part of it.")
    if item.state is CoverState.OFFERED:
        part = answer == CoverAnswer.PART
        return (
            gettext("{thing}: {name} offers to take part of it.")
            if part
            else _of(OFFERED, item.what)
        )
    if item.state is CoverState.PLANNED:
        return gettext("{thing}: your plan says {name}.")
    if item.state is CoverState.COVERED:
        return _of(PARTNER_HAS if who == Who.PARTNER else SOMEBODY_HAS, item.what)
    return gettext("{thing}: nobody yet.")
