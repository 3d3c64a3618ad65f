"""Showing one finding to the other, and stopping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outandback.pages.parts.shown.context import figure_of
from outandback.rooms.loop.content.shown_sentences import NUMBERED
from outandback.rooms.people.queries import name_of
from outandback.rooms.shown import actions
from outandback.rooms.shown.queries import own_standing
from outandback.web.key_checks import require_words_open, unless_keys_changed
from outandback.web.redirects import (
    SeeOther,
    next_or,
    redirect_to_opening,
    see,
    see_sent,
    see_without_pair,
)
from outandback.web.requests import signed_in

from .forms import ShowForm
from .shown_pictures import digest, picture_now

if TYPE_CHECKING:
    from outandback.rooms.people.models import Membership
    from outandback.rooms.shown.models import FrozenFinding
    from outandback.web.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def showing(request: PersonRequest, place: int) -> HttpResponse:
    """What exactly the other would see, and the one tap that shows it."""
    question, mine = _question(place), request.membership
    if mine is None:
        return see_without_pair(request, "loop")
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    picture = picture_now(request, question)
    if picture is None:
        return see("loop")
    if request.method == "POST":
        return _show(request, mine, picture)
    return _confirm(request, mine, picture, ShowForm())


@signed_in
@require_POST
def stop(request: PersonRequest, place: int) -> HttpResponse:
    question, mine = _question(place), request.membership
    require_words_open(request)
    if mine is not None:
        actions.stop_showing(mine, request.keyring, question, timezone.now())
    return SeeOther(next_or(request, "loop"))


def _question(place: int) -> str:
    if place not in NUMBERED:
        raise Http404
    return NUMBERED[place]


def _show(request: PersonRequest, mine: Membership, picture: FrozenFinding) -> HttpResponse:
    form = ShowForm(request.POST)
    form.require(digest(picture))
    if form.is_valid():
        with unless_keys_changed(request, form):
            actions.show(mine, request.keyring, picture, timezone.now())
    if form.is_valid():
        return see_sent("loop-ours")
    return _confirm(request, mine, picture, form, status=422)


def _confirm(
    request: PersonRequest,
    mine: Membership,
    picture: FrozenFinding,
    form: ShowForm,
    status: int = 200,
) -> HttpResponse:
    before = own_standing(mine, request.keyring).get(picture.finding)
    context = {
        "form": form,
        "one": figure_of(picture, name_of(request.keyring, mine), mine.ink),
        "seen": digest(picture),
        "before": before.picture.day if before else None,
    }
    return render(request, "loop/showing.html", context, status=status)
