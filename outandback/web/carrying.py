"""What a form brought is sealed for its writer for an hour, to stand on its page again."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from outandback.rooms.carried import actions, queries
from outandback.rooms.carried.models import Sent
from outandback.ui.addresses import is_here, page_near
from outandback.ui.fields import typed_beside

from .cookies import CARRIED_COOKIE, keep_cookie

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from outandback.rooms.people.models import Person

    from .requests import PersonRequest

# What opens something is never kept, and what belongs to one page alone is made anew.
SECRET = {"passphrase", "password", "new", "again", "code", "credential"}
OF_THE_PAGE = {"csrfmiddlewaretoken", "writer", "door", "resume", "stood"}
UNSENT = {"unsent", "unsent_form", "unsent_private"}
SECONDS = int(queries.LASTS.total_seconds())


def address_of(request: HttpRequest) -> str:
    """Where a form was going; a button beside one brings what was typed in that one."""
    beside = typed_beside(request)
    return beside if beside and is_here(request, beside) else request.get_full_path()


def fields_of(request: HttpRequest) -> list[tuple[str, list[str]]]:
    kept = (pair for pair in request.POST.lists() if pair[0] not in SECRET | OF_THE_PAGE | UNSENT)
    return [(name, [str(value) for value in values]) for name, values in kept]


def keep_form(request: PersonRequest, writer: Person) -> str:
    """Where it stands again, in this browser and for its writer. Raises TooMuch."""
    token = request.COOKIES.get(CARRIED_COOKIE) or token_urlsafe(32)
    request.carry_token = token
    sent = Sent(address_of(request), fields_of(request))
    row = actions.carry(writer, request.keyring, token, sent, timezone.now())
    return reverse("carried", args=[row.pk])


def leave_behind(request: PersonRequest) -> str:
    """The way back to a form that its person leaves for another page, kept once. After the hour it
    leads to the page alone, where what a script has handed in stands."""
    if request.stands_at:
        return request.stands_at
    page = page_near(request, address_of(request))
    try:
        request.stands_at = f"{keep_form(request, request.user)}?{urlencode({'next': page})}"
    except actions.TooMuch:
        request.stands_at = page
    return request.stands_at


def remember_carried(request: PersonRequest, response: HttpResponseBase) -> None:
    """Whatever was kept for this browser opens with its cookie."""
    if request.carry_token:
        keep_cookie(response, CARRIED_COOKIE, request.carry_token, SECONDS)
