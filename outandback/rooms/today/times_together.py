"""Time together as Today shows it: what comes, what was and is not noted, the beads of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outandback.rooms.leave.queries import NEAR
from outandback.rooms.together.queries import Occurrence, known_between, occurrences_of
from outandback.rules.afterwards import day_of
from outandback.rules.return_times import wall_at
from outandback.rules.rhythm import WEEK, monday_of
from outandback.ui.spoken import days_since

if TYPE_CHECKING:
    from outandback.rooms.people.models import Membership
    from outandback.rooms.together.queries import Known

LATELY, FAR_AHEAD = timedelta(days=3), timedelta(days=400)
UNSAID_LENGTH = timedelta(hours=3)


@dataclass(frozen=True)
class AsTwo:
    """`coming`: within a week, soonest first. `of_week`: of this week, also what is over.
    `to_note`: one that is over since today or yesterday, and that nobody noted."""

    known: tuple[Known, ...] = ()
    coming: tuple[Occurrence, ...] = ()
    of_week: tuple[Occurrence, ...] = ()
    to_note: Occurrence | None = None


NOTHING = AsTwo()


def looks_back_to(at: datetime, zone: str) -> datetime:
    """What is over since before then, Today does not show."""
    monday = datetime.combine(_monday(at, zone), datetime.min.time(), ZoneInfo(zone))
    return min(monday, at - LATELY)


def as_two(mine: Membership, at: datetime, zone: str) -> AsTwo:
    since = looks_back_to(at, zone)
    known = known_between(mine, since, at + FAR_AHEAD)
    near = occurrences_of(known, since, at + NEAR)
    return AsTwo(
        tuple(known),
        tuple(one for one in near if one.over_at > at),
        tuple(one for one in near if _day_of_week(one, at, zone) is not None),
        next((one for one in reversed(near) if _is_to_note(one, at, zone)), None),
    )


def beads(of_week: tuple[Occurrence, ...], at: datetime, zone: str) -> list[tuple[float, bool]]:
    """In days since Monday, each with whether it was noted."""
    placed = ((_day_of_week(one, at, zone), one.had) for one in of_week)
    return [(day, had) for day, had in placed if day is not None]


def _monday(at: datetime, zone: str) -> date:
    return monday_of(wall_at(at, zone).date())


def _day_of_week(one: Occurrence, at: datetime, zone: str) -> float | None:
    day = days_since(_monday(at, zone), wall_at(one.starts_at, one.zone))
    return day if 0 <= day < WEEK else None


def _is_to_note(one: Occurrence, at: datetime, zone: str) -> bool:
    """On its day and on the next. Where no end was said, it lasts a few hours."""
    over_at = one.ends_at or one.starts_at + UNSAID_LENGTH
    days = (day_of(at, zone) - day_of(over_at, zone)).days
    return not one.had and over_at <= at and days <= 1
