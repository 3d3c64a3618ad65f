"""A few free hours beside the days that are shown: by what is planned, and of these days alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.people.actions import say_how_we_live
from outandback.rooms.people.models import Person
from outandback.rooms.together.models import TimeTogether
from outandback.rooms.trips.actions import make_trip
from outandback.rooms.trips.models import Days, TripWords
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.busy import make_shared_busy
from tests.builders.cover import make_window
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.builders.rhythms import make_rhythm
from tests.builders.times_together import make_time_together
from tests.builders.trips import some_trip
from tests.cast import side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.calendar.test_calendar import HOUR, html, week_html
from tests.pages.today.test_suggestions import BUSY, HELD, KNOWN_TO_ME

DAY = timedelta(days=1)
MAY, JUNE, JULY, AUGUST = (date(2026, month, 1) for month in (5, 6, 7, 8))
THIS_WEEK, NEXT_WEEK = date(2026, 5, 11), date(2026, 5, 18)
SATURDAYS = "Nothing is planned on Saturday evening, 18:00 to 22:00."
PLANNED = re.compile(r"\?out=(\d{4}-\d\d-\d\d)")
Add = Callable[[Person, Person, Keys, datetime], None]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    """Wednesday 13 May, evening."""
    clock(at)


def shown(page: str) -> list[date]:
    """The days of the hours that are offered: for both, then of one's own."""
    both = [datetime.fromisoformat(start).date() for start in HELD.findall(page)]
    return both + [date.fromisoformat(day) for day in PLANNED.findall(page)]


def marked(page: str) -> list[int]:
    return [int(day) for day in re.findall(r'class="is-free">(\d+)<', page)]


def says(page: str) -> str:
    """What the page offers, or nothing."""
    return page.partition("free-few")[2].partition("</section>")[0]


