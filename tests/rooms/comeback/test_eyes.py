"""Each question of coming back, asked by the wrong one of the two and about another pair's rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from outandback.rooms.afterwards.queries import recent_homecomings
from outandback.rooms.comeback import actions, queries
from outandback.rooms.comeback.models import CheckIn, HomeAnswers, Received, Reception, Telling
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Membership, Pair, Person
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.fixtures import Keys

HOUR = timedelta(hours=1)
RATED, NOTHING = HomeAnswers(felt=3), HomeAnswers()


@pytest.fixture
def told(ana: Person, back: Returned, keys: Keys, at: datetime) -> Telling:
    return make_telling(back, ana, keys(ana, room=True), at)


@pytest.fixture
def former(dede: Person) -> Pair:
    """The pair that Ana and Dede were."""
    return Membership.objects.get(person=dede).pair


class TestReturns:
    def test_what_another_pair_was_told_of_is_not_lately_for_this_one(
        self, ben: Person, back: Returned, former: Pair, at: datetime
    ) -> None:
        assert recent_homecomings(ben, ben.current, at) == [back.home]
        HeadsUp.objects.update(pair=former)
        assert recent_homecomings(ben, ben.current, at) == []

    def test_ones_own_return_is_not_the_partners(self, ana: Person, back: Returned) -> None:
        with pytest.raises(Http404):
            queries.homecoming_seen_by(ana, ana.current, back.leave.pk)

    def test_ones_own_answers_are_not_what_the_partner_shared(
        self, ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime
    ) -> None:
        actions.check_in(back.home, ana, keys(ana), RATED, RATED, ana.current, at)
        assert queries.check_in_shared_with(ana, ana.current, back.home) is None
        assert queries.check_in_shared_with(ben, ben.current, back.home) is not None
        CheckIn.objects.update(shared=None)
        assert queries.check_in_shared_with(ben, ben.current, back.home) is None


class TestTellings:
    def test_what_another_pair_was_told_does_not_wait_for_this_one(
        self, ben: Person, told: Telling, former: Pair
    ) -> None:
        assert queries.tellings_waiting_for(ben, ben.current) == [told]
        Telling.objects.update(pair=former)
        assert queries.tellings_waiting_for(ben, ben.current) == []

    def test_what_was_taken_back_is_not_told(
        self, ana: Person, back: Returned, told: Telling, at: datetime
    ) -> None:
        assert queries.tellings_of(ana, back.home) == [told]
        actions.withdraw(told, at)
        assert queries.tellings_of(ana, back.home) == []

    def test_what_came_back_is_found_by_its_teller_alone(
        self, ana: Person, ben: Person, told: Telling, keys: Keys, at: datetime
    ) -> None:
        said = actions.receive(told, ben, keys(ben), Received("Wow."), at)
        assert queries.reception_of(ana, told) == said == Reception.objects.get()
        assert queries.reception_of(ben, told) is None

    def test_what_is_told_after_the_listener_left_never_reaches_them(
        self, ana: Person, ben: Any, back: Returned, keys: Keys, at: datetime
    ) -> None:
        part_ways(ben.current, keys(ben), "", at, at)
        late = make_telling(back, ana, keys(ana, room=True), at + HOUR)
        with pytest.raises(Http404):
            queries.telling_to(ben, late.pk)

    @pytest.mark.parametrize("who", ["ben", "cleo", "dede"])
    def test_how_it_landed_is_the_tellers_alone(
        self, who: str, request: pytest.FixtureRequest, ana: Person, told: Telling, keys: Keys
    ) -> None:
        actions.mark_landing(told, keys(ana), "no")
        assert queries.landing_of(ana, told) is not None
        assert queries.landing_of(request.getfixturevalue(who), told) is None


class TestTheRoom:
    def test_ones_own_return_stands_there_once(
        self, ana: Person, back: Returned, keys: Keys, at: datetime
    ) -> None:
        actions.check_in(back.home, ana, keys(ana), RATED, NOTHING, ana.current, at)
        assert [leaf.leave_id for leaf in queries.leaves_in_the_room(ana, None)] == [back.leave.pk]

    def test_answers_at_home_come_page_by_page_too(
        self, ana: Person, ben: Person, keys: Keys, at: datetime
    ) -> None:
        backs = [make_homecoming(ana, keys(ana), at + n * HOUR) for n in range(3)]
        for one in backs:
            actions.check_in(one.home, ben, keys(ben), RATED, NOTHING, ben.current, at)
        newest, middle, oldest = (one.leave.pk for one in reversed(backs))
        found = [leaf.leave_id for leaf in queries.leaves_in_the_room(ben, None)]
        assert found == [newest, middle, oldest]
        found = [leaf.leave_id for leaf in queries.leaves_in_the_room(ben, middle)]
        assert found == [oldest]
