"""Where somebody left off to become a pair: in their session, until the four words are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from outandback.rooms.carried.queries import unsent_in
from outandback.rooms.leave.queries import leaves_near
from outandback.web.redirects import SeeOther, next_or

if TYPE_CHECKING:
    from outandback.web.requests import PersonRequest

LEFT_OFF = "left_off"


def note_left_off(request: PersonRequest) -> None:
    if page := next_or(request, ""):
        request.session[LEFT_OFF] = page


def where_left_off(request: PersonRequest) -> str:
    """The page that led here, else a plan that is half-written or that nobody was told of yet."""
    noted: str = request.session.get(LEFT_OFF, "")
    return noted or _half_written_plan(request) or _untold_plan(request)


def back_to_left_off(request: PersonRequest) -> SeeOther:
    page = where_left_off(request) or reverse("today")
    request.session.pop(LEFT_OFF, None)
    return SeeOther(page)


def _half_written_plan(request: PersonRequest) -> str:
    page = reverse("leave-new")
    # as the page's script names a form: by its page and by its address
    found = unsent_in(request.user, request.keyring, f"{page} {page}")
    return page if found else ""


def _untold_plan(request: PersonRequest) -> str:
    """Where the heads-up to the next leave is written, which had to wait until now."""
    near = leaves_near(request.user, timezone.now())
    untold = (one for one in near if one.is_ahead and not hasattr(one, "heads_up"))
    found = next(untold, None)
    return reverse("leave-heads-up", args=[found.pk]) if found else ""
