from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from outandback.rooms.leave.queries import as_known
from outandback.rooms.quiet import queries

from .forms import HelloForm, to_pick

if TYPE_CHECKING:
    from django.http import HttpResponse

    from outandback.rooms.leave.models import HeadsUp
    from outandback.web.requests import PersonRequest


def hello_page(
    request: PersonRequest, told: HeadsUp, form: HelloForm | None = None, status: int = 200
) -> HttpResponse:
    zone = request.user.zone
    picks = queries.picks_of(request.user, request.keyring, told)
    known = as_known(request.user.pk, told)
    start = to_pick(known, picks.mine, zone)
    context = {
        "told": told,
        "picks": picks,
        "form": form or HelloForm(initial=start, zone=zone, told=known),
        "theirs": to_pick(known, picks.theirs, zone) if picks.theirs else None,
        "over": known.returned_at is not None or known.called_off_at is not None,
    }
    return render(request, "hello/hello.html", context, status=status)
