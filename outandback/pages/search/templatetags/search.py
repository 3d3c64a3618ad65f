"""What was found of the story, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext

from outandback.pages.parts.story.context import TripTurn, Turn
from outandback.pages.parts.story.templatetags.story import (
    BOTH,
    Paragraph,
    ShownEntry,
    StoryReader,
    address_with,
    both,
    chapter,
    trip,
    turn,
)
from outandback.rooms.together.content.sentences import title_of
from outandback.ui.spoken import say_day
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.pages.search.context import Beside
    from outandback.rooms.loop.queries import Chapter
    from outandback.rooms.together.queries import Occurrence

register = template.Library()


@register.simple_tag(takes_context=True)
def found_entries(
    context: Context, beside: Iterable[Beside], chapters: Iterable[Chapter]
) -> list[ShownEntry]:
    """Each with the way to its own page, or to its place in the story."""
    reader, place = StoryReader(context["request"].keyring, here()), reverse("story")
    leaves = (chapter(reader, one, f"{place}?at={one.leave_id}") for one in chapters)
    return [*(_beside(reader, one) for one in beside), *leaves]


def _beside(reader: StoryReader, one: Beside) -> ShownEntry:
    if isinstance(one, Turn):
        return turn(reader, one)
    return trip(reader, one) if isinstance(one, TripTurn) else _time(reader, one)


def _time(reader: StoryReader, one: Occurrence) -> ShownEntry:
    """Time together: its title, and whether one of the two noted that they had it."""
    day = say_day(one.starts_at, reader.here, one.zone)
    below = [Paragraph("soft", label=gettext("You had it."))] if one.had else []
    address = address_with("together-time", one.row.pk)
    return ShownEntry(BOTH, both(), day, title_of(reader.keyring, one.row), below, address=address)
