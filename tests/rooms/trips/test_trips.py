"""Trips of a pair: who has which, before and after one of the two has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.http import Http404

from outandback.rooms.leave.actions import change_plan, give_heads_up
from outandback.rooms.leave.models import HeadsUp, Plan, Shown
from outandback.rooms.leave.queries import hours_told, leave_of, own_hours
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.trips import actions, queries
from outandback.rooms.trips.models import Days, Trip, TripWords, telling_key
from outandback.vault.writing import Stale
from tests.builders.trips import FERRY, FIRST, LAST, LISBON, MEET_AT, make_hours, some_trip
from tests.cast import again, side_of
from tests.fixtures import Keys

DAY = timedelta(days=1)


@pytest.fixture
def trip(ana: Person, keys: Keys, at: datetime) -> Trip:
    return some_trip(ana, keys(ana), at)


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (FIRST - DAY, FIRST - DAY, False),
        (FIRST - DAY, FIRST, True),
        (FIRST + DAY, FIRST + DAY, True),
        (LAST, LAST + DAY, True),
        (LAST + DAY, LAST + 9 * DAY, False),
    ],
)
def test_a_trip_is_found_by_any_of_its_days(
    trip: Trip, ben: Person, since: date, until: date, there: bool
) -> None:
    assert queries.trips_between(side_of(ben), since, until) == ([trip] if there else [])


def test_nobody_else_has_it(trip: Trip, ana: Person, dede: Person, cleo: Person) -> None:
    past = [one for one in (dede.current,) if one]
    assert queries.trips_between(None, FIRST, LAST) == []
    assert not any(queries.trips_between(side, FIRST, LAST) for side in past)
    for person in (dede, cleo):
        with pytest.raises(Http404):
            queries.trip_of(person, trip.pk)


def test_either_changes_it_and_an_older_form_does_not(
    trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    days, words = Days(FIRST, LAST + DAY, LISBON), TripWords("Two weeks")
    actions.change_trip(trip, side_of(ben), keys(ben), 1, days, words, at)
    now = queries.trip_in(side_of(ana), trip.pk)
    known = queries.words_known(side_of(ana), keys(ana), now)
    assert known and known == words.changed(side_of(ben).ink, at) and known.says_as(words)
    assert queries.days_known(side_of(ana), now) == days
    again_the_same = 1, days, words, at + DAY
    assert actions.change_trip(now, side_of(ana), keys(ana), *again_the_same) is False
    with pytest.raises(Stale):
        actions.change_trip(now, side_of(ana), keys(ana), 1, days, TripWords("Mine"), at)


def test_what_one_makes_of_it_after_a_parting_is_theirs_alone(
    trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    hers, opened = side_of(ana), keys(ana)
    part_ways(hers, opened, "", at, at)
    his = side_of(ben)
    days = Days(FIRST + 30 * DAY, LAST + 30 * DAY, "Europe/Rome")
    actions.change_trip(trip, his, keys(ben), 1, days, TripWords("Alone"), at)
    assert queries.trips_between(his, days.first, days.last) == [trip]
    assert queries.trips_between(his, FIRST, LAST) == []
    left = again(ana)
    past = type(hers)._default_manager.select_related("other").get(pk=hers.pk)
    assert queries.trips_between(past, FIRST, LAST) == [trip]
    assert queries.days_known(past, queries.trip_of(left, trip.pk)) == Days(FIRST, LAST, LISBON)
    actions.remove_trip(trip, his, keys(ben))
    assert queries.trips_between(his, days.first, days.last) == []
    assert queries.trips_between(past, FIRST, LAST) == [trip]
    with pytest.raises(Http404):
        queries.trip_of(ben, trip.pk)


def test_a_removed_trip_leaves_its_leaves(
    trip: Trip, ana: Person, keys: Keys, at: datetime
) -> None:
    leave = make_hours(trip, ana, keys(ana), at)
    actions.remove_trip(trip, side_of(ana), keys(ana))
    assert leave_of(ana, leave.pk).trip is None


def test_a_time_to_tell_is_there_once(
    trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    supper = {"on": FIRST.isoformat(), "at": "19:00", "zone": LISBON, "words": ""}
    for who in (ana, ben):
        actions.name_telling(trip, side_of(who), keys(who), supper, at)
    row = queries.trip_in(side_of(ana), trip.pk)
    words = queries.words_known(side_of(ana), keys(ana), row)
    assert words is not None and words.tellings == (supper,)
    actions.drop_telling(trip, side_of(ben), keys(ben), telling_key(supper), at)
    row = queries.trip_in(side_of(ana), trip.pk)
    words = queries.words_known(side_of(ana), keys(ana), row)
    assert words is not None and words.tellings == ()


def test_hours_exist_for_the_other_once_they_are_told(
    trip: Trip, ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    leave = make_hours(trip, ana, keys(ana), at)
    assert own_hours(ana, trip) == [leave]
    assert (own_hours(ben, trip), hours_told(ben, trip)) == ([], [])
    told = give_heads_up(leave, side_of(ana), keys(ana), Shown(title="Out"), at)
    assert (hours_told(ben, trip), hours_told(ana, trip)) == ([told], [])


def test_where_the_two_meet_survives_forms_that_know_nothing_of_it(
    trip: Trip, ana: Person, keys: Keys, at: datetime
) -> None:
    leave, opened = make_hours(trip, ana, keys(ana), at), keys(ana)
    give_heads_up(leave, side_of(ana), opened, Shown(title="Out"), at)
    change_plan(leave, opened, 1, leave.when, Plan("Something else"), at)
    plan, shown = opened.open(leave, "plan"), opened.open(HeadsUp.objects.get(), "shown")
    assert {(plan.meet, plan.meet_at), (shown.meet, shown.meet_at)} == {(FERRY, MEET_AT)}
    assert replace(plan.anew(), needs={}) == Plan("Something else")
