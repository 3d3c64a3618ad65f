from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from outandback.pages.parts.away_screen.context import away_page
from outandback.pages.parts.away_screen.forms import CatchForm
from outandback.rooms.away import actions, queries
from outandback.rooms.away.queries import where_to_catch
from outandback.rooms.leave.actions import promise_return
from outandback.rooms.quiet.queries import leave_and_meanwhile
from outandback.web.cookies import KEPT_COOKIE
from outandback.web.media import photo_response, voice_response
from outandback.web.redirects import SeeOther, too_late_for, where_it_stands
from outandback.web.requests import asks_for_part, signed_in

from .context import catch_part, kept_note, put_note, read_note, take_note
from .forms import ReturnForm, from_now, later_by_tap

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.away.models import Caught, Departure
    from outandback.rooms.leave.models import Leave
    from outandback.web.requests import PersonRequest


@signed_in
@require_GET
def away(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    leave, meanwhile = leave_and_meanwhile(request.user, request.membership, leave_id)
    if not leave.is_out:
        return where_it_stands(leave)
    note = request.COOKIES.get(KEPT_COOKIE, "")
    kept = {"kept": note, "arrival": read_note(request.user.pk, note)}
    response = away_page(request, leave, meanwhile, CatchForm(), kept)
    take_note(request, response)
    return response


@signed_in
@require_POST
def moments(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    departure, form = where_to_catch(request.user, leave_id), CatchForm(request.POST)
    if not form.is_valid():
        return _not_kept(request, departure, form)
    at = timezone.now()
    caught = form.caught(at)
    arrival = actions.arrival_name(form.name(), caught.kind, caught.text)
    actions.catch_moment(departure, request.keyring, arrival, caught, at)
    note = kept_note(request.user.pk, arrival)
    if asks_for_part(request):
        return catch_part(request, leave_id, kept=note, arrival=arrival)
    response = SeeOther(reverse("away", args=[leave_id]))
    put_note(response, note)
    return response


@signed_in
@require_POST
def undoing(request: PersonRequest, arrival: UUID) -> HttpResponse:
    """Taking back what was just kept. After a minute it is kept, and this changes nothing."""
    noted = read_note(request.user.pk, request.POST.get("kept", ""))
    leave_id = actions.undo_moment(request.user, arrival) if noted == arrival else None
    if asks_for_part(request):
        return catch_part(request, leave_id, taken_back=leave_id is not None)
    return SeeOther(reverse("away", args=[leave_id]) if leave_id else reverse("today"))


@signed_in
@require_safe
def photo(request: PersonRequest, moment_id: UUID) -> HttpResponse:
    """What goes along with a moment, to its own person in the open room."""
    caught: Caught = request.keyring.open(queries.moment_of(request.user, moment_id), "caught")
    return photo_response(queries.put_together(request.user, request.keyring, caught.photo))


@signed_in
@require_safe
def voice(request: PersonRequest, moment_id: UUID) -> HttpResponse:
    caught: Caught = request.keyring.open(queries.moment_of(request.user, moment_id), "caught")
    return voice_response(
        request, queries.put_together(request.user, request.keyring, caught.voice)
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def return_time(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    leave, at = queries.departure_of(request.user, leave_id).leave, timezone.now()
    if not leave.is_out:
        return where_it_stands(leave)
    if tapped := later_by_tap(request.POST.get("to", ""), leave.back_zone):
        promise_return(leave, tapped, at)
        return where_it_stands(leave)
    typed = request.POST if request.method == "POST" else None
    form = ReturnForm(typed, initial=from_now(leave, at), zone=leave.back_zone, after=at)
    if not form.is_valid():
        return _return_time_page(request, leave, form)
    promise_return(leave, form.back, at)
    return where_it_stands(leave)


def _not_kept(request: PersonRequest, departure: Departure, form: CatchForm) -> HttpResponse:
    if asks_for_part(request):
        return catch_part(request, departure.leave_id, status=422, form=form)
    if not departure.leave.is_out:
        return too_late_for(departure.leave)
    shown = leave_and_meanwhile(request.user, request.membership, departure.leave_id)
    return away_page(request, *shown, form, {}, status=422)


def _return_time_page(request: PersonRequest, leave: Leave, form: ReturnForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "away/return_time.html", {"leave": leave, "form": form}, status=status)
