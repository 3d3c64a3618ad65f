"""New spins in the story: in their time order, for both, and never one that is not theirs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.traditions import actions
from outandback.rooms.traditions.models import Spin, Tradition
from outandback.rooms.traditions.queries import IN_THE_STORY
from tests.builders.homecomings import make_homecoming, shelf_of
from tests.builders.traditions import GRAIN, PANCAKES, make_spin, make_tradition
from tests.fixtures import ClientOf, Keys
from tests.pages.story.test_story import many
from tests.pages.together.test_together import side
from tests.pages.traditions.test_spins import typed

STORY = "/story/"
DAY = timedelta(days=1)
TITLE, MORE = "Knitting", "More new spins from these days"


@pytest.fixture
def pancakes(ana: Person, keys: Keys) -> Tradition:
    return make_tradition(ana, keys(ana))


def story(client: Client, address: str = STORY) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def day(at: datetime) -> date:
    return at.date()


def turns(body: str) -> int:
    return body.count("A new spin: ")


def test_both_find_it_with_its_tradition_whose_it_is_and_what_it_grew_out_of(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, pancakes: Tradition
) -> None:
    back = make_homecoming(ana, keys(ana, room=True), at)
    told = HeadsUp.objects.get(leave=back.leave)
    make_spin(pancakes, ben, keys(ben), f"<b>{GRAIN}", told, day(at))
    for person, whose in ((ana, 'who--b">Ben<'), (ben, 'who--b">You<')):
        body = story(client_of(person))
        assert f'/traditions/{pancakes.pk}/">{PANCAKES}</a>' in body and whose in body
        assert f"&lt;b&gt;{GRAIN}" in body and f"From “{TITLE}”" in body


def test_it_stands_above_the_leaves_of_its_day_and_below_later_ones(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, pancakes: Tradition
) -> None:
    many(ana, 1, at - 40 * DAY, side(ana).pair_id)
    many(ana, 1, at, side(ana).pair_id)
    make_spin(pancakes, ana, keys(ana), on=day(at - 20 * DAY))
    make_spin(pancakes, ana, keys(ana), "As late as the leave", on=day(at))
    body = story(client_of(ana))
    kinds = [part.partition('"')[0] for part in body.split('<li class="of-')[1:]]
    assert kinds == ["ab", "a", "ab", "a"]
    assert body.index("As late as the leave") < body.index(GRAIN)


def test_each_stands_on_one_page_once(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, pancakes: Tradition
) -> None:
    many(ana, 20, at, side(ana).pair_id)
    outs = list(Leave.objects.order_by("out_at").values_list("out_at", flat=True))
    days = [outs[0] - DAY, outs[3], outs[7], outs[11], outs[12], outs[15], outs[19] + DAY]
    for number, on in enumerate(days):
        make_spin(pancakes, ana, keys(ana), f"Turn {number}.", on=day(on))
    client, address, seen = client_of(ana), STORY, ""
    while address:
        body = story(client, address)
        seen += body
        following = body.partition('rel="next" href="')[2].partition('"')[0]
        address = following
    assert [seen.count(f"Turn {number}.") for number in range(len(days))] == [1] * len(days)


def test_a_page_holds_a_few_and_says_where_the_others_are(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, pancakes: Tradition
) -> None:
    for number in range(IN_THE_STORY + 1):
        make_spin(pancakes, ana, keys(ana), f"Turn {number}.", on=day(at) + number * DAY)
    body = story(client_of(ana))
    assert turns(body) == IN_THE_STORY and "Turn 0." not in body
    assert MORE in body


@pytest.mark.parametrize("count", [10, 1000])
def test_it_asks_once_more_where_there_are_any_and_never_in_vain(
    count: int,
    ana: Person,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
    pancakes: Tradition,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    leaves = many(ana, count, at, side(ana).pair_id)
    client = client_of(ben)
    with django_assert_num_queries(6):
        client.get(STORY)
    make_spin(pancakes, ben, keys(ben), on=day(at) + DAY)
    empty = {"pair_id": pancakes.pair_id, "person": ben, "added_on": day(at)}
    Spin.objects.bulk_create(Spin(tradition=pancakes, **empty) for _ in range(count))
    with django_assert_num_queries(7):
        assert GRAIN in story(client)
    earlier = min(leaves, key=lambda leave: leave.out_at)
    if day(earlier.out_at) < day(at):
        assert GRAIN not in story(client, f"{STORY}?at={earlier.pk}")


@pytest.mark.sqlite
def test_they_are_read_through_an_index(
    ana: Person, keys: Keys, pancakes: Tradition, at: datetime
) -> None:
    rows = Spin.objects.filter(pair=pancakes.pair_id, added_on__gt=at).order_by("-added_on", "-pk")
    assert "SCAN" not in rows[:7].explain()


@pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
def test_for_others_there_is_none(
    who: str,
    request: pytest.FixtureRequest,
    ben: Person,
    keys: Keys,
    client_of: ClientOf,
    pancakes: Tradition,
) -> None:
    make_spin(pancakes, ben, keys(ben))
    body = story(client_of(request.getfixturevalue(who)))
    assert turns(body) == 0 and GRAIN not in body


def test_without_open_words_there_is_none(
    ana: Person, keys: Keys, client: Any, pancakes: Tradition
) -> None:
    make_spin(pancakes, ana, keys(ana))
    client.force_login(ana)
    assert turns(story(client)) == 0


def test_what_was_taken_away_or_down_is_in_nobodys_story(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, pancakes: Tradition
) -> None:
    actions.take_spin_away(make_spin(pancakes, ana, keys(ana)), side(ana), keys(ana))
    soup = make_tradition(ana, keys(ana), "Soup night")
    make_spin(soup, ana, keys(ana))
    assert actions.take_down(soup, side(ana), keys(ana))
    for person in (ana, ben):
        assert turns(story(client_of(person))) == 0


def test_after_a_parting_both_keep_what_they_had(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, pancakes: Tradition
) -> None:
    kept = make_spin(pancakes, ben, keys(ben), "Left alone")
    make_spin(pancakes, ana, keys(ana), "Hers")
    people.part_ways(side(ana), keys(ana), "", at, at + 7 * DAY)
    client = client_of(ben)
    assert turns(story(client)) == 2
    client.post(f"/spins/{kept.pk}/", typed("Only his now", seen="1"))
    client.post(f"/traditions/{pancakes.pk}/", typed("After that"))
    his, hers = story(client), client_of(ana, room=True).get(shelf_of(ana)).content.decode()
    assert turns(story(client_of(ana))) == 0
    assert turns(hers) == 2 and "Left alone" in hers and "Hers" in hers and ">Ben<" in hers
    assert turns(his) == 3 and "Only his now" in his and "After that" in his and "Hers" in his
    for _ in range(IN_THE_STORY):
        client.post(f"/traditions/{pancakes.pk}/", typed("And after that"))
    assert (MORE in story(client), MORE in story(client_of(ana))) == (True, False)
