"""The line of a day of a trip, and the sentence that says how it stands, as template tags."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from outandback.rules.return_times import wall_at
from outandback.rules.rhythm import WEEK
from outandback.rules.text_direction import isolated
from outandback.rules.trip_days import DrawnHours, reach_of
from outandback.ui import line
from outandback.ui.spoken import DayFormat, Here, say_day, say_days, say_time, until, when_in_words
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outandback.pages.trips.context import OpenedTrip, Planned, ShownDay

register = template.Library()
MARKS = 4


@register.simple_tag
def day_line(shown: ShownDay) -> SafeString:
    """What is on a day, drawn by the clock of its place. The list below says the same."""
    reach = _reach(shown)
    now = timezone.now()
    passed = -1.0 if now < shown.day.begins else 2.0
    if shown.day.begins <= now < shown.day.ends:
        passed = reach.share(shown.day.hour_of(now))
    outs = [_out(shown, one, reach) for one in shown.planned if one.is_hours]
    beads = [_share(shown, one.at, reach) for one in shown.planned if not one.is_hours]
    return SafeString(line.trip_day(outs, passed, beads))


@register.simple_tag
def hour_marks(shown: ShownDay) -> SafeString:
    reach = _reach(shown)
    step = (reach.last - reach.first) / (MARKS - 1)
    marks = ((f"{round(reach.first + step * number)}:00",) for number in range(MARKS))
    inside = format_html_join("", "<span>{}</span>", marks)
    return format_html('<p class="hours" aria-hidden="true">{}</p>', inside)


@register.simple_tag
def planned_time(one: Planned) -> SafeString:
    """14:00 to 17:00, by the clock of the place that the day names."""
    place = Here(one.zone, timezone.now())
    said = say_time(one.at, place, one.zone)
    if one.until is not None:
        span = gettext("{out} to {back}")
        said = span.format(out=said, back=say_time(one.until, place, one.zone))
    return format_html("<time>{}</time>", said)


@register.filter
def day_named(shown: ShownDay) -> str:
    """Saturday 4 July; with its place where the date comes twice. The year stands above, once."""
    said = without_year(shown.day.on)
    if not shown.day.twice:
        return said
    placed = gettext("{day}, {place}")
    return placed.format(day=said, place=isolated(shown.day.place or shown.day.zone))


@register.filter
def without_year(day: date) -> str:
    """Saturday 4 July, whatever the year: for a day of a trip whose days stand above it."""
    return say_day(day, Here.on(day))


@register.filter
def on_its_day(one: Planned) -> str:
    """Saturday 4 July, by the calendar of the place."""
    return without_year(wall_at(one.at, one.zone).date())


@register.filter
def days_named(opened: OpenedTrip) -> str:
    """3 to 6 July"""
    return say_days(opened.known.first, opened.known.last, here())


@register.simple_tag
def meet_when(at: datetime | None, zone: str) -> str:
    """at seven in the evening"""
    return when_in_words(at, here(), zone) if at else ""


@register.simple_tag(takes_context=True)
def changed_when(context: Context, opened: OpenedTrip, partner: str) -> str:
    """Who changed it last, and on which day."""
    words, mine = opened.words, context["request"].membership
    if not words.changed_at:
        return ""
    day = say_day(datetime.fromisoformat(words.changed_at), here(), shape=DayFormat.NEAR)
    if words.changed_by == mine.ink:
        return gettext("You changed this trip {day}.").format(day=day)
    said = gettext("{name} changed this trip {day}.")
    return said.format(name=capfirst(partner), day=day)


@register.filter
def said_of_it(opened: OpenedTrip) -> list[str]:
    """A trip in a few lines: its name, its days, its places."""
    return [*filter(None, (opened.name, days_named(opened), opened.places))]


@register.simple_tag
def headline(opened: OpenedTrip, days: Sequence[ShownDay], partner: str) -> str:
    """What is so now, for somebody who is not out."""
    now = timezone.now()
    if now < opened.begins:
        return _before(opened)
    if now >= opened.ends:
        return _after(opened)
    planned = [one for shown in days for one in shown.planned]
    off = next((one for one in planned if one.row and one.row.is_out and not one.own), None)
    meets = _meets(opened, planned, now)
    return _off(partner, off, meets) if off else _nobody(meets)


def _before(opened: OpenedTrip) -> str:
    day = _begins(opened.known.first)
    if not opened.name:
        return gettext("Your trip begins {day}.").format(day=day)
    said = gettext("{trip} begins {day}.")
    return capfirst(said.format(trip=isolated(opened.name), day=day))


def _begins(first: date) -> str:
    """tomorrow, on Saturday, on Saturday 4 July"""
    if (first - here().today).days < WEEK:
        return say_day(first, here(), shape=DayFormat.NEAR)
    return gettext("on {date}").format(date=without_year(first))


def _after(opened: OpenedTrip) -> str:
    if not opened.name:
        return gettext("You are back from your trip.")
    return gettext("You are back from {trip}.").format(trip=isolated(opened.name))


def _meets(opened: OpenedTrip, planned: Sequence[Planned], now: datetime) -> str:
    """When the two meet next, on the day that is now."""
    day = opened.day_now(now)
    ahead = [one for one in planned if one.ink == "ab" and one.at >= now]
    if day is None or not ahead or ahead[0].at >= day.ends:
        return ""
    return when_in_words(ahead[0].at, here(), ahead[0].zone)


def _off(partner: str, off: Planned, meets: str) -> str:
    name = capfirst(partner)
    if off.until is None:
        said = (
            gettext("{partner} is out. You meet {when}.") if meets else gettext("{partner} is out.")
        )
        return said.format(partner=name, when=meets)
    back = until(off.until, here(), off.row.back_zone if off.row else off.zone)
    if meets:
        said = gettext("{partner} is out until {time}. You meet {when}.")
        return said.format(partner=name, time=back, when=meets)
    return gettext("{partner} is out until {time}.").format(partner=name, time=back)


def _nobody(meets: str) -> str:
    if meets:
        return gettext("Neither of you is out alone now. You meet {when}.").format(when=meets)
    return gettext("Neither of you is out alone now.")


def _reach(shown: ShownDay) -> DrawnHours:
    times = [time for one in shown.planned for time in (one.at, one.until) if time]
    return reach_of(shown.day.hour_of(time) for time in times)


def _out(shown: ShownDay, one: Planned, reach: DrawnHours) -> line.Out:
    return _share(shown, one.at, reach), _share(shown, one.until or one.at, reach), one.ink


def _share(shown: ShownDay, at: datetime, reach: DrawnHours) -> float:
    return reach.share(shown.day.hour_of(at))
