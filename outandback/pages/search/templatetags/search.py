"""What was found of the story, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.urls import reverse

from outandback.pages.parts.story.templatetags.story import ShownEntry, StoryReader, chapter, turn
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.pages.parts.story.context import Turn
    from outandback.rooms.loop.queries import Chapter

register = template.Library()


@register.simple_tag(takes_context=True)
def found_entries(
    context: Context, turns: Iterable[Turn], chapters: Iterable[Chapter]
) -> list[ShownEntry]:
    """Each with the way to its tradition, or to its place in the story."""
    reader, place = StoryReader(context["request"].keyring, here()), reverse("story")
    leaves = (chapter(reader, one, f"{place}?at={one.leave_id}") for one in chapters)
    return [*(turn(reader, one) for one in turns), *leaves]
