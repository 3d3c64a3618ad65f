from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import timedelta
from secrets import token_hex
from time import monotonic
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.net.errors import NetError
from outandback.rooms.calendars.visits import Later
from outandback.rooms.feeds import actions as feeds
from outandback.rooms.feeds.models import Feed
from outandback.rooms.feeds.queries import feed_of
from outandback.rules.retries import wait_after
from outandback.rules.written_entries import entry_name
from outandback.vault.errors import SealError
from outandback.vault.server_key import seal_for_server

from . import entries, queries
from .models import WriteAccess, WrittenCalendar, WrittenEntry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from outandback.rooms.calendars.visits import Collection
    from outandback.rooms.feeds.models import FeedName
    from outandback.rooms.people.models import Person
    from outandback.rules.written_entries import ToWrite
    from outandback.vault.keyring import Keyring

LEASE = timedelta(minutes=6)  # longer than a round with one slow entry at its end
SECONDS_OF_A_ROUND, MOST_OF_A_ROUND = 60.0, 20
MOST_ATTEMPTS, SLOWEST = 30, timedelta(hours=12)
ENDS_BY_ITSELF = timedelta(days=7)
KEY_BYTES = 32
Trouble = WrittenCalendar.WriteTrouble


@transaction.atomic
def connect(
    person: Person, keyring: Keyring, feed: Feed, name: FeedName, access: WriteAccess, at: datetime
) -> None:
    """A calendar of an account to write into. Named by its form: one form, one. Raises Closed."""
    if Feed.objects.filter(pk=feed.pk).exists():
        return
    feeds.make_feed(keyring, feed, name, {}, at)
    written = WrittenCalendar(feed=feed_of(person, feed.pk), leased_until=at, held_until=at)
    _put_access(written, replace(access, key=token_hex(KEY_BYTES)))
    WrittenCalendar.objects.bulk_create([written], ignore_conflicts=True)


def change_sign_in(written: WrittenCalendar, user: str, password: str, at: datetime) -> None:
    """The name and the password by now; tried at once. A calendar whose box no key opens any more
    is taken away and connected anew. Raises SealError."""
    _put_access(written, replace(queries.write_access_of(written), user=user, password=password))
    same = WrittenCalendar.objects.filter(pk=written.pk)
    same.update(box=written.box, held_until=at, attempts=0, trouble="", looked_at=None)


@transaction.atomic
def write_again(written: WrittenCalendar, keyring: Keyring, at: datetime) -> None:
    """One that stood still since a parting follows its owner's times again. Raises Closed."""
    feed = written.feed
    feeds.change_address(feed.person, feed.pk, keyring, {}, at)
    WrittenCalendar.objects.filter(pk=feed.pk).update(looked_at=None, held_until=at)


@transaction.atomic
def disconnect(written: WrittenCalendar, at: datetime, *, remove: bool) -> None:
    """Taken away; `remove`: once what we wrote there is removed. The password is gone with it."""
    if remove and WrittenEntry.objects.filter(calendar=written).exists():
        same = WrittenCalendar.objects.filter(pk=written.pk)
        same.filter(ending_at=None).update(ending_at=at)
        same.update(held_until=at, attempts=0)
    else:
        feeds.take_away(written.feed)


# For the program ---------------------------------------------------------------------------------


def claim(at: datetime) -> WrittenCalendar | None:
    """One that is due, for whoever calls first; theirs until its lease is over."""
    for written in queries.due_to_write(at):
        free = WrittenCalendar.objects.filter(pk=written.pk, leased_until=written.leased_until)
        if free.update(leased_until=at + LEASE):
            written.leased_until = at + LEASE
            return written
    return None


