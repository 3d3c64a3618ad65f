from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outandback.cover.http import what_is_given
from outandback.leave.actions import promise_return
from outandback.leave.models import DoorAnswers
from outandback.leave.queries import leave_of, was_answered_by
from outandback.people.http import SeeOther, asks_for_part, signed_in
from outandback.together.queries import ritual_of

from . import actions, http, queries
from .forms import DoorForm, ReturnForm, from_now, later_by_tap

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.leave.models import Leave
    from outandback.people.http import PersonRequest

    from .models import Caught, Departure


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """At the door. It opens at any time."""
    leave = leave_of(request.user, leave_id)
    posted = request.method == "POST"
    form = DoorForm(request.POST) if posted else DoorForm(initial={"client_id": uuid4()})
    if not form.is_valid():
        if leave.begun_at:
            return http.too_late_for(leave)
        return _door_page(request, leave, form, 422 if form.is_bound else 200)
    answers = form.answers()
    name = actions.answers_name(form.name(), answers)
    try:
        actions.set_out(leave, request.keyring, answers, timezone.now(), name)
    except actions.OutAlready:
        return _door_page(request, leave, form, 409, out=queries.still_out(request.user))
    if answers != DoorAnswers() and not was_answered_by(leave, name):
        return http.too_late_for(leave)
    return SeeOther(reverse("homecoming" if leave.returned_at else "away", args=[leave_id]))


@signed_in
@require_POST
def evidence(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """What one's own past says of a guilt like this. Nothing is kept by asking."""
    leave, form = leave_of(request.user, leave_id), DoorForm(request.POST)
    if leave.begun_at:
        return http.too_late_for(leave)
    part = asks_for_part(request)
    form.is_valid()
    looked = http.what_it_has_said(request, leave, form.cleaned_data)
    if part:
        context = _at_the_door(request, leave) | looked
        return render(request, "away/_evidence.html", context)
    again = DoorForm(initial={**request.POST.dict(), "to_whom": request.POST.getlist("to_whom")})
    return _door_page(request, leave, again, 200, looked=looked)


@signed_in
@require_POST
def undoing(request: PersonRequest, arrival: UUID) -> HttpResponse:
    """Taking back what was just kept. After a minute it is kept, and this changes nothing."""
    noted = http.read_note(request.user.pk, request.POST.get("kept", ""))
    leave_id = actions.undo_moment(request.user, arrival) if noted == arrival else None
    if asks_for_part(request):
        return http.catch_part(request, leave_id, taken_back=leave_id is not None)
    return SeeOther(reverse("away", args=[leave_id]) if leave_id else reverse("today"))


@signed_in
@require_safe
def photo(request: PersonRequest, moment_id: UUID) -> HttpResponse:
    """What goes along with a moment, to its own person in the open room."""
    caught: Caught = request.keyring.open(queries.moment_of(request.user, moment_id), "caught")
    return http.photo(queries.put_together(request.user, request.keyring, caught.photo))


@signed_in
@require_safe
def voice(request: PersonRequest, moment_id: UUID) -> HttpResponse:
    caught: Caught = request.keyring.open(queries.moment_of(request.user, moment_id), "caught")
    return http.voice(request, queries.put_together(request.user, request.keyring, caught.voice))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def return_time(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    leave, at = queries.departure_of(request.user, leave_id).leave, timezone.now()
    if not leave.is_out:
        return http.where_it_stands(leave)
    if tapped := later_by_tap(request.POST.get("to", ""), leave.back_zone):
        promise_return(leave, tapped, at)
        return http.where_it_stands(leave)
    typed = request.POST if request.method == "POST" else None
    form = ReturnForm(typed, initial=from_now(leave, at), zone=leave.back_zone, after=at)
    if not form.is_valid():
        return _return_time_page(request, leave, form)
    promise_return(leave, form.back, at)
    return http.where_it_stands(leave)


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


def _return_time_page(request: PersonRequest, leave: Leave, form: ReturnForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "away/return_time.html", {"leave": leave, "form": form}, status=status)