class TestOfTheseDays:
    def test_a_month_has_two_of_each_with_reason_and_button_and_leads_to_all(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        page = html(client_of(ana))
        assert SATURDAYS in page and "Hold Saturday evening" in page
        days = shown(page)
        assert len(days) == 4 and days[:2] == sorted(days[:2]) and days[2:] == sorted(days[2:])
        assert all(date(2026, 5, 13) <= day <= date(2026, 5, 31) for day in days)
        assert sorted({day.day for day in days}) == marked(page)
        assert reverse("free-hours") in says(page)
        assert page.count(reverse("free-hours") + '"') == 1

    def test_a_week_has_those_of_the_week(self, ana: Person, client_of: ClientOf) -> None:
        for monday in (THIS_WEEK, NEXT_WEEK):
            days = shown(week_html(client_of(ana), monday))
            assert days and all(monday <= day < monday + 7 * DAY for day in days)

    @pytest.mark.parametrize(("month", "some"), [(JUNE, True), (JULY, True), (AUGUST, False)])
    def test_further_ahead_than_hours_are_looked_for_there_are_none(
        self, month: date, some: bool, ana: Person, client_of: ClientOf
    ) -> None:
        page = html(client_of(ana), month)
        assert bool(shown(page)) is some and bool(says(page)) is some
        assert "Hours that are free" in page
        assert all(day <= date(2026, 7, 8) for day in shown(page))

    def test_in_what_is_over_there_are_none(
        self, ana: Person, client_of: ClientOf, clock: Clock, at: datetime
    ) -> None:
        client = client_of(ana)
        assert not says(html(client, date(2026, 4, 1)))
        assert not says(week_html(client, date(2026, 5, 4)))
        clock(datetime.fromisoformat("2026-05-31T21:30+01:00"))
        assert not says(html(client_of(ana)))

    def test_one_tap_holds_them(self, ana: Person, client_of: ClientOf) -> None:
        client = client_of(ana)
        start = HELD.findall(html(client))[0]
        client.post(reverse("suggestion-holding"), {"start": start})
        assert TimeTogether.objects.get().starts_at == datetime.fromisoformat(start)
        assert start not in html(client)

    def test_somebody_alone_has_their_own(self, cleo: Person, client_of: ClientOf) -> None:
        page = html(client_of(cleo))
        assert "Hold" not in says(page) and len(shown(page)) == 2


class TestWhatIsKnown:
    @pytest.mark.parametrize("add", KNOWN_TO_ME)
    def test_it_is_what_the_long_list_knows(
        self,
        add: Add,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        add(ana, ben, keys, at)
        client = client_of(ana)
        assert "Saturday is free for you both after seven" in html(client)
        listed = HELD.findall(client.get(reverse("free-hours")).content.decode())
        assert HELD.findall(html(client)) == listed[:2]

    def test_what_the_other_shares_and_what_both_have_take_their_hours(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_shared_busy(ben, keys(ben), BUSY)
        assert "Saturday is free for you both after seven" in html(client_of(ana))
        make_time_together(ana, keys(ana), at)  # on Sunday
        page = week_html(client_of(ana), THIS_WEEK)
        assert date(2026, 5, 17) not in shown(page)[:2]

    def test_a_trip_takes_its_days_also_those_of_the_month_before(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        """Where it ends it is still Friday, while here Saturday has begun."""
        days = Days(date(2026, 7, 20), date(2026, 7, 31), "Pacific/Honolulu")
        make_trip(side_of(ana), keys(ana), uuid4(), days, TripWords("Surf"), at)
        clock(datetime.fromisoformat("2026-07-21T18:00+00:00"))
        assert not shown(html(client_of(ana), JULY))
        assert "2026-08-01T11%3A00" in html(client_of(ana), AUGUST)

    def test_what_goes_on_from_the_day_before_takes_hours_of_the_first(
        self, ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
    ) -> None:
        make_leave(ana, keys(ana), at, out="2026-07-31T20:00", back="2026-08-01T16:00")
        clock(datetime.fromisoformat("2026-07-20T18:00+00:00"))
        page = html(client_of(ana), AUGUST)
        assert "2026-08-01T14" not in page and "Saturday 1 August, in the evening" in page

    def test_offered_hours_come_first_of_ones_own(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        make_window(ben, keys(ben), at, out="2026-05-16T13:00", back="2026-05-16T16:00")
        page = week_html(client_of(ana), THIS_WEEK)
        assert "Ben offers you Saturday afternoon, 13:00 to 16:00." in says(page)
        assert "offers you" not in week_html(client_of(ben), THIS_WEEK)
        assert "offers you" not in week_html(client_of(ana), NEXT_WEEK)

    @pytest.mark.parametrize("add", [KNOWN_TO_ME[0], *KNOWN_TO_ME[2:], None])
    def test_what_is_mine_alone_changes_no_byte_of_the_other(
        self,
        add: Add | None,
        ana: Person,
        ben: Person,
        keys: Keys,
        client_of: ClientOf,
        at: datetime,
    ) -> None:
        client = client_of(ben)
        before = bare(html(client)), bare(week_html(client, THIS_WEEK))
        if add:
            add(ana, ben, keys, at)
        else:
            keep_preferences(ana, season_off=True)
        assert (bare(html(client)), bare(week_html(client, THIS_WEEK))) == before


class TestSilence:
    def test_none_while_one_is_out_whichever_days_are_shown(
        self, ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
    ) -> None:
        leave = make_leave(ana, keys(ana), at - HOUR, out="2026-05-13T18:00")
        make_departure(leave, keys(ana), at - HOUR)
        for month in (MAY, JUNE):
            assert not says(html(client_of(ana), month))
            assert says(html(client_of(ben), month))

    @pytest.mark.parametrize(
        ("until", "silent"), [(None, True), (date(2026, 5, 14), True), (date(2026, 5, 13), False)]
    )
    def test_none_in_a_season_off_until_its_day(
        self, until: date | None, silent: bool, ana: Person, client_of: ClientOf
    ) -> None:
        keep_preferences(ana, season_off=True, season_until=until)
        assert bool(says(html(client_of(ana)))) is not silent

    def test_none_with_closed_words(self, ana: Person, client_of: ClientOf) -> None:
        client = client_of(ana)
        del client.cookies[UNLOCK_COOKIES[Tier.SIGNED_IN]]
        page = html(client)
        assert not says(page) and not marked(page) and "A line under a day" not in page


def asked(client: Client, month: date) -> int:
    html(client, month)
    with CaptureQueriesContext(connection) as found:
        html(client, month)
    return len(found)


def test_with_all_that_they_are_made_of_a_month_keeps_to_its_queries(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    """Two who live apart, one of whom told a leave, with what comes round and a trip."""
    say_how_we_live(side_of(ana), keys(ana), "apart")
    make_heads_up(make_leave(ben, keys(ben), at), ben.current, keys(ben), at)
    make_rhythm(make_leave(ana, keys(ana), at), keys(ana), at)
    make_time_together(ana, keys(ana), at, weeks=1)
    make_shared_busy(ben, keys(ben), BUSY)
    some_trip(ana, keys(ana), at, "Lisbon", date(2026, 5, 30), date(2026, 6, 2))
    client = client_of(ana, room=True)
    assert shown(html(client))
    assert asked(client, MAY) <= 10
    assert asked(client, AUGUST) <= 7
