"""A trip in the year on one page: a stretch of its days and a line in the list, as the story has
it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.people.actions import close_side, part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.trips.actions import change_trip
from outandback.rooms.trips.models import Days, Trip, TripWords
from tests.builders.homecomings import Returned
from tests.builders.trips import LISBON, NAME, some_trip
from tests.cast import Cast, again, side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.keepsake.test_year import page

DAY = timedelta(days=1)
LINE = f"A trip: {NAME}, 14 to 17 May</a>"


@pytest.fixture
def trip(ana: Person, keys: Keys, at: datetime) -> Trip:
    """From the fourteenth to the seventeenth of May, the day of Ana’s leave the first of them."""
    return some_trip(ana, keys(ana), at)


@pytest.fixture(autouse=True)
def in_june(clock: Clock, at: datetime) -> None:
    clock(at + 30 * DAY)


def test_it_is_a_stretch_and_a_line_that_leads_to_it(
    ana: Person, ben: Person, back: Returned, trip: Trip, client_of: ClientOf
) -> None:
    for person in (ana, ben):
        body = page(client_of(person))
        assert body.count('class="stretch"') == 1 and "A shaded stretch: a trip." in body
        assert f'<a href="/trips/{trip.pk}/">{LINE}' in body
        assert body.index(LINE) < body.index(f"?at={back.leave.pk}")


def test_while_it_is_not_over_it_is_not_there(
    ana: Person, trip: Trip, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    clock(at + 3 * DAY)
    body = page(client_of(ana))
    assert NAME not in body and "stretch" not in body


def test_a_year_with_a_trip_alone_is_not_empty(
    ana: Person, trip: Trip, client_of: ClientOf
) -> None:
    body = page(client_of(ana))
    assert "but a trip of the two of you." in body and "A keepsake of 2026" in body


def test_of_two_months_it_is_drawn_in_both_and_said_once(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    some_trip(ana, keys(ana), at, first=date(2026, 4, 29), last=date(2026, 5, 2))
    body = page(client_of(ana))
    assert body.count('class="stretch"') == 2
    assert body.count(f"A trip: {NAME}, 29 April to 2 May</a>") == 1


def test_of_two_years_each_has_its_part_and_a_line(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    some_trip(ana, keys(ana), at, first=date(2025, 12, 30), last=date(2026, 1, 2))
    for year, said in ((2025, "30 December to 2 January 2026"), (2026, "30 December 2025 to 2")):
        body = page(client_of(ana), year)
        assert body.count('class="stretch"') == 1 and f"A trip: {NAME}, {said}" in body


def test_of_a_single_day_the_row_says_the_day(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    some_trip(ana, keys(ana), at, first=date(2026, 5, 20), last=date(2026, 5, 20))
    body = page(client_of(ana))
    assert f"A trip: {NAME}</a>" in body and '<span class="num">20</span>' in body


def test_what_the_other_made_of_it_after_a_parting_the_one_who_left_never_sees(
    ana: Any, ben: Any, cast: Cast, keys: Keys, trip: Trip, client_of: ClientOf, at: datetime
) -> None:
    part_ways(ana.current, keys(ana), "", at, at)
    page(client_of(ben))
    his = keys(ben, room=True)
    words, days = TripWords("Alone by the sea"), Days(date(2026, 5, 4), date(2026, 5, 6), LISBON)
    change_trip(trip, side_of(again(ben)), his, trip.row_version, days, words, at)
    cast.keysets[ben.pk] = his.keyset
    body = page(client_of(ben))
    assert "A trip: Alone by the sea, 4 to 6 May</a>" in body and NAME not in body
    for person in (ana, ben):
        close_side(person.current, at + DAY)
        body = page(client_of(again(person)))
        assert "trip" not in body and "stretch" not in body, "a past pair is on its shelf"


@pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
def test_others_find_none(
    who: str, request: pytest.FixtureRequest, trip: Trip, client_of: ClientOf
) -> None:
    body = page(client_of(request.getfixturevalue(who)))
    assert NAME not in body and "stretch" not in body


def test_it_costs_one_question_more_where_there_is_any(
    ana: Person,
    back: Returned,
    trip: Trip,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(8):
        first = date(2026, 2, 1) + 5 * number * DAY
        some_trip(ana, keys(ana), at, f"Trip {number}", first, first + DAY)
    client = client_of(ana)
    with django_assert_num_queries(7):
        assert page(client).count("A trip: ") == 9
