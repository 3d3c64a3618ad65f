"""The parts as template tags. They answer finished strings; nothing is included or looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outandback.rules.text_direction import isolated
from outandback.ui import field_html, glyphs, icons, languages, line, spoken
from outandback.ui import outing as pictures
from outandback.ui.fields import as_it_stood
from outandback.ui.line_of_days import stretches
from outandback.ui.names_of_days import SHORT_DAYS
from outandback.ui.script_words import words_for
from outandback.ui.templatetags import buttons, rows, times
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()
register.simple_tag(languages.html_lang)
register.filters.update(times.register.filters)
register.tags.update(times.register.tags)
register.tags.update(buttons.register.tags)
register.tags.update(rows.register.tags)

TABS = (
    ("today", _("Today"), "today"),
    ("story", _("Story"), "story"),
    ("leave", _("Leave"), "leave-new"),
    ("loop", _("Loop"), "loop"),
    ("mine", _("Mine"), "mine"),
)
NO_TIME = _("No set time")
NONE_AT_ALL, IN_FULL, SKIP = _("0 none"), _("10 full"), _("Skip")


# The line --------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    return SafeString(icons.icon(name, extra))


@register.simple_tag
def mark() -> SafeString:
    return SafeString(line.mark())


@register.simple_tag
def outing(
    p: float | None = None,
    who: str = "a",
    now_label: str = "",
    clock: datetime | str = "",
    place: str = "",
    late: bool = False,
    open_ended: bool = False,
    one: bool = False,
) -> SafeString:
    picture = pictures.outing(p, who, late=late, open_ended=open_ended, one=bool(one))
    inside = _inside(now_label or (NO_TIME if open_ended else ""), clock, place)
    names = "outing" if who == "a" else "outing outing--b"
    return format_html('<div class="{}">{}{}</div>', names, SafeString(picture), inside)


def _inside(label: StrOrPromise, at: datetime | str, place: str) -> SafeString:
    if not label and not at:
        return field_html.NOTHING
    shown, elsewhere = at, ""
    if isinstance(at, datetime):
        label = _before_time(label, at, place)
        shown = spoken.say_time(at, here(), place, named=False)
        elsewhere = spoken.where(at, here(), place)
    time = format_html('<time class="clock" datetime="{}">{}</time>', shown, shown) if shown else ""
    soft = SafeString('<span class="small soft">{}</span>')
    after = format_html(soft, elsewhere) if elsewhere else ""
    return format_html('<p class="inside">{}{}{}</p>', format_html(soft, label), time, after)


def _before_time(label: StrOrPromise, at: datetime, place: str) -> str:
    """ "Back at", "Back tomorrow", "Back on Saturday": the time stands below it."""
    if spoken.is_today(at, here(), place):
        return gettext("{label} at").format(label=label)
    day = spoken.say_day(at, here(), place, spoken.DayFormat.NEAR)
    return gettext("{label} {day}").format(label=label, day=day)


@register.simple_tag
def week(
    outs: Iterable[line.Out],
    now: float,
    one: str | bool = "",
    beads: Iterable[line.Bead] = (),
    since: Mapping[str, float] | None = None,
    trips: Iterable[tuple[float, float]] = (),
) -> SafeString:
    ink = "a" if one is True else str(one or "")
    return SafeString(line.week(outs, now, ink, beads, since or {}, stretches(trips, ink)))


@register.simple_tag
def week_days(now: float = -1) -> SafeString:
    days = ((_current(i, now), name) for i, name in enumerate(SHORT_DAYS))
    inside = format_html_join("", "<li{}>{}</li>", days)
    return format_html('<ol aria-hidden="true">{}</ol>', inside)


def _current(day: int, now: float) -> SafeString:
    return SafeString(' aria-current="date"' if day <= now < day + 1 else "")


@register.simple_tag
def knot(who: str, size: float = 1.0, one: bool = False) -> SafeString:
    return SafeString(glyphs.knot(who, round(size, 2), bool(one)))


@register.simple_tag
def old_way() -> SafeString:
    return SafeString(glyphs.old_way())


@register.simple_tag
def habits() -> SafeString:
    return SafeString(glyphs.habits())


@register.simple_tag
def habit(spun: bool = False) -> SafeString:
    return SafeString(glyphs.habit(bool(spun)))


@register.simple_tag
def stitches(kept: Iterable[bool], who: str = "a", one: bool = False) -> SafeString:
    return SafeString(glyphs.stitches(kept, who, bool(one)))


@register.simple_tag
def stitch(kept: bool = True, who: str = "a", ahead: bool = False) -> SafeString:
    return SafeString(glyphs.stitch(kept, who, ahead))


@register.simple_tag
def rung(size: float, kind: str = "ink", who: str = "a") -> SafeString:
    return SafeString(line.rung(size, kind, who))


@register.simple_tag
def project_line(done: int, total: int, who: str = "a") -> SafeString:
    return SafeString(line.project(done, total, who))


@register.simple_tag
def steps_line(step: int, total: int, who: str = "a") -> SafeString:
    return SafeString(line.steps_line(int(step), int(total), who))


@register.simple_tag
def whole_loop() -> SafeString:
    return SafeString(glyphs.whole_loop())


@register.simple_tag
def parting_line() -> SafeString:
    return SafeString(glyphs.parting())


@register.simple_tag
def joining_line(who: str = "a") -> SafeString:
    return SafeString(glyphs.joining(who))


@register.simple_tag
def empty_line(one: bool = False) -> SafeString:
    return SafeString(line.empty(bool(one)))


@register.simple_tag
def tabs(current: str = "") -> SafeString:
    return _tabs_in(languages.spoken_now(), current, settings.ROOT_URLCONF)


@lru_cache(maxsize=64)
def _tabs_in(_language: str, current: str, _addresses: str) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((_tab(*tab, current),) for tab in TABS))
    inside = format_html("{}<ul>{}</ul>", SafeString(line.tab_line()), items)
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', gettext("Main"), inside)


@register.simple_block_tag
def tab_bar(content: str) -> SafeString:
    """The base page's own tag: its block holds the name of the tab where you are, or none."""
    return SafeString(content) if "<nav" in content else tabs(content.strip())


