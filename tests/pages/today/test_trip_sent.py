"""A trip that the other one made or changed stands on Today until its page was opened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.hearing.models import Listening
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.sent.queries import LATELY
from outandback.rooms.trips.actions import change_trip, name_telling, remove_trip
from outandback.rooms.trips.models import Days, Trip, TripWords
from tests.builders.leaves import bare, make_departure, make_leave
from tests.builders.times_together import make_time_together
from tests.builders.trips import FIRST, LAST, LISBON, NAME, some_trip
from tests.builders.versions import read
from tests.cast import again, side_of
from tests.fixtures import ClientOf, Clock, Keys

DAY = timedelta(days=1)
PLANNED = f"Ana planned a trip: {NAME}, 14 to 17 May."
CHANGED = "Ana changed a trip: {name}, {days}."


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def trip(ana: Person, keys: Keys, at: datetime) -> Trip:
    return some_trip(ana, keys(ana), at)


def page(trip: Trip) -> str:
    return reverse("trip", args=[trip.pk])


def changes(trip: Trip, person: Any, keys: Keys, at: datetime, name: str = "Porto") -> None:
    trip.refresh_from_db()
    said = trip.row_version, Days(FIRST, LAST, LISBON), TripWords(name), at
    change_trip(trip, side_of(person), keys(person), *said)


def test_whoever_made_it_is_told_nothing_whatever_the_other_does(
    trip: Trip, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    hers = client_of(ana)
    before = [bare(read(hers, one)) for one in ("/", page(trip))]
    assert "planned a trip" not in before[0]
    client_of(ben).get(page(trip))
    assert [bare(read(hers, one)) for one in ("/", page(trip))] == before
    assert list(Listening.objects.values_list("person", flat=True)) == [ben.pk]


def test_a_change_of_what_was_not_seen_is_one_line_with_the_words_of_now(
    trip: Trip, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    changes(trip, ana, keys, at)
    body = read(client_of(ben), "/")
    assert "Ana planned a trip: Porto, 14 to 17 May." in body and "changed a trip" not in body
    client_of(ben).get(page(trip))
    body = read(client_of(ben), "/")
    assert "planned a trip" not in body and "changed a trip" not in body


def test_each_change_after_a_look_stands_there_anew(
    trip: Trip, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client = client_of(ben)
    for name in ("Porto", "Porto, then Faro"):
        client.get(page(trip))
        assert "a trip:" not in read(client, "/")
        changes(trip, ana, keys, at, name)
        assert CHANGED.format(name=name, days="14 to 17 May") in read(client, "/")


def test_a_time_to_tell_each_other_is_a_change_too(
    trip: Trip, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client = client_of(ben)
    client.get(page(trip))
    supper = {"on": FIRST.isoformat(), "at": "19:00", "zone": LISBON, "words": ""}
    name_telling(trip, side_of(ana), keys(ana), supper, at)
    assert CHANGED.format(name=NAME, days="14 to 17 May") in read(client, "/")


def test_ones_own_change_after_theirs_leaves_nothing_to_look_at(
    trip: Trip, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client_of(ben).get(page(trip))
    changes(trip, ana, keys, at)
    changes(trip, ben, keys, at, "Faro")
    assert "a trip:" not in read(client_of(ben), "/")
    assert "Ben changed a trip: Faro, 14 to 17 May." in read(client_of(ana), "/")


def test_the_same_once_more_is_no_change(
    trip: Trip, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    client_of(ben).get(page(trip))
    words = keys(ana).open(trip, "words")
    said = 1, trip.days("words"), words, at + DAY
    assert change_trip(trip, side_of(ana), keys(ana), *said) is False
    assert "a trip:" not in read(client_of(ben), "/")


def test_its_page_says_who_changed_it_last(
    trip: Trip, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for person in (ana, ben):
        assert "changed this trip" not in read(client_of(person), page(trip))
    changes(trip, ana, keys, at)
    assert "You changed this trip today." in read(client_of(ana), page(trip))
    assert "Ana changed this trip today." in read(client_of(ben), page(trip))


def test_what_is_removed_over_or_a_month_old_is_not_brought_up(
    trip: Trip,
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    clock: Clock,
    at: datetime,
) -> None:
    far = some_trip(ana, keys(ana), at, "Next year", FIRST + 300 * DAY, LAST + 300 * DAY)
    clock(at + 5 * DAY)
    body = read(client_of(ben), "/")
    assert NAME not in body and "planned a trip: Next year" in body
    clock(at + LATELY + DAY)
    assert "planned a trip" not in read(client_of(ben), "/")
    clock(at)
    for one in (trip, far):
        remove_trip(one, side_of(ana), keys(ana))
    assert "planned a trip" not in read(client_of(ben), "/")


def test_whoever_is_out_finds_it_once_they_are_back(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    make_departure(make_leave(ben, keys(ben), at), keys(ben), at)
    trip = some_trip(ana, keys(ana), at)
    client = client_of(ben)
    assert NAME not in read(client, "/") and NAME not in read(client, page(trip))
    assert not Listening.objects.exists()


def test_what_one_who_was_left_makes_reaches_nobody(
    trip: Trip, ana: Any, ben: Any, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    part_ways(ana.current, keys(ana), "", at + 7 * DAY, at)
    assert PLANNED in read(client_of(ben), "/"), "as it was"
    his = keys(ben)
    before = bare(read(client_of(again(ana)), "/"))
    said = 1, Days(FIRST, LAST, LISBON), TripWords("Alone"), at
    change_trip(trip, side_of(again(ben)), his, *said)
    assert bare(read(client_of(again(ana)), "/")) == before


def test_it_costs_today_no_question(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    make_time_together(ana, keys(ana), at)
    client = client_of(ben)
    assert "Ana added time together" in read(client, "/"), "with something that waits already"
    with CaptureQueriesContext(connection) as without:
        client.get("/")
    some_trip(ana, keys(ana), at)
    with CaptureQueriesContext(connection) as with_one:
        assert PLANNED in read(client, "/")
    assert len(with_one) == len(without)
