"""How two live: said by one for both, sealed, and read in the words of every page."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.people import actions as people
from outandback.rooms.people import queries as people_queries
from outandback.rooms.people.models import Pair, Person
from outandback.rooms.people.queries import how_we_live, lives_apart
from outandback.vault.keyring import Closed, Keyring
from tests.builders.homecomings import make_homecoming, make_telling
from tests.cast import side_of
from tests.fixtures import ClientOf, Keys
from tests.pages.together.test_together import URL, page, side, typed


def test_it_is_said_by_one_for_both_and_can_be_unsaid(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf
) -> None:
    client = client_of(ana)
    client.post(URL, typed(page(client), living__kind="two homes"))
    assert how_we_live(keys(ben), side_of(ben)) == "two homes"
    assert re.search(r'value="two homes"[^>]* checked', page(client_of(ben)))
    client.post(URL, typed(page(client), living__kind=""))
    assert Pair.objects.get(pk=side(ana).pair_id).living is None


@pytest.mark.parametrize(
    ("kind", "apart"), [("one home", False), ("two homes", True), ("apart", True), ("", False)]
)
def test_two_homes_and_far_apart_are_apart(ana: Person, keys: Keys, kind: str, apart: bool) -> None:
    people.say_how_we_live(side(ana), keys(ana), kind)
    assert lives_apart(keys(ana), side_of(ana)) is apart


def test_it_rests_sealed_and_is_not_known_with_closed_words(ana: Person, keys: Keys) -> None:
    people.say_how_we_live(side(ana), keys(ana), "two homes")
    living = bytes(Pair.objects.get(pk=side(ana).pair_id).living)
    assert b"two homes" not in living
    assert lives_apart(Keyring(ana.pk), side_of(ana)) is False
    assert lives_apart(keys(ana), None) is False


def test_nobody_elses_keys_open_it(ana: Person, cleo: Person, dede: Person, keys: Keys) -> None:
    people.say_how_we_live(side(ana), keys(ana), "apart")
    for stranger in (cleo, dede):
        with pytest.raises(Closed):
            keys(stranger).open(side_of(ana).pair, "living")


def test_something_else_is_refused(ana: Person, client_of: ClientOf) -> None:
    client = client_of(ana)
    assert client.post(URL, typed(page(client), living__kind="castle")).status_code == 422


def test_the_desk_brings_the_pair_along(
    ana: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        mine = side(people_queries.person_of_session(ana.pk) or ana)
        assert mine.pair.pk == mine.pair_id


def test_pages_of_two_apart_speak_of_no_home_in_common(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf
) -> None:
    assert "You are both home." in client_of(ben).get("/").content.decode()
    people.say_how_we_live(side(ana), keys(ana), "apart")
    body = client_of(ben).get("/").content.decode()
    assert "Neither of you is out." in body and "both home" not in body


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("one home", ("Say hello first;", "brought something home.", "you brought home.")),
        (
            "apart",
            ("Send word first, if you like;", "brought something back.", "brought back."),
        ),
    ],
)
def test_a_return_reads_as_they_live(
    kind: str,
    texts: tuple[str, ...],
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
) -> None:
    people.say_how_we_live(side(ana), keys(ana), kind)
    back = make_homecoming(ana, keys(ana), at)
    told = make_telling(back, ana, keys(ana, room=True), at)
    asked = [
        client_of(ana).get(f"/leaves/{back.leave.pk}/homecoming/"),
        client_of(ben).get(reverse("reception", args=[told.pk])),
        client_of(ben).get("/story/"),
    ]
    pages = [answer.content.decode() for answer in asked]
    assert [text in body for text, body in zip(texts, pages, strict=True)] == [True] * 3
