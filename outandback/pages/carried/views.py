from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outandback.rooms.carried import actions, queries
from outandback.rooms.carried.models import Sent
from outandback.vault.keyring import Closed
from outandback.web.carrying import fields_of
from outandback.web.cookies import CARRIED_COOKIE
from outandback.web.redirects import SeeOther, next_or, see
from outandback.web.requests import (
    PersonRequest,
    as_person_request,
    is_background,
    is_for_persons,
    signed_in,
)

from .through_sign_in import (
    carry_on,
    is_from_here,
    name_of_unsent,
    stand_again,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponseBase

    from outandback.rooms.carried.models import Carried


@require_safe
@signed_in
def carried(request: PersonRequest, name: UUID) -> HttpResponse:
    """What was written stands on its page again. Whoever else signs in here finds Today. With
    `next`, the page itself has it where a script has handed it in since, and after the hour."""
    token, page = request.COOKIES.get(CARRIED_COOKIE, ""), next_or(request, "")
    row = queries.carried_for(request.user, name, token, timezone.now())
    if page and (row is None or _is_begun_there(request, page, row)):
        return SeeOther(page)
    if row is None:
        return see("today")
    sent = request.keyring.open(row, "sent")
    if sent is None:
        raise Closed
    return stand_again(request, sent)


def _is_begun_there(request: PersonRequest, page: str, row: Carried) -> bool:
    path = urlsplit(page).path
    found = queries.unsent_in(request.user, request.keyring, f"{path} {path}")
    return found is not None and found[0].written_at >= row.came_at


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: PersonRequest) -> HttpResponse:
    """What stands half-written in a form: its page's script asks for it, and hands it in."""
    if request.method == "POST":
        return _hand_in(request)
    found = queries.unsent_in(request.user, request.keyring, request.GET.get("form", ""))
    if found is None:
        return HttpResponse(status=204)
    row, sent = found
    return JsonResponse({"name": str(row.pk), "fields": sent.fields})


@signed_in
@require_POST
def unsent_away(request: PersonRequest) -> HttpResponse:
    name = name_of_unsent(request)
    if name:
        actions.drop_unsent(request.user, name)
    return HttpResponse(status=204)


def _hand_in(request: PersonRequest) -> HttpResponse:
    name, form = name_of_unsent(request), request.POST.get("unsent_form", "")
    if name is None or not form:
        return HttpResponse(status=422)
    sent, private = Sent(form, fields_of(request)), "unsent_private" in request.POST
    try:
        actions.keep_unsent(
            request.user, request.keyring, name, form, sent, private, timezone.now()
        )
    except (actions.TooMuch, IntegrityError):
        return HttpResponse(status=413)
    return HttpResponse(status=204)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form whose token is too old, as after signing in again in another tab.

    Where it came from a page of this house its words stand there again, with a new token.
    """
    match, here = request.resolver_match, is_from_here(request)
    if is_background(request):
        answer = HttpResponse("stale", status=403, content_type="text/plain")
        if here:
            answer["X-CSRFToken"] = get_token(request)
        return answer
    if here and match and is_for_persons(match.func) and fields_of(request):
        return carry_on(as_person_request(request))
    return render(request, "403_csrf.html", status=403)
