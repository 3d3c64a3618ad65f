from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.comeback import views as comeback
from outandback.people.http import SeeOther, next_or, redirect_to_opening, see, signed_in

from . import actions, http, queries
from .forms import EveningForm, ListenerForm

if TYPE_CHECKING:
    from outandback.people.http import PersonRequest

READS = ["GET", "HEAD"]
HOMECOMING = "afterwards/homecoming.html"
A_WEEK = timedelta(days=7)


@signed_in
@require_http_methods([*READS, "POST"])
def evening(request: PersonRequest) -> HttpResponse:
    """Tonight's own page, found while it is one of the two evenings after a return."""
    at = timezone.now()
    homes = queries.recent_homecomings(request.user, request.mine, at)
    home = queries.about_tonight(homes, at, request.user.zone)
    if home is None:
        return see("today")
    posted = request.POST if request.method == "POST" else None
    form = EveningForm(posted, alone=request.mine is None)
    if not form.is_valid():
        context = {"form": form, "alone": request.mine is None}
        return render(request, "afterwards/evening.html", context, status=422 if posted else 200)
    answers = http.answers(request, home, form, at)
    actions.say_evening(request.user, request.keyring, http.tonight(request, at), answers)
    return see("today")


@signed_in
@require_http_methods([*READS, "POST"])
def homecoming(request: PersonRequest, leave_id: UUID) -> HttpResponseBase:
    return comeback.homecoming(request, leave_id, HOMECOMING, http.beside(request))


@signed_in
@require_http_methods([*READS, "POST"])
def check_in(request: PersonRequest, leave_id: UUID) -> HttpResponseBase:
    return comeback.check_in(request, leave_id, HOMECOMING, http.beside(request))


@signed_in
@require_POST
def choices(request: PersonRequest, leave_id: UUID) -> HttpResponseBase:
    return comeback.choices(request, leave_id, HOMECOMING, http.beside(request))


@signed_in
@require_GET
def mine(request: PersonRequest) -> HttpResponseBase:
    return comeback.mine(request, "afterwards/mine.html", http.beside(request))


@signed_in
@require_http_methods([*READS, "POST"])
def listener(request: PersonRequest) -> HttpResponse:
    """In a closed room it can be written, and not read."""
    if request.method == "POST":
        return _name_listener(request)
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    named = queries.listener_of(request.user, request.keyring)
    return _listener_page(request, ListenerForm(initial=asdict(named)))


@signed_in
@require_POST
def suggestion(request: PersonRequest) -> HttpResponse:
    """Put away for a week."""
    until = http.tonight(request, timezone.now()) + A_WEEK
    actions.put_away(request.user, request.keyring, until)
    return SeeOther(next_or(request, "mine"))


def _name_listener(request: PersonRequest) -> HttpResponse:
    form = ListenerForm(request.POST)
    if not form.is_valid():
        return _listener_page(request, form, status=422)
    actions.name_listener(request.user, request.keyring, form.listener)
    return see("mine")


def _listener_page(request: PersonRequest, form: ListenerForm, status: int = 200) -> HttpResponse:
    return render(request, "afterwards/listener.html", {"form": form}, status=status)
