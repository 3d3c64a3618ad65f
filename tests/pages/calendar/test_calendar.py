"""The line of a week and of a month, and the list of its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import (
    call_off,
    give_heads_up,
    plan_leave,
    promise_return,
)
from outandback.rooms.leave.models import Leave, Plan, Shown, When
from outandback.rooms.people.actions import say_ease
from outandback.rooms.people.models import Ease, Membership, Person
from outandback.rooms.together.actions import note_had
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.homecomings import make_homecoming, unsaved_leaves
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave, wall
from tests.builders.times_together import make_time_together
from tests.builders.trips import some_trip
from tests.cast import YEAR, back_then
from tests.fixtures import ClientOf, Clock, Keys

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AUCKLAND = "Pacific/Auckland"
MARKUP = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def html(client: Client, day: date = MAY) -> str:
    return client.get(reverse("calendar-month", args=[day])).content.decode()


def week_html(client: Client, monday: date) -> str:
    return client.get(reverse("calendar-week", args=[monday])).content.decode()


def words(page: str) -> str:
    """What is read in the list of days."""
    listed = page.partition("days-list")[2].partition(">")[2].partition('<div class="aside')[0]
    return " ".join(unescape(MARKUP.sub(" ", listed)).split())


def rows_of(page: str) -> list[str]:
    """The picture, a row for each week."""
    return re.findall(r'<svg class="line".*?</svg>', page)


@contextmanager
def world() -> Iterator[None]:
    """What is done in it is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def planned(person: Person, keys: Keys, plan: Plan, out: str, back: str, zone: str = "") -> Leave:
    where = zone or "Europe/London"
    when = When(wall(out, where), wall(back, where) if back else None)
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return plan_leave(person, keys(person), uuid4(), when, plan, at)


