"""Where somebody left off to become a pair: in their session, until the four words are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from outandback.rooms.carried.queries import unsent_in
from outandback.web.redirects import SeeOther, next_or

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest

LEFT_OFF = "left_off"


def note_left_off(request: PersonRequest) -> None:
    if page := next_or(request, ""):
        request.session[LEFT_OFF] = page


def where_left_off(request: PersonRequest) -> str:
    """The page that led here, else a plan that stands half-written; empty where neither is."""
    noted: str = request.session.get(LEFT_OFF, "")
    return noted or _half_written_plan(request)


def back_to_left_off(request: PersonRequest) -> SeeOther:
    page = where_left_off(request) or reverse("today")
    request.session.pop(LEFT_OFF, None)
    return SeeOther(page)


def _half_written_plan(request: PersonRequest) -> str:
    page = reverse("leave-new")
    # as the page's script names a form: by its page and by its address
    found = unsent_in(request.user, request.keyring, f"{page} {page}")
    return page if found else ""
