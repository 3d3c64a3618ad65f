"""How a form is carried through signing in: out of the browser, and back onto its page.

The page is drawn by its own view, as if the form had just come with one thing to put right: so
every field stands as it stood, and nothing is done before its person sends it again.
"""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.html import escape

from outandback.rooms.carried import actions, queries
from outandback.rooms.carried.models import Sent
from outandback.rooms.people.queries import Parted
from outandback.rules.text_length import one_line_end
from outandback.ui.addresses import is_here, page_near
from outandback.ui.fields import HeldData, words_in
from outandback.vault.keyring import KeyMissing
from outandback.web.carrying import address_of, keep_form, remember_carried
from outandback.web.cookies import DEVICE_COOKIE, SESSION_COOKIE
from outandback.web.form_writer import writer_named
from outandback.web.redirects import SeeOther, ask_to_sign_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from outandback.web.requests import PersonRequest


def carry_on(request: PersonRequest) -> HttpResponseBase:
    """Keep what a form brings for its writer, and ask to sign in where that is needed."""
    signed_in = bool(request.user.is_authenticated)
    named = writer_named(request) or (request.user.pk if signed_in else None)
    session_key = request.COOKIES.get(SESSION_COOKIE, "")
    writer = queries.writer(named, session_key, request.COOKIES.get(DEVICE_COOKIE, ""))
    then = page_near(request, address_of(request))
    try:
        if writer is not None:
            then = keep_form(request, writer)
    except (actions.TooMuch, IndexError):
        return too_much(request)
    response: HttpResponseBase = SeeOther(then) if signed_in else ask_to_sign_in(then)
    remember_carried(request, response)
    return response


def stand_again(request: PersonRequest, sent: Sent) -> HttpResponse:
    """The page of a form, with everything in it. Where that is gone, what was written stands on a
    page of its own; the page near it where nothing was."""
    found = resolve(urlsplit(sent.address).path)
    answer: HttpResponse | None = None
    with suppress(queries.WouldWrite, Http404, Parted, KeyMissing), queries.only_looking():
        again = _as_it_came(request, sent)
        answer = found.func(again, *found.args, **found.kwargs)
    words = words_in(sent.fields)
    if missing := not_on(answer, words):
        return gone(request, missing)
    if answer is None or (answer.status_code not in {200, 409, 422} and not words):
        return SeeOther(page_near(request, sent.address))
    answer.status_code = 200
    return answer


def is_page(answer: HttpResponse) -> bool:
    return not answer.streaming and answer.get("Content-Type", "").startswith("text/html")


def not_on(answer: HttpResponse | None, words: list[str]) -> list[str]:
    """What of these words does not stand on a page."""
    page = "" if answer is None or not is_page(answer) else answer.content.decode()
    lines = ((one, one_line_end(one).splitlines()) for one in words)
    return [one for one, parts in lines if any(escape(part.strip()) not in page for part in parts)]


def gone(request: HttpRequest, words: list[str], status: int = 404) -> HttpResponse:
    """What a form was for is not there any more. What was written in it is, to copy."""
    return render(request, "carried/gone.html", {"typed": words}, status=status)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this house sent a form, as far as the form and its browser say."""
    origin, site = request.headers.get("Origin", ""), request.headers.get("Sec-Fetch-Site", "")
    ours = not origin or origin in settings.CSRF_TRUSTED_ORIGINS or is_here(request, origin)
    known = site == "same-origin" or (not site and writer_named(request) is not None)
    return ours and known


def name_of_unsent(request: HttpRequest) -> UUID | None:
    """Under which name a page handed in what stood half-written in its form."""
    try:
        return UUID(request.POST.get("unsent", ""))
    except ValueError:
        return None


def too_much(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=413)


def _as_it_came(request: PersonRequest, sent: Sent) -> object:
    again: Any = copy(request)
    address = urlsplit(sent.address)
    again.method, again.path = "POST", address.path
    again.path_info, again.resolver_match = address.path, resolve(address.path)
    again.META = request.META | {"QUERY_STRING": address.query, "REQUEST_METHOD": "POST"}
    again.POST, again.stands_at = HeldData.of(sent.fields), request.get_full_path()
    return again