class TestList:
    def test_it_has_what_is_planned_of_both(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        own = planned(ana, keys, Plan(intention="Swim"), "2026-05-16T07:00", "2026-05-16T08:30")
        told = make_leave(ben, keys(ben), at)
        make_heads_up(told, ben.current, keys(ben), at)
        page = html(client_of(ana))
        assert "Ben Knitting 18:30 to 21:00" in words(page)
        assert "Saturday 16 May You Swim 07:00 to 08:30" in words(page)
        assert reverse("leave", args=[own.pk]) in page
        assert reverse("answer", args=[told.pk]) in page

    def test_ones_own_stands_as_it_was(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        departure = make_departure(make_leave(ana, keys(ana), at), keys(ana), at - 5 * HOUR)
        come_back(departure, at - 2 * HOUR)
        assert "Wednesday 13 May You" in words(html(client_of(ana)))
        assert "14:00 to 17:00" in words(html(client_of(ana)))

    def test_a_plan_that_nobody_went_on_is_no_part_of_it(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        make_leave(ana, keys(ana), at)
        put_off = planned(ana, keys, Plan("Swim"), "2026-05-20T07:00", "2026-05-20T08:00")
        call_off(put_off, at)
        clock(at + 4 * DAY)
        assert "You" not in words(html(client_of(ana)))

    def test_an_empty_month_says_so(self, ana: Person, client_of: ClientOf) -> None:
        page = html(client_of(ana), JUNE)
        assert "Nothing planned on these days." in page
        assert 'aria-current="date"' not in page

    def test_today_is_marked_also_where_nothing_stands_on_it(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        assert '<li aria-current="date">' in html(client_of(ana))
        assert "Today. Nothing is planned." in html(client_of(ana))

    @pytest.mark.parametrize("title", ["שיעור סריגה", "حلقة الحياكة", "编织小组"])
    def test_a_title_in_any_script_keeps_its_direction(
        self, ana: Person, keys: Keys, client_of: ClientOf, title: str
    ) -> None:
        planned(ana, keys, Plan(intention=title), "2026-05-16T07:00", "2026-05-16T08:30")
        shown = html(client_of(ana))
        assert re.search(rf'<span dir="auto">[\u2066-\u2069]*{title}', shown)

    def test_words_that_people_wrote_are_escaped(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        planned(ana, keys, Plan(intention="<b>Swim"), "2026-05-16T07:00", "2026-05-16T08:30")
        assert "<b>Swim" not in html(client_of(ana))

    def test_closed_words_leave_the_times(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        planned(ana, keys, Plan("Swim", work=True), "2026-05-16T07:00", "2026-05-16T08:30")
        client = client_of(ana)
        for name in UNLOCK_COOKIES.values():
            client.cookies.pop(name, None)
        assert "Saturday 16 May You A leave 07:00 to 08:30" in words(html(client))


class TestWork:
    def test_it_is_said_in_words_and_drawn_without_a_loop(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        times = ("2026-05-16T09:00", "2026-05-16T17:00")
        with world():
            planned(ana, keys, Plan(intention="A course"), *times)
            other = html(client_of(ana))
        planned(ana, keys, Plan(intention="A course", work=True), *times)
        page = html(client_of(ana))
        assert "You A course For work 09:00 to 17:00" in words(page)
        assert "For work" not in words(other)
        assert rows_of(page) != rows_of(other)
        assert "A flat top: for work." in page and "A flat top" not in other

    @pytest.mark.parametrize("says", [True, False])
    def test_of_the_others_it_is_what_the_heads_up_says(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, says: bool
    ) -> None:
        leave = planned(
            ben, keys, Plan("A course", work=True), "2026-05-16T09:00", "2026-05-16T17:00"
        )
        assert ben.current
        give_heads_up(leave, ben.current, keys(ben), Shown(title="Away", work=says), at)
        assert ("For work" in words(html(client_of(ana)))) is says


class TestTogether:
    def test_time_together_is_a_ring_and_filled_once_they_had_it(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        row = make_time_together(ana, keys(ana), at)
        page = html(client_of(ana))
        assert page.count('class="bead bead--ahead"') == 1
        assert "Sunday 17 May Together Soup on the step. 20:00 to 22:00" in words(page)
        clock(at + 6 * DAY)
        assert html(client_of(ana)).count('class="bead bead--ahead"') == 1
        assert ana.current
        note_had(row, ana.current, keys(ana), date(2026, 5, 17), "", at + 6 * DAY)
        page = html(client_of(ana))
        assert page.count('class="bead"') == 1 and "bead--ahead" not in page
        assert "You had it." in words(page)

    def test_what_comes_again_stands_on_each_of_its_days(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_time_together(ben, keys(ben), at, weeks=1)
        assert words(html(client_of(ana))).count("Soup on the step.") == 3
        assert words(html(client_of(ana), JUNE)).count("Soup on the step.") == 4

    def test_a_trip_is_a_marked_stretch_of_days(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        some_trip(ana, keys(ana), at, "Lisbon", date(2026, 5, 30), date(2026, 6, 2))
        assert html(client_of(ana)).count('class="stretch"') == 1
        assert html(client_of(ana), JUNE).count('class="stretch"') == 1
        assert "Monday 1 June Together Lisbon" in words(html(client_of(ana), JUNE))


class TestBorders:
    def test_over_the_end_of_a_month_it_stands_in_both(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        planned(ana, keys, Plan(intention="Walk"), "2026-05-30T09:00", "2026-06-02T18:00")
        may, june = html(client_of(ana)), html(client_of(ana), JUNE)
        assert "Saturday 30 May You Walk 09:00 to Tuesday 2 June, 18:00" in words(may)
        assert "Monday 1 June You Walk Since Saturday 30 May" in words(june)
        assert "Walk" not in words(html(client_of(ana), date(2026, 7, 1)))
        assert "its line runs beside" in may and "its line runs beside" in june

    def test_until_midnight_is_no_part_of_the_next_day(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        planned(ana, keys, Plan(intention="Late"), "2026-05-31T20:00", "2026-06-01T00:00")
        assert "Late" in words(html(client_of(ana)))
        assert "Late" not in words(html(client_of(ana), JUNE))

    @pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19)])
    def test_weeks_in_which_clocks_change(
        self, ana: Person, keys: Keys, client_of: ClientOf, monday: date, clock: Clock
    ) -> None:
        sunday = monday + 6 * DAY
        planned(
            ana,
            keys,
            Plan(intention="Night shift"),
            f"{monday + 5 * DAY}T22:00",
            f"{sunday}T06:00",
        )
        clock(datetime(2026, 3, 1, tzinfo=UTC))
        page = week_html(client_of(ana), monday)
        assert "Night shift 22:00 to Sunday" in words(page)
        assert len(rows_of(page)) == 1

    def test_a_leave_is_on_the_day_of_its_place(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        """On the first of June there, and still in May here."""
        planned(ana, keys, Plan("Kiwi"), "2026-06-01T08:00", "2026-06-01T10:00", AUCKLAND)
        assert "Kiwi" not in words(html(client_of(ana)))
        assert "Monday 1 June You Kiwi" in words(html(client_of(ana), JUNE))

    def test_flying_back_over_the_date_line_is_no_less_than_nothing(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        back = wall("2026-05-19T10:00", "America/Los_Angeles")
        when = When(wall("2026-05-20T01:00", AUCKLAND), back)
        plan_leave(ana, keys(ana), uuid4(), when, Plan(intention="Flight"), at)
        assert "Wednesday 20 May You Flight" in words(html(client_of(ana)))

    @pytest.mark.parametrize(
        "address",
        [
            *("2026-13", "2026-00", "0000-01", "2037-01", "2015-12", "9999-12", "20266-01"),
            *("week/2026-05-12", "week/2026-02-30", "week/9999-12-27", "week/2037-01-05"),
        ],
    )
    def test_what_is_no_month_or_far_away_is_not_found(
        self, ana: Person, client_of: ClientOf, address: str
    ) -> None:
        assert client_of(ana).get(f"/calendar/{address}/").status_code == 404

    def test_at_the_last_month_nothing_leads_on(self, ana: Person, client_of: ClientOf) -> None:
        last, first = date(2036, 12, 1), date(2016, 1, 1)
        assert 'rel="next"' not in html(client_of(ana), last)
        assert 'rel="prev"' in html(client_of(ana), last)
        assert 'rel="prev"' not in html(client_of(ana), first)

    def test_links_say_where_they_lead(self, ana: Person, client_of: ClientOf) -> None:
        page = html(client_of(ana), JUNE)
        for name in ("May", "July", "This month"):
            assert f">{name}<" in page
        page = week_html(client_of(ana), date(2026, 6, 1))
        for name in ("Week of 25 May", "Week of 8 June", "This week", "All of June"):
            assert f">{name}<" in page


class TestWhatTheOtherDoesNotTell:
    def seen(self, client: Client) -> list[str]:
        days = (date(2026, 5, 11), date(2026, 5, 18))
        return [bare(html(client)), *(bare(week_html(client, day)) for day in days)]

    def test_an_untold_leave_changes_nothing(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        client = client_of(ana)
        before = self.seen(client)
        leave = make_leave(ben, keys(ben), at)
        assert self.seen(client) == before
        come_back(make_departure(leave, keys(ben), at - 2 * HOUR), at - HOUR)
        assert self.seen(client) == before

    def test_neither_when_they_came_back_nor_whether_they_are_late(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        """Once the promised time is over, all of it looks the same."""
        leave = make_leave(ben, keys(ben), at - 2 * DAY, "2026-05-14T21:00", "2026-05-14T18:30")
        make_heads_up(leave, ben.current, keys(ben), at - 2 * DAY)
        went, later, seen = datetime(2026, 5, 14, 17, 31, tzinfo=UTC), at + 2 * DAY, []
        clock(later)
        for back in (None, went + HOUR, went + 2 * HOUR, went + 20 * HOUR):
            with world():
                departure = make_departure(leave, keys(ben), went)
                if back:
                    come_back(departure, back)
                seen.append(self.seen(client_of(ana)))
        assert seen[1:] == seen[:-1]
        assert "Ben" in words(seen[0][0])
        assert "18:30" not in words(seen[0][0]) and "20:00" not in words(seen[0][0])

    def test_back_before_it_was_promised_they_are_back_and_no_hour_says_since_when(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        leave = make_leave(ben, keys(ben), at, "2026-05-20T21:00", "2026-05-14T18:30")
        make_heads_up(leave, ben.current, keys(ben), at)
        went, seen = datetime(2026, 5, 14, 17, 30, tzinfo=UTC), []
        clock(went + 2 * DAY)
        for hours in (1, 30):
            with world():
                come_back(make_departure(leave, keys(ben), went), went + hours * HOUR)
                seen.append(self.seen(client_of(ana)))
        assert seen[0] == seen[1]
        assert "Planned until Wednesday 20 May" in words(seen[0][0])

    def test_a_later_return_takes_the_place_of_the_first(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = make_leave(ben, keys(ben), at)
        make_heads_up(leave, ben.current, keys(ben), at)
        promise_return(leave, wall("2026-05-14T23:00"), at)
        listed = words(html(client_of(ana)))
        assert "18:30 to 23:00" in listed and "21:00" not in listed

    def test_a_past_pair_has_nothing_in_it(
        self, ana: Person, dede: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        past = Membership.objects.get(person=ana, ended_at__isnull=False)
        now, then = ana.current, at - YEAR * 1.5
        with back_then(past) as ana.current:
            old = make_homecoming(ana, keys(ana), then)
        ana.current = now
        month = then.date().replace(day=1)
        for person in (ana, dede):
            page = html(client_of(person, room=True), month)
            assert str(old.leave.pk) not in page
            assert words(page).endswith("Nothing planned on these days.")


class TestWish:
    SAID = Ease("an evening", wish="much", together="same")

    def test_in_the_closed_room_nothing_says_whether_there_is_one(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        before = bare(html(client_of(ana)))
        say_ease(ana, keys(ana), self.SAID)
        assert bare(html(client_of(ana))) == before
        assert "wish" not in before

    def test_in_the_open_one_it_stands_in_the_words_that_were_chosen(
        self, ana: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        say_ease(ana, keys(ana), self.SAID)
        page = html(client_of(ana, room=True))
        assert "Time of your own: A good deal more." in page
        assert "Time together: About as now." in page
        assert f"{reverse('start-ease')}?next=/calendar/2026-05/" in page
        assert "Say what you wish for" in html(client_of_nobody(client_of, ana, keys))

    def test_it_is_nobody_elses(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf
    ) -> None:
        before = bare(html(client_of(ben, room=True)))
        say_ease(ana, keys(ana), self.SAID)
        assert bare(html(client_of(ben, room=True))) == before


def client_of_nobody(client_of: ClientOf, ana: Person, keys: Keys) -> Client:
    """Somebody who said none, in their open room."""
    say_ease(ana, keys(ana), Ease("an evening"))
    client: Client = client_of(ana, room=True)
    return client


def test_someone_alone_has_a_line_of_their_own(
    cleo: Person, keys: Keys, client_of: ClientOf
) -> None:
    planned(cleo, keys, Plan(intention="Swim"), "2026-05-16T07:00", "2026-05-16T08:30")
    page = html(client_of(cleo))
    assert "You Swim" in words(page)
    assert not re.search(r'class="(?:ink|pencil) b"', "".join(rows_of(page)))
    assert "above the line" not in page


@pytest.mark.parametrize("count", [10, 1_000])
def test_the_page_keeps_to_its_queries(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, count: int
) -> None:
    for person in (ana, ben):
        Leave.objects.bulk_create(unsaved_leaves(person, count, at - DAY))
    make_time_together(ana, keys(ana), at, weeks=1)
    some_trip(ana, keys(ana), at, "Lisbon", date(2026, 5, 30), date(2026, 6, 2))
    client = client_of(ana, room=True)
    html(client)
    with CaptureQueriesContext(connection) as asked:
        html(client)
    assert len(asked) <= 10, [one["sql"] for one in asked]
