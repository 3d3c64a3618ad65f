"""A year on one page: whose leaves it draws, what it says of them, and what it does not ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Homecoming, Telling
from outandback.rooms.keepsake import queries
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.homecomings import Returned, make_homecoming, make_moment, make_telling
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.story.test_story import many

DAY = timedelta(days=1)
SPAN = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_june(clock: Clock, at: datetime) -> None:
    clock(at + 30 * DAY)


def page(client: Client, year: int = 2026) -> str:
    answer = client.get(f"/story/year/{year}/")
    assert answer.status_code == 200
    body: str = answer.content.decode().partition("<main")[2]
    return body


def drawn(person: Person) -> tuple[list[Any], set[Any]]:
    chapters, told = queries.year_of(person, person.current, *SPAN)
    return [one.leave_id for one in chapters], told


class TestWhatItHolds:
    def test_both_find_the_same_leave_each_in_their_own_words(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf
    ) -> None:
        hers, his = page(client_of(ana)), page(client_of(ben))
        place = f'<a href="/story/?at={back.leave.pk}">'
        assert f"You</span>\n{place}Knit with the Thursday circle</a>" in hers
        assert f"Ana</span>\n{place}Knitting</a>" in his
        assert "<h3>May</h3>" in hers and '<span class="num">14</span>' in hers
        assert "You went, and came back." in hers and "Ana went, and came back." in his

    def test_ones_own_that_nobody_knows_of_is_there_for_its_owner_alone(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        before = page(client_of(ben))
        silent = make_homecoming(ana, keys(ana), at + DAY, heads_up=False)
        make_moment(silent.departure, keys(ana), "a heron on the weir", at)
        assert set(drawn(ana)[0]) == {back.leave.pk, silent.leave.pk}
        assert page(client_of(ben)) == before

    def test_what_was_told_is_a_dot_as_long_as_it_stands(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        for person in (ana, ben):
            assert "seed" not in page(client_of(person))
        telling = make_telling(back, ana, keys(ana, room=True), at)
        for person in (ana, ben):
            assert page(client_of(person)).count('class="seed a"') == 1
        actions.withdraw(telling, at)
        for person in (ana, ben):
            assert drawn(person) == ([back.leave.pk], set())

    def test_who_is_above_and_who_below_is_said_where_both_went(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        assert "above the line" not in page(client_of(ana))
        make_homecoming(ben, keys(ben), at + DAY)
        assert "You above the line, Ben below." in page(client_of(ana))
        assert "Ana above the line, you below." in page(client_of(ben))
        assert "Each of you went, and came back." in page(client_of(ben))

    def test_a_leave_is_drawn_in_the_year_in_which_it_set_out(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf
    ) -> None:
        Homecoming.objects.update(came_back_at=SPAN[1] + DAY)
        for person in (ana, ben):
            assert drawn(person)[0] == [back.leave.pk]
            assert "Nothing in the story from this year" in page(client_of(person), 2025)

    def test_a_partners_lateness_leaves_no_trace(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, at: datetime
    ) -> None:
        before = page(client_of(ben))
        Homecoming.objects.update(came_back_at=at + 9 * DAY)
        assert page(client_of(ben)) == before

    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_nobody_else_has_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        ana: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        make_telling(back, ana, keys(ana, room=True), at)
        other = request.getfixturevalue(who)
        assert drawn(other) == ([], set())
        assert "Nothing in the story from this year yet." in page(client_of(other))

    def test_an_ex_has_none_of_it_outside_its_shelf(
        self, ana: Person, ben: Any, back: Returned, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_telling(back, ana, keys(ana, room=True), at)
        part_ways(ben.current, keys(ben), "", at + DAY, at + DAY)
        Telling.objects.update(withdrawn_at=at + 2 * DAY)
        body = page(client_of(ben))
        assert "Ana went" not in body and 'class="seed' not in body


class TestThePicture:
    def test_every_year_has_twelve_rows_ink_up_to_now_and_pencil_after(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        many(ana, 1, datetime(2025, 5, 20, tzinfo=UTC))
        client = client_of(ana)
        past, this, coming = (page(client, year) for year in (2025, 2026, 2027))
        assert past.count("<li><span>") == this.count("<li><span>") == 12
        assert "pencil" not in past and 'class="now"' not in past
        assert this.count('class="now"') == 1 and "pencil" in this
        assert 'class="year"' not in page(client, 2024)
        assert 'class="ink' not in coming and "This year has not begun." in coming

    def test_someone_alone_has_one_line(
        self, cleo: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_homecoming(cleo, keys(cleo), at, heads_up=False)
        body = page(client_of(cleo))
        assert "ink a" in body and "ink b" not in body and "A keepsake of" not in body

    def test_the_year_of_now_needs_no_name(
        self, ana: Person, back: Returned, client_of: ClientOf
    ) -> None:
        body = client_of(ana).get("/story/year/").content.decode()
        assert "<h1>2026</h1>" in body
        assert 'href="/story/keepsake/?since=2026-01&amp;until=2026-12"' in body

    @pytest.mark.parametrize("year", [1969, 9000, 99999])
    def test_years_that_no_calendar_here_has_are_not_found(
        self, year: int, ana: Person, client_of: ClientOf
    ) -> None:
        assert client_of(ana).get(f"/story/year/{year}/").status_code == 404

    @pytest.mark.parametrize("count", [4, 200])
    def test_six_questions_for_few_and_for_many(
        self,
        count: int,
        ana: Any,
        ben: Any,
        client_of: ClientOf,
        at: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        many(ana, count, at, ana.current.pair_id)
        many(ben, count, at, ben.current.pair_id)
        client = client_of(ben)
        with django_assert_num_queries(6):
            assert "Each of you went" in page(client)

    def test_no_telling_is_opened_for_it(
        self,
        ana: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        make_telling(back, ana, keys(ana, room=True), at)
        opened: list[str] = []
        usual = Keyring.open

        def watched(keyring: Keyring, row: Any, column: str) -> Any:
            opened.append(column)
            return usual(keyring, row, column)

        monkeypatch.setattr(Keyring, "open", watched)
        assert "Knit with" in page(client_of(ana))
        assert "plan" in opened and "told" not in opened
