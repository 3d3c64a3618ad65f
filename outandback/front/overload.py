"""So many passphrases wait to be stretched that one more would only wait in vain."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from outandback.vault.errors import TooManyStretches

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

SAYS = _("Many people are signing in just now. Go back, wait a minute, and send it again.")


class CrowdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, TooManyStretches):
            return None
        answer = HttpResponse(f"{SAYS}\n", "text/plain", HTTPStatus.SERVICE_UNAVAILABLE)
        answer["Retry-After"] = "60"
        return answer
