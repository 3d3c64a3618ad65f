from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from outandback.rooms.people.models import Membership
from outandback.rules.feed_times import needed_since
from outandback.vault.writing import begin_version

from .models import Feed, FeedName, FeedToken, token_hash
from .queries import feed_of, times_shown, token_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from outandback.rooms.people.models import Person
    from outandback.rules.feed_times import FeedTime
    from outandback.vault.keyring import Keyring

    from .models import Titles

TOKEN_BYTES = 32


@dataclass(frozen=True)
class FeedChange:
    """What a verb did to one time of a person's. `until`: the day after which nobody needs it, as
    written; `told`: whether the other of the two knows of it; `title`: its words by now, None
    where they stay as they were. Both are asked only where somebody has a feed that they matter to.
    `on`: one day of those on which it comes; `shared`: it is a time of the two.
    """

    source: UUID
    until: str
    told: Callable[[], bool]
    moved: bool = True
    title: Callable[[], str] | None = None
    on: str = ""
    shared: bool = False


@transaction.atomic
def make_feed(keyring: Keyring, feed: Feed, name: FeedName, titles: Titles, at: datetime) -> None:
    """`feed` is named by its form, so that one form makes one. Raises Closed."""
    feed.made_on = feed.used_on = at.date()
    keyring.seal(feed, "name", name)
    _new_address(feed, keyring, titles)
    Feed.objects.bulk_create([feed], ignore_conflicts=True)


@transaction.atomic
def change_address(
    person: Person, feed_id: UUID, keyring: Keyring, titles: Titles, at: datetime
) -> None:
    """A new one; the old one leads nowhere from this moment, and a feed that stood still follows
    its owner's times again. Raises Closed."""
    feed = feed_of(person, feed_id)
    feed.still_since = feed.rests_at = None
    feed.still, feed.changes, feed.used_on = [], {}, at.date()
    _new_address(begin_version(feed), keyring, titles)
    feed.save()


def take_away(feed: Feed) -> None:
    """Nothing of it stays, nor that it was."""
    Feed.objects.filter(pk=feed.pk).delete()


def take_all_away(person: Person) -> None:
    Feed.objects.filter(person=person).delete()


@transaction.atomic
def follow(
    person_id: UUID, change: FeedChange, keyring: Keyring | None, at: datetime | None = None
) -> None:
    """Within the verb that changed a time: the person's feeds show it from now on. One question
    where they have none. Raises Closed, where a title is to be written.

    `at`: what nobody needs by then is not kept any longer."""
    moving = Feed.objects.select_for_update().filter(person=person_id, still_since=None)
    feeds = list(moving.filter(shared=True) if change.shared else moving)
    if not feeds:
        return
    told = all(feed.untold for feed in feeds) or change.told() or not _is_in_a_pair(person_id)
    for feed in feeds:
        if told or feed.untold:
            _follow(feed, change, keyring, at)


@transaction.atomic
def stand_still(
    person_id: UUID, own: QuerySet[Any], of_two: list[FeedTime], rests_at: datetime, at: datetime
) -> None:
    """A pair of theirs ended: their feeds go on showing the times of now, and nothing that comes
    after. By the clock alone, so that nobody learns of it before `rests_at`: what comes into sight
    by then is among them."""
    moving = Feed.objects.select_for_update().filter(person=person_id, still_since=None)
    for feed in moving:
        own_times = times_shown(feed, own, at, rests_at - at)
        feed.still = [*own_times, *(of_two if feed.shared else ())]
        feed.still_since, feed.rests_at = at, rests_at
        feed.save(update_fields=["still", "still_since", "rests_at"])


def begin_pair(pair_id: UUID) -> None:
    """From now on there is somebody to tell: what nobody was told of is no longer shown."""
    moving = Feed.objects.filter(person__memberships__pair=pair_id, still_since=None)
    moving.update(stamp=F("stamp") + 1)


def end_pair(person_id: UUID) -> None:
    """They know that it ended: what the two had is no longer shown."""
    moving = Feed.objects.filter(person=person_id, still_since=None, shared=True)
    moving.update(stamp=F("stamp") + 1)


def note_visit(feed: Feed, at: datetime) -> None:
    """The day alone, and once a day."""
    if feed.used_on < at.date():
        Feed.objects.filter(pk=feed.pk, used_on__lt=at.date()).update(used_on=at.date())


def _follow(feed: Feed, change: FeedChange, keyring: Keyring | None, at: datetime | None) -> None:
    since = needed_since(at) if at else ""
    title = change.title if feed.has_titles and keyring else None
    if not (change.moved or title):
        return
    source, until = change.source.hex, change.until
    if title and keyring:
        _write_title(feed, keyring, source, (title(), until), since)
    kept = _still_needed(feed.changes, since)
    which = source + change.on
    times = kept[which][0] if which in kept else 0
    feed.changes = kept | {which: (times + 1, until)}
    feed.stamp += 1
    feed.save(update_fields=["row_version", "snapshot", "changes", "stamp"])


def _write_title(
    feed: Feed, keyring: Keyring, source: str, title: tuple[str, str], since: str
) -> None:
    token = token_of(keyring, feed)
    titles = _still_needed(feed.titles_behind(token), since)
    begin_version(feed).seal_snapshot(token, titles | {source: title})


def _is_in_a_pair(person_id: UUID) -> bool:
    return Membership.objects.filter(person=person_id, ended_at=None).exists()


def _still_needed(kept: Any, since: str) -> Any:
    return {source: one for source, one in kept.items() if one[1] >= since}


def _new_address(feed: Feed, keyring: Keyring, titles: Titles) -> None:
    token = token_urlsafe(TOKEN_BYTES)
    feed.token_hash = token_hash(token)
    keyring.seal(feed, "token", FeedToken(token))
    if feed.has_titles:
        feed.seal_snapshot(token, titles)
