"""Trips as the feeds of their two give them out, in whole days, beside the time together: all that
a feed shows of the two."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from outandback.rooms.feeds.actions import FeedChange, follow
from outandback.rooms.people.queries import has_left
from outandback.rooms.together.given_out import times_held, titles_put_in
from outandback.rules.feed_times import TRIP, FeedTime, looked_at

from .models import named_by
from .queries import days_known, trips_between, words_known

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.people.models import Membership
    from outandback.vault.keyring import Keyring

    from .models import Days, Trip

DAY = timedelta(days=1)
NOW = timedelta(0)


def times_of_two(side: Membership | None, at: datetime, further: timedelta = NOW) -> list[FeedTime]:
    """Nothing without a pair. `further`: for somebody who looks at it until so long from now."""
    if side is None:
        return []
    days = ((trip, days_known(side, trip)) for trip in _trips(side, at, further))
    return [*times_held(side, at, further), *(_whole_days(*each) for each in days)]


def titles_of_two(
    side: Membership | None, keyring: Keyring, at: datetime
) -> dict[str, tuple[str, str]]:
    """Those that this side wrote: the other one's words are theirs to give out. Raises Closed."""
    if side is None:
        return {}
    known = ((trip, _own_name(trip, side, keyring)) for trip in _trips(side, at, NOW))
    named = {trip.pk.hex: (name, _until(days_known(side, trip))) for trip, name in known if name}
    return titles_put_in(side, keyring, at) | named


def give_out(
    trip: Trip, mine: Membership, keyring: Keyring, days: Days, name: str = "", *, moved: bool
) -> None:
    """It is of both from the moment in which either makes it. `name`: its new one, which is in the
    feeds of whoever wrote it alone."""
    for side in (mine, mine.other):
        if side is not None and not has_left(side):
            wrote = (lambda: name) if name and side is mine else None
            change = FeedChange(trip.pk, _until(days), lambda: True, moved, wrote, shared=True)
            follow(side.person_id, change, keyring if wrote else None)


def _trips(side: Membership, at: datetime, further: timedelta) -> list[Trip]:
    looked = looked_at(at, further)
    return trips_between(side, looked.since.date(), looked.until.date() - DAY)


def _whole_days(trip: Trip, days: Days) -> FeedTime:
    first, after = days.first.isoformat(), (days.last + DAY).isoformat()
    return FeedTime(trip.pk.hex, first, "", after, "", kind=TRIP)


def _own_name(trip: Trip, side: Membership, keyring: Keyring) -> str:
    words = words_known(side, keyring, trip)
    own = words is not None and named_by(trip, words) == str(side.person_id)
    return words.name if words and own else ""


def _until(days: Days) -> str:
    return (days.last + DAY).isoformat()
