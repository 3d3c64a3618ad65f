from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from outandback.comeback.http import page_mark
from outandback.people.http import signed_in
from outandback.ui.spoken import Shape, say_day
from outandback.ui.templatetags.times import here

from . import queries
from .http import name_all, turns_among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.people.http import PersonRequest

    from .http import Turn
    from .queries import Chapter

Month = tuple[str, list["Chapter | Turn"]]


@signed_in
@require_GET
def story(request: PersonRequest) -> HttpResponse:
    before, at = page_mark(request), page_mark(request, "at")
    sides = queries.sides_of(request.user, request.mine)
    chapters = queries.story_of(request.user, request.mine, before, at, sides)
    shown = chapters[: queries.PAGE]
    name_all(request, shown)
    turns, more = turns_among(request, sides, chapters, latest=not (before or at))
    context = {
        "months": by_month(sorted([*shown, *turns], key=lambda one: one.at, reverse=True)),
        "turns": turns,
        "more_turns": more,
        "earlier": shown[-1].leave_id if len(chapters) > len(shown) else None,
        "first": not (before or at),
        "alone": request.mine is None,
        "shared": request.mine or any(one.side or one.lines for one in shown),
    }
    return render(request, "loop/story.html", context)


@signed_in
@require_GET
def loop(request: PersonRequest) -> HttpResponse:
    context = {"stitches": queries.stitches_of(request.user), "alone": request.mine is None}
    return render(request, "loop/loop.html", context)


def by_month(chapters: Iterable[Chapter | Turn]) -> list[Month]:
    """Under the month in which each set out; the year stands where it is not this one."""
    groups = groupby(chapters, key=lambda one: say_day(one.out_at, here(), one.place, Shape.MONTH))
    return [(month, list(members)) for month, members in groups]
