from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from outandback.people.http import SeeOther
from outandback.people.queries import name_of
from outandback.quiet.queries import notes_kept_for
from outandback.together.queries import ritual_of

from . import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from outandback.people.http import PersonRequest

    from .models import Homecoming, Telling


def page_mark(request: HttpRequest, name: str = "before") -> UUID | None:
    """The row that a page of a long list stops before, as its address names it."""
    given = request.GET.get(name)
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None


def to(name: str, *args: UUID) -> HttpResponse:
    return SeeOther(reverse(name, args=args))


def at_the_return(request: PersonRequest, home: Homecoming) -> dict[str, Any]:
    """What the two do then, what one had kept for the other, and what was told already."""
    return {
        "alone": request.mine is None,
        "ritual": ritual_of(request.mine, "return"),
        "notes": notes_kept_for(request.user, home.leave),
        "told": queries.tellings_of(request.user, home),
    }


def is_ours(request: PersonRequest, told: Telling) -> bool:
    return request.mine is not None and request.mine.pair_id == told.pair_id


def ours(request: PersonRequest, told: Telling) -> Telling:
    """Only the pair of now can answer, name a day or take something back."""
    if not is_ours(request, told):
        raise Http404
    return told


def the_other(request: PersonRequest, told: Telling) -> dict[str, str]:
    """Name and ink of the other one in the pair it was told in, also when that pair is past."""
    side = queries.other_side(request.user, told.pair_id)
    ink = side.ink if side else "b"
    return {"their_name": name_of(request.keyring, side), "their_ink": ink}
