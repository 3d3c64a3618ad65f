"""Trips when somebody takes their things along, leaves, or erases themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.trips.models import Trip
from tests.builders.trips import FERRY, NAME, make_hours, some_trip, tell_hours, trip_form
from tests.cast import PASSPHRASE, side_of
from tests.fixtures import ClientOf, Keys
from tests.pages.settings.test_erasure import erase
from tests.pages.settings.test_export import from_before, taken

DAY = timedelta(days=1)
ALONE = "A week alone"


@pytest.fixture
def trip(
    ana: Person, ben: Person, keys: Keys, at: datetime, clock: Callable[[datetime], None]
) -> Trip:
    """Of Ana and Ben; with hours of Ana's in it that Ben was told of."""
    cache.clear()
    clock(at)
    made = some_trip(ana, keys(ana), at)
    tell_hours(make_hours(made, ana, keys(ana), at), ana, keys(ana), at)
    return made


def named(rows: dict[str, Any]) -> list[str]:
    return sorted(one["words"]["name"] for one in rows["trips"] if one["words"])


def test_both_take_it_along_with_what_each_planned_and_was_told(
    trip: Trip, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    hers, his = (taken(client_of(person)) for person in (ana, ben))
    assert named(hers) == named(his) == [NAME]
    assert [one["trip_id"] for one in hers["leaves"]] == [str(trip.pk)]
    assert hers["leaves"][0]["plan"]["meet"] == FERRY
    assert his["partner_heads_ups"][0]["shown"]["meet"] == FERRY


def test_after_a_parting_each_has_their_own(
    trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    part_ways(side_of(ana), keys(ana), "", at, at + 7 * DAY)
    bens = client_of(ben)
    form = trip_form(name=ALONE, seen="1", last_on="2026-05-20", **{"p0-place": "Lisbon"})
    bens.post(reverse("trip-change", args=[trip.pk]), form)
    bens.post(reverse("trip-new"), trip_form(name="Soup for one", **{"p0-place": "Rome"}))
    his = taken(bens)
    assert named(his) == [ALONE, "Soup for one"]
    assert {one["last_on"] for one in his["trips"]} == {"2026-05-20", "2026-05-17"}
    hers = from_before(taken(client_of(ana), PASSPHRASE))
    assert named(hers) == [NAME]
    assert [one["last_on"] for one in hers["trips"]] == ["2026-05-17"]


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_an_erasing_leaves_the_other_what_both_had(
    who: str, trip: Trip, ana: Person, ben: Person, client_of: ClientOf
) -> None:
    gone, stays = (ana, ben) if who == "ana" else (ben, ana)
    erase(client_of(gone))
    assert named(taken(client_of(stays))) == [NAME]
    assert Leave.objects.filter(trip=trip).exists()
