from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.pages.parts.shown.context import shown_to
from outandback.pages.parts.story.context import name_all, trips_among, turns_among
from outandback.rooms.loop import queries
from outandback.rooms.loop.order import newest_first
from outandback.rooms.people.queries import name_of, past_side
from outandback.rooms.traditions.queries import traditions_had
from outandback.rules.return_times import wall_at
from outandback.ui.spoken import DayFormat, say_day
from outandback.ui.templatetags.times import here
from outandback.web.paging import page_mark
from outandback.web.redirects import redirect_to_opening
from outandback.web.requests import signed_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.pages.parts.story.context import Standing
    from outandback.rooms.people.models import Membership
    from outandback.web.requests import PersonRequest

Month = tuple[str, list["Standing"]]


@signed_in
@require_GET
def story(request: PersonRequest) -> HttpResponse:
    before, at = page_mark(request), page_mark(request, "at")
    context = _story(request, request.membership, before, at) | {
        "alone": request.membership is None
    }
    return render(request, "story/story.html", context)


@signed_in
@require_GET
def shelf(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    """The story of a past pair, in its own two inks: in the private room, apart from all others."""
    if not request.keyring.room_open:
        return redirect_to_opening(request, "p")
    side = past_side(request.user, pair_id)
    known = traditions_had(request.user, side, request.keyring)
    context = _story(request, side, page_mark(request), None)
    context |= {"side": side, "their_name": name_of(request.keyring, side.other)}
    context |= {"traditions": known, **shown_to(request, side)}
    return render(request, "story/shelf.html", context)


def _story(
    request: PersonRequest, side: Membership | None, before: UUID | None, at: UUID | None
) -> dict[str, object]:
    """A page of the story of one pair, or of one's own time."""
    chapters = queries.story_of(request.user, side, before, at)
    shown = chapters[: queries.PAGE]
    name_all(request, side, shown)
    turns, more = turns_among(request, side, chapters, latest=not (before or at))
    over = trips_among(request, side, chapters, latest=not (before or at))
    return {
        "months": by_month(newest_first([*shown, *turns, *over])),
        "turns": [*turns, *over],
        "more_turns": more,
        "earlier": shown[-1].leave_id if len(chapters) > len(shown) else None,
        "first": not (before or at),
    }


def by_month(chapters: Iterable[Standing]) -> list[Month]:
    """Under the month in which each set out; the year stands where it is not this one."""
    now = here()
    groups = groupby(chapters, key=lambda one: _first_of_month(one, now.zone))
    return [(say_day(day, now, shape=DayFormat.MONTH), list(ones)) for day, ones in groups]


def _first_of_month(one: Standing, zone: str) -> date:
    """Of the month in which it set out, by the calendar of the place that was left."""
    return wall_at(one.out_at, one.place or zone).date().replace(day=1)
