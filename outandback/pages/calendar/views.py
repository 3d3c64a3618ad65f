from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from outandback.pages.parts.free_hours.context import free_hours_on
from outandback.pages.parts.span.forms import next_month
from outandback.rooms.today.days import days_of
from outandback.web.requests import signed_in

from .context import page_of, wishes_of
from .drawn import DAY, WEEK, ReaderOfDays, monday_of

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest

# How many years back and ahead there are.
YEARS = 10


@signed_in
@require_GET
def this_month(request: PersonRequest) -> HttpResponse:
    return _month_page(request, timezone.localdate().replace(day=1))


@signed_in
@require_GET
def month(request: PersonRequest, month: date) -> HttpResponse:
    return _month_page(request, month)


@signed_in
@require_GET
def week(request: PersonRequest, monday: date) -> HttpResponse:
    _in_sight(monday)
    context = _context(request, monday, monday + WEEK - DAY)
    before, after = monday - WEEK, monday + WEEK
    now = monday_of(timezone.localdate())
    context |= {"week": monday, "now": now, "is_now": now == monday, "months": _months(monday)}
    context |= {"before": _if_in_sight(before), "after": _if_in_sight(after)}
    first = monday.replace(day=1)
    leads = {"before": first - DAY, "after": next_month(first)}
    weeks = {"now": now, "week-before": before, "week-after": after}
    context["leads"] = [*_leads("calendar-month", leads), *_leads("calendar-week", weeks)]
    return render(request, "calendar/week.html", context)


def _month_page(request: PersonRequest, first: date) -> HttpResponse:
    _in_sight(first)
    after = next_month(first)
    before = (first - DAY).replace(day=1)
    context = _context(request, first, after - DAY)
    context |= {"month": first, "is_now": first == timezone.localdate().replace(day=1)}
    context |= {"before": _if_in_sight(before), "after": _if_in_sight(after)}
    leads = {"before": before, "after": after, "now": timezone.localdate()}
    context["leads"] = _leads("calendar-month", leads)
    return render(request, "calendar/month.html", context)


def _leads(page: str, days: dict[str, date]) -> list[tuple[str, str]]:
    """Where the keys of the list lead, by the name that its script knows."""
    seen = {name: day for name, day in days.items() if _if_in_sight(day)}
    return [(name, reverse(page, args=[day])) for name, day in seen.items()]


def _context(request: PersonRequest, first: date, last: date) -> dict[str, object]:
    at = timezone.now()
    reader = ReaderOfDays(request, at)
    days = days_of(request.user, request.membership, first, last, at)
    free = free_hours_on(request, days, at)
    return {**page_of(reader, days, free), "wishes": wishes_of(request)}


def _months(monday: date) -> list[date]:
    """The one or two that a week lies in."""
    both = monday.replace(day=1), (monday + WEEK - DAY).replace(day=1)
    return [day for day in dict.fromkeys(both) if _if_in_sight(day)]


def _in_sight(day: date) -> None:
    if _if_in_sight(day) is None:
        raise Http404


def _if_in_sight(day: date) -> date | None:
    return day if abs(day.year - timezone.localdate().year) <= YEARS else None
