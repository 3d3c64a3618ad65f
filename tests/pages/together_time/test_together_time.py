"""Time together on its pages: put in with a tap, taken, moved, taken out and noted; for two."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.account.actions import leave_pair
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.together import actions
from outandback.rooms.together.models import TimeTogether, TogetherFact
from tests.builders.leaves import bare
from tests.builders.times_together import SOUP, hours, make_time_together
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

DAY, HOUR, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(days=7)
NEW, SUNDAY = "/together-times/new/", date(2026, 5, 17)
NAMED = uuid4()
BEGINS = datetime(2026, 5, 17, 19, tzinfo=UTC)
AFTER = BEGINS + 3 * HOUR


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def soup(ana: Person, keys: Keys, at: datetime) -> TimeTogether:
    return make_time_together(ana, keys(ana), at)


def typed(**changes: str) -> dict[str, str]:
    return {"form_id": str(uuid4()), "quick": "2026-05-17", "what": "", "weeks": "0", **changes}


def read(client: Client, page: str) -> str:
    return bare(client.get(page).content.decode())


def of(row: TimeTogether, what: str = "together-time") -> str:
    return reverse(what, args=[row.pk])


class TestPuttingIn:
    def test_one_tap_holds_an_evening(self, ana: Person, ben: Person, client_of: ClientOf) -> None:
        client, form = client_of(ana), typed()
        for _ in range(2):
            assert client.post(NEW, form).status_code == 303
        row = TimeTogether.objects.get()
        assert (row.starts_wall, row.ends_at, row.weeks) == ("2026-05-17T18:30", None, 0)
        for person in (ana, ben):
            page = read(client_of(person), of(row))
            assert "An evening, nothing planned" in page and "Sunday 17 May, 18:30" in page
        assert "Ana put it in." in page and "Count me in" in page

    def test_evenings_are_offered_by_name(self, ana: Person, client_of: ClientOf) -> None:
        page = read(client_of(ana), NEW)
        offered = ["This evening", "Friday evening", "Saturday evening", "Sunday evening"]
        assert [page.index(one) for one in offered] == sorted(page.index(one) for one in offered)

    def test_another_hour_of_a_tapped_evening(self, ana: Person, client_of: ClientOf) -> None:
        client_of(ana).post(NEW, typed(out_time="20:15", back_time="23:00"))
        row = TimeTogether.objects.get()
        assert (row.starts_wall, row.ends_wall) == ("2026-05-17T20:15", "2026-05-17T23:00")

    def test_past_midnight_is_one_more_tap(self, ana: Person, client_of: ClientOf) -> None:
        client, form = client_of(ana), typed(out_time="20:00", back_time="01:00")
        asked = client.post(NEW, form)
        assert asked.status_code == 422 and "Yes, the next day" in asked.content.decode()
        assert client.post(NEW, {**form, "next_day": "yes"}).status_code == 303
        assert TimeTogether.objects.get().ends_wall == "2026-05-18T01:00"

    def test_it_can_come_again(self, ana: Person, client_of: ClientOf) -> None:
        client_of(ana).post(NEW, typed(weeks="2", ends_on="2026-08-01"))
        row = TimeTogether.objects.get()
        assert (row.weeks, row.ends_on) == (2, date(2026, 8, 1))
        assert "Sunday, every 2 weeks" in read(client_of(ana), of(row))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"quick": ""},
            {"quick": "2026-05-20"},
            {"day": "2026-05-12"},
            {"weeks": "1", "ends_on": "2026-05-16"},
            {"back_day": "2026-05-18"},
            {"back_time": "01:00", "back_day": "2026-05-16"},
            {"had": "yes"},
        ],
    )
    def test_what_cannot_be_is_refused_and_keeps_what_was_typed(
        self, ana: Person, client_of: ClientOf, wrong: dict[str, str]
    ) -> None:
        answer = client_of(ana).post(NEW, typed(what=SOUP, **wrong))
        assert answer.status_code == 422 and SOUP in answer.content.decode()
        assert not TimeTogether.objects.exists()

    def test_one_that_was_is_one_tap(
        self, ana: Person, ben: Person, client_of: ClientOf, clock: Clock, at: datetime
    ) -> None:
        for _ in range(2):
            form = typed(quick="", had="yes", form_id=str(NAMED))
            client_of(ana).post(NEW, form)
        row, fact = TimeTogether.objects.get(), TogetherFact.objects.get()
        assert (row.starts_wall, fact.did, fact.on) == (
            "2026-05-13T18:30",
            "had",
            row.held.first_on,
        )
        assert "You two had it, as Ana noted." in read(client_of(ben), of(row))


class TestWithTheOther:
    def test_counting_in(self, ana: Person, ben: Person, client_of: ClientOf, soup: Any) -> None:
        for _ in range(2):
            client_of(ben).post(of(soup, "together-time-in"))
        for person in (ana, ben):
            page = read(client_of(person), of(soup))
            assert "You both hold it." in page and "Count me in" not in page
            assert "Take it out" in page
        assert TogetherFact.objects.count() == 1

    def test_who_moved_it_is_a_plain_fact(
        self, ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        page = of(soup, "together-time-move")
        assert 'value="20:00"' in read(client_of(ben), page)
        moved = {"day": "2026-05-18", "out_time": "19:00"}
        assert client_of(ben).post(page, moved).status_code == 303
        assert "You moved it to this time." in read(client_of(ben), of(soup))
        page = read(client_of(ana), of(soup))
        assert "Ben moved it to this time." in page and "Monday 18 May, 19:00" in page

    def test_a_move_is_by_the_clock_of_whoever_moves(
        self, ben: Person, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        Person.objects.filter(pk=ben.pk).update(zone="America/New_York")
        page = of(soup, "together-time-move")
        assert 'value="15:00"' in read(client_of(ben), page)
        client_of(ben).post(page, {"day": "2026-05-17", "out_time": "16:00"})
        fact = TogetherFact.objects.get()
        assert (fact.starts_at, fact.zone) == (BEGINS + HOUR, "America/New_York")

    @pytest.mark.parametrize(
        "wrong", [{"day": ""}, {"out_time": ""}, {"day": "2026-05-12"}, {"out_time": "25:00"}]
    )
    def test_a_move_that_cannot_be_keeps_what_was_typed(
        self, ben: Person, client_of: ClientOf, soup: TimeTogether, wrong: dict[str, str]
    ) -> None:
        form = {"day": "2026-05-18", "out_time": "19:00", "back_time": "21:45", **wrong}
        answer = client_of(ben).post(of(soup, "together-time-move"), form)
        assert answer.status_code == 422 and 'value="21:45"' in answer.content.decode()
        assert not TogetherFact.objects.exists()

    def test_only_who_may_takes_it_out(
        self, ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        assert "Take it out" not in read(client_of(ben), of(soup))
        client_of(ben).post(of(soup, "together-time-out"))
        assert TimeTogether.objects.exists()
        client_of(ana).post(of(soup, "together-time-out"))
        assert client_of(ben).get(of(soup)).status_code == 404

    def test_what_both_held_says_who_took_it_out(
        self, ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether, at: datetime
    ) -> None:
        actions.count_in(soup, side_of(ben), at)
        client_of(ana).post(of(soup, "together-time-out"))
        page = read(client_of(ben), of(soup))
        assert "Ana took it out." in page and "Another time" not in page

    def test_one_of_those_that_come_again_is_left_out(
        self, ana: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        weekly = make_time_together(ana, keys(ana), at, weeks=1)
        client, page = client_of(ana), of(weekly)
        assert "Not this time" in read(client, page) and "Sunday 17 May" in read(client, page)
        client.post(of(weekly, "together-time-out"), {"on": "2026-05-17"})
        assert "Sunday 24 May" in read(client, page)
        assert client.post(of(weekly, "together-time-out"), {"on": "x"}).status_code == 404


class TestAfterwards:
    def test_it_is_noted_in_one_tap(
        self, ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether, clock: Clock
    ) -> None:
        assert "We had it" not in read(client_of(ben), of(soup))
        client_of(ben).post(of(soup, "together-time-had"), {"on": "2026-05-17"})
        assert not TogetherFact.objects.exists()
        clock(AFTER)
        assert "We had it" in read(client_of(ben), of(soup))
        for person in (ben, ana):
            client_of(person).post(of(soup, "together-time-had"), {"on": "2026-05-17"})
        assert TogetherFact.objects.get().person_id == ben.pk
        assert "You two had it, as Ben noted." in read(client_of(ana), of(soup))

    def test_a_few_words_come_with_it_or_later(
        self, ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether, clock: Clock
    ) -> None:
        clock(AFTER)
        page, form = of(soup, "together-time-had"), {"on": "2026-05-17", "words": "Rain, and soup."}
        client_of(ben).post(page, {"on": "2026-05-17"})
        client_of(ana).post(page, {**form, "words": "Hers."})
        assert "Add a few words" in read(client_of(ben), of(soup))
        client_of(ben).post(page, form)
        for person in (ana, ben):
            assert "Rain, and soup." in read(client_of(person), of(soup))
        assert "Hers." not in read(client_of(ana), of(soup))

    def test_one_that_nobody_noted_stays_planned(
        self, ana: Person, client_of: ClientOf, soup: TimeTogether, clock: Clock
    ) -> None:
        clock(AFTER + 60 * DAY)
        page = read(client_of(ana), of(soup))
        assert "We had it" in page and "missed" not in page and not TogetherFact.objects.exists()


class TestForTwo:
    def test_alone_the_page_says_so(self, dede: Person, client_of: ClientOf) -> None:
        for _ in range(2):
            assert "This page is for two." in read(client_of(dede), NEW)
        client_of(dede).post(NEW, typed())
        assert not TimeTogether.objects.exists()

    def test_the_four_words_come_first(self, ana: Person, client_of: ClientOf) -> None:
        Membership.objects.filter(person=ana).update(pin=None)
        assert "First, four words." in read(client_of(ana), NEW)

    @pytest.mark.parametrize("name", ["cleo", "dede", "thea"])
    @pytest.mark.parametrize(
        "what", ["", "-move", "-in", "-out", "-had"], ids=["page", "move", "in", "out", "had"]
    )
    def test_anybody_elses_is_not_there(
        self, request: Any, client_of: ClientOf, soup: TimeTogether, name: str, what: str
    ) -> None:
        client = client_of(request.getfixturevalue(name))
        page = of(soup, f"together-time{what}")
        assert client.post(page).status_code in ({404} if what else {404, 405})
        assert client.get(page).status_code in {404, 405}

    def test_nobody_sees_whether_the_other_saw_it_or_let_it_be(
        self, ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        """Not seen, read, opened to be moved and left: the writer’s pages are the same bytes."""
        pages = ["/", of(soup), of(soup, "together-time-move"), NEW]
        unseen = [read(client_of(ana), page) for page in pages]
        for page in pages:
            client_of(ben).get(page)
        client_of(ben).post(of(soup, "together-time-move"), {"day": ""})
        assert [read(client_of(ana), page) for page in pages] == unseen

    def test_after_a_parting_the_other_finds_what_they_had(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime, soup: Any
    ) -> None:
        actions.move(soup, side_of(ben), SUNDAY, hours("2026-05-18T20:00", ""), at)
        before = read(client_of(ben), of(soup))
        leave_pair(side_of(ana), keys(ana), "week", "", at)
        assert read(client_of(ben), of(soup)) == before
        assert client_of(ana).get(of(soup)).status_code == 404

    def test_the_page_asks_no_more_for_many(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        at: datetime,
        clock: Clock,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        weekly = make_time_together(ana, keys(ana), at, weeks=1)
        for week in range(8):
            on, then = SUNDAY + week * WEEK, AFTER + week * WEEK
            actions.note_had(weekly, side_of(ben), keys(ben), on, "Warm.", then)
        clock(AFTER + 8 * WEEK)
        client = client_of(ana)
        client.get(of(weekly))
        with django_assert_max_num_queries(7):
            assert "Warm." not in read(client, of(weekly))
