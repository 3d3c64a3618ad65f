"""The page and the plan of hours in a trip say where the two meet, and lead to where it changes."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from outandback.rooms.people.models import Person
from outandback.rooms.trips.models import Trip
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.leaves import make_leave
from tests.builders.trips import FERRY, make_hours, some_trip
from tests.fixtures import ClientOf, Clock, Keys

from .test_trip_pages import read

PAGES = pytest.mark.parametrize("page", ["leave", "leave-plan"])


@pytest.fixture
def trip(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Trip:
    clock(at)
    return some_trip(ana, keys(ana), at)


@PAGES
def test_where_and_when_they_meet_stands_there_with_the_way_to_change_it(
    page: str, trip: Trip, ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    leave = make_hours(trip, ana, keys(ana), at)
    body = read(client_of(ana), page, leave.pk)
    assert f'19:00, <span dir="auto">{FERRY}</span>' in body
    way = reverse("trip-hours", args=[leave.pk])
    assert f'href="{way}#id_meet">Change where you meet</a>' in body
    assert 'id="id_meet"' in read(client_of(ana), "trip-hours", leave.pk)


@PAGES
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"meet": ""}, '<p dir="auto">19:00</p>'),
        ({"meet_at": ""}, f'<p dir="auto">{FERRY}</p>'),
        ({"meet": "", "meet_at": ""}, "Say where you meet</a>"),
        ({"meet": "<b>here"}, '19:00, <span dir="auto">&lt;b&gt;here</span>'),
    ],
)
def test_what_is_not_said_is_left_out(
    page: str,
    said: dict[str, str],
    shown: str,
    trip: Trip,
    ana: Person,
    keys: Keys,
    at: datetime,
    client_of: ClientOf,
) -> None:
    leave = make_hours(trip, ana, keys(ana), at, **said)
    assert shown in read(client_of(ana), page, leave.pk)


@PAGES
def test_a_leave_outside_of_a_trip_says_nothing_of_it(
    page: str, trip: Trip, ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    assert "Where you two meet" not in read(client_of(ana), page, make_leave(ana, keys(ana), at).pk)


def test_with_closed_keys_nothing_is_said(
    trip: Trip, ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    client, leave = client_of(ana), make_hours(trip, ana, keys(ana), at)
    for tier in Tier:
        client.cookies.pop(UNLOCK_COOKIES[tier], None)
    assert "Where you two meet" not in read(client, "leave", leave.pk)
