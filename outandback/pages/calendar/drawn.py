"""Who reads some days, and the picture of them: a row for each week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.safestring import SafeString

from outandback.rooms.people.queries import name_of
from outandback.rules.return_times import wall_at
from outandback.ui.drawing import other_ink
from outandback.ui.line_of_days import BeadOnDay, RowOfDays, Span, row_of_days
from outandback.ui.spoken import Here, days_since

if TYPE_CHECKING:
    from outandback.rooms.today.days import LeaveOnDays, SomeDays, TripOnDays
    from outandback.web.requests import PersonRequest

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class ReaderOfDays:
    """Whose page it is, when they read it, and what they can open."""

    def __init__(self, request: PersonRequest, at: datetime) -> None:
        self.request, self.at = request, at
        self.side, self.keyring = request.membership, request.keyring
        self.here = Here(request.user.zone, at)
        self.ink = self.side.ink if self.side else "a"

    @cached_property
    def partner(self) -> str:
        return name_of(self.keyring, self.request.partner) if self.request.partner else ""

    @property
    def today(self) -> date:
        return self.here.today

    def ink_of(self, own: bool) -> str:
        return self.ink if own else other_ink(self.ink)

    def since(self, days: SomeDays) -> dict[str, date]:
        """From which day each line is drawn: that of the other from when they became a pair, one's
        own from when one came here, or from the first leave that stands here."""
        own = (one.first_on for one in days.leaves if one.own)
        began = {self.ink: min([self.request.user.joined_on, *own])}
        if self.side:
            joined = timezone.localdate(self.side.joined_at, ZoneInfo(self.here.zone))
            began[other_ink(self.ink)] = joined
        return began


@dataclass(frozen=True)
class DrawnWeek:
    """A row of the picture. A day outside of the month is None."""

    line: SafeString
    days: tuple[date | None, ...]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_week(days: SomeDays) -> bool:
    """Whether it is a week by itself, and no month."""
    return days.last - days.first < WEEK


def drawn_weeks(reader: ReaderOfDays, days: SomeDays, work: set[Any]) -> list[DrawnWeek]:
    monday, since, rows = monday_of(days.first), reader.since(days), []
    while monday <= days.last:
        spans = [_span(reader, one, monday, one.leave_id in work) for one in days.leaves]
        rows.append(_drawn(reader, days, monday, spans, since))
        monday += WEEK
    return rows


def _drawn(
    reader: ReaderOfDays, days: SomeDays, monday: date, spans: list[Span], since: dict[str, date]
) -> DrawnWeek:
    low = max((days.first - monday).days, 0)
    high = min((days.last - monday).days + 1, 7)
    wall = reader.at.astimezone(ZoneInfo(reader.here.zone))
    row = RowOfDays(
        spans,
        days_since(monday, wall),
        _beads(days, monday, low, high),
        [_stretch(one, monday) for one in days.trips],
        {ink: float((day - monday).days) for ink, day in since.items()},
        low,
        high,
        alone=is_week(days),
    )
    one = "" if reader.side else reader.ink
    inside = range(low, high)
    numbers = tuple(monday + number * DAY if number in inside else None for number in range(7))
    return DrawnWeek(SafeString(row_of_days(row, one)), numbers)


def _span(reader: ReaderOfDays, one: LeaveOnDays, monday: date, work: bool) -> Span:
    start, end = days_since(monday, one.out_wall), days_since(monday, one.end_wall)
    return Span(start, end, reader.ink_of(one.own), work, one.began, one.is_over)


def goes_on(one: LeaveOnDays) -> bool:
    """Whether it is drawn in more than one row."""
    return monday_of(one.first_on) != monday_of(one.last_on)


def _stretch(one: TripOnDays, monday: date) -> tuple[float, float]:
    return float((one.first_on - monday).days), float((one.last_on - monday).days + 1)


def _beads(days: SomeDays, monday: date, low: int, high: int) -> list[BeadOnDay]:
    walls = ((one, days_since(monday, wall_at(one.starts_at, one.zone))) for one in days.together)
    return [BeadOnDay(day, one.had) for one, day in walls if low <= day < high]
