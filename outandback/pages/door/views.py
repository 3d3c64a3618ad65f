from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.pages.parts.given.context import what_is_given
from outandback.rooms.away import actions, queries
from outandback.rooms.leave.models import DoorAnswers
from outandback.rooms.leave.queries import leave_of, was_answered_by
from outandback.rooms.together.queries import ritual_of
from outandback.web.redirects import SeeOther, too_late_for
from outandback.web.requests import asks_for_part, signed_in

from .context import what_it_has_said
from .forms import DoorForm

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.away.models import Departure
    from outandback.rooms.leave.models import Leave
    from outandback.web.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """At the door. It opens at any time."""
    leave = leave_of(request.user, leave_id)
    posted = request.method == "POST"
    form = DoorForm(request.POST) if posted else DoorForm(initial={"client_id": uuid4()})
    if not form.is_valid():
        if leave.begun_at:
            return too_late_for(leave)
        return _door_page(request, leave, form, 422 if form.is_bound else 200)
    answers = form.answers()
    name = actions.answers_name(form.name(), answers)
    try:
        actions.set_out(leave, request.keyring, answers, timezone.now(), name)
    except actions.OutAlready:
        return _door_page(request, leave, form, 409, out=queries.still_out(request.user))
    if answers != DoorAnswers() and not was_answered_by(leave, name):
        return too_late_for(leave)
    return SeeOther(reverse("homecoming" if leave.returned_at else "away", args=[leave_id]))


@signed_in
@require_POST
def evidence(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """What one's own past says of a guilt like this. Nothing is kept by asking."""
    leave, form = leave_of(request.user, leave_id), DoorForm(request.POST)
    if leave.begun_at:
        return too_late_for(leave)
    part = asks_for_part(request)
    form.is_valid()
    looked = what_it_has_said(request, leave, form.cleaned_data)
    if part:
        context = _at_the_door(request, leave) | looked
        return render(request, "door/_evidence.html", context)
    again = DoorForm(initial={**request.POST.dict(), "to_whom": request.POST.getlist("to_whom")})
    return _door_page(request, leave, again, 200, looked=looked)


def _door_page(
    request: PersonRequest,
    leave: Leave,
    form: DoorForm,
    status: int,
    *,
    out: Departure | None = None,
    looked: dict[str, object] | None = None,
) -> HttpResponse:
    context = _at_the_door(request, leave) | {"form": form, "out": out}
    context |= {"ritual": ritual_of(request.membership, "parting"), **(looked or {})}
    return render(request, "door/door.html", context, status=status)


def _at_the_door(request: PersonRequest, leave: Leave) -> dict[str, object]:
    plan = request.keyring.open_if_possible(leave, "plan")
    given = what_is_given(request, leave, plan)
    return {"leave": leave, "plan": plan, "alone": request.membership is None, **given}
