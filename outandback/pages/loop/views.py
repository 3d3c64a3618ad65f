from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.rooms.loop import queries
from outandback.web.requests import signed_in

from .context import findings
from .pictures import shown_here

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
