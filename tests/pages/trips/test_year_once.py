"""Whatever the year, a list of the days of one trip says it once at most."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.html import strip_tags

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.rooms.trips.actions import name_telling
from outandback.rooms.trips.models import Trip
from tests.builders.trips import LISBON, make_hours, some_trip
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

from .test_trip_pages import read


@pytest.fixture
def far(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Trip:
    clock(at)
    return some_trip(ana, keys(ana), at, first=date(2027, 4, 29), last=date(2027, 5, 3))


@pytest.fixture
def planned(far: Trip, ana: Person, keys: Keys, at: datetime) -> Leave:
    days = {"out": "2027-05-01T14:00", "back": "2027-05-01T17:00"}
    supper = {"on": "2027-05-01", "at": "19:00", "zone": LISBON, "words": ""}
    name_telling(far, side_of(ana), keys(ana), supper, at)
    return make_hours(far, ana, keys(ana), at, **days, meet_at="2027-05-01T19:00")


def test_each_page_of_a_trip_of_another_year_says_it_once(
    far: Trip, planned: Leave, ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    pages = [read(client, name, far.pk) for name in ("trip", "trip-hours-new", "trip-telling")]
    pages += [read(client, "trip-hours", planned.pk), read(client, "trips")]
    for page in pages:
        said = strip_tags(page.partition("<main")[2])
        assert said.count("2027") == 1 and "29 April to 3 May 2027" in said
    assert "A week by the sea begins on Thursday 29 April." in pages[0]
    assert "Saturday 1 May" in pages[0] and "Sat 1 May" in pages[1]
    assert "Remove the time to tell on Saturday 1 May" in pages[0]


def test_nor_do_the_story_the_search_and_a_keepsake_say_it_twice(
    far: Trip, ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    clock(datetime(2028, 1, 20, 12, tzinfo=UTC))
    client = client_of(ana)
    story = read(client, "story")
    found = client.post("/story/search/", {"words": "sea"}).content.decode()
    for page in (story, found):
        assert "29 April to 3 May 2027" in page
    kept = client.get("/story/keepsake/?since=2027-05&until=2027-05").content.decode()
    assert "Thursday 29 April to Monday 3 May 2027" in kept
