"""A leave as the feeds of its person give it out. Verbs say here what they did to one; whether that
is shown, and where, the feeds know."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from outandback.rooms.feeds import actions as feeds
from outandback.rooms.feeds.actions import FeedChange, follow
from outandback.rooms.feeds.queries import times_in
from outandback.rooms.trips.given_out import times_of_two
from outandback.rules.feed_times import until_day

from .models import Plan
from .queries import given_out, heads_up_given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from outandback.rooms.feeds.models import Feed
    from outandback.rooms.people.models import Membership
    from outandback.rules.feed_times import FeedTime
    from outandback.vault.keyring import Keyring

    from .models import Leave


def give_out(
    leave: Leave,
    at: datetime,
    keyring: Keyring | None = None,
    plan: Plan | None = None,
    *,
    moved: bool = True,
) -> None:
    """`plan`: its words by now, where they changed."""
    title = partial(title_of, plan) if plan is not None else None
    _follow(leave, at, keyring, title, moved)


def give_out_as_told(leave: Leave, keyring: Keyring, at: datetime) -> None:
    """The other one was told: feeds that show no other leaves begin to show it."""
    _follow(leave, at, keyring, lambda: title_of(keyring.open(leave, "plan")), moved=True)


def times_of(feed: Feed, at: datetime) -> Iterable[FeedTime]:
    """All that a feed shows: own leaves, and where its owner chose so what is of the two."""
    own = times_in(feed, given_out(feed.person_id), at)
    if not feed.shared or feed.still_since:
        return own
    return chain(own, times_of_two(feed.person.current, at))


def stand_still(mine: Membership, rests_at: datetime, at: datetime) -> None:
    """The pair ends with this side: its feeds go on showing what they show now."""
    own, of_two = given_out(mine.person_id), times_of_two(mine, at, rests_at - at)
    feeds.stand_still(mine.person_id, own, of_two, rests_at, at)


def title_of(plan: Plan | None) -> str:
    """What a feed says of a leave, where its owner chose titles."""
    return plan.intention if plan else ""


def _follow(
    leave: Leave,
    at: datetime,
    keyring: Keyring | None,
    title: Callable[[], str] | None,
    moved: bool,
) -> None:
    until = until_day(leave.out_at, leave.back_at)
    told = partial(_is_told, leave)
    follow(leave.person_id, FeedChange(leave.pk, until, told, moved, title), keyring, at)


def _is_told(leave: Leave) -> bool:
    return heads_up_given(leave.person_id, leave) is not None