@register.simple_block_tag
def words_for_scripts(content: SafeString) -> SafeString:
    """The base page's own tag: after a page on which somebody types, what its scripts say."""
    return SafeString(f"{content}{words_for(content)}")


def _tab(name: str, label: StrOrPromise, url: str, current: str) -> SafeString:
    middle = name == "leave"
    names = SafeString(' class="tabs__leave"' if middle else "")
    here = SafeString(' aria-current="page"' if name == current else "")
    sign = SafeString(icons.icon(name, "icon--leave" if middle else ""))
    return format_html(
        '<a href="{}"{}{}>{}<span>{}</span></a>', reverse(url), names, here, sign, label
    )


# Asking ----------------------------------------------------------------------------------------


@register.simple_tag
def field(
    bound: BoundField, hint: str = "", label: str = "", own: bool = False, **extra: str
) -> SafeString:
    return field_html.one_field(bound, hint, label, own, extra)


@register.simple_block_tag
def passphrase_field(content: SafeString) -> SafeString:
    """Around a field for a passphrase: its script adds a box to show what is typed."""
    element = '<passphrase-field data-label="{}">{}</passphrase-field>'
    return format_html(element, gettext("Show what I type"), content)


@register.simple_tag
def scale(
    bound: BoundField,
    low: StrOrPromise = NONE_AT_ALL,
    high: StrOrPromise = IN_FULL,
    skip: StrOrPromise = SKIP,
    hint: str = "",
) -> SafeString:
    return field_html.scale(bound, low, high, skip, hint)


@register.simple_tag
def chips(bound: BoundField, hint: str = "") -> SafeString:
    return field_html.chips(bound, hint)


@register.simple_tag
def picks(
    bound: BoundField, hint: str = "", reasons: Mapping[str, StrOrPromise] | None = None
) -> SafeString:
    return field_html.picks(bound, hint, reasons or {})


@register.simple_tag
def stood(form: BaseForm, address: str) -> SafeString:
    """For a form beside whose button others do something else, and keep what is typed in it."""
    shape = '<input type="hidden" name="stood" value="{}">'
    return format_html(shape, as_it_stood(form, address))


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    return field_html.error_summary(form)


# People and their words ------------------------------------------------------------------------


@register.simple_tag
def words(text: str, ink: str = "") -> SafeString:
    names = f"words words--{ink}" if ink else "words"
    lines = SafeString("<br>".join(map(escape, str(text).splitlines())))
    return format_html('<blockquote dir="auto" class="{}">{}</blockquote>', names, lines)


@register.filter("isolated")
def isolated_filter(name: str) -> str:
    """For a name in an attribute, where no element can stand."""
    return isolated(str(name))


@register.simple_tag
def who(ink: str, name: str) -> SafeString:
    return format_html('<span class="who who--{}">{}</span>', ink, name)
