"""A trip that is over stands in the story, and on the shelf of a past pair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from outandback.rooms.away.actions import set_out
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.models import DoorAnswers, Leave
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.trips.models import Trip
from tests.builders.trips import LAST, NAME, make_hours, some_trip, tell_hours
from tests.cast import again, side_of
from tests.fixtures import ClientOf, Keys

DAY = timedelta(days=1)


@pytest.fixture
def trip(ana: Person, keys: Keys, at: datetime, clock: Callable[[datetime], None]) -> Trip:
    """Over since yesterday, with hours of Ben's in it that Ana was told of."""
    made = some_trip(ana, keys(ana), at)
    clock(at + (LAST - at.date() + DAY))
    return made


def page(client_of: ClientOf, person: Person, name: str = "story", *args: object) -> str:
    return client_of(person, room=True).get(reverse(name, args=args)).content.decode()


def hours_gone(trip: Trip, person: Person, keys: Keys, at: datetime, *, told: bool) -> Leave:
    leave, opened = make_hours(trip, person, keys(person), at), keys(person)
    if told:
        tell_hours(leave, person, opened, at)
    departure = set_out(leave, opened, DoorAnswers(), leave.out_at)
    come_back(departure, leave.out_at + timedelta(hours=2))
    return leave


def test_both_find_it_in_the_story(
    trip: Trip, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    for person in (ana, ben):
        shown = page(client_of, person)
        assert NAME in shown and reverse("trip", args=[trip.pk]) in shown


def test_it_is_no_story_before_it_is_over(
    trip: Trip, ana: Person, client_of: ClientOf, at: datetime, clock: Callable[[datetime], None]
) -> None:
    clock(at + DAY)
    assert NAME not in page(client_of, ana)


@pytest.mark.parametrize("told", [True, False])
def test_hours_name_the_trip_that_they_were_part_of(
    trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf, told: bool
) -> None:
    hours_gone(trip, ben, keys, at, told=told)
    assert "On a trip" in page(client_of, ben)
    assert ("On a trip" in page(client_of, ana)) is told


def test_after_a_parting_it_stands_on_the_shelf(
    trip: Trip, ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    mine = side_of(ana)
    part_ways(mine, keys(ana), "", at + 6 * DAY, at + 6 * DAY)
    left = again(ana)
    assert NAME not in page(client_of, left)
    shown = page(client_of, left, "shelf", mine.pair_id)
    assert NAME in shown and reverse("trip", args=[trip.pk]) not in shown
