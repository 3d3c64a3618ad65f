from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.shortcuts import get_object_or_404

from outandback.rooms.feeds.content.sentences import AWAY, BUSY
from outandback.rooms.feeds.models import Feed
from outandback.rooms.leave.given_out import times_of
from outandback.rules.feed_times import entry_of
from outandback.rules.icalendar_text import calendar_of_one
from outandback.rules.written_entries import ToWrite, entry_name, to_write
from outandback.ui.languages import speaking
from outandback.vault.server_key import open_as_server

from .models import WriteAccess, WrittenCalendar, WrittenEntry

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from outandback.rooms.people.models import Person

PURPOSE = "written calendars"
MOST_WRITTEN = 5
AT_A_TIME = 20


def written_by(person: Person) -> dict[UUID, WrittenCalendar]:
    """By the feeds that they are."""
    found = WrittenCalendar.objects.filter(feed__person=person)
    return {one.feed_id: one for one in found}


def written_of(person: Person, feed_id: UUID) -> WrittenCalendar:
    """One's own. Anybody else's is not there."""
    rows = WrittenCalendar.objects.select_related("feed__person")
    return get_object_or_404(rows, pk=feed_id, feed__person=person)


def is_written(feed: Feed) -> bool:
    return WrittenCalendar.objects.filter(pk=feed.pk).exists()


def has_enough_written(person: Person) -> bool:
    return WrittenCalendar.objects.filter(feed__person=person).count() >= MOST_WRITTEN


def write_access_of(written: WrittenCalendar) -> WriteAccess:
    """For the program alone. Raises SealError where the server has another key by now."""
    raw = open_as_server(PURPOSE, written.box_place(), bytes(written.box))
    return WriteAccess(**json.loads(raw))


def due_to_write(at: datetime) -> QuerySet[WrittenCalendar]:
    """Those of which something is to be written, changed or removed by now, or may be."""
    today = at.replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = Q(looked_at__gte=today, seen_stamp=F("feed__stamp"), ending_at=None)
    fresh &= Q(feed__rests_at=None) | Q(feed__rests_at__gt=at) | Q(seen_rest=F("feed__rests_at"))
    free = WrittenCalendar.objects.filter(leased_until__lte=at, held_until__lte=at)
    waiting = free.exclude(fresh).filter(feed__person__is_active=True)
    return waiting.select_related("feed__person").order_by("looked_at", "pk")[:AT_A_TIME]


def entries_in(written: WrittenCalendar) -> dict[str, WrittenEntry]:
    """What was written, or begun, by what it is of."""
    return {one.source: one for one in WrittenEntry.objects.filter(calendar=written)}


def is_still_at_it(written: WrittenCalendar) -> bool:
    """Whether its lease is ours and its owner wants the same as when we began."""
    same = WrittenCalendar.objects.filter(pk=written.pk, leased_until=written.leased_until)
    return same.filter(ending_at=written.ending_at).exists()


def wanted_in(written: WrittenCalendar, key: bytes, at: datetime) -> dict[str, ToWrite]:
    """What is to stand there, by what it is of; nothing once it is being taken away."""
    if written.ending_at:
        return {}
    feed = written.feed
    with speaking(feed.person.language):
        word = str(BUSY if feed.says == Feed.FeedWording.BUSY else AWAY)
    found = {}
    for one in times_of(feed, at):
        entry = entry_of(one, entry_name(one.source, key), word, feed.changed(one))
        found[one.source] = to_write(entry, calendar_of_one(feed.made_on, entry))
    return found
