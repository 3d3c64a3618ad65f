"""The form of hours of one’s own in a trip, as its views answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.shortcuts import render
from django.utils import timezone

from outandback.rooms.leave.queries import leave_of
from outandback.ui.fields import as_seen_now
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, unless_keys_changed
from outandback.web.redirects import see, see_sent

from .context import add_hours, change_hours
from .forms import TripHoursForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from outandback.rooms.leave.models import Leave
    from outandback.web.requests import PersonRequest

    from .context import OpenedTrip


def hours_form(
    request: PersonRequest, opened: OpenedTrip, start: dict[str, Any] | None = None
) -> TripHoursForm:
    data = request.POST if request.method == "POST" else None
    return TripHoursForm(data, initial=start, days=opened.days)


def hours_page(
    request: PersonRequest, trip: OpenedTrip, form: TripHoursForm, status: int = 200, **more: object
) -> HttpResponse:
    context = {"form": form, "opened": trip, **more}
    return render(request, "trips/hours.html", context, status=status)


def _tells(request: PersonRequest) -> bool:
    """Only where that button was pressed: on this page, or before it asked about the next day."""
    return (request.POST.get("then") or request.POST.get("meant")) == "tell"


def answer_new(request: PersonRequest, opened: OpenedTrip, form: TripHoursForm) -> HttpResponse:
    tells, at = _tells(request), timezone.now()
    if may_keep(request, form) and form.when:
        with unless_keys_changed(request, form), transaction.atomic():
            add_hours(request, opened.trip, form, at, tells=tells)
    if form.is_valid() and form.when:
        return (see_sent if tells else see)("trip", opened.trip.pk)
    return hours_page(request, opened, form, 422)


def answer_change(request: PersonRequest, opened: OpenedTrip, own: Leave) -> HttpResponse:
    form, at = hours_form(request, opened), timezone.now()
    if may_keep(request, form) and form.when:
        tells = hasattr(own, "heads_up") or _tells(request)
        try:
            with unless_keys_changed(request, form), transaction.atomic():
                change_hours(request, own, form, at, tells=tells)
        except Stale:
            return _two_hours(request, opened, own)
    done = form.is_valid() and form.when
    return see("trip", opened.trip.pk) if done else hours_page(request, opened, form, 422, own=own)


def _two_hours(request: PersonRequest, opened: OpenedTrip, own: Leave) -> HttpResponse:
    now = leave_of(request.user, own.pk)
    typed = as_seen_now(request.POST, now.row_version)
    form = TripHoursForm(typed, days=opened.days)
    other = request.keyring.open(now, "plan")
    return hours_page(request, opened, form, 409, own=now, other=other)
