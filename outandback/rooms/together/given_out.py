"""Time together as the feeds of its two give it out: to each of them what they hold themselves, so
that what the other put in, moves or takes out is in none of them until they count in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from outandback.rooms.feeds.actions import FeedChange, follow
from outandback.rooms.people.queries import has_left
from outandback.rules.feed_times import (
    TOGETHER,
    FeedTime,
    is_looked_at,
    looked_at,
    moment_of,
    until_day,
)
from outandback.rules.times_together import LENGTH_UNSAID

from .queries import Known, known_between, occurrences_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.people.models import Membership
    from outandback.vault.keyring import Keyring

    from .models import TimeTogether
    from .queries import Occurrence

NOW = timedelta(0)


def times_held(side: Membership, at: datetime, further: timedelta = NOW) -> list[FeedTime]:
    """Each day of what comes again is a time of its own: no program has to work out when it comes,
    and none can do it otherwise than it is done here."""
    looked = looked_at(at, further)
    since = looked.since - LENGTH_UNSAID
    held = [one for one in known_between(side, since, looked.until) if is_held(one, side.person_id)]
    times = map(_time, occurrences_of(held, since, looked.until))
    return [one for one in times if is_looked_at(one, looked)]


def titles_put_in(side: Membership, keyring: Keyring, at: datetime) -> dict[str, tuple[str, str]]:
    """Of what this side put in. The other one's words are theirs to give out. Raises Closed."""
    looked = looked_at(at)
    known = known_between(side, looked.since, looked.until)
    own = [one for one in known if one.row.person_id == side.person_id]
    return {one.row.pk.hex: (_title(one.row, keyring), _until(one)) for one in own}


def is_held(known: Known, person_id: UUID) -> bool:
    did = (fact.person_id for fact in known.facts)
    return known.row.person_id == person_id or person_id in did


def give_out(
    known: Known,
    sides: Iterable[Membership | None],
    at: datetime,
    on: date | None = None,
    *,
    gone: bool = False,
) -> None:
    """What somebody did shows in the feeds of those of these sides that hold it."""
    until = at.date().isoformat() if gone else _until(known)
    day = on.isoformat() if on else ""
    change = FeedChange(known.row.pk, until, lambda: True, on=day, shared=True)
    for side in sides:
        if side is not None and not has_left(side) and is_held(known, side.person_id):
            follow(side.person_id, change, None, at)


def give_out_new(row: TimeTogether, title: str, keyring: Keyring, at: datetime) -> None:
    """To its writer alone, who holds it by putting it in."""
    until = _until(Known(row, ()))
    change = FeedChange(row.pk, until, lambda: True, title=lambda: title, shared=True)
    follow(row.person_id, change, keyring, at)


def _time(one: Occurrence) -> FeedTime:
    start = moment_of(one.starts_at, one.zone)
    end = moment_of(one.ends_at or one.starts_at + LENGTH_UNSAID, one.zone)
    source, again = one.row.pk.hex + one.on.isoformat(), (start.again, end.again)
    return FeedTime(source, start.wall, one.zone, end.wall, one.zone, "", *again, TOGETHER)


def _title(row: TimeTogether, keyring: Keyring) -> str:
    words = keyring.open(row, row.newest)
    return words.title if words else ""


def _until(known: Known) -> str:
    """The day after which nobody needs what is kept of it, as written."""
    row = known.row
    last = [date.max.isoformat()] if row.weeks and not row.ends_on else []
    times = [(row.starts_at, row.ends_at), *((one.starts_at, one.ends_at) for one in known.facts)]
    last += [until_day(start, end or start) for start, end in times if start]
    return max(last + ([row.ends_on.isoformat()] if row.ends_on else []))
