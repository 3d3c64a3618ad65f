"""A past pair is a shelf of its own inside the private room. No other page has a word of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import HomeAnswers, Received, Telling
from outandback.rooms.cover.models import Window
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Called, Membership, Person
from outandback.rooms.quiet.models import HeldNote
from outandback.rooms.together.models import Idea, TimeTogether
from outandback.rooms.traditions.models import Spin, Tradition
from outandback.rooms.trips.models import Trip
from tests.builders import cover
from tests.builders.boards import hang_board
from tests.builders.homecomings import (
    last_past_side,
    make_homecoming,
    make_telling,
    open_tellings,
    shelf_of,
)
from tests.builders.ideas import make_idea
from tests.builders.quiet import agree_on_need, make_held_note
from tests.builders.shown import make_shown
from tests.builders.spans import make_span, some_days
from tests.builders.times_together import make_time_together
from tests.builders.traditions import make_spin, make_tradition
from tests.builders.trips import some_trip
from tests.builders.versions import change_words
from tests.cast import Cast, again
from tests.everywhere import test_access as access
from tests.everywhere.test_hearing import KEEPSAKE, RANDOM, SEARCH, body_of
from tests.fixtures import ClientOf, Keys

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# A partner whose name nobody else has, and words that nobody else has.
HIM = "Zephyrine"
SAID = {
    name: f"Zephyr{name}"
    for name in (
        "told",
        "before",
        "back",
        "his",
        "spin",
        "way",
        "trip",
        "need",
        "note",
        "joy",
        "own",
        "two",
        "span",
    )
}
# The shelf, and what it leads to: each opens with the private key alone.
OF_THE_SHELF = {
    "shelf",
    "mine",
    "telling",
    "reception",
    "telling-photo",
    "telling-voice",
    "versions",
    "ten-minutes",
    "tradition",
}


@pytest.fixture
def past(
    ana: Person, ben: Person, cast: Cast, keys: Keys, at: datetime, clock: Callable[..., None]
) -> Membership:
    """Ana and Ben had all that two can have; then she left, and became a pair with Cleo."""
    clock(at)
    mine, his, room = ana.current, ben.current, keys(ana, room=True)
    assert mine and his and mine.other
    him = Membership.objects.get(pk=his.pk)
    keys(ben).seal(him, "called", Called(HIM))
    him.save()
    back = make_homecoming(ana, room, at)
    telling = make_telling(back, ana, room, at, SAID["before"])
    actions.receive(telling, ben, keys(ben), Received(SAID["back"]), at)
    change_words(telling, ana, room, at + HOUR, text=SAID["told"])
    of_his = make_homecoming(ben, keys(ben, room=True), at + HOUR)
    theirs = make_telling(of_his, ben, keys(ben, room=True), at + HOUR, SAID["his"])
    open_tellings(ana, keys(ana), theirs)
    shared = HomeAnswers(joy=SAID["joy"])
    actions.check_in(back.home, ben, keys(ben), shared, shared, his, at)
    ahead = cover.make_leave_with_needs(ana, room, at, children="partner")
    cover.make_answer(ahead, ben, keys(ben), at, blessing=SAID["note"])
    make_held_note(back.leave, ben, keys(ben), at, SAID["note"])
    agree_on_need(ana, ben, keys(ana), at, SAID["need"])
    tradition = make_tradition(ana, keys(ana), SAID["way"])
    make_spin(tradition, ben, keys(ben), SAID["spin"])
    some_trip(ana, keys(ana), at, SAID["trip"])
    make_shown(ana, keys(ana), at)
    make_shown(ben, keys(ben), at)
    make_idea(ben, keys(ben))
    make_span(ben, keys(ben, room=True), some_days(SAID["span"]), shared=True)
    make_time_together(ben, keys(ben), at, title=SAID["two"])
    hang_board(ana, keys(ana), at)
    part_ways(mine, keys(ana), SAID["own"], at + DAY, at + DAY)
    clock(at + 2 * DAY)
    cast.people["Ana"].refresh_from_db()
    cast.pair(again(ana), again(cast.people["Cleo"]), at + 2 * DAY)
    return last_past_side(ana)


def rows_of(past: Membership) -> Iterator[tuple[dict[str, Any], Model]]:
    """Every row of that time that an address can name, with the table of the addresses."""
    for leave in Leave.objects.all():
        yield access.OF_A_LEAVE, leave
    for telling in Telling.objects.all():
        yield access.OF_A_TELLING, telling
    for table, model in (
        (access.OF_A_WINDOW, Window),
        (access.OF_AN_IDEA, Idea),
        (access.OF_A_TRADITION, Tradition),
        (access.OF_A_SPIN, Spin),
        (access.OF_A_TRIP, Trip),
        (access.OF_A_NOTE, HeldNote),
        (access.OF_TIME_TOGETHER, TimeTogether),
    ):
        for row in model._default_manager.all():
            yield table, row
    yield access.OF_A_PAST_PAIR, past.pair


def asked(past: Membership) -> Iterator[tuple[str, str]]:
    """Every address, with the name that it has; those of rows for each row of that time."""
    for name in sorted((access.SIGNED_IN_ONLY | access.FOR_ANYBODY) - RANDOM - {"export"}):
        try:
            yield name, reverse(name)
        except NoReverseMatch:
            continue
    for table, row in rows_of(past):
        yield from ((name, reverse(name, args=[row.pk])) for name in table)
    for year in (2025, 2026):
        yield "story-year", reverse("story-year", args=[year])
    for query in ("", "whose=mine", "whose=theirs", "kind=aha"):
        yield "story-search", f"{SEARCH}?{query or 'whose='}"
    for span in ("since=2025-01&until=2026-12", "since=2020-01"):
        yield "keepsake", f"{KEEPSAKE}?{span}"


def canaries(body: str) -> list[str]:
    return [word for word in (HIM, *SAID.values()) if word in body]


def found(past: Membership, browser: Callable[[], Client]) -> dict[str, list[str]]:
    """Where a word or the name shows, by the name of the page."""
    where: dict[str, list[str]] = {}
    for name, address in asked(past):
        if words := canaries(body_of(browser(), address)):
            where.setdefault(name, []).extend(words)
    for word in SAID.values():
        body = body_of(browser(), SEARCH, words=word).replace(f'value="{word}"', "")
        where |= {f"look for {word}": canaries(body)} if canaries(body) else {}
    return where


def test_with_the_private_room_closed_no_page_has_a_word_of_it(
    ana: Person, past: Membership, client_of: ClientOf
) -> None:
    assert found(past, lambda: client_of(again(ana))) == {}


def test_in_the_open_room_only_the_shelf_and_what_it_leads_to_has(
    ana: Person, past: Membership, client_of: ClientOf
) -> None:
    where = found(past, lambda: client_of(again(ana), room=True))
    assert where.keys() <= OF_THE_SHELF, {k: where[k] for k in where.keys() - OF_THE_SHELF}
    assert {HIM, SAID["told"], SAID["back"], SAID["his"], SAID["spin"]} <= set(where["shelf"])
    assert set(where["mine"]) == {HIM}
    assert {"telling", "versions", "tradition"} <= where.keys()


def test_the_present_pair_of_either_knows_nothing_of_it(
    cast: Cast, past: Membership, client_of: ClientOf
) -> None:
    cleo = again(cast.people["Cleo"])
    assert found(past, lambda: client_of(cleo, room=True)) == {}


class TestTheShelf:
    def test_what_they_showed_each_other_stands_there_and_nowhere_else(
        self, ana: Person, past: Membership, client_of: ClientOf
    ) -> None:
        client = client_of(again(ana), room=True)
        body = client.get(shelf_of(ana)).content.decode()
        said = re.findall(
            r'<h2 class="says">On coming back (\w+) feels closer',
            re.sub("[\u2066-\u2069]", "", body),
        )
        assert sorted(said) == ["Ana", HIM]
        for address in (reverse("loop-ours"), reverse("loop")):
            assert "On coming back" not in client.get(address).content.decode()

    def test_it_has_its_own_two_inks_and_name(
        self, ana: Person, past: Membership, client_of: ClientOf
    ) -> None:
        now = again(ana).current
        assert now and past.other
        body = client_of(again(ana), room=True).get(shelf_of(ana)).content.decode()
        assert f"<h1>With <bdi>{HIM}</bdi></h1>" in body and "Cleo" not in body
        assert f'who--{past.ink}">You</span>' in body
        assert f'who--{past.other.ink}">{HIM}</span>' in body

    def test_ones_own_leaves_of_that_time_stand_there_and_nowhere_else(
        self, ana: Person, past: Membership, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        client = client_of(again(ana), room=True)
        assert "Thursday circle" in client.get(shelf_of(ana)).content.decode()
        for address in ("/story/", "/story/year/2026/", f"{SEARCH}?whose=mine", "/loop/"):
            body = client.get(address).content.decode().partition("<main")[2]
            assert "Thursday circle" not in body and 'class="stitch' not in body, address
        later = make_homecoming(again(ana), keys(ana), at + 3 * DAY, heads_up=False)
        assert str(later.leave.pk) in client.get("/story/year/2026/").content.decode()
        assert f"at={later.leave.pk}" not in client.get(shelf_of(ana)).content.decode()

    def test_each_of_several_past_pairs_has_its_own(
        self, ana: Person, dede: Person, past: Membership, client_of: ClientOf
    ) -> None:
        client = client_of(again(ana), room=True)
        other = Membership.objects.get(person=dede).pair_id
        mine = client.get(reverse("mine")).content.decode()
        shelves = [reverse("shelf", args=[pair]) for pair in (past.pair_id, other)]
        assert all(f'href="{shelf}"' in mine for shelf in shelves)
        bodies = [client.get(shelf).content.decode() for shelf in shelves]
        assert "Dede" in bodies[1] and not canaries(bodies[1]) and "Dede" not in bodies[0]

    def test_it_opens_with_the_passphrase_and_for_nobody_else(
        self, ana: Person, cast: Cast, past: Membership, client_of: ClientOf
    ) -> None:
        closed = client_of(again(ana)).get(shelf_of(ana))
        assert closed.status_code == 303 and "door=p" in closed["Location"]
        assert "From before" not in client_of(again(ana)).get("/mine/").content.decode()
        for name in ("Cleo", "Dede", "Thea"):
            client = client_of(again(cast.people[name]), room=True)
            assert client.get(shelf_of(ana)).status_code == 404

    def test_the_pair_of_now_has_no_shelf(self, ana: Person, client_of: ClientOf) -> None:
        assert ana.current
        address = reverse("shelf", args=[ana.current.pair_id])
        assert client_of(ana, room=True).get(address).status_code == 404
