"""Chapters of the story where they stand outside it. What people wrote passes through `escape`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from outandback.pages.parts.story.templatetags.story import lasting, title, told_line, turned, who
from outandback.ui.templatetags.times import long_day

if TYPE_CHECKING:
    from outandback.pages.parts.story.context import Turn
    from outandback.rooms.loop.queries import Chapter
    from outandback.vault.keyring import Keyring

register = template.Library()


@register.simple_tag(takes_context=True)
def found_chapter(context: Context, one: Chapter) -> SafeString:
    """What was found of one leave, and the way to its place in the story."""
    keyring: Keyring = context["request"].keyring
    place = f"{reverse('story')}?at={one.leave_id}"
    lines = "".join(told_line(keyring, one, line) for line in one.lines)
    when = lasting(long_day(one.out_at, one.place), one)
    return SafeString(
        f'<li class="entry"><p class="kicker">{who(one.ink, one.name)} · {when}</p>'
        f'<h3><a dir="auto" href="{place}">{escape(title(keyring, one))}</a></h3>{lines}</li>'
    )


@register.simple_tag(takes_context=True)
def found_turn(context: Context, one: Turn) -> SafeString:
    """A new spin, and the way to its tradition."""
    inside = turned(context["request"].keyring, one, long_day(one.spin.added_on))
    return SafeString(f'<li class="entry">{inside}</li>')
