"""Days and times as template tags, by `ui/spoken.py` and no other way.

`place` is the zone by whose clock it was said: of a leave, that of the place that was left.
"""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from outandback.ui import spoken

register = template.Library()


def zone_here() -> str:
    """The name of the reader's zone. Django's own answer is "-05" where clocks never change."""
    return str(timezone.get_current_timezone())


def here() -> spoken.Here:
    """Who reads this page, and when."""
    return spoken.Here(zone_here(), timezone.now())


@register.filter("clock")
def clock_filter(at: datetime | None, place: str = "") -> str:
    """18:30"""
    return spoken.say_time(at, here(), place) if at else ""


@register.filter
def until(at: datetime | None, place: str = "") -> str:
    """nine, nine in the morning tomorrow"""
    return spoken.until(at, here(), place) if at else ""


@register.filter
def when(at: datetime | None, place: str = "") -> str:
    """at 18:30, tomorrow at 18:30, on Saturday at 18:30"""
    return spoken.when(at, here(), place) if at else ""


@register.filter
def stamp(at: datetime | None, place: str = "") -> str:
    """18:30 of today, Saturday 5 December, 18:30 of another day"""
    return spoken.stamp(at, here(), place) if at else ""


@register.filter
def on_day(at: date | None, place: str = "") -> str:
    """today, tomorrow, on Saturday, on Saturday 5 December"""
    return _day(at, place, spoken.DayFormat.NEAR)


@register.filter
def long_day(at: date | None, place: str = "") -> str:
    """Saturday 5 December"""
    return _day(at, place, spoken.DayFormat.FULL)


@register.filter
def to_day(first: date, last: date) -> str:
    """3 to 6 July"""
    return spoken.say_days(first, last, here())


@register.simple_tag
def leaf_day(at: date, place: str = "") -> SafeString:
    """Sat 5 Dec, as a leaf of a calendar"""
    pattern, places = spoken.short_day(at, here(), place)
    places["day"] = format_html("<b>{}</b>", places["day"])
    return format_html('<span class="day">{}</span>', format_html(pattern, **places))


@register.filter
def dated(at: date | None, place: str = "") -> str:
    """Saturday 5 December 2026"""
    return _day(at, place, spoken.DayFormat.DATED)


def _day(at: date | None, place: str, shape: spoken.DayFormat) -> str:
    return spoken.say_day(at, here(), place, shape) if at else ""


@register.filter
def times(planned: spoken.Timed) -> str:
    """18:30 to 21:00, 18:30 to Saturday, 21:00"""
    return spoken.hours(planned, here())


@register.filter
def same_day(planned: spoken.Timed) -> bool:
    return spoken.same_day(planned, here())
