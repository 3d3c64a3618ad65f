from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from outandback.comeback.http import page_mark
from outandback.people.http import signed_in
from outandback.people.queries import name_of

from . import queries

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.people.http import PersonRequest
    from outandback.people.models import Membership
    from outandback.vault.keyring import Keyring

    from .queries import Chapter

OTHER = {"a": "b", "b": "a"}
Month = tuple[str, list["Chapter"]]


@signed_in
@require_GET
def story(request: PersonRequest) -> HttpResponse:
    before = page_mark(request)
    chapters = queries.story_of(request.user, request.mine, before)
    shown = chapters[: queries.PAGE]
    names = Names(request.keyring)
    for chapter in shown:
        _name(request, chapter, names)
    context = {
        "months": by_month(shown),
        "earlier": shown[-1].leave_id if len(chapters) > len(shown) else None,
        "first": before is None,
        "alone": request.mine is None,
    }
    return render(request, "loop/story.html", context)


@signed_in
@require_GET
def loop(request: PersonRequest) -> HttpResponse:
    context = {"stitches": queries.stitches_of(request.user), "alone": request.mine is None}
    return render(request, "loop/loop.html", context)


class Names(dict[UUID, str]):
    """What partners are called, each opened once a page."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def of(self, side: Membership) -> str:
        if side.pk not in self:
            self[side.pk] = name_of(self.keyring, side.other)
        return self[side.pk]


def _name(request: PersonRequest, chapter: Chapter, names: Names) -> None:
    """Who went, in whose ink, and who answered. A past partner has the other ink."""
    mine = request.mine.ink if request.mine else "a"
    chapter.ink = OTHER[mine] if chapter.side else mine
    if chapter.side:
        chapter.name = names.of(chapter.side)
        return
    for line in chapter.lines:
        line.listener = names.of(line.side)


def by_month(chapters: list[Chapter]) -> list[Month]:
    """Under the month in which each set out; the year stands where it is not this one."""
    groups = groupby(chapters, key=lambda chapter: month_of(chapter.out_at))
    return [(month, list(members)) for month, members in groups]


def month_of(at: datetime) -> str:
    here, now = timezone.localtime(at), timezone.localtime()
    return f"{here:%B}" if here.year == now.year else f"{here:%B %Y}"
