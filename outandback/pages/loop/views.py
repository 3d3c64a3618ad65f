from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.rooms.loop import queries
from outandback.web.requests import signed_in

from .context import findings

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


@signed_in
@require_GET
def loop(request: PersonRequest) -> HttpResponse:
    stitches = queries.stitches_of(request.user, request.membership)
    context: dict[str, object] = {"stitches": stitches, "alone": request.membership is None}
    if stitches and request.keyring.room_open:
        context |= findings(request)
    return render(request, "loop/loop.html", context)
