from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from outandback.people.http import PersonRequest, SignedOut, is_background
from outandback.vault.keyring import Closed, KeyMissing, Keyring, KeyUnproven
from outandback.vault.models import Tier

from . import actions
from .http import CARRIED_COOKIE, carry_on, fields_of, name_of_unsent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

SEE_OTHER = 303
CARRIED = "/carried/"


class CarryMiddleware:
    """A form that came after its session had ended, or its keys had closed, loses no word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        response = self.get_response(plain)
        request = cast(PersonRequest, plain)
        token = request.COOKIES.get(CARRIED_COOKIE, "")
        bunch = request.doors.opened.get(Tier.SIGNED_IN) if token else None
        if bunch and bunch.everyday and request.user.is_authenticated:
            actions.take_in(request.user, Keyring(bunch.person, bunch), token, timezone.now())
        if request.method == "POST" and response.status_code == SEE_OTHER:
            drop_what_was_sent(request, response)
        return response

    def process_exception(
        self, request: HttpRequest, problem: Exception
    ) -> HttpResponseBase | None:
        closed = isinstance(problem, Closed | SignedOut) and not isinstance(problem, KeyMissing)
        if not closed or request.method != "POST":
            return None
        if is_background(request):
            return HttpResponse("signed out", status=401, content_type="text/plain")
        if isinstance(problem, Closed) and not fields_of(request):
            return None
        answer = carry_on(cast(PersonRequest, request))
        if isinstance(problem, KeyUnproven):
            onwards = {"door": "p", "next": answer["Location"]}
            answer["Location"] = f"{reverse('opening')}?{urlencode(onwards)}"
        return answer


def drop_what_was_sent(request: PersonRequest, response: HttpResponse) -> None:
    """A form that was taken leads on; one that has yet to be signed for leads to a door."""
    name = name_of_unsent(request)
    waits = response["Location"].startswith((reverse("account_login"), reverse("opening"), CARRIED))
    signed_in = bool(request.user.is_authenticated)
    if name and signed_in and not waits:
        actions.drop_unsent(request.user, name)
