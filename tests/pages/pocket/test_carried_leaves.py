"""Which leaves a phone carries: the one under way and those of two weeks, by their times alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.models import Homecoming
from outandback.rooms.leave.actions import call_off
from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.rooms.pocket.queries import CARRIED_FOR, MOST_CARRIED
from tests.builders.leaves import make_departure, make_leave
from tests.builders.phones import hand_in, phone_of, seal_command, seal_moment, send_command
from tests.builders.trips import BREWERY, FERRY, LISBON, make_hours, some_trip
from tests.cast import Cast
from tests.fixtures import ClientOf, Clock, Keys

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WALL = "%Y-%m-%dT%H:%M"
LARGEST = 4 * 1024


def papers_of(client: Client) -> dict[str, Any]:
    papers: dict[str, Any] = client.get(reverse("pocket-papers")).json()
    return papers


def carried(client: Client) -> list[str]:
    papers = papers_of(client)
    return [one["id"] for one in [papers["leave"], *papers["next"]] if one]


@pytest.fixture
def planned(ana: Person, keys: Keys, at: datetime, clock: Clock) -> Any:
    clock(at)

    def plan(ahead: timedelta) -> Leave:
        out = at + ahead + HOUR  # London is an hour before the world's clock in May
        return make_leave(ana, keys(ana), at, f"{out + 2 * HOUR:{WALL}}", f"{out:{WALL}}")

    return plan


def test_the_leave_under_way_comes_first_and_then_the_ones_ahead_in_order(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, planned: Any
) -> None:
    third, first, second = (planned(ahead) for ahead in (9 * DAY, 2 * HOUR, 6 * HOUR))
    client = client_of(ana)
    assert carried(client) == [str(one.pk) for one in (first, second, third)]
    make_departure(second, keys(ana), at)
    assert carried(client) == [str(one.pk) for one in (second, first, third)]
    assert [one["state"] for one in papers_of(client)["next"]] == ["ahead", "ahead"]


def test_no_more_than_two_weeks_and_no_more_than_fourteen(
    ana: Person, client_of: ClientOf, planned: Any
) -> None:
    assert carried(client_of(ana)) == []
    near = [planned(CARRIED_FOR), planned(-DAY)]
    for beyond in (CARRIED_FOR + HOUR, -DAY - HOUR):
        planned(beyond)
    assert set(carried(client_of(ana))) == {str(one.pk) for one in near}
    many = [planned(timedelta(hours=12 * count)) for count in range(1, MOST_CARRIED + 3)]
    assert carried(client_of(ana))[1:] == [str(one.pk) for one in many[: MOST_CARRIED - 1]]
    answer = client_of(ana).get(reverse("pocket-papers"))
    assert len(answer.content) < LARGEST


def test_one_that_is_called_off_or_over_is_carried_no_more(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, planned: Any
) -> None:
    first, second = planned(HOUR), planned(5 * HOUR)
    client = client_of(ana)
    assert send_command(client, seal_command(ana, "out", first.pk, at)) == 204
    assert send_command(client, seal_command(ana, "back", first.pk, at)) == 204
    assert carried(client) == [str(second.pk)]
    call_off(second, at)
    assert carried(client) == []


def test_hours_in_a_trip_that_the_other_made_are_carried_without_a_word(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
) -> None:
    """Where two meet stands in words; a phone carries their times by the clock of the place."""
    clock(at)
    trip = some_trip(ben, keys(ben), at)
    hours = make_hours(trip, ana, keys(ana), at)
    answer = client_of(ana).get(reverse("pocket-papers"))
    told = answer.json()["leave"]
    assert (told["id"], told["out_zone"], told["zone"]) == (str(hours.pk), LISBON, LISBON)
    assert not any(words in answer.content.decode() for words in (BREWERY, FERRY, trip.pk.hex))
    assert carried(client_of(ben)) == []


def test_out_and_back_by_the_clocks_of_two_places(
    ana: Person, keys: Keys, client_of: ClientOf, at: datetime, clock: Clock
) -> None:
    clock(at)
    leave = make_leave(ana, keys(ana), at)
    Leave.objects.filter(pk=leave.pk).update(zone="Pacific/Auckland", back_zone="Pacific/Honolulu")
    told = papers_of(client_of(ana))["leave"]
    assert (told["out_zone"], told["zone"]) == ("Pacific/Auckland", "Pacific/Honolulu")


@pytest.mark.parametrize("who", ["Ben", "Cleo", "Dede"])
def test_nobody_carries_what_another_one_planned(
    cast: Cast, client_of: ClientOf, planned: Any, who: str
) -> None:
    planned(HOUR), planned(5 * HOUR)
    assert carried(client_of(cast.people[who])) == []


def test_two_windows_of_a_day_arrive_in_order_each_once_at_its_own_time(
    ana: Person, client_of: ClientOf, at: datetime, clock: Clock, planned: Any
) -> None:
    """Both were done without a network; the whole of it is sent twice."""
    first, second = planned(HOUR), planned(5 * HOUR)
    clock(at + 10 * HOUR)
    later = (at + 4 * HOUR).isoformat()
    said = [
        seal_command(ana, "out", first.pk, at + HOUR),
        seal_command(ana, "late", first.pk, at + 2 * HOUR, back=later),
        seal_command(ana, "back", first.pk, at + 4 * HOUR),
        seal_command(ana, "out", second.pk, at + 5 * HOUR),
        seal_command(ana, "back", second.pk, at + 7 * HOUR),
    ]
    client = client_of(ana)
    assert send_command(client, said[3]) == 204  # on its own it waits for nothing
    assert send_command(client, said[0]) == 409
    assert [send_command(client, one) for one in (said[4], *said, *said)] == [204] * 11
    for leave, out, back in ((first, 1, 4), (second, 5, 7)):
        leave.refresh_from_db()
        assert (leave.begun_at, leave.returned_at) == (at + out * HOUR, at + back * HOUR)


def test_two_phones_with_the_same_windows_do_each_once_and_the_first_to_arrive_stands(
    ana: Person, client_of: ClientOf, at: datetime, clock: Clock, planned: Any
) -> None:
    """Neither had a network, and on each of them all of it was done."""
    leaves = planned(HOUR), planned(5 * HOUR)
    clock(at + 10 * HOUR)
    client, tokens = client_of(ana), [phone_of(ana, at) for _ in range(2)]
    one, other = (all_done_on(ana, leaves, at + later) for later in (HOUR, 90 * MINUTE))
    arrives = [one[0], other[0], one[1], other[1], other[2], one[2], one[3], other[3]]
    assert [send_command(client, raw) for raw in arrives] == [204] * len(arrives)
    for leave, out in zip(leaves, (at + HOUR, at + 5 * HOUR + 30 * MINUTE), strict=True):
        leave.refresh_from_db()
        assert leave.begun_at == out
    assert [leave.returned_at for leave in leaves] == [at + 2 * HOUR, at + 6 * HOUR]
    for leave in leaves:
        for token in tokens:
            assert hand_in(token, seal_moment(ana, leave.pk)) == 204
    assert Homecoming.objects.count() == 2
    for leave in leaves:
        assert Moment.objects.filter(departure__leave=leave).count() == 2


def all_done_on(ana: Person, leaves: tuple[Leave, Leave], since: datetime) -> list[bytes]:
    """Out and back within the hour, and the same again four hours later."""
    return [
        seal_command(ana, kind, leave.pk, since + start + passed)
        for leave, start in zip(leaves, (0 * HOUR, 4 * HOUR), strict=True)
        for kind, passed in (("out", 0 * HOUR), ("back", HOUR))
    ]
