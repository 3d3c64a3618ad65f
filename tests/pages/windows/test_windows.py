"""Hours that one gives the other: no thanks, no answer, no sign that they were taken."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.cover import actions, queries
from outandback.rooms.cover.models import LedgerOpening, Taking, Window
from outandback.rooms.leave.actions import call_off
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from tests.builders.cover import NOON, SATURDAY, make_window
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.fixtures import ClientOf, Clock, Keys
from tests.rooms.people.test_pin import SAID, swap_keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAGE = "/windows/"
ON_TODAY = "Ben offers you Saturday 16 May, 09:00 to 12:00."


def typed(**changes: str) -> dict[str, str]:
    hours = {"day": "2026-05-16", "out_time": "09:00", "back_time": "12:00"}
    return {"form_id": str(uuid4()), "words": "I have the children.", **hours, **changes}


def read(client: Client, page: str = PAGE) -> str:
    return str(client.get(page).content.decode())


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def window(ben: Person, keys: Keys, at: datetime) -> Window:
    return make_window(ben, keys(ben), at)


class TestOffering:
    def test_it_stands_on_both_pages(self, ana: Person, ben: Person, client_of: ClientOf) -> None:
        giver = client_of(ben)
        sent = giver.post(PAGE, typed())
        assert (sent.status_code, sent["Location"]) == (303, PAGE)
        for client in (giver, client_of(ana)):
            page = read(client)
            assert "Saturday 16 May, 09:00 to 12:00" in page and "I have the children." in page
        assert "Take it back" in read(giver)

    def test_it_is_the_clock_of_the_giver(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        type(ben).objects.filter(pk=ben.pk).update(zone="America/New_York")
        client_of(ben).post(PAGE, typed())
        assert "Saturday 16 May, 09:00 to 12:00 in New York" in read(client_of(ana))
        assert Window.objects.get().when.out.zone == "America/New_York"

    def test_one_form_makes_one_window(self, ben: Person, client_of: ClientOf) -> None:
        client, form = client_of(ben), typed()
        assert [client.post(PAGE, form).status_code for _ in range(2)] == [303, 303]
        assert Window.objects.count() == 1

    def test_it_may_go_over_a_night(self, ana: Person, ben: Person, client_of: ClientOf) -> None:
        client_of(ben).post(PAGE, typed(back_day="2026-05-17"))
        assert "Saturday 16 May, 09:00 to Sunday, 12:00" in read(client_of(ana))

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"day": ""}, "Say which day."),
            ({"out_time": ""}, "Say when it begins."),
            ({"back_time": ""}, "Say when it ends."),
            ({"back_time": "08:00"}, "It ends before it begins. Is it the next day?"),
            ({"day": "2026-05-02"}, "That time is over. Choose one that is ahead."),
            ({"day": "2026-10-25", "back_time": "01:30", "out_time": "00:30"}, "comes twice"),
        ],
    )
    def test_what_does_not_fit_is_said(
        self, changes: dict[str, str], said: str, ben: Person, client_of: ClientOf
    ) -> None:
        answer = client_of(ben).post(PAGE, typed(**changes))
        page = answer.content.decode()
        assert answer.status_code == 422 and said in page and "I have the children." in page
        assert not Window.objects.exists()

    def test_other_keys_are_offered_nothing(
        self, ana: Person, ben: Person, client_of: ClientOf
    ) -> None:
        swap_keys(ana)
        answer = client_of(ben).post(PAGE, typed())
        page = answer.content.decode()
        assert answer.status_code == 422 and SAID in page and "I have the children." in page
        assert not Window.objects.exists()

    def test_sealed_meanwhile_what_was_typed_stays(self, ben: Person, client_of: ClientOf) -> None:
        client = client_of(ben)
        client.cookies.pop("ob_s")
        answer = client.post(PAGE, typed())
        assert answer.status_code == 422 and "I have the children." in answer.content.decode()
        assert not Window.objects.exists()

    def test_words_are_compared_first(self, ben: Any, client_of: ClientOf) -> None:
        type(ben.current).objects.update(pin=None)
        client = client_of(ben)
        assert "compare the four" in read(client) and 'name="out_time"' not in read(client)
        client.post(PAGE, typed())
        assert not Window.objects.exists()

    def test_alone_the_page_says_what_works(self, cleo: Person, client_of: ClientOf) -> None:
        client = client_of(cleo)
        assert "Offering hours takes two." in read(client)
        client.post(PAGE, typed())
        client.post("/windows/ledger/", {"open": "yes"})
        assert not Window.objects.exists() and not LedgerOpening.objects.exists()


class TestToday:
    def test_it_says_so_in_one_quiet_row(
        self, ana: Person, client_of: ClientOf, window: Window
    ) -> None:
        page = read(client_of(ana), "/")
        assert ON_TODAY in page and f'href="{PAGE}"' in page

    def test_the_giver_has_a_way_to_offer_and_no_row(
        self, ben: Person, client_of: ClientOf, window: Window
    ) -> None:
        page = read(client_of(ben), "/")
        assert "Offer Ana some hours" in page and "offers you" not in page

    def test_somebody_alone_is_offered_neither(self, cleo: Person, client_of: ClientOf) -> None:
        assert PAGE not in read(client_of(cleo), "/")

    def test_out_one_is_left_in_peace(
        self, ana: Person, client_of: ClientOf, keys: Keys, window: Window, at: datetime
    ) -> None:
        make_departure(make_leave(ana, keys(ana), at), keys(ana), at)
        assert PAGE not in read(client_of(ana), "/")

    def test_it_goes_once_it_is_withdrawn_taken_or_over(
        self, ana: Any, client_of: Any, keys: Any, window: Window, at: datetime, clock: Any
    ) -> None:
        client = client_of(ana)
        Window.objects.update(withdrawn_at=at)
        assert "offers you" not in read(client, "/")
        Window.objects.update(withdrawn_at=None)
        assert queries.windows_offered_to(ana, ana.current, window.back_at - HOUR) == [window]
        assert queries.windows_offered_to(ana, ana.current, window.back_at) == []
        actions.take_window(ana, keys(ana), window, at)
        assert "offers you" not in read(client, "/")


class TestTaking:
    def url(self, window: Window) -> str:
        return f"/windows/{window.pk}/taking/"

    def test_one_tap_makes_a_planned_leave(
        self, ana: Person, client_of: ClientOf, keys: Keys, window: Window
    ) -> None:
        sent = client_of(ana).post(self.url(window))
        leave = Leave.objects.get()
        assert (sent.status_code, sent["Location"]) == (303, f"/leaves/{leave.pk}/")
        assert (leave.person_id, leave.is_ahead) == (ana.pk, True)
        assert leave.when == window.when
        assert leave.out_wall == SATURDAY and leave.back_wall == NOON
        assert Taking.objects.get().leave == leave

    def test_tapped_twice_it_is_one(self, ana: Person, client_of: ClientOf, window: Window) -> None:
        client = client_of(ana)
        first, again = (client.post(self.url(window))["Location"] for _ in range(2))
        assert first == again and Leave.objects.count() == 1

    def test_it_is_the_takers_alone_until_a_heads_up(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        window: Window,
        at: datetime,
    ) -> None:
        def seen() -> list[str]:
            pages = (PAGE, "/", "/story/", "/loop/", "/settings/", "/export/")
            return [bare(read(client_of(ben), page)) for page in pages]

        before = seen()
        client_of(ana).get(PAGE)
        assert seen() == before
        client_of(ana).post(self.url(window))
        assert seen() == before
        leave = Leave.objects.get()
        assert client_of(ben).get(f"/leaves/{leave.pk}/answer/").status_code == 404
        call_off(leave, at)
        assert seen() == before
        make_heads_up(leave, ana.current, keys(ana), at)
        assert client_of(ben).get(f"/leaves/{leave.pk}/answer/").status_code == 200

    @pytest.mark.parametrize("state", ["withdrawn", "over"])
    def test_what_is_gone_is_not_taken(
        self,
        state: str,
        ana: Person,
        client_of: ClientOf,
        window: Window,
        at: datetime,
        clock: Clock,
    ) -> None:
        if state == "withdrawn":
            Window.objects.update(withdrawn_at=at)
        else:
            Window.objects.update(back_at=at)
        sent = client_of(ana).post(self.url(window))
        assert (sent.status_code, sent["Location"]) == (303, PAGE)
        assert not Leave.objects.exists() and not Taking.objects.exists()

    def test_with_words_sealed_it_asks_for_them_first(
        self, ana: Person, client_of: ClientOf, window: Window
    ) -> None:
        client = client_of(ana)
        client.cookies.pop("ob_s")
        sent = client.post(self.url(window))
        assert sent["Location"].startswith("/opening/")
        assert not Leave.objects.exists() and not Taking.objects.exists()


class TestWithdrawing:
    def url(self, window: Window) -> str:
        return f"/windows/{window.pk}/withdrawal/"

    def test_the_giver_takes_it_back(
        self, ana: Person, ben: Person, client_of: ClientOf, window: Window
    ) -> None:
        client_of(ben).post(self.url(window))
        for person in (ana, ben):
            assert "Saturday 16 May" not in read(client_of(person))

    def test_a_leave_that_it_became_stays(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        window: Window,
        at: datetime,
    ) -> None:
        leave = actions.take_window(ana, keys(ana), window, at)
        client_of(ben).post(self.url(window))
        assert leave and Leave.objects.get().is_ahead
        again = client_of(ana).post(f"/windows/{window.pk}/taking/")
        assert again["Location"] == f"/leaves/{leave.pk}/"

    def test_once_it_has_begun_it_stands(
        self, ben: Person, client_of: ClientOf, window: Window, clock: Clock
    ) -> None:
        clock(window.out_at)
        client = client_of(ben)
        assert "Take it back" not in read(client) and "Saturday 16 May" in read(client)
        client.post(self.url(window))
        assert Window.objects.get().withdrawn_at is None


def test_the_page_asks_no_more_with_many_windows(
    ana: Person,
    ben: Person,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(ana)
    for many in (1, 12):
        for _ in range(many):
            make_window(ben, keys(ben), at)
            make_window(ana, keys(ana), at)
        client.get(PAGE)
        with django_assert_max_num_queries(8):
            client.get(PAGE)
