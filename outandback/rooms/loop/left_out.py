"""Days of a span as the statistics take them: from its first midnight to the one after its last."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from outandback.rooms.spans.queries import Days

A_DAY = timedelta(days=1)


def as_times(spans: Iterable[Days], start: datetime) -> tuple[tuple[float, float], ...]:
    """In days since `start`, by its clock. What goes on has no end."""
    return tuple(
        (_days(first, start), _days(last + A_DAY, start) if last else inf) for first, last in spans
    )


def how_many(spans: Iterable[Days], today: date) -> int:
    """How many days these are up to today, each once."""
    known = ((first, min(last or today, today)) for first, last in spans)
    days = {first + A_DAY * at for first, last in known for at in range((last - first).days + 1)}
    return len(days)


def _days(midnight: date, start: datetime) -> float:
    at = datetime.combine(midnight, time(), start.tzinfo)
    return (at.timestamp() - start.timestamp()) / A_DAY.total_seconds()
