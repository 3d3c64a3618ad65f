"""Three small things on the page of one's own leave, while it lies ahead."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.leave import actions
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rooms.together.queries import CONTENT
from outandback.rules.ideas import KINDS
from outandback.ui.texts import entries_of
from tests.builders.ideas import GULLS, KILN, make_idea
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.together.test_together import side

HEADING = "Three small ideas, if you like"
AWAY = "Three small ideas are hidden for this leave."
SHIPPED = {
    kind: [e["words"] for e in entries_of(CONTENT, "ideas") if e["kind"] == kind] for kind in KINDS
}


def url(leave: Leave) -> str:
    return reverse("leave", args=[leave.pk])


def page(client: Client, leave: Leave, turn: Any = "") -> str:
    answer = client.get(url(leave), {"others": turn} if turn else {})
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(body: str) -> list[str]:
    """What the three rows say, without their labels."""
    rows = body.partition('id="three"')[2].partition("</ul>")[0]
    rows = re.sub(r"\s+(?=<)|(?<=>)\s+", "", rows)
    return re.findall(r"(?:</p><p>|<blockquote[^>]*>)([^<]+)<", rows)


def put(client: Client, leave: Leave, **form: str) -> Any:
    return client.post(reverse("leave-ideas", args=[leave.pk]), form)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Leave:
    clock(at)
    return make_leave(ana, keys(ana), at)


class TestDrawing:
    def test_one_of_each_and_the_same_after_a_reload(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        body = page(client_of(ana), leave)
        assert HEADING in body
        three = drawn(body)
        assert [words in SHIPPED[kind] for kind, words in zip(KINDS, three, strict=True)]
        assert drawn(page(client_of(ana), leave)) == three

    def test_others_are_others_and_are_the_same_again(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        client = client_of(ana)
        body = page(client, leave)
        first, link = drawn(body), re.search(r'href="([^"]*others=1[^"]*)"', body)
        assert link and link[1] == f"{url(leave)}?others=1#three"
        second = drawn(page(client, leave, 1))
        assert not set(first) & set(second)
        assert drawn(page(client, leave, 1)) == second
        assert "others=2#three" in page(client, leave, 1)

    @pytest.mark.parametrize("turn", ["-1", "x", "9" * 5000, "²", "1.5"])
    def test_a_turn_that_is_none_is_the_first(
        self, ana: Person, client_of: ClientOf, leave: Leave, turn: str
    ) -> None:
        client = client_of(ana)
        assert drawn(page(client, leave, turn)) == drawn(page(client, leave))

    def test_own_words_come_first_with_their_writer(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, leave: Leave
    ) -> None:
        make_idea(ana, keys(ana), KILN, "visit")
        make_idea(ben, keys(ben), GULLS, "witness")
        body = page(client_of(ana), leave)
        visit, eat, witness = drawn(body)
        assert (visit, witness) == (KILN, GULLS) and eat in SHIPPED["eat"]
        assert "To visit, from you" in body and "To witness, from Ben" in body
        assert not {KILN, GULLS} & set(drawn(page(client_of(ana), leave, 1)))

    def test_alone_they_come_with_the_program(
        self, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        clock(at)
        body = page(client_of(cleo), make_leave(cleo, keys(cleo), at))
        assert len(drawn(body)) == 3 and "/together/ideas/" not in body

    def test_closed_words_stay_closed(
        self, ana: Person, keys: Keys, client_of: ClientOf, leave: Leave
    ) -> None:
        make_idea(ana, keys(ana))
        client = Client()
        client.force_login(ana)
        assert KILN not in page(client, leave) and len(drawn(page(client, leave))) == 3

    def test_the_ideas_of_nobody_else(
        self, ana: Person, dede: Person, keys: Keys, client_of: ClientOf, leave: Leave, at: datetime
    ) -> None:
        make_idea(ana, keys(ana))
        own = make_leave(dede, keys(dede), at)
        for turn in range(4):
            assert KILN not in page(client_of(dede), own, turn)

    def test_after_one_left_the_leaver_draws_without_the_two(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, leave: Leave, at: datetime
    ) -> None:
        make_idea(ben, keys(ben))
        people.part_ways(side(ana), keys(ana), "", at, at)
        for turn in range(4):
            assert KILN not in page(client_of(ana), leave, turn)


class TestPuttingAway:
    def test_for_this_leave_for_good_and_back_again(
        self, ana: Person, keys: Keys, client_of: ClientOf, leave: Leave, at: datetime
    ) -> None:
        client, another = client_of(ana), make_leave(ana, keys(ana), at)
        assert put(client, leave)["Location"] == url(leave) + "#three"
        for turn in ("", 1):
            body = page(client, leave, turn)
            assert AWAY in body and HEADING not in body
        assert HEADING in page(client, another)
        put(client, leave, then="again")
        assert HEADING in page(client, leave) and AWAY not in page(client, leave)

    def test_a_plan_that_is_open_elsewhere_stays_good(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        put(client_of(ana), leave)
        seen = leave.row_version
        leave.refresh_from_db()
        assert leave.row_version == seen and leave.ideas_put_away

    def test_nobody_else_does_it(
        self, ben: Person, cleo: Person, dede: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        for person in (ben, cleo, dede):
            assert put(client_of(person), leave).status_code == 404
        leave.refresh_from_db()
        assert not leave.ideas_put_away

    def test_the_partners_pages_are_the_same_bytes(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, leave: Leave, at: datetime
    ) -> None:
        make_heads_up(leave, ana.current, keys(ana), at)
        reader = client_of(ben)
        pages = ["/", reverse("answer", args=[leave.pk]), "/together/ideas/"]
        before = [bare(reader.get(one).content.decode()) for one in pages]
        page(client_of(ana), leave, 3)
        put(client_of(ana), leave)
        assert [bare(reader.get(one).content.decode()) for one in pages] == before
        assert not any(HEADING in one for one in before)
        assert HeadsUp.objects.get().row_version == 1


class TestWhere:
    def test_none_while_out_nor_once_back_nor_when_staying_in(
        self, ana: Person, keys: Keys, client_of: ClientOf, leave: Leave, at: datetime
    ) -> None:
        make_idea(ana, keys(ana))
        client = client_of(ana)
        actions.call_off(leave, at)
        assert HEADING not in page(client, leave)
        make_departure(leave, keys(ana), at)
        for address in ("/", reverse("away", args=[leave.pk])):
            body = client.get(address).content.decode()
            assert HEADING not in body and KILN not in body
        actions.remember_return(leave, at)
        assert HEADING not in page(client, leave)

    def test_todays_page_and_the_door_say_nothing_of_them(
        self, ana: Person, keys: Keys, client_of: ClientOf, leave: Leave
    ) -> None:
        make_idea(ana, keys(ana))
        for name in ("leave-plan", "leave-check", "departure"):
            body = client_of(ana).get(reverse(name, args=[leave.pk])).content.decode()
            assert HEADING not in body and KILN not in body

    def test_a_leave_that_is_not_there_has_none(self, ana: Person, client_of: ClientOf) -> None:
        assert client_of(ana).post(reverse("leave-ideas", args=[uuid4()])).status_code == 404

    def test_the_page_asks_one_question_more_and_only_for_two(
        self, ana: Person, cleo: Person, keys: Keys, client_of: ClientOf, leave: Leave, at: datetime
    ) -> None:
        for n in range(9):
            make_idea(ana, keys(ana), f"Corner {n}")
        assert questions_more(client_of(ana), leave) == 1
        assert questions_more(client_of(cleo), make_leave(cleo, keys(cleo), at)) == 0


def questions_more(client: Client, leave: Leave) -> int:
    counts = []
    for form in ({}, {"then": "again"}):
        put(client, leave, **form)
        page(client, leave)
        with CaptureQueriesContext(connection) as asked:
            page(client, leave)
        counts.append(len(asked))
    return counts[1] - counts[0]
