"""Drawings of comfort, of the door and of the ladder as template tags, beside those of `ui`."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from outandback.ui import comfort_lines, field_html, glyphs, line
from outandback.ui.spoken import counted

register = template.Library()

SIZES = 8
SWATCHES = {
    "solid": comfort_lines.EASY,
    "easy": comfort_lines.EASY,
    "talk": comfort_lines.TALK,
    "unshown": comfort_lines.UNSHOWN,
}
BOTH = "ab"
STITCHED = "<li>{}<span>{} <b>{}</b></span></li>"


def _ink(who: str) -> str:
    return "b" if who == "b" else "a"


@register.simple_tag
def strand(
    mine: str,
    theirs: str | None = None,
    before_mine: str | None = "",
    before_theirs: str | None = "",
    me: str = "a",
) -> SafeString:
    """The line beside one row of `<div class="strands">`; the words beside it say the same."""
    return SafeString(
        comfort_lines.strand(mine or "", theirs, before_mine or "", before_theirs or "", _ink(me))
    )


@register.simple_tag
def care_line(
    mine: Iterable[str],
    theirs: Iterable[str] | None = None,
    spot: int | None = None,
    me: str = "a",
) -> SafeString:
    beside = None if theirs is None else tuple(theirs)
    return SafeString(comfort_lines.care_line(tuple(mine), beside, spot, _ink(me)))


@register.simple_tag
def swatch(kind: str = "solid", who: str = "a") -> SafeString:
    """ "solid", "talk", "unshown", or anything else for what was not said."""
    inks = BOTH if who == BOTH else _ink(who)
    return SafeString(comfort_lines.swatch(SWATCHES.get(kind, comfort_lines.UNSAID), inks))


@register.simple_tag
def evidence(pairs: Iterable[tuple[int, int]], who: str = "a", one: bool = False) -> SafeString:
    """Earlier leaves, each as a stitch: guilt under the foot out, felt under the foot back. Whoever
    listens hears equal ones once."""
    sign, known = SafeString(glyphs.stitch(who=_ink(who), one=bool(one))), list(pairs)
    drawn = format_html_join("", STITCHED, ((sign, guilt, felt) for guilt, felt in known))
    of_one = gettext("guilt {guilt}, return {felt}")
    said = counted((of_one.format(guilt=guilt, felt=felt) for guilt, felt in known), "; ")
    shape = '<ol class="pairs" aria-hidden="true">{}</ol><p class="hush">{}.</p>'
    return format_html(shape, drawn, said)


@register.simple_tag
def breath(who: str = "a", one: bool = False) -> SafeString:
    return SafeString(comfort_lines.breath(_ink(who), bool(one)))


@register.simple_tag
def ladder_line(
    sizes: Iterable[int], current: int | None = None, who: str = "a", one: bool = False
) -> SafeString:
    """Steps of these sizes (0 to 8): up to `current` in ink, larger ones in pencil."""
    reached = -1 if current is None else current
    rungs = ((_rung(size, size <= reached, _ink(who), bool(one)),) for size in sizes)
    inside = format_html_join("", "{}", rungs)
    return format_html('<div class="ladder" aria-hidden="true">{}</div>', inside)


def _rung(size: int, done: bool, who: str, one: bool) -> SafeString:
    share = 0.05 + 0.9 * min(max(size, 0), SIZES) / SIZES
    return SafeString(line.rung(round(share, 2), "ink" if done else "pencil", who, one))


@register.simple_tag
def levels(field: BoundField, hint: str = "") -> SafeString:
    return field_html.levels(field, hint)
