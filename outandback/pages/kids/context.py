from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from outandback.ui.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate, ParamSpec

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
