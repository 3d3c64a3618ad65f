from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outandback.pages.parts.given.context import what_is_given
from outandback.pages.parts.rhythm.context import comes_round
from outandback.rooms.board.queries import is_on_a_board
from outandback.rooms.cover.actions import settle_cover
from outandback.rooms.leave.actions import call_off, put_ideas_away, say_what
from outandback.rooms.leave.content import sentences
from outandback.rooms.leave.queries import leave_of
from outandback.rooms.rhythms.actions import plan_due
from outandback.rooms.rhythms.queries import leave_and_whether_in_rhythm
from outandback.vault.writing import Stale
from outandback.web.key_checks import may_keep, require_words_open
from outandback.web.redirects import SeeOther, see
from outandback.web.requests import signed_in

from .context import three_small_things
from .forms import WhatForm

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.rooms.leave.models import Leave
    from outandback.web.requests import PersonRequest


@signed_in
@require_GET
def leave(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    own = leave_and_whether_in_rhythm(request.user, leave_id)
    if own.is_out:
        return see("away", own.pk)
    plan = request.keyring.open_if_possible(own, "plan")
    skipped = [
        str(sentences.SKIPPED).format(skipped=gone, time=meant) for gone, meant in own.skipped
    ]
    context = {"leave": own, "plan": plan, "skipped": skipped, "alone": request.membership is None}
    context["on_board"] = own.is_ahead and is_on_a_board(request.user, own)
    context["comes"] = comes_round(request, own)
    context["sent"] = "sent" in request.GET
    if own.is_ahead and not own.ideas_put_away:
        context |= three_small_things(request, own.pk)
    return render(request, "leave/leave.html", context | what_is_given(request, own, plan))


@signed_in
@require_POST
def cover_settling(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """One tap: what the partner offers is agreed. On a plan changed meanwhile it does nothing."""
    own = leave_of(request.user, leave_id)
    seen, what = request.POST.get("seen", ""), request.POST.get("what", "")
    try:
        if seen.isdecimal() and own.is_ahead:
            settle_cover(own, request.keyring, int(seen), what, timezone.now())
    except Stale:
        pass
    return see("leave", own.pk)


@signed_in
@require_POST
def calling_off(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    own = leave_of(request.user, leave_id)
    at = timezone.now()
    call_off(own, at)
    plan_due(request.user, request.keyring, at)
    return see("leave", own.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def what(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """What a leave is, said once it has begun. Before that its plan says it."""
    own = leave_of(request.user, leave_id)
    if not own.begun_at:
        return see("leave-plan", own.pk)
    form = _what_form(request, own)
    if request.method != "POST" or not may_keep(request, form):
        context = {"leave": own, "form": form}
        return render(request, "leave/what.html", context, status=422 if form.is_bound else 200)
    say_what(own, request.keyring, intention=form.cleaned_data["intention"])
    return see("leave", own.pk)


def _what_form(request: PersonRequest, own: Leave) -> WhatForm:
    if request.method == "POST":
        return WhatForm(request.POST)
    require_words_open(request)
    plan = request.keyring.open(own, "plan")
    return WhatForm(initial={"intention": plan.intention if plan else ""})


@signed_in
@require_POST
def ideas(request: PersonRequest, leave_id: UUID) -> HttpResponse:
    """The three small things of one leave, put away or taken out again. Nobody is told."""
    own = leave_of(request.user, leave_id)
    put_ideas_away(own, request.POST.get("then") != "again")
    return SeeOther(reverse("leave", args=[own.pk]) + "#three")
