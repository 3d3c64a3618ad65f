"""Hours of one's own in each whole week, beside those that one wished for."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outandback.insight.own_weeks import OwnWeeks

from .history import A_DAY, A_MONDAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.insight.history import History, LivedLeave
    from outandback.rooms.people.models import Ease, Person
    from outandback.vault.keyring import Keyring

WEEK, HOURS_A_DAY = 7, 24
Spans = tuple[tuple[float, float], ...]


def own_weeks(person: Person, keyring: Keyring, history: History, at: datetime) -> OwnWeeks | None:
    """None where they said no wish as a number of hours. Raises Closed."""
    said: Ease | None = keyring.open(person, "ease")
    if said is None or said.wish_hours is None:
        return None
    first = datetime.combine(A_MONDAY, time(), ZoneInfo(person.zone))
    until = (at.timestamp() - first.timestamp()) / A_DAY
    hours = own_hours(history.leaves, until, history.left_out)
    return OwnWeeks(hours, float(said.wish_hours))


def own_hours(
    leaves: Iterable[LivedLeave], until: float, left_out: Spans = ()
) -> tuple[float | None, ...]:
    """By week from the first Monday on, up to the last that is over at `until`, in days: hours of
    one's own leaves that were not for work. None before the first of them, which a person may not
    have been here for, and where a day was left out; what reaches into the next week counts
    there."""
    own = [one for one in leaves if one.own and not one.work]
    many = int(until // WEEK)
    first = min((int(one.out // WEEK) + 1 for one in own), default=many)
    spent = [0.0] * many
    for one in own:
        for week in range(max(int(one.out // WEEK), 0), min(int(one.back // WEEK) + 1, many)):
            within = min(one.back, (week + 1) * WEEK) - max(one.out, week * WEEK)
            spent[week] += max(within, 0.0) * HOURS_A_DAY
    return tuple(
        None if week < first or _is_touched(week, left_out) else hours
        for week, hours in enumerate(spent)
    )


def _is_touched(week: int, left_out: Spans) -> bool:
    return any(first < (week + 1) * WEEK and end > week * WEEK for first, end in left_out)
