"""Somebody with five thousand leaves in one year, who gives out a calendar of them all. Run as
`python -m benchmarks.calendar_out` it writes them into OUTANDBACK_DATA and prints the address."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
django.setup()  # rows can be imported only after this, so imports follow it here

from django.db import transaction
from django.urls import reverse

from outandback.rooms.feeds.actions import make_feed
from outandback.rooms.feeds.models import Feed, FeedName
from outandback.rooms.feeds.queries import token_of
from outandback.rooms.leave.models import Leave, Plan, When
from outandback.rooms.people.models import Person
from outandback.rules.return_times import WallTime
from outandback.vault import actions as vault
from outandback.vault.keyring import Keyring

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAVES = 5_000
APART = timedelta(minutes=110)
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata")
TITLE = "Knitting circle, upstairs at the library"


def address(says: str = "title") -> str:
    at = datetime.now(UTC)
    person = Person(email="a-year@example.org", joined_on=at.date(), zone=ZONES[0])
    person.set_unusable_password()
    person.save()
    keyring = Keyring(person.pk, vault.found_vault(person.pk, "five thousand leaves", at))
    rows = list(leaves(person, keyring, at))
    Leave.objects.bulk_create(rows, batch_size=200)
    feed = Feed(person=person, says=says)
    titles = {row.pk.hex: (TITLE, "2999-01-01") for row in rows}
    make_feed(keyring, feed, FeedName("My phone"), titles, at)
    return reverse("feed-times", args=[token_of(keyring, feed)])


def leaves(person: Person, keyring: Keyring, at: datetime) -> Iterator[Leave]:
    first = (at - timedelta(days=14)).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    for number in range(LEAVES):
        zone = ZONES[number % len(ZONES)]
        out, back = first + APART * number, first + APART * number + timedelta(minutes=90)
        when = When(WallTime(out, zone), WallTime(back, zone))
        leave = Leave(pk=UUID(int=number + 1), person=person, planned_at=at, **when.columns())
        keyring.seal(leave, "plan", Plan(TITLE, "settled", "", "self", "own", "Maud", "town"))
        yield leave


if __name__ == "__main__":
    with transaction.atomic():
        print(address())
