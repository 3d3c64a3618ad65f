from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from outandback.rooms.leave.queries import own_leave
from outandback.rooms.people.queries import name_of
from outandback.ui.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate, ParamSpec

    from outandback.rooms.leave.models import HeadsUp, Leave
    from outandback.web.requests import PersonRequest

    Rest = ParamSpec("Rest")

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


def for_whoever_has_the_link(
    view: Callable[Concatenate[HttpRequest, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Kept in no cache and named to nobody. Any link that leads nowhere gets the same answer."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = render(request, "kids/nowhere.html", status=404)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return answered


def link_to(request: HttpRequest, token: str) -> str:
    return absolute(reverse("kids", args=[token]), request)


def who_may_find_it(request: PersonRequest) -> str:
    """The other of the two, by name; nobody before the four words were compared."""
    compared = request.membership is not None and request.membership.words_compared
    return name_of(request.keyring, request.partner) if compared else ""


def made_for(request: PersonRequest) -> Leave | None:
    """The leave from whose page somebody comes to make a page for a child."""
    try:
        return own_leave(request.user, UUID(request.GET.get("leave", "")))
    except ValueError:
        return None


def is_told(request: PersonRequest, leave: Leave) -> bool:
    """Whether the other of the two knows of it."""
    given: HeadsUp | None = getattr(leave, "heads_up", None)
    mine = request.membership
    return mine is not None and given is not None and given.pair_id == mine.pair_id
