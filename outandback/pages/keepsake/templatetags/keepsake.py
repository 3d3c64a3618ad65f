"""Chapters of the story as plain values, where they stand on paper and in the list of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from outandback.pages.keepsake.context import KeptBeside, KeptSpin, KeptTrip, day_of
from outandback.pages.parts.story.context import TripTurn, Turn
from outandback.pages.parts.story.templatetags.story import (
    BOTH,
    UNNAMED,
    ForTemplates,
    Paragraph,
    ShownEntry,
    StoryReader,
    address_with,
    both,
    lasting,
    new_spin,
    photo_page,
    title,
    told_in,
)
from outandback.rules.text_direction import isolated
from outandback.ui import line, line_of_month
from outandback.ui.spoken import DayFormat, Here, say_day, say_days
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.pages.keepsake.years import Month
    from outandback.rooms.loop.queries import Chapter
    from outandback.vault.keyring import Keyring

register = template.Library()


@register.simple_tag
def chapter_head(who: str, size: float = 1.0) -> SafeString:
    return SafeString(line.chapter_head(who, size))


@register.simple_tag(takes_context=True)
def kept_entries(context: Context) -> list[ShownEntry]:
    """As both have it: nothing that only one of them may read, and nobody is “you”."""
    photo_at = in_the_pipe if context.get("on_paper") else photo_page
    reader = StoryReader(context["request"].keyring, here(), photo_at)
    past, address = context["past"], alone(context)
    return [
        kept_beside(reader, one)
        if isinstance(one, KeptBeside)
        else kept_chapter(reader, one, past, address)
        for one in context["kept"]
    ]


def in_the_pipe(telling: UUID) -> str:
    """In a PDF a photo goes by its name."""
    return f"photo:{telling}"


def alone(context: Context) -> str:
    """The way to a keepsake of one leave alone, with a place for its name; none on its own page."""
    if context["one"] or len(context["kept"]) == 1:
        return ""
    of = f"&pair={context['side'].pair_id}" if context["past"] else ""
    return f"{reverse('keepsake')}?leave={{}}{of}"


def kept_beside(reader: StoryReader, one: KeptBeside) -> ShownEntry:
    return kept_trip(reader, one) if isinstance(one, KeptTrip) else kept_spin(reader, one)


def kept_trip(reader: StoryReader, one: KeptTrip) -> ShownEntry:
    said = say_day(one.day, reader.here, shape=DayFormat.DATED)
    if one.first != one.day:
        said = gettext("{first} to {last}").format(first=first_of(one), last=said)
    named = trip_named(one.name)
    below = [Paragraph("soft", label=one.places)]
    return ShownEntry(BOTH, both(), said, named, below)


def first_of(one: KeptTrip) -> str:
    """Its first day; the last one says the year, where it is the same."""
    shape = DayFormat.FULL if one.first.year == one.day.year else DayFormat.DATED
    return say_day(one.first, Here.on(one.first), shape=shape)


def trip_named(name: str) -> str:
    return gettext("A trip: {name}").format(name=isolated(name))


def kept_spin(reader: StoryReader, one: KeptSpin) -> ShownEntry:
    below = [Paragraph("words", one.text, one.ink), Paragraph("by", ink=one.ink, name=one.name)]
    day = say_day(one.day, reader.here, shape=DayFormat.DATED)
    return ShownEntry(BOTH, both(), day, new_spin(one.tradition), below)


def kept_chapter(
    reader: StoryReader, one: Chapter, past: datetime | None, address: str
) -> ShownEntry:
    day = lasting(say_day(one.out_at, reader.here, one.place, DayFormat.DATED), one)
    named, below = isolated(kept_title(reader.keyring, one, past)), told_in(reader, one)
    way = address.format(one.leave_id)
    return ShownEntry(one.ink, one.name, day, named, below, one.size, way)


@register.simple_tag
def kept_months(kept: list[Chapter | KeptBeside]) -> str:
    """From the first month to the last."""
    first, last = day_of(kept[0]), day_of(kept[-1])
    until = say_day(last, here(), shape=DayFormat.MONTH_DATED)
    if (first.year, first.month) == (last.year, last.month):
        return until
    shape = DayFormat.MONTH if first.year == last.year else DayFormat.MONTH_DATED
    since = say_day(first, Here.on(first), shape=shape)
    return gettext("{first} to {last}").format(first=since, last=until)


@register.simple_tag
def kept_day(one: Chapter | KeptBeside) -> str:
    return say_day(day_of(one), here(), shape=DayFormat.PLAIN)


def kept_title(keyring: Keyring, one: Chapter, past: datetime | None) -> str:
    """As both know it. Until one hears of a parting, their own words are those they last wrote."""
    if one.heads_up is None:
        return str(UNNAMED)
    column = "shown" if past or one.side else one.heads_up.newest
    words = keyring.open_if_possible(one.heads_up, column)
    return str((words and words.title) or UNNAMED)


# A year on one page ------------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthLeaf(ForTemplates):
    """One row of the list below the picture, and where it leads."""

    day: int
    ink: str
    name: str
    title: str
    address: str


@register.simple_tag
def month_line(one: Month, solo: str) -> SafeString:
    drawn = line_of_month.month(
        one.stitches, one.days, one.now, solo, one.beads, one.since, one.stretches
    )
    return SafeString(drawn)


@register.simple_tag(takes_context=True)
def month_leaves(context: Context, one: Month) -> list[MonthLeaf]:
    """Leaves, each with the way to its place in the story, and spins, to their traditions."""
    keyring, story = context["request"].keyring, reverse("story")
    return [
        month_beside(one, leaf)
        if isinstance(leaf, Turn | TripTurn)
        else month_leaf(keyring, leaf, story)
        for leaf in one.leaves
    ]


def month_beside(month: Month, one: Turn | TripTurn) -> MonthLeaf:
    return month_turn(one) if isinstance(one, Turn) else month_trip(month, one)


def month_leaf(keyring: Keyring, one: Chapter, story: str) -> MonthLeaf:
    named, address = isolated(title(keyring, one)), f"{story}?at={one.leave_id}"
    return MonthLeaf(day_of(one).day, one.ink, capfirst(one.name), named, address)


def month_trip(month: Month, one: TripTurn) -> MonthLeaf:
    """With its days, of which the row has the first."""
    first, last = one.days.first, one.days.last
    named = trip_named(one.name)
    if first != last:
        days = say_days(first, last, Here.on(month.first))
        named = gettext("{trip}, {days}").format(trip=named, days=days)
    return MonthLeaf(month.begins(one).day, BOTH, both(), named, one.address)


def month_turn(one: Turn) -> MonthLeaf:
    address = address_with("tradition", one.spin.tradition_id)
    return MonthLeaf(one.spin.added_on.day, BOTH, both(), new_spin(one.tradition), address)
