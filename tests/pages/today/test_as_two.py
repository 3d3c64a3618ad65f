"""Time together on Today: in order with leaves, a bead of the week, and one line afterwards."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.people.models import Person
from outandback.rooms.together import actions
from outandback.rooms.together.models import TimeTogether
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.cover import make_window
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.builders.times_together import SOUP, hours, make_time_together
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SUNDAY = date(2026, 5, 17)
ENDS = datetime(2026, 5, 17, 21, tzinfo=UTC)
PUT = "Ana added time together on Sunday 17 May."


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def soup(ana: Person, keys: Keys, at: datetime) -> TimeTogether:
    return make_time_together(ana, keys(ana), at)


def today(client: Client) -> str:
    return bare(client.get("/").content.decode())


def beads(page: str) -> list[str]:
    return re.findall(r'class="(bead(?: bead--ahead)?)"', page)


def test_both_find_it_in_its_place_among_the_leaves(
    ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf, soup: TimeTogether
) -> None:
    for out in ("2026-05-14T18:00", "2026-05-16T10:00", "2026-05-18T10:00"):
        leave = make_leave(ana, keys(ana), at, out=out, back=f"{out[:10]}T20:00")
        make_heads_up(leave, side_of(ana), keys(ana), at)
    for person in (ana, ben):
        page = today(client_of(person))
        after = page[page.index("After that") :]
        days = re.findall(r'class="day">\w+ <b>(\d+)</b>', after)
        assert days == ["16", "17", "18"]
        assert SOUP in after and "20:00 to 22:00" in after and "who--ab" in after
        assert reverse("together-time", args=[soup.pk]) in after


@pytest.mark.usefixtures("soup")
def test_with_no_leave_planned_the_page_speaks_of_it(ana: Person, client_of: ClientOf) -> None:
    page = today(client_of(ana))
    assert "There is time together on Sunday" in page and "Nothing is planned." not in page
    assert "Planned together: Sunday evening." in page and "Coming up" in page


def test_beyond_a_week_only_the_other_is_told_once(
    ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    row = make_time_together(ana, keys(ana), at, "2026-06-21T20:00", "")
    assert SOUP not in today(client_of(ana)) and "added time" not in today(client_of(ana))
    assert "Ana added time together on Sunday 21 June." in today(client_of(ben))
    client_of(ben).get(reverse("together-time", args=[row.pk]))
    assert "added time" not in today(client_of(ben))


class TestTheBeadOfTheWeek:
    def test_it_is_open_until_somebody_noted_it(
        self, ana: Person, keys: Keys, client_of: ClientOf, soup: TimeTogether, clock: Clock
    ) -> None:
        assert beads(today(client_of(ana))) == ["bead bead--ahead"]
        clock(ENDS + HOUR)
        assert beads(today(client_of(ana))) == ["bead bead--ahead"]
        actions.note_had(soup, side_of(ana), keys(ana), SUNDAY, "", ENDS)
        page = today(client_of(ana))
        assert beads(page) == ["bead"] and "Together this week: Sunday evening." in page

    def test_one_of_monday_stays_there_all_week(
        self, ana: Person, keys: Keys, at: datetime, client_of: ClientOf, clock: Clock
    ) -> None:
        make_time_together(ana, keys(ana), at, "2026-05-11T20:00", "", had=True)
        clock(ENDS)
        assert beads(today(client_of(ana))) == ["bead"]
        clock(ENDS + DAY)
        assert not beads(today(client_of(ana)))

    def test_one_that_was_moved_is_where_it_is_now(
        self, ana: Person, ben: Person, at: datetime, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        actions.move(soup, side_of(ben), SUNDAY, hours("2026-05-18T20:00", ""), at)
        page = today(client_of(ana))
        assert not beads(page) and "Ben moved time together to Monday 18 May." in page


class TestAfterwards:
    def test_both_are_offered_one_line_and_one_tap_ends_it(
        self, ana: Person, ben: Person, client_of: ClientOf, soup: TimeTogether, clock: Clock
    ) -> None:
        assert "We had it" not in today(client_of(ana))
        clock(ENDS + HOUR)
        for person in (ana, ben):
            assert today(client_of(person)).count("We had it") == 1
        form = {"on": "2026-05-17", "today": "yes"}
        told = client_of(ben).post(reverse("together-time-had", args=[soup.pk]), form)
        assert (told.status_code, told["Location"]) == (303, "/")
        for person in (ana, ben):
            assert "We had it" not in today(client_of(person))

    def test_on_the_next_day_still_and_then_never_again(
        self, ana: Person, client_of: ClientOf, soup: TimeTogether, clock: Clock
    ) -> None:
        clock(ENDS + DAY)
        assert "We had it" in today(client_of(ana))
        for later in (2, 3, 7, 30):
            clock(ENDS + later * DAY)
            page = today(client_of(ana))
            assert "We had it" not in page and SOUP not in page

    def test_one_without_an_end_is_not_asked_about_as_it_begins(
        self, ana: Person, keys: Keys, at: datetime, client_of: ClientOf, clock: Clock
    ) -> None:
        make_time_together(ana, keys(ana), at, "2026-05-17T20:00", "")
        clock(ENDS - HOUR)
        assert "We had it" not in today(client_of(ana))
        clock(ENDS + 2 * HOUR)
        assert "We had it" in today(client_of(ana))

    @pytest.mark.usefixtures("soup")
    def test_not_while_one_is_out(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf, clock: Clock
    ) -> None:
        out, back = "2026-05-17T22:30", "2026-05-18T09:00"
        leave = make_leave(ana, keys(ana), at, out=out, back=back)
        make_heads_up(leave, side_of(ana), keys(ana), at)
        make_departure(leave, keys(ana), ENDS + HOUR)
        clock(ENDS + 2 * HOUR)
        for person in (ana, ben):
            assert "We had it" not in today(client_of(person))


class TestWhatTheOtherDid:
    def test_it_stands_until_its_page_was_opened(
        self, ben: Person, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        client = client_of(ben)
        for _ in range(2):
            assert PUT in today(client)
        client.head(reverse("together-time", args=[soup.pk]))
        assert PUT in today(client)
        client.get(reverse("together-time", args=[soup.pk]))
        assert PUT not in today(client)

    def test_counting_in_and_moving_reach_whoever_put_it_in(
        self, ana: Person, ben: Person, at: datetime, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        client, page = client_of(ana), reverse("together-time", args=[soup.pk])
        actions.count_in(soup, side_of(ben), at)
        assert "Ben counts in on Sunday 17 May." in today(client)
        client.get(page)
        actions.move(soup, side_of(ben), SUNDAY, hours("2026-05-16T20:00", ""), at + HOUR)
        said = today(client)
        assert "Ben moved time together to Saturday 16 May." in said and "counts in" not in said
        client.get(page)
        assert "moved" not in today(client)

    def test_what_both_held_and_one_took_out_is_said(
        self, ana: Person, ben: Person, at: datetime, client_of: ClientOf, soup: TimeTogether
    ) -> None:
        actions.count_in(soup, side_of(ben), at)
        actions.take_out(soup, side_of(ana), at + HOUR)
        page = today(client_of(ben))
        assert "Ana took out time together." in page and SOUP not in page
        client_of(ben).get(reverse("together-time", args=[soup.pk]))
        assert "took out" not in today(client_of(ben))

    @pytest.mark.usefixtures("soup")
    def test_with_closed_keys_its_time_stands_and_no_word(
        self, ben: Person, client_of: ClientOf
    ) -> None:
        client = client_of(ben)
        del client.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
        page = today(client)
        assert SOUP not in page and "nothing planned" not in page
        assert "Time together" in page and "20:00 to 22:00" in page


def test_it_costs_one_question_and_none_where_there_is_none(
    ana: Person,
    ben: Person,
    keys: Keys,
    at: datetime,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(ana)
    today(client)
    with django_assert_num_queries(7):  # with nothing that waits, one is for a suggestion
        today(client)
    weekly = make_time_together(ana, keys(ana), at, weeks=1)
    for week in range(30):
        on = SUNDAY - week * 7 * DAY
        actions.note_had(weekly, side_of(ana), keys(ana), on, "", at)
    for day in range(20):
        make_time_together(ana, keys(ana), at, f"2026-05-{day + 11}T12:00")
    with django_assert_num_queries(8):
        assert SOUP in today(client)
    make_window(ben, keys(ben), at)
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, side_of(ana), keys(ana), at)
    with django_assert_num_queries(7):
        assert "offers you" in today(client)
