"""Calendars that are written into, made with the same actions as in the app; and what is in one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from outandback.rooms.feeds.models import Feed, FeedName
from outandback.rooms.people.models import Person
from outandback.rooms.written.actions import connect, write_due
from outandback.rooms.written.models import WriteAccess, WrittenCalendar
from outandback.vault.keyring import Keyring
from tests.builders.calendar_servers import Owner

NOWHERE = "https://calendars.invalid/ana/ours/"
FOREIGN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//Else//EN\r\nBEGIN:VEVENT\r\n"
    "UID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260514T100000Z\r\n"
    "DTEND:20260514T110000Z\r\nSUMMARY:The dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def write_into(
    person: Person, keys: Keyring, at: datetime, url: str, user: str, password: str, **plain: Any
) -> WrittenCalendar:
    feed = Feed(pk=uuid4(), person=person, **plain)
    connect(person, keys, feed, FeedName("Ours"), WriteAccess(url, user, password, ""), at)
    return WrittenCalendar.objects.get(pk=feed.pk)


def write_all(at: datetime) -> int:
    """As the program does it, until nothing is due: how many rounds."""
    rounds = 0
    while write_due(at):
        rounds += 1
        assert rounds < 50, "it goes on and on"
    return rounds


def files_of(owner: Owner, slug: str) -> dict[str, bytes]:
    """What is in a calendar, by the names of its files, as it lies on the disk of its server."""
    folder = Path(owner.server.folder) / "kept/collection-root" / owner.user / slug
    return {one.name: one.read_bytes() for one in sorted(folder.glob("*.ics"))}


def put_foreign(owner: Owner, slug: str, name: str = "dentist") -> None:
    owner.put(f"{slug}/{name}.ics", FOREIGN.format(uid=name))
