from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from outandback.rooms.carried import actions
from outandback.rooms.carried.models import Sent
from outandback.rooms.people.queries import Parted
from outandback.ui.addresses import is_here
from outandback.ui.fields import typed_beside, words_in
from outandback.vault.keyring import Closed, KeyMissing, Keyring, KeyUnproven
from outandback.vault.models import Tier
from outandback.web.carrying import fields_of, remember_carried
from outandback.web.cookies import CARRIED_COOKIE
from outandback.web.redirects import NotTaken
from outandback.web.requests import (
    PersonRequest,
    SignedOut,
    as_person_request,
    is_background,
    is_for_persons,
)

from .through_sign_in import (
    carry_on,
    gone,
    is_page,
    name_of_unsent,
    not_on,
    stand_again,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

SEE_OTHER = 303
DRAWN = 200
LEADS_AWAY = {SEE_OTHER, 404, 409}
SHOWS = {200, 404, 405, 409}  # 422 is the form's own page, with everything in it
CARRIED = "/carried/"


class CarryMiddleware:
    """A form that came after its session had ended, or its keys had closed, loses no word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        response = self.get_response(plain)
        request = as_person_request(plain)
        token = request.COOKIES.get(CARRIED_COOKIE, "")
        keyset = request.unlocks.opened.get(Tier.SIGNED_IN) if token else None
        if keyset and keyset.everyday and request.user.is_authenticated:
            actions.seal_to_writer(
                request.user, Keyring(keyset.person, keyset), token, timezone.now()
            )
        if request.method == "POST" and not leads_to_door(response):
            response = to_take_along(request, with_what_was_typed(request, response))
            if response.status_code == SEE_OTHER:
                drop_what_was_sent(request)
        remember_carried(request, response)
        return response

    def process_exception(
        self, request: HttpRequest, problem: Exception
    ) -> HttpResponseBase | None:
        if isinstance(problem, Parted):
            return what_was_for_a_pair(request)
        closed = isinstance(problem, Closed | SignedOut) and not isinstance(problem, KeyMissing)
        if not closed or request.method != "POST":
            return None
        if is_background(request):
            return HttpResponse("signed out", status=401, content_type="text/plain")
        if isinstance(problem, Closed) and not fields_of(request):
            return None
        answer = carry_on(as_person_request(request))
        if isinstance(problem, KeyUnproven):
            onwards = {"door": "p", "next": answer["Location"]}
            answer["Location"] = f"{reverse('opening')}?{urlencode(onwards)}"
        return answer


def leads_to_door(response: HttpResponse) -> bool:
    """A form that was taken leads on; one that has yet to be signed for leads to a door."""
    doors = reverse("account_login"), reverse("opening"), CARRIED
    return response.get("Location", "").startswith(doors)


def with_what_was_typed(request: PersonRequest, response: HttpResponse) -> HttpResponse:
    """Another button was pressed beside a form. It has done what it does; what was typed in the
    form stands on its page again, instead of where it would lead."""
    address = typed_beside(request) if response.status_code in LEADS_AWAY else ""
    told = address and is_here(request, address) and not is_background(request)
    if not told or not request.user.is_authenticated:
        return response
    again = stand_again(request, Sent(address, fields_of(request)))
    again.cookies.update(response.cookies)
    return again if again.status_code == DRAWN else response


def to_take_along(request: PersonRequest, response: HttpResponse) -> HttpResponse:
    """What a form was for may have gone meanwhile, as when its pair has ended. Where the answer
    neither leads on nor shows what was written, a page shows that instead."""
    match, status = request.resolver_match, response.status_code
    for_page = match and is_for_persons(match.func) and not is_background(request)
    is_file = status == DRAWN and not is_page(response)
    late = isinstance(response, NotTaken)
    if not for_page or is_file or (status not in SHOWS and not late):
        return response
    missing = not_on(response, words_in(fields_of(request)))
    said = 409 if late or status == DRAWN else status
    return gone(request, missing, said) if missing else response


def what_was_for_a_pair(request: HttpRequest) -> HttpResponse | None:
    """Its writer has left the pair. What was said without words is just not done."""
    words = words_in(fields_of(request))
    return gone(request, words, 409) if words and not is_background(request) else None


def drop_what_was_sent(request: PersonRequest) -> None:
    name = name_of_unsent(request)
    if name and request.user.is_authenticated:
        actions.drop_unsent(request.user, name)
