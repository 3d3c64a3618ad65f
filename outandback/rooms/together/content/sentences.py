"""What the pages of the two ask and say."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.return_times import PartOfDay, part_of_day
from outandback.ui.spoken import DayFormat, Here, hours, say_day, say_time

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.together.models import TimeTogether, TogetherWords
    from outandback.rooms.together.queries import Occurrence
    from outandback.vault.keyring import Keyring

Offered = tuple[tuple[str, "StrOrPromise"], ...]

HOMES = _("Where do the two of you live?")
LIVING: Offered = (
    ("one home", _("One home")),
    ("two homes", _("Two homes")),
    ("apart", _("Far apart")),
    ("", _("Skip")),
)
LIVE = {kind: label for kind, label in LIVING if kind}
UNSAID = _("Unsaid")
TITLES = {"parting": _("How you part"), "return": _("How you come back to each other")}
HINTS = {
    "parting": _("It is shown before one of you sets out."),
    "return": _("It is shown when one of you is back."),
}
WORDS = {
    "parting": _("At parting, in your own words"),
    "return": _("At coming back, in your own words"),
}
WHICH = _("Choose one, and change what you like")

KINDS: Offered = (
    ("visit", _("To visit")),
    ("eat", _("To eat or drink")),
    ("witness", _("To witness")),
)
WHICH_KIND = _("What kind is it?")
IDEA = _("The idea, in your own words")
WITHOUT_KIND = _("Choose one of the three.")
WITHOUT_WORDS = _("Write a few words.")
ENOUGH_IDEAS = _("There is no room for more. Remove one of yours, then keep this one.")

# Time together.
TIME_TOGETHER = _("Time together")
NOTHING_PLANNED = {
    PartOfDay.MORNING: _("A morning, nothing planned"),
    PartOfDay.AFTERNOON: _("An afternoon, nothing planned"),
    PartOfDay.EVENING: _("An evening, nothing planned"),
    PartOfDay.NIGHT: _("A night, nothing planned"),
}
THIS_EVENING, EVENING_OF = _("This evening"), _("{weekday} evening")
HOW_OFTENS: Offered = (
    ("0", _("Once")),
    ("1", _("Every week")),
    ("2", _("Every 2 weeks")),
    ("3", _("Every 3 weeks")),
    ("4", _("Every 4 weeks")),
)
WITHOUT_EVENING = _("Choose an evening, or say another day.")
ENDS_FIRST = _("It ends before it begins. Choose a later time to end, or leave it empty.")
WITHOUT_DAY = _("Say which day.")
WITHOUT_START = _("Say from what time.")
WITHOUT_HOUR = _("Say until what time, or leave the day empty.")
IS_OVER = _("This is over. Choose a later time, or press “We had it”.")
IS_OVER_TO_MOVE = _("This is over. Choose a later time.")
IS_AHEAD = _("This is still to come. Choose a time that was, or press “Hold it”.")
ENDS_BEFORE = _("This is before the first one. Choose a later day, or leave it empty.")


def title_of(keyring: Keyring, row: TimeTogether) -> str:
    """What it is. Without a title nothing is planned in it; with closed keys nobody knows."""
    words: TogetherWords | None = keyring.open_if_possible(row, row.newest)
    if words and words.title:
        return words.title
    if not keyring.everyday_open:
        return str(TIME_TOGETHER)
    return str(NOTHING_PLANNED[PartOfDay(part_of_day(row.held.hours.start.wall))])


def times_of(one: Occurrence, here: Here) -> str:
    """ "20:00", "20:00 to 22:00", "20:00 to Monday, 10:00" """
    if one.ends_at is None:
        return say_time(one.starts_at, here, one.zone)
    planned = SimpleNamespace(
        out_at=one.starts_at, back_at=one.ends_at, zone=one.zone, back_zone=one.zone
    )
    return hours(planned, here)


def when_of(one: Occurrence, here: Here, shape: DayFormat = DayFormat.FULL) -> str:
    """ "Sunday 6 December, 20:00 to 22:00" """
    day = say_day(one.starts_at, here, one.zone, shape)
    return gettext("{day}, {times}").format(day=day, times=times_of(one, here))
