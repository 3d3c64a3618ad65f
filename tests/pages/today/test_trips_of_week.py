"""A trip on the line of the week, as on that of a month, and in the words for those who listen."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.people.models import Person
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.trips import some_trip
from tests.fixtures import ClientOf, Clock, Keys

DAY, WIDE = timedelta(days=1), 50
MONDAY, SUNDAY = date(2026, 5, 11), date(2026, 5, 17)
STRETCH = re.compile(r'<rect class="stretch" x="([\d.]+)" y="1" width="([\d.]+)"')


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    """Wednesday 13 May, evening."""
    clock(at)


def today(client: Client) -> str:
    page: str = client.get("/").content.decode()
    return page


def stretches(page: str) -> list[tuple[int, int]]:
    """From which day of the week to which, as they are drawn; an end apart by a unit each."""
    found = ((float(x) - 1, float(wide) + 2) for x, wide in STRETCH.findall(page))
    return [(int(x // WIDE), int((x + wide) // WIDE) - 1) for x, wide in found]


def spoken(page: str) -> str:
    found = re.search(r'id="wk">.*?<p class="hush">(.*?)</p>', page, re.S)
    assert found
    return re.sub("[\u2066-\u2069]", "", unescape(found[1]))


@pytest.mark.parametrize(
    ("first", "last", "drawn", "said"),
    [
        (MONDAY + 3 * DAY, SUNDAY, (3, 6), "Lisbon, 14 to 17 May"),
        (MONDAY, MONDAY, (0, 0), "Lisbon, Monday 11 May"),
        (MONDAY - 9 * DAY, MONDAY + DAY, (0, 1), "Lisbon, 2 to 12 May"),
        (SUNDAY, SUNDAY + 20 * DAY, (6, 6), "Lisbon, 17 May to 6 June"),
        (MONDAY - DAY, MONDAY - DAY, None, ""),
        (SUNDAY + DAY, SUNDAY + DAY, None, ""),
    ],
)
def test_its_days_of_this_week_are_shaded_and_said(
    first: date,
    last: date,
    drawn: tuple[int, int] | None,
    said: str,
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
) -> None:
    some_trip(ana, keys(ana), at, "Lisbon", first, last)
    for person in (ana, ben):
        page = today(client_of(person))
        assert stretches(page) == ([drawn] if drawn else [])
        assert spoken(page) == (f"A trip: {said}." if said else "Nothing is planned this week.")


def test_it_is_drawn_however_many_lie_after_it(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
) -> None:
    """They were all made long before this week."""
    clock(at - 60 * DAY)
    for weeks in range(12):
        first = MONDAY + weeks * 7 * DAY
        some_trip(ana, keys(ana), at - 60 * DAY, f"Trip {weeks}", first, first + DAY)
    clock(at)
    page = today(client_of(ana))
    assert stretches(page) == [(0, 1)] and "Trip 0, 11 to 12 May" in spoken(page)


def test_it_costs_no_question(ana: Person, keys: Keys, client_of: ClientOf, at: datetime) -> None:
    """Beside what a thought asks, which is put away here."""
    keep_preferences(ana, suggestions_off=True)
    client = client_of(ana)
    today(client)
    asked = []
    for trips in (0, 1):
        for _ in range(trips):
            some_trip(ana, keys(ana), at, "Lisbon", MONDAY, SUNDAY)
        with CaptureQueriesContext(connection) as found:
            page = today(client)
        asked.append(len(found))
        assert len(stretches(page)) == trips
    assert asked[0] == asked[1]


def test_a_name_is_escaped_and_keeps_its_direction(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    some_trip(ana, keys(ana), at, "<b>ליסבון", MONDAY, SUNDAY)
    page = today(client_of(ana))
    assert "<b>ליסבון" not in page and "\u2068&lt;b&gt;ליסבון\u2069, 11" in page


def test_with_closed_words_and_for_somebody_else_there_is_none(
    ana: Person, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    some_trip(ana, keys(ana), at, "Lisbon", MONDAY, SUNDAY)
    closed = client_of(ana)
    del closed.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
    for client in (closed, client_of(cleo)):
        assert not stretches(today(client)) and "Lisbon" not in today(client)
