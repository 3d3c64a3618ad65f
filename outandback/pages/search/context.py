from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from outandback.pages.parts.story.context import name_all, trip_turn, turns_of
from outandback.rooms.search import queries
from outandback.rooms.search.as_two import look_as_two
from outandback.rooms.traditions.queries import IN_THE_STORY
from outandback.rules.folding import bare
from outandback.web.redirects import SeeOther
from outandback.web.requests import asks_for_part

if TYPE_CHECKING:
    from django.http import QueryDict

    from outandback.pages.parts.story.context import TripTurn, Turn
    from outandback.rooms.together.queries import Occurrence
    from outandback.rules.sought import Sought
    from outandback.web.requests import PersonRequest

    from .forms import LookForm

    Beside = Turn | TripTurn | Occurrence

# What may stand in an address. The words that somebody looks for never do.
PLAIN = ("whose", "kind", "since", "until", "before")


def plain_answers(given: QueryDict) -> dict[str, str]:
    """Nothing chosen yet is everything."""
    return {"whose": "", "kind": ""} | {name: given.get(name, "") for name in PLAIN}


def is_answered_here(request: PersonRequest, form: LookForm) -> bool:
    return asks_for_part(request) or bool(form.sought.words)


def filters_page(form: LookForm) -> HttpResponse:
    return SeeOther(f"{reverse('story-search')}?{filters_of(form)}")


def filters_of(form: LookForm) -> str:
    return urlencode(_chosen(form) or [("whose", "")])


def search_page(request: PersonRequest, form: LookForm) -> HttpResponse:
    """The form, with what was found once anything was asked for."""
    context: dict[str, object] = {"form": form, "alone": request.membership is None}
    context["narrowed"] = bool(_chosen(form))
    asked = request.method == "POST" or any(name in request.GET for name in PLAIN)
    if form.is_valid() and asked:
        context |= _found(request, form)
    status = 422 if form.errors else 200
    page = "search/_found.html" if asks_for_part(request) else "search/search.html"
    return render(request, page, context, status=status)


def _found(request: PersonRequest, form: LookForm) -> dict[str, object]:
    given, sought = form.cleaned_data, form.sought
    found = queries.look(request.user, request.membership, request.keyring, sought, given["before"])
    name_all(request, request.membership, found.chapters)
    return {
        "found": found,
        "beside": [] if given["before"] else _beside(request, sought),
        "filters": filters_of(form),
        "again": [("words", given["words"]), *_chosen(form)] if sought.words else [],
    }


def _beside(request: PersonRequest, sought: Sought) -> list[Beside]:
    """A few of each kind of what is no leave."""
    side = request.membership
    found = look_as_two(request.user, side, request.keyring, sought, timezone.now())
    trips = [trip_turn(request, side, row) for row in found.trips[:IN_THE_STORY]] if side else []
    return [*_turns(request, sought), *trips, *found.times[:IN_THE_STORY]]


def _turns(request: PersonRequest, sought: Sought) -> list[Turn]:
    """A few new spins with these words in them, or in the names of their traditions."""
    if sought.kind or not sought.words:
        return []
    whose = {"mine": (True,), "theirs": (False,)}.get(sought.whose, (True, False))
    fitting = (
        one
        for one in turns_of(request, request.membership)
        if sought.holds(one.at)
        and (one.spin.person_id == request.user.pk) in whose
        and sought.are_in(bare(f"{one.tradition} {one.text}"))
    )
    return list(islice(fitting, IN_THE_STORY))


def _chosen(form: LookForm) -> list[tuple[str, str]]:
    given = ((name, form[name].value()) for name in PLAIN if name != "before")
    return [(name, str(value)) for name, value in given if value]
