"""Ten minutes together: both see it, either names a day, and Today shows it on that day alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback.actions import withdraw
from outandback.rooms.comeback.models import Telling
from outandback.rooms.giving.models import TenDay
from outandback.rooms.people.actions import close_side, part_ways
from outandback.rooms.people.models import Person
from tests.builders.homecomings import make_homecoming, open_tellings
from tests.builders.leaves import make_leave
from tests.builders.lessons import HOW, TEN, make_lesson, make_waiting_moment
from tests.cast import PASSPHRASE, Cast, side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_export import from_before
from tests.pages.settings.test_export import taken as export

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FRIDAY = "2026-05-15"  # the story stands on a Wednesday


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at + HOUR)


@pytest.fixture
def telling(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, now: None
) -> Telling:
    """Ana taught it, and Ben opened it."""
    back = make_homecoming(ana, keys(ana), at)
    telling = make_lesson(
        client_of(ana, room=True), make_waiting_moment(back, keys(ana, room=True), at)
    )
    open_tellings(ben, keys(ben), telling)
    return telling


def place(telling: Telling) -> str:
    return reverse("ten-minutes", args=[telling.pk])


def name_day(client: Client, telling: Telling, on: str = FRIDAY) -> int:
    return int(client.post(place(telling), {"on": on}).status_code)


def read(client: Client, address: str = "/") -> str:
    return client.get(address).content.decode()


def test_both_see_it_and_either_names_the_day(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling
) -> None:
    for person in (ana, ben):
        assert TEN in read(client_of(person), place(telling))
    assert name_day(client_of(ben), telling) == 303
    for person in (ana, ben):
        assert "You two thought of Friday 15 May" in read(client_of(person), place(telling))
    assert name_day(client_of(ana), telling, "2026-05-16") == 303
    for person in (ana, ben):
        assert "You two thought of Saturday 16 May" in read(client_of(person), place(telling))


def test_today_shows_it_on_that_day_alone_and_once(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling, clock: Clock, at: datetime
) -> None:
    name_day(client_of(ana), telling, "2026-05-14")
    clock(at + 1.5 * HOUR)
    name_day(client_of(ben), telling)
    for days, times in ((0, 0), (1, 0), (2, 1), (3, 0)):
        clock(at + days * DAY + 2 * HOUR)
        for person in (ana, ben):
            assert read(client_of(person)).count("Ten minutes together") == times, days


def test_tonight_lasts_until_five_in_the_morning(
    ana: Person, client_of: ClientOf, telling: Telling, clock: Clock
) -> None:
    clock(datetime.fromisoformat("2026-05-15T00:30+01:00"))
    client = client_of(ana)
    assert name_day(client, telling, "2026-05-14") == 303
    assert "Ten minutes together" in read(client)
    clock(datetime.fromisoformat("2026-05-15T05:00+01:00"))
    assert "Ten minutes together" not in read(client)


def test_today_asks_for_it_only_while_a_named_day_may_lie_ahead(
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    keys: Keys,
    telling: Telling,
    clock: Clock,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """With no leave near it asks in any case; so one lies ahead."""
    make_leave(ben, keys(ben), at, out="2026-05-24T18:30", back="2026-05-24T21:00")
    client = client_of(ben)
    story = ((False, 0, False), (True, 0, True), (False, 7, True), (False, 9, False))
    for name, days, asks in story:
        clock(at + days * DAY + HOUR)
        if name:
            name_day(client_of(ana), telling)
        read(client)
        with django_assert_max_num_queries(8) as asked:
            read(client)
        rows = f'SELECT "{TenDay._meta.db_table}"'
        assert any(one["sql"].startswith(rows) for one in asked.captured_queries) is asks


def test_the_page_of_the_telling_leads_there(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling
) -> None:
    heard = reverse("reception", args=[telling.pk]) + "?hear=now"
    for person, page in ((ana, reverse("telling", args=[telling.pk])), (ben, heard)):
        assert place(telling) in read(client_of(person), page)


def test_nobody_else_finds_it(
    cleo: Person, dede: Person, client_of: ClientOf, telling: Telling
) -> None:
    for person in (cleo, dede):
        assert client_of(person).get(place(telling)).status_code == 404
        assert name_day(client_of(person), telling) == 404
    assert not TenDay.objects.exists()


def test_a_day_that_does_not_stand_there_is_asked_again(
    ana: Person, client_of: ClientOf, telling: Telling
) -> None:
    for odd in ("", "2026-05-12", "2027-01-01", "Friday"):
        assert name_day(client_of(ana), telling, odd) == 422
    assert not TenDay.objects.exists()


def test_without_ten_minutes_there_is_no_such_page(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    back = make_homecoming(ana, keys(ana), at)
    told = make_lesson(
        client_of(ana, room=True), make_waiting_moment(back, keys(ana, room=True), at), how=HOW
    )
    assert client_of(ana).get(place(told))["Location"] == reverse("telling", args=[told.pk])
    name_day(client_of(ana), told)
    assert not TenDay.objects.exists()


def test_taken_back_it_is_gone(
    ana: Person, ben: Person, client_of: ClientOf, telling: Telling, clock: Clock, at: datetime
) -> None:
    name_day(client_of(ben), telling)
    withdraw(telling, at + 2 * HOUR)
    assert client_of(ben).get(place(telling)).status_code == 404
    assert 'name="on"' not in read(client_of(ana), place(telling))
    clock(at + 2 * DAY)
    for person in (ana, ben):
        assert "Ten minutes together" not in read(client_of(person))


def test_what_both_had_stays_after_one_has_left(
    ana: Any,
    ben: Any,
    keys: Keys,
    client_of: ClientOf,
    telling: Telling,
    clock: Clock,
    at: datetime,
) -> None:
    name_day(client_of(ana), telling)
    part_ways(ben.current, keys(ben), "", at + 9 * DAY, at + 2 * HOUR)
    clock(at + 3 * HOUR)
    assert name_day(client_of(ana), telling, "2026-05-16") == 303, "nothing tells that he has left"
    assert [
        row["day"]["on"]
        for row in from_before(export(client_of(ben), PASSPHRASE))["partner_ten_days"]
    ] == [FRIDAY]
    page = read(client_of(ben, room=True), place(telling))
    assert TEN in page and "You two thought of" not in page and 'name="on"' not in page
    close_side(ana.current, at + 4 * HOUR)
    assert name_day(client_of(ana, room=True), telling, "2026-05-17") == 404
    rows = from_before(export(client_of(ana), PASSPHRASE))["ten_days"]
    assert (len(rows), rows[0]["day"]) == (2, {"on": FRIDAY})


def test_a_day_of_a_past_pair_is_no_day_of_the_next_one(
    ana: Person,
    ben: Person,
    cleo: Person,
    cast: Cast,
    client_of: ClientOf,
    telling: Telling,
    clock: Clock,
    at: datetime,
) -> None:
    name_day(client_of(ana), telling)
    cast.part(side_of(ana), at + 2 * HOUR)
    cast.pair(ana, cleo, at + 3 * HOUR)
    clock(at + 2 * DAY)
    for person in (ana, cleo, ben):
        assert "Ten minutes together" not in read(client_of(person))
