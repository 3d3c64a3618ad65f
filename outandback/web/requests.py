"""Who is asking, and for what kind of answer."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, cast
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponseBase

from outandback.rooms.people.models import Membership, Person
from outandback.ui.addresses import page_near

from .form_writer import is_from_writer
from .redirects import ask_to_sign_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Concatenate, ParamSpec

    from outandback.vault.keyring import Keyring

    from .unlocks import Unlocks

    Rest = ParamSpec("Rest")


class SignedOut(Exception):
    """A form came from somebody who is not signed in here, or not any more."""


class PersonRequest(HttpRequest):
    """A request as views for signed-in people see it."""

    user: Person
    membership: Membership | None
    partner: Membership | None
    keyring: Keyring
    unlocks: Unlocks
    carry_token: str
    stands_at: str


def as_person_request(request: HttpRequest) -> PersonRequest:
    """The same request, as PairMiddleware left it; `user` may be nobody yet."""
    return cast(PersonRequest, request)


def side_of_pair(request: PersonRequest) -> Membership:
    """One's own side, on pages that only a pair has."""
    if request.membership is None:
        raise Http404
    return request.membership


def signed_in(
    view: Callable[Concatenate[PersonRequest, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """Only for whoever is signed in. A form of somebody else's is not taken for theirs."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not is_from_writer(request):
            raise SignedOut
        if not request.user.is_authenticated:
            return ask_to_sign_in(page_near(request, request.get_full_path()))
        return view(as_person_request(request), *args, **kwargs)

    asked.for_persons = True  # type: ignore[attr-defined]  # a function holds what is put on it
    return asked


def is_for_persons(view: object) -> bool:
    """Whether an address asks for signing in."""
    return getattr(view, "for_persons", False)


def asks_for_part(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of a page."""
    return "HX-Request" in request.headers


def is_background(request: HttpRequest) -> bool:
    """Whether a script asks, so that no page of this answer will be seen."""
    accepted = request.headers.get("Accept", "*/*")
    # beside a service worker Firefox sends a page's request in the mode of a script's
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and "*/*" in accepted
    return asks_for_part(request) or not (is_page or "text/html" in accepted)


def asked_again(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A form that comes back with something to put right says so in its status."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return answered


def pressed(posted: Mapping[str, object]) -> UUID:
    """The name of one press, so that it counts once however often it arrives."""
    try:
        return UUID(str(posted.get("form_id", "")))
    except ValueError:
        return uuid4()
