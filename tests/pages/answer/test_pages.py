"""The two pages of a leave that show what both say of it: its person's, and its partner's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from outandback.rooms.leave import actions
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave, wall
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)


def url(leave: Leave) -> str:
    return f"/leaves/{leave.pk}/answer/"


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave(ana, keys(ana), at)


class TestReading:
    @pytest.fixture(autouse=True)
    def given(self, ana: Person, keys: Keys, leave: Leave, at: datetime) -> HeadsUp:
        return make_heads_up(leave, ana.current, keys(ana), at)

    def page(self, client: Client, leave: Leave) -> str:
        return str(client.get(url(leave)).content.decode())

    def test_every_state_has_its_sentence(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        leave: Leave,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at)
        reader = client_of(ben)
        actions.call_off(leave, at)
        assert "Ana is staying in." in self.page(reader, leave)
        make_departure(leave, keys(ana), at)
        assert "Ana is out until nine in the evening tomorrow." in self.page(reader, leave)
        actions.promise_return(leave, wall("2026-05-14T21:30"), at)
        assert "out until half past nine in the evening tomorrow." in self.page(reader, leave)
        assert "21:00" not in self.page(reader, leave)
        actions.promise_return(leave, None, at)
        assert "Ana is out." in self.page(reader, leave)
        actions.remember_return(leave, at)
        assert "Ana is back." in self.page(reader, leave)

    def test_coming_back_late_looks_like_coming_back_early(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        leave: Leave,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at)
        make_departure(leave, keys(ana), at)
        actions.remember_return(leave, at + HOUR)
        reader = client_of(ben)
        early = bare(self.page(reader, leave))
        Leave.objects.update(returned_at=at + 99 * HOUR)
        HeadsUp.objects.update(returned_at=at + 99 * HOUR)
        assert bare(self.page(reader, leave)) == early

    def test_past_the_promised_time_nothing_says_late(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        keys: Keys,
        leave: Leave,
        at: datetime,
        clock: Clock,
    ) -> None:
        make_departure(leave, keys(ana), leave.out_at)
        clock(leave.out_at + 50 * HOUR)
        page = self.page(client_of(ben), leave)
        assert "Ana is out until nine in the evening on Thursday." in page
        assert "late" not in page.lower().replace("translate", "").replace("template", "")

    def test_without_keys_times_are_shown_and_words_are_not(
        self, ben: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        reader = client_of(ben)
        reader.cookies.pop("ob_s")
        page = self.page(reader, leave)
        assert "Your partner is going out on Thursday 14 May." in page
        assert "Thursday circle" not in page