def write_due(at: datetime) -> bool:
    """Bring one calendar up to what it should say; False where none is due. Never within a
    transaction."""
    written = claim(at)
    if written is None:
        return False
    if written.ending_at and written.ending_at + ENDS_BY_ITSELF <= at:
        feeds.take_away(written.feed)
        return True
    try:
        done = _round(written, queries.write_access_of(written), at)
    except SealError:  # sealed under a server key that is gone
        _keep_trouble(written, Trouble.KEY, at)
    except NetError as kind:
        least = kind.seconds if isinstance(kind, Later) else 0
        _keep_trouble(written, entries.trouble_of(kind), at, timedelta(seconds=least))
    else:
        _keep_done(written, at, done=done)
    return True


def _round(written: WrittenCalendar, access: WriteAccess, at: datetime) -> bool:
    """Whether everything is done. Raises NetError."""
    until, key = monotonic() + SECONDS_OF_A_ROUND, bytes.fromhex(access.key)
    there, wanted = entries.collection_of(access), queries.wanted_in(written, key, at)
    if written.looked_at is None:
        entries.look(there)
    more = _begin_new(written, wanted)
    steps = _steps(queries.entries_in(written), wanted)
    for number, (source, entry) in enumerate(steps):
        late = number == MOST_OF_A_ROUND or monotonic() > until
        if late or not queries.is_still_at_it(written):
            return False
        if source in wanted:
            _write(there, entry, wanted[source])
        else:
            _remove(there, entry, key)
    return not more


def _begin_new(written: WrittenCalendar, wanted: dict[str, ToWrite]) -> bool:
    """A row for each entry that this round may begin; whether there are more. What was called off
    before it was ever written is not written."""
    known = queries.entries_in(written)
    new = [name for name, one in wanted.items() if name not in known and not one.called_off]
    rows = [WrittenEntry(calendar=written, source=name) for name in new[:MOST_OF_A_ROUND]]
    WrittenEntry.objects.bulk_create(rows, ignore_conflicts=True)
    return len(new) > len(rows)


def _steps(
    known: dict[str, WrittenEntry], wanted: dict[str, ToWrite]
) -> Iterator[tuple[str, WrittenEntry]]:
    for source, entry in known.items():
        if source not in wanted or entry.said != wanted[source].said:
            yield source, entry


def _write(there: Collection, entry: WrittenEntry, wanted: ToWrite) -> None:
    etag = entries.put(there, entry, wanted)
    same = WrittenEntry.objects.filter(pk=entry.pk)
    same.update(etag=etag, said=wanted.said, when=wanted.when)


def _remove(there: Collection, entry: WrittenEntry, key: bytes) -> None:
    entries.remove(there, entry_name(entry.source, key), entry.etag)
    WrittenEntry.objects.filter(pk=entry.pk).delete()


def _keep_done(written: WrittenCalendar, at: datetime, *, done: bool) -> None:
    if done and written.ending_at:
        feeds.take_away(written.feed)
        return
    kept: dict[str, object] = {"attempts": 0, "trouble": ""}
    if done:
        rests_at = written.feed.rests_at
        seen_rest = rests_at if rests_at and rests_at <= at else None
        kept |= {"looked_at": at, "seen_stamp": written.feed.stamp, "seen_rest": seen_rest}
    _release(written, at, **kept)


def _keep_trouble(
    written: WrittenCalendar, trouble: Trouble, at: datetime, least: timedelta = timedelta()
) -> None:
    """What stands there stays, and is looked at again after a while that grows."""
    attempts = min(written.attempts + 1, MOST_ATTEMPTS)
    wait = max(min(wait_after(min(attempts, 8), written.pk.int), SLOWEST), least)
    _release(written, at, attempts=attempts, trouble=trouble, held_until=at + wait)


def _release(written: WrittenCalendar, at: datetime, **kept: object) -> None:
    """Unless somebody else is at it by now, or its owner changed it meanwhile."""
    mine = WrittenCalendar.objects.filter(pk=written.pk, leased_until=written.leased_until)
    mine.update(leased_until=at, **kept)


def _put_access(written: WrittenCalendar, access: WriteAccess) -> None:
    raw = json.dumps(asdict(access)).encode()
    written.box = seal_for_server(queries.PURPOSE, written.box_place(), raw)
