"""What one of the two makes for a trip stands wherever the other looks: on the trip, Today and the
line of days; and hours of one's own in a trip of the other's are on one's phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.actions import set_out
from outandback.rooms.leave.models import DoorAnswers
from outandback.rooms.people.models import Person
from outandback.rooms.trips.models import Trip
from tests.builders.times_together import SOUP, make_time_together
from tests.builders.trips import BREWERY, NAME, make_hours, some_trip, tell_hours
from tests.fixtures import ClientOf, Keys

DINNER, ITS_END = "2026-05-15T20:00", "2026-05-15T22:00"
MONDAY = date(2026, 5, 11)
ON_ITS_DAY = datetime.fromisoformat("2026-05-15T09:00+00:00")


@pytest.fixture
def trip(ben: Person, ana: Person, keys: Keys, at: datetime) -> Trip:
    """Ben has made it, and held an evening of it for both."""
    made = some_trip(ben, keys(ben), at)
    make_time_together(ben, keys(ben), at, DINNER, ITS_END)
    return made


def reads(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_time_together_stands_on_the_trip_on_today_and_on_the_line_of_days(
    ana: Person, ben: Person, client_of: ClientOf, clock: Callable[[datetime], None], trip: Trip
) -> None:
    clock(ON_ITS_DAY)
    for person in (ana, ben):
        client = client_of(person)
        pages = [
            reads(client, "trip", trip.pk),
            reads(client, "today"),
            reads(client, "calendar-week", MONDAY),
            reads(client, "calendar-month", MONDAY),
        ]
        assert [SOUP in page for page in pages] == [True] * 4
        assert [NAME in page for page in pages[1:]] == [True] * 3


def test_hours_of_ones_own_in_a_trip_of_the_others_are_where_others_are(
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    clock: Callable[[datetime], None],
    trip: Trip,
) -> None:
    leave = make_hours(trip, ana, keys(ana), at)
    clock(ON_ITS_DAY)
    own, theirs = client_of(ana), client_of(ben)
    pages = ("trip", trip.pk), ("today",), ("calendar-week", MONDAY)
    assert [BREWERY in reads(own, *page) for page in pages] == [True] * 3
    assert [BREWERY in reads(theirs, *page) for page in pages] == [False] * 3
    told = own.get(reverse("pocket-papers")).json()["leave"]
    assert told["id"] == str(leave.pk)
    tell_hours(leave, ana, keys(ana), at)
    assert [BREWERY in reads(theirs, *page) for page in pages] == [True] * 3
    set_out(leave, keys(ana), DoorAnswers(), ON_ITS_DAY)
    assert own.get(reverse("pocket-papers")).json()["leave"]["state"] == "out"
