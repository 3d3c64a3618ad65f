"""What comes round stands on Today on its day, for both, and costs no question."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.traditions import actions
from outandback.rooms.traditions.models import Tradition, Way
from tests.builders.homecomings import plan_and_depart
from tests.builders.leaves import bare
from tests.builders.traditions import PANCAKES, make_tradition
from tests.fixtures import ClientOf, Keys
from tests.pages.together.test_together import side

DAY = timedelta(days=1)
WEEKLY: dict[str, Any] = {"every": "week", "number": 1, "first": "2026-05-03"}
SUNDAY = datetime(2026, 5, 17, 9, tzinfo=UTC)
LINE = "Come round again today:"
Clock = Callable[[datetime], None]


def today(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def pancakes(ana: Person, keys: Keys) -> Tradition:
    return make_tradition(ana, keys(ana), **WEEKLY)


def test_on_its_day_for_both_and_on_no_other(
    ana: Person, ben: Person, client_of: ClientOf, clock: Clock, pancakes: Tradition
) -> None:
    for at, there in ((SUNDAY - DAY, False), (SUNDAY, True), (SUNDAY + DAY, False)):
        clock(at)
        for person in (ana, ben):
            body = today(client_of(person))
            assert (body.count(LINE), body.count(PANCAKES)) == (there, there)


def test_the_day_is_the_readers(
    ana: Person, ben: Person, client_of: ClientOf, clock: Clock, pancakes: Tradition
) -> None:
    people.keep_preferences(ben, "Pacific/Auckland", 5)
    clock(SUNDAY - timedelta(hours=17))  # four on Saturday afternoon in London, Sunday there
    assert LINE in today(client_of(ben)) and LINE not in today(client_of(ana))


def test_it_follows_what_stands_on_the_shelf(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, pancakes: Tradition
) -> None:
    soup = make_tradition(ben, keys(ben), "Soup & bread", **WEEKLY)
    actions.change_tradition(pancakes, side(ben), keys(ben), 1, Way("Beer cakes", "", **WEEKLY))
    clock(SUNDAY)
    body = today(client_of(ana))
    assert re.search(r"Beer cakes</a>,\s<a", body)
    assert "Soup &amp; bread" in body and PANCAKES not in body
    actions.take_down(soup, side(ben), keys(ben))
    actions.change_tradition(pancakes, side(ben), keys(ben), 2, Way("Beer cakes"))
    assert LINE not in today(client_of(ana))
    assert not Membership.objects.exclude(rounds=None).exists()


def test_it_costs_no_question(
    ana: Person,
    keys: Keys,
    client_of: ClientOf,
    clock: Clock,
    pancakes: Tradition,
) -> None:
    questions = set()
    for at, there in ((SUNDAY - DAY, False), (SUNDAY, True)):
        clock(at)
        client = client_of(ana)
        today(client)
        with CaptureQueriesContext(connection) as asked:
            assert (LINE in today(client)) is there
        questions.add(len(asked))
    assert len(questions) == 1 and max(questions) <= 9


def test_whoever_is_out_is_left_in_peace(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock, pancakes: Tradition
) -> None:
    clock(SUNDAY)
    plan_and_depart(
        ana, keys(ana, room=True), SUNDAY, out="2026-05-17T09:30", back="2026-05-17T21:00"
    )
    assert LINE not in today(client_of(ana))
    assert today(client_of(ben)).count(LINE) == 1
    plan_and_depart(
        ben, keys(ben, room=True), SUNDAY, out="2026-05-17T09:30", back="2026-05-17T21:00"
    )
    for person in (ana, ben):
        assert LINE not in today(client_of(person))


def test_without_open_words_there_is_nothing(
    ana: Person, clock: Clock, pancakes: Tradition
) -> None:
    clock(SUNDAY)
    client = Client()
    client.force_login(ana)
    assert LINE not in today(client)


def test_after_a_parting_the_page_stands_still(
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    clock: Clock,
    at: datetime,
    pancakes: Tradition,
) -> None:
    clock(SUNDAY)
    before = bare(today(client_of(ben)))
    people.part_ways(side(ana), keys(ana), "", SUNDAY + DAY, at)
    ben.refresh_from_db()
    assert bare(today(client_of(ben))) == before
    theirs = Membership.objects.get(pk=side(ana).pk).rounds
    make_tradition(ben, keys(ben), "Soup for one", **WEEKLY)
    assert "Soup for one" in today(client_of(ben))
    assert Membership.objects.get(pk=side(ana).pk).rounds == theirs
    ana.refresh_from_db()
    assert LINE not in today(client_of(ana))
