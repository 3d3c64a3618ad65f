from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from outandback.rooms.leave import actions
from outandback.rooms.leave.models import AgreedFact, HeadsUp, Leave, Plan, When
from outandback.rooms.people.models import Person
from tests.builders.leaves import INTENTION, make_departure, make_heads_up, make_leave, wall
from tests.cast import Cast
from tests.fixtures import ClientOf, Clock, Keys

HOUR = timedelta(hours=1)
WORDS = {"seen": "0", "title": "Knitting", "words": "Off to the circle."}


def url(leave: Leave) -> str:
    return f"/leaves/{leave.pk}/heads-up/"


def read_at(leave: Leave) -> str:
    """The partner's page of it."""
    return f"/leaves/{leave.pk}/answer/"


def facts() -> list[str]:
    return list(AgreedFact.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    return make_leave(ana, keys(ana), at)


class TestGiving:
    def test_it_begins_with_words_from_the_plan(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        page = client_of(ana).get(url(leave)).content.decode()
        assert f"Planned: {INTENTION}" in page
        assert "A heads-up, not a request." in page

    def test_the_partner_can_read_it_once_it_is_given(
        self,
        ana: Person,
        ben: Person,
        client_of: ClientOf,
        leave: Leave,
        at: datetime,
        clock: Clock,
    ) -> None:
        clock(at)
        client, other = client_of(ana), client_of(ben)
        assert other.get(read_at(leave)).status_code == 404
        assert client.post(url(leave), WORDS).status_code == 303
        page = other.get(read_at(leave)).content.decode()
        assert "Off to the circle." in page
        assert "Ana is going out tomorrow." in page
        assert "Ben has your heads-up." in client.get(f"/leaves/{leave.pk}/").content.decode()

    def test_only_the_ticked_cares_go_along(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        plan = Plan(intention=INTENTION, meaning="A secret reason", company="own", names="Wen")
        actions.change_plan(leave, keys(ana), 1, leave.when, plan, at)
        client_of(ana).post(url(leave), {**WORDS, "cares": ["company"]})
        page = client_of(ben).get(read_at(leave)).content.decode()
        assert "My own friends: Wen" in page
        assert "A secret reason" not in page

    def test_sent_twice_it_is_one(self, ana: Person, client_of: ClientOf, leave: Leave) -> None:
        client = client_of(ana)
        assert [client.post(url(leave), WORDS).status_code for _ in range(2)] == [303, 303]
        assert HeadsUp.objects.count() == 1 and facts() == ["planned"]

    def test_words_are_put_right_without_a_new_fact(
        self, ana: Person, client_of: ClientOf, keys: Keys, leave: Leave
    ) -> None:
        client = client_of(ana)
        client.post(url(leave), WORDS)
        client.post(url(leave), {**WORDS, "seen": "1", "words": "At the library."})
        given = HeadsUp.objects.get()
        assert keys(ana).open(given, "shown").words == "At the library."
        assert given.row_version == 2 and facts() == ["planned"]

    def test_two_devices_keep_both_versions(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        client = client_of(ana)
        client.post(url(leave), WORDS)
        clash = client.post(url(leave), {**WORDS, "words": "Something else."})
        page = clash.content.decode()
        assert clash.status_code == 409
        assert "Something else." in page and "Off to the circle." in page

    def test_alone_it_says_what_works(
        self, cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
    ) -> None:
        own = make_leave(cleo, keys(cleo), at)
        page = client_of(cleo).get(url(own)).content.decode()
        assert "There is nobody to tell yet." in page
        client_of(cleo).post(url(own), WORDS)
        assert not HeadsUp.objects.exists()

    def test_words_are_compared_first(self, ana: Any, client_of: ClientOf, leave: Leave) -> None:
        type(ana.current).objects.update(pin=None)
        page = client_of(ana).get(url(leave)).content.decode()
        assert "First, four words." in page

    def test_long_words_stay_on_the_page(
        self, ana: Person, client_of: ClientOf, leave: Leave
    ) -> None:
        answer = client_of(ana).post(url(leave), {**WORDS, "words": "w" * 4001})
        assert answer.status_code == 422
        assert "w" * 4001 in answer.content.decode()

    def test_the_one_who_reads_it_cannot_change_it(
        self, ana: Person, ben: Person, client_of: ClientOf, keys: Keys, leave: Leave, at: datetime
    ) -> None:
        make_heads_up(leave, ana.current, keys(ana), at)
        assert client_of(ben).post(url(leave), {**WORDS, "words": "No."}).status_code == 404
        assert "Thursday circle" in keys(ana).open(HeadsUp.objects.get(), "shown").words


class TestFollowing:
    """What happens to a leave is told to the pair as plain facts, each with its time."""

    @pytest.fixture
    def given(self, ana: Person, keys: Keys, leave: Leave, at: datetime) -> HeadsUp:
        return make_heads_up(leave, ana.current, keys(ana), at)

    def test_a_new_time_is_a_fact_and_new_words_are_not(
        self, ana: Person, keys: Keys, leave: Leave, given: HeadsUp, at: datetime
    ) -> None:
        actions.change_plan(leave, keys(ana), 1, leave.when, Plan(intention="Swim"), at)
        assert facts() == ["planned"]
        later = When(leave.when.out, wall("2026-05-14T22:00"))
        actions.change_plan(leave, keys(ana), 2, later, Plan(), at)
        given.refresh_from_db()
        assert facts() == ["planned", "changed"] and given.back_at == leave.back_at

    def test_a_whole_leave(
        self, ana: Person, keys: Keys, leave: Leave, given: HeadsUp, at: datetime
    ) -> None:
        make_departure(leave, keys(ana), at)
        actions.promise_return(leave, wall("2026-05-14T21:30"), at + HOUR)
        actions.promise_return(leave, wall("2026-05-14T21:30"), at + HOUR)
        actions.remember_return(leave, at + 2 * HOUR)
        actions.remember_return(leave, at + 3 * HOUR)
        given.refresh_from_db()
        assert facts() == ["planned", "changed", "returned"]
        assert (given.begun_at, given.returned_at) == (at, at + 2 * HOUR)

    def test_called_off_and_gone_on_after_all(
        self, ana: Person, keys: Keys, leave: Leave, given: HeadsUp, at: datetime
    ) -> None:
        actions.call_off(leave, at)
        make_departure(leave, keys(ana), at)
        given.refresh_from_db()
        assert facts() == ["planned", "called off", "planned"]
        assert given.called_off_at is None and given.is_out

    @pytest.mark.parametrize("who_leaves", ["ana", "ben"])
    def test_it_stands_still_once_one_of_the_two_has_left(
        self,
        who_leaves: str,
        request: pytest.FixtureRequest,
        ana: Person,
        keys: Keys,
        leave: Leave,
        given: HeadsUp,
        at: datetime,
    ) -> None:
        side = request.getfixturevalue(who_leaves).current
        type(side).objects.filter(pk=side.pk).update(ended_at=at)
        make_departure(leave, keys(ana), at + HOUR)
        actions.remember_return(leave, at + 2 * HOUR)
        given.refresh_from_db()
        assert given.begun_at is None and given.returned_at is None
        # what the one who was left says stays noted for them
        assert facts() == (["planned"] if who_leaves == "ana" else ["planned", "returned"])

    def test_the_heads_up_of_a_former_pair_is_not_written_again(
        self,
        ana: Any,
        cast: Cast,
        cleo: Person,
        client_of: ClientOf,
        leave: Leave,
        given: HeadsUp,
        at: datetime,
    ) -> None:
        cast.part(ana.current, at)
        ana.refresh_from_db()
        cast.pair(ana, cleo, at)
        page = client_of(ana).get(url(leave)).content.decode()
        assert "stays with the two of you it was given to" in page
