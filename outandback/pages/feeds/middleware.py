from __future__ import annotations

from typing import TYPE_CHECKING

from .urls import BELOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def as_a_program(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever reads a calendar here is nobody, signed in or not: no session is read, and no cookie
    is set."""

    def asked(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(f"/{BELOW}"):
            request.COOKIES = {}
        return get_response(request)

    return asked
