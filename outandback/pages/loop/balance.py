"""Hours of one's own, week by week, beside those that one wished for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from outandback.rooms.loop.content import own_time as sentences
from outandback.rooms.loop.content.findings import SURE
from outandback.rooms.loop.history import A_MONDAY
from outandback.ui import week_chart
from outandback.ui.spoken import DayFormat, say_day
from outandback.ui.templatetags.times import here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outandback.insight.own_time import OwnTime
    from outandback.insight.own_weeks import OwnWeeks

A_ROW = 4  # weeks
WEEKS, EVEN = 26, 2  # half a year is drawn; the scale ends at an even number of hours
STROKES = {"fairly clear": 2, "clear": 3}


@dataclass(frozen=True)
class OwnHours:
    """`strokes`: how many of three are filled. `rows`: what the picture shows, in words."""

    sentence: str
    sure: str
    strokes: tuple[bool, ...]
    picture: SafeString
    wished: str
    most: int
    since: str
    basis: str
    limit: str
    tell: str
    rows: tuple[tuple[str, str], ...]
    worked_out: str


def balance_of(weeks: OwnWeeks, found: OwnTime, ink: str) -> OwnHours:
    strokes = STROKES.get(found.verdict.how_sure.value, 0)
    shown, wished = _shown(weeks), weeks.wished
    low, high = (wished + value for value in found.now.likely)
    hours = [one for _, one in shown]
    most = max(ceil(max(*hours, wished, high) / EVEN), 1) * EVEN
    drawn = week_chart.hours_by_week(hours, wished, (low, high), most, ink)
    return OwnHours(
        sentence=sentences.sentence(found),
        sure=str(SURE[strokes]),
        strokes=tuple(at < strokes for at in range(3)),
        picture=SafeString(drawn),
        wished=sentences.of_a_week(wished),
        most=most,
        since=shown[0][0],
        basis=sentences.basis(found),
        limit=str(sentences.LIMIT),
        tell="" if found.verdict.speaks else sentences.would_tell(found),
        rows=tuple(_by_row(shown)),
        worked_out=sentences.worked_out(found),
    )


def _shown(weeks: OwnWeeks) -> list[tuple[str, float]]:
    """The last ones, each with the Monday on which it began."""
    known = [(at, one) for at, one in enumerate(weeks.hours) if one is not None]
    return [(_monday(at), one) for at, one in known[-WEEKS:]]


def _by_row(shown: list[tuple[str, float]]) -> Iterator[tuple[str, str]]:
    """Some weeks a row, by the first of their Mondays."""
    for at in range(0, len(shown), A_ROW):
        row = shown[at : at + A_ROW]
        yield row[0][0], "  ".join(f"{hours:.0f}" for _, hours in row)


def _monday(week: int) -> str:
    return say_day(A_MONDAY + timedelta(weeks=week), here(), shape=DayFormat.BRIEF)
