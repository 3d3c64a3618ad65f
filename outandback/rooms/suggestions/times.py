"""Whose free hours are asked for, what is known of their times, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from outandback.rules.free_windows import Free, KnownTimes, free_alone, free_together, one_of_each
from outandback.rules.return_times import WallTime, instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outandback.rooms.leave.models import Leave
    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.together.queries import Occurrence
    from outandback.rooms.trips.models import Days
    from outandback.rules.free_windows import Span
    from outandback.vault.keyring import Keyring

DAY = timedelta(days=1)
HOURS_UNSAID = timedelta(hours=3)
FEW = 2


@dataclass(frozen=True)
class Asker:
    """Whose free hours are asked for. Without open words nothing is known of what is shared."""

    person: Person
    mine: Membership | None
    keyring: Keyring


class PlannedTimes(NamedTuple):
    """Times as rows have them: own leaves, those that the other told, and hours they offer; time
    together, and own leaves that come round. None of what was not asked for yet."""

    own: list[Span]
    gone: list[Span]
    offered: list[Span] | None = None
    two: list[Span] | None = None
    in_rhythm: Sequence[Leave] | None = None


@dataclass(frozen=True)
class FreeHours:
    """The next free hours, few of each: for the two, and for oneself."""

    together: list[Free] = field(default_factory=list)
    own: list[Free] = field(default_factory=list)


NO_HOURS = FreeHours()


def hours_of(one: Occurrence) -> Span:
    return one.starts_at, one.ends_at or one.starts_at + HOURS_UNSAID


def few_of(known: KnownTimes, since: datetime, until: datetime) -> FreeHours:
    together = one_of_each(free_together(known, since, until), known.zone, best=True)
    own = [one for one in free_alone(known, since, until) if not _meets(one, together)]
    return FreeHours(together, one_of_each(own, known.zone, best=False))


def _meets(one: Free, others: Iterable[Free]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def whole(days: Days) -> Span:
    return midnight(days.first, days.zone), midnight(days.last + DAY, days.zone)


def midnight(day: date, zone: str) -> datetime:
    return instant(WallTime(datetime.combine(day, time()), zone))
