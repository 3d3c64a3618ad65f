from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.pages.parts.shown.context import shown_to
from outandback.rooms.loop import queries
from outandback.rooms.loop.content import findings as findings_words
from outandback.rooms.loop.content import lengths, measured
from outandback.web.key_checks import require_words_open
from outandback.web.requests import side_of_pair, signed_in

from .context import findings
from .ours import findings_of_both
from .shown_pictures import shown_here

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


@signed_in
@require_GET
def loop(request: PersonRequest) -> HttpResponse:
    mine = request.membership
    if request.keyring.room_open:
        context = findings(request) | shown_here(request)
    else:
        context = {"stitches": [True] * len(queries.stitches_of(request.user, mine))}
    return render(request, "loop/loop.html", {**context, "alone": mine is None})


@signed_in
@require_GET
def loop_ours(request: PersonRequest) -> HttpResponse:
    """What both shared, and what each shows: the pair's key opens it, without the private room."""
    side = side_of_pair(request)
    require_words_open(request)
    shown = shown_to(request, side) | {"sent": "sent" in request.GET}
    return render(request, "loop/ours.html", findings_of_both(request, side) | shown)


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
