from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from outandback.web.redirects import redirect_to_opening
from outandback.web.requests import signed_in

from .context import as_a_file, zip_of

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: PersonRequest) -> HttpResponse:
    """In the open room alone, since most of it was kept there."""
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    if request.method == "POST":
        return as_a_file(zip_of(request.user, request.membership, request.keyring))
    return render(request, "tables/tables.html", {"alone": request.membership is None})
