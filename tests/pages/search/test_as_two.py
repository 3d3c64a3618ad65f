"""Trips are found by their names and places, time together by its title, by the two alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.together import actions as together
from outandback.rooms.together.models import TimeTogether
from outandback.rooms.traditions.queries import IN_THE_STORY
from outandback.rooms.trips.actions import change_trip
from outandback.rooms.trips.models import Days, Trip, TripWords
from outandback.vault.keyring import Keyring
from tests.builders.leaves import make_departure, make_leave
from tests.builders.times_together import SOUP, make_time_together
from tests.builders.trips import LISBON, NAME, PLACE, some_trip
from tests.cast import Cast, again, side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.search.test_spins import NOTHING, found

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_may(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def trip(ana: Person, keys: Keys, at: datetime) -> Trip:
    return some_trip(ana, keys(ana), at)


@pytest.fixture
def soup(ana: Person, keys: Keys, at: datetime) -> TimeTogether:
    return make_time_together(ana, keys(ana), at)


@pytest.mark.parametrize("words", ["SÉA", "week lisbon", PLACE])
def test_both_find_a_trip_with_the_way_to_it(
    words: str, ana: Person, ben: Person, trip: Trip, client_of: ClientOf
) -> None:
    for person in (ana, ben):
        body = found(client_of(person), words)
        assert f'/trips/{trip.pk}/">' in body and NAME in body and NOTHING not in body


@pytest.mark.parametrize("words", ["STEP", "soup the"])
def test_both_find_a_time_together_with_the_way_to_it(
    words: str, ana: Person, ben: Person, soup: TimeTogether, keys: Keys, client_of: ClientOf
) -> None:
    for person in (ana, ben):
        body = found(client_of(person), words)
        assert f'href="/together-times/{soup.pk}/">{SOUP}</a>' in body and "Sunday 17 May" in body
        assert "You had it." not in body
    together.note_had(soup, side_of(ben), keys(ben), date(2026, 5, 17), "", soup.put_at)
    assert "You had it." in found(client_of(ana), words)


def test_nothing_else_is_said_where_the_words_are_not_in_it(
    ana: Person, trip: Trip, soup: TimeTogether, client_of: ClientOf
) -> None:
    assert NOTHING in found(client_of(ana), "heron")
    assert NAME not in client_of(ana).get("/story/search/?whose=").content.decode()


@pytest.mark.parametrize("words", ["sea", "soup"])
def test_the_filters_are_theirs_too(
    words: str, ana: Person, trip: Trip, soup: TimeTogether, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert NOTHING not in found(client, words, since="2026-05", until="2026-05")
    for none in ({"whose": "mine"}, {"whose": "theirs"}, {"kind": "aha"}, {"since": "2026-06"}):
        assert NOTHING in found(client, words, **none)
    assert NOTHING in found(client, words, until="2026-04")


def test_a_trip_of_two_months_is_found_in_both(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    some_trip(ana, keys(ana), at, first=date(2026, 4, 29), last=date(2026, 5, 2))
    for month in ("2026-04", "2026-05"):
        assert NAME in found(client_of(ana), "sea", since=month, until=month)


def test_of_what_comes_again_the_next_one_stands_for_all(
    ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    make_time_together(ana, keys(ana), at, weeks=1)
    clock(at + 12 * DAY)
    body = found(client_of(ana), "soup")
    assert body.count(SOUP) == 1 and "Sunday 31 May" in body
    assert "Sunday 14 June" not in body
    assert "7 June" in found(client_of(ana), "soup", since="2026-06", until="2026-06")


def test_what_was_taken_out_is_not_found(
    ana: Person, ben: Person, soup: TimeTogether, client_of: ClientOf, at: datetime
) -> None:
    together.count_in(soup, side_of(ben), at)
    together.take_out(soup, side_of(ana), at, None)
    for person in (ana, ben):
        assert NOTHING in found(client_of(person), "soup")


def test_whoever_is_out_finds_nothing_that_is_ahead(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    make_departure(leave, keys(ana), at)
    some_trip(ben, keys(ben), at)
    make_time_together(ben, keys(ben), at)
    some_trip(ben, keys(ben), at, "The old sea wall", date(2026, 3, 1), date(2026, 3, 2))
    make_time_together(ben, keys(ben), at, "2026-03-01T20:00", "", title="Soup in March")
    assert NAME in found(client_of(ben), "sea") and SOUP in found(client_of(ben), "soup")
    client = client_of(ana)
    for words, gone in (("sea", "The old sea wall"), ("soup", "Soup in March")):
        body = found(client, words)
        assert gone in body and NAME not in body and SOUP not in body


@pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
@pytest.mark.parametrize("words", ["sea", "soup"])
def test_others_find_none(
    who: str,
    words: str,
    request: pytest.FixtureRequest,
    trip: Trip,
    soup: TimeTogether,
    client_of: ClientOf,
) -> None:
    assert NOTHING in found(client_of(request.getfixturevalue(who)), words)


def test_after_a_parting_each_finds_what_is_theirs(
    ana: Any,
    ben: Any,
    cast: Cast,
    keys: Keys,
    trip: Trip,
    soup: TimeTogether,
    client_of: ClientOf,
    at: datetime,
) -> None:
    part_ways(ana.current, keys(ana), "", at + 7 * DAY, at)
    client, his = client_of(ben), keys(ben, room=True)
    client.get("/")
    days = Days(date(2026, 5, 4), date(2026, 5, 6), LISBON)
    mine = side_of(again(ben))
    change_trip(trip, mine, his, trip.row_version, days, TripWords("Alone with the heron"), at)
    make_time_together(again(ben), his, at, title="Heron watching")
    cast.keysets[ben.pk] = his.keyset
    for words in ("sea", "soup", "heron"):
        assert NOTHING in found(client_of(again(ana)), words)
    body = found(client, "heron")
    assert "Alone with the heron" in body and "Heron watching" in body
    assert NOTHING in found(client, "sea")


def test_a_page_shows_a_few_of_each(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    for _ in range(IN_THE_STORY + 1):
        some_trip(ana, keys(ana), at)
        make_time_together(ana, keys(ana), at)
    assert found(client_of(ana), "sea").count(NAME) == IN_THE_STORY
    assert found(client_of(ana), "soup").count(f">{SOUP}</a>") == IN_THE_STORY


def test_many_cost_no_more_questions_and_each_name_is_opened_once(
    ana: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def some(count: int) -> None:
        for _ in range(count):
            some_trip(ana, keys(ana), at)
            make_time_together(ana, keys(ana), at)

    some(1)
    client = client_of(ana)
    with CaptureQueriesContext(connection) as few:
        found(client, "heron")
    some(5)
    opened: list[str] = []
    usual = Keyring.open

    def watched(keyring: Keyring, row: Any, column: str) -> Any:
        opened.append(type(row).__name__)
        return usual(keyring, row, column)

    monkeypatch.setattr(Keyring, "open", watched)
    with django_assert_num_queries(len(few)):
        found(client, "heron")
    assert opened.count("Trip") == opened.count("TimeTogether") == 6
