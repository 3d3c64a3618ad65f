"""A year on one page: its months as the line, with the leaves, new spins and trips of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from outandback.pages.parts.span.forms import FIRST, LAST, begins, next_month
from outandback.pages.parts.story.context import name_all, trips_over, turns_of
from outandback.rooms.keepsake import queries
from outandback.ui.drawing import other_ink
from outandback.ui.line_of_month import Stitch
from outandback.ui.spoken import DayFormat, Here, days_since, say_day

from .context import day_of, there

if TYPE_CHECKING:
    from outandback.pages.parts.story.context import TripTurn, Turn
    from outandback.rooms.loop.queries import Chapter
    from outandback.web.requests import PersonRequest


DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """One month as the line, and its leaves from the first to the last."""

    first: date
    days: int
    now: float
    chapters: list[Chapter]
    told: set[UUID]
    turns: list[Turn]
    trips: list[TripTurn]
    since: dict[str, float]

    @property
    def name(self) -> str:
        return say_day(self.first, Here.on(self.first), shape=DayFormat.MONTH)

    @property
    def beads(self) -> list[int]:
        return [one.spin.added_on.day - 1 for one in self.turns]

    @property
    def stretches(self) -> list[tuple[float, float]]:
        """The days of each trip, as they lie about this month."""
        spans = ((one.days.first - self.first, one.days.last - self.first) for one in self.trips)
        return [(float(start.days), float(end.days + 1)) for start, end in spans]

    @property
    def leaves(self) -> list[Chapter | Turn | TripTurn]:
        """All that there is to list, from the first to the last. A trip stands above what else is
        on its first day."""
        listed = [one for one in self.trips if self.begins(one) >= self.first]
        days: list[tuple[date, int, Chapter | Turn | TripTurn]] = []
        days += [(self.begins(one), 0, one) for one in listed]
        days += [(day_of(one), 1, one) for one in self.chapters]
        days += [(one.spin.added_on, 2, one) for one in self.turns]
        return [one for _, _, one in sorted(days, key=lambda day: day[:2])]

    def begins(self, one: TripTurn) -> date:
        """On its first day in this year."""
        return max(one.days.first, self.first.replace(month=1))

    @property
    def stitches(self) -> list[Stitch]:
        return [self._stitch(chapter) for chapter in self.chapters]

    def _stitch(self, one: Chapter) -> Stitch:
        """What is back reaches no further than now, however long it was planned."""
        start = days_since(self.first, there(one))
        nights = min(one.nights, max(self.now - start, 0))
        return Stitch(start, nights, one.ink, one.size, one.leave_id in self.told)


def year_page(request: PersonRequest, year: int, today: date) -> HttpResponse:
    if not FIRST.year <= year < LAST.year:
        raise Http404
    chapters, told = queries.year_of(request.user, request.membership, *around(year))
    chapters = [one for one in chapters if day_of(one).year == year]
    name_all(request, request.membership, chapters)
    turns = [one for one in turns_of(request, request.membership) if one.spin.added_on.year == year]
    gone = _trips(request, year, today)
    here = request.membership.ink if request.membership else "a"
    context = {
        "year": year,
        "months": _months(year, today, chapters, told, turns, gone, _since(request, chapters)),
        "turned": bool(turns),
        "travelled": bool(gone),
        "anything": bool(chapters or turns or gone),
        "went": list(dict.fromkeys(chapter.name for chapter in chapters)),
        "above": _above(chapters, here),
        "solo": "" if request.membership else here,
        "before": year - 1 if request.user.joined_on.year < year else 0,
        "after": year + 1 if year < today.year else 0,
        "shared": request.membership is not None,
        "begun": year <= today.year,
        "is_over": year < today.year,
    }
    return render(request, "keepsake/year.html", context)


def around(year: int) -> tuple[datetime, datetime]:
    """All of it in every zone: on which day somebody set out, the place that was left says."""
    return begins(date(year, 1, 1)) - DAY, begins(date(year + 1, 1, 1)) + DAY


def _trips(request: PersonRequest, year: int, today: date) -> list[TripTurn]:
    """Those that are over and of which some days lie in the year, as in the story."""
    side = request.membership
    after = date(year, 1, 1) - DAY
    over = trips_over(request, side, after, today - DAY) if side else []
    return [one for one in reversed(over) if one.days.first.year <= year]


def _above(chapters: list[Chapter], mine: str) -> dict[str, str]:
    """Who is drawn above the line and who below it, where both went."""
    names = {one.ink: one.name if one.side else gettext("you") for one in chapters}
    return names if len(names) > 1 else {}


def _since(request: PersonRequest, chapters: list[Chapter]) -> dict[str, date]:
    """From which day each line is drawn: that of both from the day on which they became a pair,
    one's own from the first leave that stands here, or from the day on which one came here."""
    mine, ink = request.membership, request.membership.ink if request.membership else "a"
    began = timezone.localdate(mine.joined_at) if mine else request.user.joined_on
    own = (day_of(one) for one in chapters if not one.side)
    return {ink: min([began, *own]), other_ink(ink): began}


def _months(
    year: int,
    today: date,
    chapters: list[Chapter],
    told: set[UUID],
    turns: list[Turn],
    gone: list[TripTurn],
    since: dict[str, date],
) -> list[Month]:
    by_month: dict[int, list[Chapter]] = {}
    for chapter in chapters:
        by_month.setdefault(day_of(chapter).month, []).append(chapter)
    firsts = [date(year, number, 1) for number in range(1, 13)]
    return [
        Month(
            first,
            (next_month(first) - first).days,
            (today - first).days + 1,
            by_month.get(first.month, []),
            told,
            [one for one in turns if one.spin.added_on.month == first.month],
            [one for one in gone if one.days.first < next_month(first) and one.days.last >= first],
            {ink: float((day - first).days) for ink, day in since.items()},
        )
        for first in firsts
    ]
