"""Calendars that somebody brought in, made with the same actions as in the app."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from outandback.rooms.calendars.actions import add_address, add_file, share
from outandback.rooms.calendars.models import Named, Source
from outandback.rooms.people.models import Person
from outandback.rules.busy_times import Read, Span
from outandback.vault.keyring import Keyring

WORK = Named("The office")
CLUB = Named("The club", "https://calendars.example/club.ics")
AN_HOUR = timedelta(hours=1)


def an_hour_from(at: datetime) -> Span:
    return int(at.timestamp()), int((at + AN_HOUR).timestamp())


def bring_in_file(
    person: Person, keys: Keyring, at: datetime, *spans: Span, shared: bool = False
) -> Source:
    """A calendar that was sent in; busy for an hour from tomorrow on, where nothing is said."""
    source = Source(pk=uuid4(), kind=Source.SourceKind.FILE)
    read = Read(list(spans) or [an_hour_from(at + timedelta(days=1))], [])
    add_file(person, keys, source, WORK, read, at)
    if shared and person.current:
        share(source, person.current, keys, shared=True)
    source.refresh_from_db()
    return source


def bring_in_address(
    person: Person, keys: Keyring, at: datetime, named: Named = CLUB, password: str = ""
) -> Source:
    """One that the program is to read, and has not read yet."""
    kind = Source.SourceKind.ACCOUNT if password else Source.SourceKind.ADDRESS
    source = Source(pk=uuid4(), kind=kind)
    add_address(person, keys, source, named, password, at)
    return source
