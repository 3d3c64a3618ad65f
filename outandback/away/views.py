from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.cover.http import what_is_given
from outandback.leave.actions import promise_return
from outandback.leave.models import progress
from outandback.leave.queries import leave_of
from outandback.people.http import Resumed, SeeOther, signed_in
from outandback.together.queries import ritual_of

from . import actions, http, queries
from .forms import CatchForm, DoorForm, ReturnForm, from_now, later_by_tap

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.leave.models import Leave
    from outandback.people.http import PersonRequest

    from .models import Departure

LATER = (15, 30, 60)
QUARTER = 15 * 60


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """At the door. It opens at any time."""
    leave = leave_of(request.user, leave_id)
    if leave.begun_at:
        return _where_it_stands(leave)
    form = DoorForm(request.POST) if request.method == "POST" else DoorForm()
    if not form.is_valid():
        return _door_page(request, leave, form, 422 if form.is_bound else 200)
    try:
        actions.set_out(leave, request.keyring, form.answers(), timezone.now())
    except actions.OutAlready:
        return _door_page(request, leave, form, 409, out=queries.still_out(request.user))
    return SeeOther(reverse("away", args=[leave_id]))


@signed_in
@require_POST
def evidence(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """What one's own past says of a guilt like this. Nothing is kept by asking."""
    leave, form = leave_of(request.user, leave_id), DoorForm(request.POST)
    if leave.begun_at:
        return _where_it_stands(leave)
    if request.POST.get("passphrase") and not (
        request.keyring.room_open or _asks_for_part(request)
    ):
        return Resumed(reverse("opening"))
    form.is_valid()
    looked = http.what_it_has_said(request, leave, form.cleaned_data)
    if _asks_for_part(request):
        context = _at_the_door(request, leave) | looked
        return render(request, "away/_evidence.html", context)
    again = DoorForm(initial={**request.POST.dict(), "to_whom": request.POST.getlist("to_whom")})
    return _door_page(request, leave, again, 200, looked=looked)


@signed_in
@require_GET
def away(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    leave = leave_of(request.user, leave_id)
    if not leave.is_out:
        return _where_it_stands(leave)
    note = request.COOKIES.get(http.COOKIE, "")
    kept = {"kept": note, "arrival": http.read_note(request.user.pk, note)}
    response = _away_page(request, leave, CatchForm(), kept)
    http.take_note(request, response, leave_id)
    return response


@signed_in
@require_POST
def moments(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    departure, form = queries.where_to_catch(request.user, leave_id), CatchForm(request.POST)
    if not form.is_valid():
        return _not_kept(request, departure, form)
    at = timezone.now()
    caught = form.caught(at)
    arrival = actions.arrival_name(form.name(), caught.kind, caught.text)
    actions.catch_moment(departure, request.keyring, arrival, caught, at)
    note = http.kept_note(request.user.pk, arrival)
    if _asks_for_part(request):
        return _catch_part(request, leave_id, kept=note, arrival=arrival)
    response = SeeOther(reverse("away", args=[leave_id]))
    http.put_note(response, leave_id, note)
    return response


@signed_in
@require_POST
def undoing(request: PersonRequest, arrival: UUID) -> HttpResponse:
    """Taking back what was just kept. After a minute it is kept, and this changes nothing."""
    noted = http.read_note(request.user.pk, request.POST.get("kept", ""))
    leave_id = actions.undo_moment(request.user, arrival) if noted == arrival else None
    if _asks_for_part(request):
        return _catch_part(request, leave_id, taken_back=leave_id is not None)
    return SeeOther(reverse("away", args=[leave_id]) if leave_id else reverse("today"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def return_time(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    leave, at = queries.departure_of(request.user, leave_id).leave, timezone.now()
    if not leave.is_out:
        return _where_it_stands(leave)
    if tapped := later_by_tap(request.POST.get("to", ""), leave.back_zone):
        promise_return(leave, tapped, at)
        return _where_it_stands(leave)
    typed = request.POST if request.method == "POST" else None
    form = ReturnForm(typed, initial=from_now(leave, at), zone=leave.back_zone, after=at)
    if not form.is_valid():
        return _return_time_page(request, leave, form)
    promise_return(leave, form.back, at)
    return _where_it_stands(leave)


def _where_it_stands(leave: Leave) -> HttpResponse:
    name = "homecoming" if leave.returned_at else "away" if leave.begun_at else "leave"
    return SeeOther(reverse(name, args=[leave.pk]))


def _asks_for_part(request: PersonRequest) -> bool:
    return "HX-Request" in request.headers


def _door_page(
    request: PersonRequest,
    leave: Leave,
    form: DoorForm,
    status: int,
    *,
    out: Departure | None = None,
    looked: dict[str, Any] | None = None,
) -> HttpResponse:
    context = _at_the_door(request, leave) | {"form": form, "out": out}
    context |= {"ritual": ritual_of(request.mine, "parting"), **(looked or {})}
    return render(request, "away/door.html", context, status=status)


def _at_the_door(request: PersonRequest, leave: Leave) -> dict[str, Any]:
    plan = request.keyring.open_if_possible(leave, "plan")
    given = what_is_given(request, leave, plan)
    return {"leave": leave, "plan": plan, "alone": request.mine is None, **given}


def _away_page(
    request: PersonRequest, leave: Leave, form: CatchForm, kept: dict[str, Any], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    context = {
        "leave": leave,
        "leave_id": leave.pk,
        "progress": progress(leave, at),
        "late": leave.back_at is not None and at > leave.back_at,
        "alone": request.mine is None,
        "later": later_times(leave, at),
        "form": form,
        "client_id": uuid4(),
        **kept,
    }
    return render(request, "away/away.html", context, status=status)


def _not_kept(request: PersonRequest, departure: Departure, form: CatchForm) -> HttpResponse:
    if _asks_for_part(request):
        return _catch_part(request, departure.leave_id, status=422, form=form)
    if not departure.leave.is_out:
        return _where_it_stands(departure.leave)
    return _away_page(request, departure.leave, form, {}, status=422)


def _catch_part(
    request: PersonRequest, leave_id: UUID | None, status: int = 200, **said: Any
) -> HttpResponse:
    """The answer to a catch, and a fresh name for the next one. The box stays as it is."""
    context = {"leave_id": leave_id, "client_id": uuid4(), **said}
    return render(request, "away/_kept.html", context, status=status)


def _return_time_page(request: PersonRequest, leave: Leave, form: ReturnForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "away/return_time.html", {"leave": leave, "form": form}, status=status)


def later_times(leave: Leave, at: datetime) -> list[datetime]:
    """Three times to tap, from the promised one or from now, on the quarter hour."""
    start = max(leave.back_at or at, at)
    start += timedelta(seconds=-start.timestamp() % QUARTER)
    return [start + timedelta(minutes=minutes) for minutes in LATER]
