"""The two evenings after a return: for both, for oneself alone, once each, gone the next day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.account.actions import join_vault
from outandback.rooms.afterwards.models import AfterAnswers, EveningAfter
from outandback.rooms.afterwards.queries import recent_homecomings
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from tests.builders.homecomings import Returned, make_homecoming
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.fixtures import ClientOf, Clock, Keys

PAGE = reverse("evening-after")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOME = datetime.fromisoformat("2026-05-14T20:00+00:00")
FIRST, SECOND = HOME + DAY, HOME + 2 * DAY
RATED = {"closeness": "7", "energy": "4"}


@pytest.fixture
def back(ana: Person, keys: Keys) -> Returned:
    return make_homecoming(ana, keys(ana), HOME)


def offered(client: Client) -> bool:
    html = client.get("/").content.decode()
    return f'href="{PAGE}"' in html


def words(row: EveningAfter, keys: Keys) -> Any:
    return keys(row.person, room=True).open(row, "answers")


class TestTheOffer:
    def test_both_have_it_on_two_evenings_and_on_no_other_day(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, clock: Clock
    ) -> None:
        for person in (ana, ben):
            client = client_of(person)
            for days, there in ((0, False), (1, True), (2, True), (3, False), (4, False)):
                clock(HOME + days * DAY)
                assert offered(client) is there, days
            clock(FIRST - 5 * HOUR)
            assert not offered(client)

    def test_said_or_passed_it_is_gone_until_the_next_evening(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, clock: Clock
    ) -> None:
        for person, said in ((ana, RATED), (ben, {})):
            client = client_of(person)
            clock(FIRST)
            answer = client.post(PAGE, said)
            assert (answer.status_code, answer["Location"]) == (303, "/")
            assert not offered(client)
            clock(SECOND)
            assert offered(client)

    def test_a_return_without_a_heads_up_is_its_persons_alone(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, clock: Clock
    ) -> None:
        make_homecoming(ana, keys(ana), HOME, heads_up=False)
        clock(FIRST)
        assert offered(client_of(ana)) and not offered(client_of(ben))
        assert client_of(ben).post(PAGE, RATED)["Location"] == "/"
        assert not EveningAfter.objects.exists()

    def test_after_a_parting_the_return_is_its_persons_alone(
        self, ana: Person, ben: Any, back: Returned, keys: Keys, client_of: ClientOf, clock: Clock
    ) -> None:
        clock(FIRST)
        part_ways(ben.current, keys(ben), "", FIRST, FIRST)
        assert not offered(client_of(ben))

    def test_out_again_nothing_is_offered(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        clock: Clock,
    ) -> None:
        leave = make_leave(ana, keys(ana), FIRST - 2 * HOUR, "2026-05-15T23:00", "2026-05-15T19:00")
        make_heads_up(leave, ana.current, keys(ana), FIRST - 2 * HOUR)
        make_departure(leave, keys(ana), FIRST - HOUR)
        clock(FIRST)
        assert not offered(client_of(ana)) and not offered(client_of(ben))

    def test_someone_alone_is_asked_for_energy(
        self, cleo: Person, keys: Keys, client_of: ClientOf, clock: Clock
    ) -> None:
        make_homecoming(cleo, keys(cleo), HOME, heads_up=False)
        clock(FIRST)
        client = client_of(cleo)
        assert offered(client)
        html = client.get(PAGE).content.decode()
        assert 'name="energy"' in html and 'name="closeness"' not in html

    @pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
    def test_nobody_else_has_a_part_in_it(
        self,
        who: str,
        request: pytest.FixtureRequest,
        back: Returned,
        client_of: ClientOf,
        clock: Clock,
    ) -> None:
        clock(FIRST)
        client = client_of(request.getfixturevalue(who))
        assert not offered(client)
        client.post(PAGE, RATED)
        assert not EveningAfter.objects.exists()


class TestWhatIsKept:
    def test_it_says_which_evening_after_which_return_in_sealed_words(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        clock: Clock,
    ) -> None:
        for person, at, evening in ((ana, FIRST, 1), (ben, SECOND + 7 * HOUR, 2)):
            clock(at)
            client_of(person).post(PAGE, RATED)
            row = EveningAfter.objects.get(person=person)
            assert words(row, keys) == AfterAnswers(str(back.home.pk), evening, 7, 4)
            assert str(row.evening_on) == f"2026-05-{14 + evening}"

    def test_with_two_returns_it_is_about_the_later_one(
        self,
        ana: Person,
        ben: Person,
        back: Returned,
        keys: Keys,
        client_of: ClientOf,
        clock: Clock,
    ) -> None:
        later = make_homecoming(ben, keys(ben), FIRST + HOUR)
        clock(SECOND)
        client_of(ana).post(PAGE, RATED)
        kept = words(EveningAfter.objects.get(), keys)
        assert (kept.homecoming, kept.evening) == (str(later.home.pk), 1)

    def test_the_last_word_of_an_evening_counts(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, clock: Clock
    ) -> None:
        clock(FIRST)
        for energy in ("4", "9"):
            client_of(ana).post(PAGE, {"energy": energy})
        kept = words(EveningAfter.objects.get(), keys)
        assert (kept.closeness, kept.energy) == (None, 9)

    def test_in_a_closed_room_it_is_a_letter_that_the_next_opening_takes_in(
        self, ana: Person, back: Returned, keys: Keys, client_of: ClientOf, clock: Clock
    ) -> None:
        clock(FIRST)
        client_of(ana).post(PAGE, RATED)
        row, room = EveningAfter.objects.get(), keys(ana, room=True)
        assert room.is_letter(row, "answers")
        join_vault(ana, room)
        row.refresh_from_db()
        assert not room.is_letter(row, "answers") and words(row, keys).energy == 4

    def test_what_cannot_be_is_asked_again_with_what_was_picked(
        self, ana: Person, back: Returned, client_of: ClientOf, clock: Clock
    ) -> None:
        clock(FIRST)
        answer = client_of(ana).post(PAGE, {"closeness": "7", "energy": "11"})
        assert answer.status_code == 422
        assert re.search(r'name="closeness" value="7"[^>]*checked', answer.content.decode())
        assert not EveningAfter.objects.exists()

    def test_once_the_evening_is_over_nothing_is_kept(
        self, ana: Person, back: Returned, client_of: ClientOf, clock: Clock
    ) -> None:
        clock(HOME + 4 * DAY)
        for answer in (client_of(ana).get(PAGE), client_of(ana).post(PAGE, RATED)):
            assert (answer.status_code, answer["Location"]) == (303, "/")
        assert not EveningAfter.objects.exists()

    def test_the_partners_page_is_the_same_whatever_was_said(
        self, ana: Person, ben: Person, back: Returned, client_of: ClientOf, clock: Clock
    ) -> None:
        clock(FIRST)
        client = client_of(ben)
        before = [bare(client.get(address).content.decode()) for address in ("/", PAGE, "/story/")]
        client_of(ana).post(PAGE, RATED)
        after = [bare(client.get(address).content.decode()) for address in ("/", PAGE, "/story/")]
        assert before == after


def test_today_asks_no_more_for_it(
    ana: Person, back: Returned, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        (home,) = recent_homecomings(ana, ana.current, FIRST)
    assert vars(home)["said_tonight"] is False
