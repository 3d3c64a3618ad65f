from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.pages.parts.what_may_come.context import what_may_come
from outandback.rooms.afterwards import actions, queries
from outandback.rooms.comeback import queries as comeback
from outandback.rules.afterwards import day_of
from outandback.vault.queries import has_recovery_sheet
from outandback.web.paging import page_mark
from outandback.web.redirects import SeeOther, next_or, redirect_to_opening, see
from outandback.web.requests import signed_in

from .context import past_pairs
from .forms import ListenerForm

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest

READS = ["GET", "HEAD"]
A_WEEK = timedelta(days=7)


@signed_in
@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    if not request.keyring.room_open:
        return render(request, "mine/closed.html")
    before = page_mark(request)
    leaves = comeback.leaves_in_the_room(request.user, before)
    shown = leaves[: comeback.PAGE]
    comeback.fill(request.user, request.keyring, shown)
    first, rest = before is None, len(leaves) > len(shown)
    context = what_may_come(request) | {
        "leaves": shown,
        "earlier": shown[-1].leave_id if rest else None,
        "first": first,
        "shelves": past_pairs(request) if first else [],
        "without_sheet": first and not has_recovery_sheet(request.user.pk),
    }
    return render(request, "mine/mine.html", context)


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
    until = day_of(timezone.now(), request.user.zone) + A_WEEK
    actions.put_away(request.user, request.keyring, until)
    return SeeOther(next_or(request, "mine"))


def _name_listener(request: PersonRequest) -> HttpResponse:
    form = ListenerForm(request.POST)
    if not form.is_valid():
        return _listener_page(request, form, status=422)
    actions.name_listener(request.user, request.keyring, form.listener)
    return see("mine")


def _listener_page(request: PersonRequest, form: ListenerForm, status: int = 200) -> HttpResponse:
    return render(request, "mine/listener.html", {"form": form}, status=status)
