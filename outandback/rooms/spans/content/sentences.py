"""What days that were not like others are called, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from outandback.rooms.spans.models import SpanKind
from outandback.ui.spoken import DayFormat, say_day, say_days

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.spans.models import SpanWords
    from outandback.ui.spoken import Here

KINDS: dict[str, StrOrPromise] = {
    SpanKind.ILLNESS.value: _("An illness"),
    SpanKind.MOVE.value: _("A move"),
    SpanKind.BIRTH.value: _("A birth"),
    SpanKind.EXAMS.value: _("Exams"),
}
WITHIN: dict[str, StrOrPromise] = {
    SpanKind.ILLNESS.value: _("an illness"),
    SpanKind.MOVE.value: _("a move"),
    SpanKind.BIRTH.value: _("a birth"),
    SpanKind.EXAMS.value: _("exams"),
}
WHAT = _("What was it?")
CALLED = _("Or in a few words of your own")
FIRST, LAST = _("Since"), _("Until")
LEAVES_OUT = _("Leave these days out of the figures")
SHARES = _("{name} reads it too")

WITHOUT_WHAT = _("Choose one, or write a word of your own.")
WITHOUT_FIRST = _("Say since which day.")
LAST_FIRST = _("The last day is before the first. Choose another one.")
ENOUGH = _("There is no room for more. Remove one that you don’t need any more, then keep this.")


def called(words: SpanWords) -> str:
    """In its person's own words, where there are any."""
    return words.called or str(KINDS.get(words.kind, ""))


def within(words: SpanWords) -> str:
    """The same within a sentence."""
    return words.called or str(WITHIN.get(words.kind, ""))


def days(words: SpanWords, here: Here) -> str:
    if words.last is None:
        since = say_day(words.first, here, shape=DayFormat.BARE)
        return gettext("since {day}").format(day=since)
    return say_days(words.first, words.last, here)


def without_shared(count: int) -> str:
    """The same of figures of the two."""
    if not count:
        return ""
    return ngettext(
        "Without the {count} day that the two of you leave out.",
        "Without the {count} days that the two of you leave out.",
        count,
    ).format(count=count)


def without(count: int) -> str:
    """Under each figure; empty where nothing is left out."""
    if not count:
        return ""
    return ngettext(
        "Without the {count} day that you left out.",
        "Without the {count} days that you left out.",
        count,
    ).format(count=count)
