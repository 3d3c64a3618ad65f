from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.rooms.loop import queries
from outandback.rooms.loop.content import findings as findings_words
from outandback.rooms.loop.content import lengths, measured
from outandback.web.requests import signed_in

from .context import findings

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


@signed_in
@require_GET
def loop(request: PersonRequest) -> HttpResponse:
    mine = request.membership
    if request.keyring.room_open:
        context = findings(request)
    else:
        context = {"stitches": [True] * len(queries.stitches_of(request.user, mine))}
    return render(request, "loop/loop.html", {**context, "alone": mine is None})


@signed_in
@require_GET
def limits(request: PersonRequest) -> HttpResponse:
    """The same for everybody."""
    context = {
        "how": (findings_words.HOW, lengths.HOW),
        "sections": measured.sections(),
        "shows": measured.SHOWS,
        "when": measured.WHEN,
    }
    return render(request, "loop/limits.html", context)
