"""Trips and time together that hold what somebody looks for: each name is opened where it stands,
and let go of again. Of what is still ahead whoever is out finds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from outandback.rooms.away.queries import still_out
from outandback.rooms.together.queries import YEARS, every_one, known_of_all
from outandback.rooms.trips.models import TripWords
from outandback.rooms.trips.queries import days_known, every_trip, words_known
from outandback.rules.folding import bare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.together.models import TimeTogether, TogetherWords
    from outandback.rooms.together.queries import Known, Occurrence
    from outandback.rooms.trips.models import Trip
    from outandback.rules.sought import Sought
    from outandback.vault.keyring import Keyring

DAY = timedelta(days=1)


@dataclass(frozen=True)
class FoundAsTwo:
    """What was found, the newest first. Of time together that comes again the next one stands for
    all, or the last."""

    trips: list[Trip]
    times: list[Occurrence]


def look_as_two(
    person: Person, side: Membership | None, keyring: Keyring, sought: Sought, at: datetime
) -> FoundAsTwo:
    """It is of both, and so it is neither “mine” nor “theirs”; nor is it a kind of a moment."""
    if side is None or sought.whose or sought.kind or not sought.words:
        return FoundAsTwo([], [])
    trips = [row for row in every_trip(side, keyring) if _names(side, keyring, row, sought)]
    known = _titled(side, keyring, sought)
    until = at if (trips or known) and still_out(person) else None
    gone = [row for row in reversed(trips) if _within(side, row, sought, until)]
    return FoundAsTwo(gone, list(_times(known, sought, at, until)))


def _names(side: Membership, keyring: Keyring, row: Trip, sought: Sought) -> bool:
    words = words_known(side, keyring, row) or TripWords()
    return sought.are_in(bare(" ".join((words.name, *(one["name"] for one in words.places)))))


def _within(side: Membership, row: Trip, sought: Sought, until: datetime | None) -> bool:
    """Whether any of its days is one that is looked at."""
    days = days_known(side, row)
    begins, ends = _midnight(days.first), _midnight(days.last + DAY)
    return (
        (sought.since is None or ends > sought.since)
        and (sought.until is None or begins < sought.until)
        and (until is None or ends <= until)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def _titled(side: Membership, keyring: Keyring, sought: Sought) -> list[Known]:
    rows = every_one(side)
    return known_of_all([row for row in rows if sought.are_in(_title(keyring, row))])


def _title(keyring: Keyring, row: TimeTogether) -> str:
    words: TogetherWords | None = keyring.open_if_possible(row, row.newest)
    return bare(words.title) if words else ""


def _times(
    known: list[Known], sought: Sought, at: datetime, until: datetime | None
) -> Iterator[Occurrence]:
    for one in known:
        since = sought.since or min(one.row.starts_at, at)
        last = min(filter(None, (until, sought.until, at + YEARS)))
        found = one.occurrences(since, last)
        ahead = (each for each in found if each.over_at > at)
        if found:
            yield next(ahead, found[-1])
