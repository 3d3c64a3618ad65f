"""Chapters of the story where they stand outside it. What people wrote passes through `escape`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from outandback.pages.keepsake.context import KeptSpin, day_of
from outandback.pages.parts.story.context import Turn
from outandback.pages.parts.story.templatetags.story import (
    UNNAMED,
    both,
    lasting,
    new_spin,
    quoted,
    title,
    told_line,
    who,
)
from outandback.rules.text_direction import isolated
from outandback.ui.line import chapter_head, month
from outandback.ui.spoken import DayFormat, Here, say_day
from outandback.ui.templatetags.times import dated, here

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.pages.keepsake.years import Month
    from outandback.rooms.loop.queries import Chapter
    from outandback.vault.keyring import Keyring

register = template.Library()

# A photo that waits until it is scrolled to would be missing from a print.
LATER = ' loading="lazy"'
# In a PDF a photo goes by its name in the pipe, and no way leads anywhere.
ADDRESS = re.compile(r'src="/tellings/([0-9a-f-]{36})/photo/"')
WAY = re.compile(r"(?: · )?<a href=[^>]*>[^<]*</a>")


@register.simple_tag(takes_context=True)
def kept_one(context: Context, one: Chapter | KeptSpin) -> SafeString:
    """As both have it: nothing that only one of them may read, and nobody is “you”."""
    return kept_spin(one) if isinstance(one, KeptSpin) else kept_chapter(context, one)


def kept_spin(one: KeptSpin) -> SafeString:
    return SafeString(
        f'<li><div class="leaf">{chapter_head("ab")}'
        f'<p class="kicker">{both()} · {dated(one.day)}</p>'
        f"<h3>{new_spin(escape(isolated(one.tradition)))}</h3></div>"
        f'{quoted(one.ink, one.text)}<p class="small">{who(one.ink, one.name)}</p></li>'
    )


def kept_chapter(context: Context, one: Chapter) -> SafeString:
    keyring: Keyring = context["request"].keyring
    when = lasting(dated(one.out_at, one.place), one)
    named = escape(isolated(kept_title(keyring, one, context["past"])))
    lines = "".join(told_line(keyring, one, line) for line in one.lines).replace(LATER, "")
    of = f"&amp;pair={context['side'].pair_id}" if context["past"] else ""
    alone = "" if context["one"] or len(context["kept"]) == 1 else this_one(one, named, of)
    if context.get("on_paper"):
        lines, alone = on_paper(lines), ""
    return SafeString(
        f'<li><div class="leaf">{chapter_head(one.ink, one.size)}'
        f'<p class="kicker">{who(one.ink, one.name)} · {when}</p>'
        f"<h3>{named}</h3></div>{lines}{alone}</li>"
    )


def on_paper(lines: str) -> str:
    return WAY.sub("", ADDRESS.sub(r'src="photo:\1"', lines))


@register.simple_tag
def kept_months(kept: list[Chapter | KeptSpin]) -> str:
    """From the first month to the last."""
    first, last = day_of(kept[0]), day_of(kept[-1])
    until = say_day(last, here(), shape=DayFormat.MONTH_DATED)
    if (first.year, first.month) == (last.year, last.month):
        return until
    shape = DayFormat.MONTH if first.year == last.year else DayFormat.MONTH_DATED
    since = say_day(first, Here.on(first), shape=shape)
    return gettext("{first} to {last}").format(first=since, last=until)


@register.simple_tag
def kept_day(one: Chapter | KeptSpin) -> str:
    return say_day(day_of(one), here(), shape=DayFormat.PLAIN)


def kept_title(keyring: Keyring, one: Chapter, past: datetime | None) -> str:
    """As both know it. Until one hears of a parting, their own words are those they last wrote."""
    if one.heads_up is None:
        return str(UNNAMED)
    column = "shown" if past or one.side else one.heads_up.newest
    words = keyring.open_if_possible(one.heads_up, column)
    return str((words and words.title) or UNNAMED)


def this_one(one: Chapter, named: str, of: str) -> str:
    address = f"{reverse('keepsake')}?leave={one.leave_id}{of}"
    which = gettext('Only this one<span class="hush">: {name}</span>').format(name=named)
    return f'<a class="act soft unprinted" href="{address}">{which}</a>'


# A year on one page ------------------------------------------------------------------------------


@register.simple_tag
def month_line(one: Month, solo: str) -> SafeString:
    return SafeString(month(one.stitches, one.days, one.now, solo, one.beads, one.since))


@register.simple_tag(takes_context=True)
def month_leaf(context: Context, one: Chapter | Turn) -> SafeString:
    """One leave in the list below the picture, and the way to its place in the story; or a spin."""
    if isinstance(one, Turn):
        return month_turn(one)
    named = escape(isolated(title(context["request"].keyring, one)))
    return SafeString(
        f'<li><span class="num">{day_of(one).day}</span>{who(one.ink, one.name)}'
        f'<a href="{reverse("story")}?at={one.leave_id}">{named}</a></li>'
    )


def month_turn(one: Turn) -> SafeString:
    address = reverse("tradition", args=[one.spin.tradition_id])
    return SafeString(
        f'<li><span class="num">{one.spin.added_on.day}</span>{both()}'
        f'<a href="{address}">{new_spin(escape(isolated(one.tradition)))}</a></li>'
    )
