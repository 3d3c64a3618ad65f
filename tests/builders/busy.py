"""Busy times for the tests: a calendar of one's own, and what of it the other is shown."""

from __future__ import annotations

from datetime import datetime

from outandback.rooms.calendars.models import SharedBusy, Source
from outandback.rooms.people.models import Person
from outandback.rules.busy_times import Read, packed
from outandback.vault.keyring import Keyring
from tests.cast import side_of

Times = list[tuple[datetime, datetime]]


def make_own_busy(person: Person, keys: Keyring, times: Times, at: datetime) -> Source:
    row = Source(person=person, kind="file", made_on=at.date())
    keys.seal(row, "times", _packed(times))
    row.save()
    return row


def make_shared_busy(person: Person, keys: Keyring, times: Times) -> SharedBusy:
    row = SharedBusy(pair=side_of(person).pair, person=person)
    keys.seal(row, "times", _packed(times))
    row.save()
    return row


def _packed(times: Times) -> bytes:
    seconds = [(int(start.timestamp()), int(end.timestamp())) for start, end in times]
    return packed(Read(seconds, []))
