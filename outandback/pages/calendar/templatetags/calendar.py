"""Days, weeks and months of the calendar pages, by name."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from outandback.ui.spoken import DayFormat, say_day
from outandback.ui.templatetags.times import here

register = template.Library()


@register.simple_tag
def month_name(first: date) -> str:
    """November; of another year November 2027"""
    return say_day(first, here(), shape=DayFormat.MONTH)


@register.simple_tag
def week_name(monday: date) -> str:
    """Week of 23 November"""
    return gettext("Week of {day}").format(day=say_day(monday, here(), shape=DayFormat.BARE))


@register.simple_tag
def week_link(monday: date) -> SafeString:
    """The same for a link that shares a row of a phone: there Week of 23 Nov, read out in full."""
    brief = gettext("Week of {day}").format(day=say_day(monday, here(), shape=DayFormat.BRIEF))
    return format_html(
        '<span class="full">{}</span><span class="brief" aria-hidden="true">{}</span>',
        week_name(monday),
        brief,
    )


@register.filter
def iso_day(day: date) -> str:
    return day.isoformat()


@register.simple_tag
def day_numbers(days: tuple[date | None, ...], today: date, free: set[date]) -> SafeString:
    """Beside a row of the picture; empty for a day of another month. `free`: days that have hours
    which the page offers."""
    shown = ((_current(day == today), _free(day in free), day.day if day else "") for day in days)
    inside = format_html_join("", "<li{}{}>{}</li>", shown)
    return format_html('<ol aria-hidden="true">{}</ol>', inside)


def _current(is_today: bool) -> SafeString:
    return SafeString(' aria-current="date"' if is_today else "")


def _free(is_free: bool) -> SafeString:
    return SafeString(' class="is-free"' if is_free else "")
