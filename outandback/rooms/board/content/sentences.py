"""What a child's page and its owner's pages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.sleeps import DAYS_IN_A_WEEK, Each, Sight, SleepsState
from outandback.ui.spoken import DayFormat, Here, count_in_words, say_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

PLACES = (("here", _("In my home")), ("elsewhere", _("In another home")))
INKS = (("a", _("Blue")), ("b", _("Ochre")))
WHICH_LEAVES = (("chosen", _("The ones I switch on")), ("all", _("All of mine")))
TITLES = {
    "before": _("Before you go"),
    "door": _("At the door"),
    "away": _("While you are away"),
    "late": _("When it gets later"),
    "back": _("When you are back"),
}
# Where its person is in the picture.
ON_THE_WAY = _("{name} is on the way.")
WHERE = {
    SleepsState.AHEAD: _("{name} is still beside the house."),
    SleepsState.LATE: _("{name} is close to the house."),
    SleepsState.OPEN: _("{name} is on the way, and the rest of the line fades."),
}
SHARED = _("Show {name} this page, too")
SHARED_HINT = _(
    "The link is on each leave that you told of and that this page shows. It opens the "
    "whole page, with what you switch on later."
)
NO_NAME = _("Say what the child calls you.")
CHANGED_ELSEWHERE = _(
    "You changed this on another device meanwhile. Below is what you wrote here; “Keep” uses it."
)


def headline(sight: Sight, called: str, elsewhere: bool) -> str:
    return _headline(sight, elsewhere).format(name=called, count=sight.left)


def _headline(sight: Sight, elsewhere: bool) -> str:
    if sight.state is SleepsState.HERE:
        return gettext("{name} is home") if elsewhere else gettext("{name} is here")
    if sight.state is SleepsState.AHEAD:
        today = gettext("{name} goes out today")
        return gettext("{name} goes out tomorrow") if sight.tomorrow else today
    if sight.state is SleepsState.OPEN:
        return gettext("{name} is out")
    if sight.state is SleepsState.LATE:
        return gettext("{name} is on the way back")
    if not sight.left:
        return gettext("{name} is back today")
    return ngettext(
        "{name} is back after {count} sleep", "{name} is back after {count} sleeps", sight.left
    )


def promise(sight: Sight, called: str) -> str:
    """Under the headline; of a leave ahead its sleeps, of one without a set time that it ends."""
    if sight.state is SleepsState.OPEN or (
        sight.state is SleepsState.AHEAD and sight.back_on is None
    ):
        return gettext("{name} will be back.").format(name=called)
    if sight.state is SleepsState.AHEAD:
        return _then_back(sight.left)
    if sight.moons.each is not Each.NIGHT:
        return _in_weeks(sight.left)
    return ""


def _then_back(left: int) -> str:
    if not left:
        return gettext("And back the same day.")
    said = ngettext("Then {count} sleep, and back.", "Then {count} sleeps, and back.", left)
    return said.format(count=left)


def plan(sight: Sight, today: date) -> str:
    """What is planned, said by the page and not by its owner: never more than was promised."""
    if sight.back_on is None or sight.state is SleepsState.LATE:
        return ""
    if sight.back_on == today:
        return gettext("Planned: back today.")
    day = say_day(sight.back_on, Here.on(today), shape=DayFormat.NAMED)
    return gettext("Planned: back on {day}.").format(day=day)


def picture(sight: Sight, called: str) -> str:
    """The picture in words, for whoever hears the page."""
    moons = sight.moons
    if sight.state is SleepsState.HERE:
        return gettext("A house, and {name} beside it.").format(name=called)
    way = gettext("A line goes out of the house, makes a big loop and comes back to the house.")
    where = str(WHERE.get(sight.state, ON_THE_WAY)).format(name=called)
    return " ".join([way, where, *_along(moons.total, moons.slept, moons.each)])


def _along(total: int, slept: int, each: Each) -> Iterator[str]:
    if total > slept and each is Each.NIGHT:
        yield gettext("Each moon is one sleep to come.")
    elif total > slept and each is not Each.MANY:
        yield gettext("Each moon is one week to come.")
    if total and slept:
        yield gettext("Each sun is one that is over.")


def _in_weeks(count: int) -> str:
    weeks, over = divmod(count, DAYS_IN_A_WEEK)
    if over:
        said = ngettext(
            "That is {weeks} week and {sleeps}.", "That is {weeks} weeks and {sleeps}.", weeks
        )
    else:
        said = ngettext("That is {weeks} week.", "That is {weeks} weeks.", weeks)
    sleeps = ngettext("{count} sleep", "{count} sleeps", over).format(count=over)
    return said.format(weeks=count_in_words(weeks).lower(), sleeps=sleeps)
