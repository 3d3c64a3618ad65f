"""Calendars given out, after a parting: those of the one who left stand still, those of the other
go on, and neither tells anybody of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.account.actions import erase, join_pair
from outandback.rooms.away.actions import set_out
from outandback.rooms.feeds.models import Feed
from outandback.rooms.leave.actions import call_off, change_plan, give_heads_up, promise_return
from outandback.rooms.leave.models import DoorAnswers, Leave, Plan, Shown, When
from outandback.rooms.people.actions import invite
from outandback.rooms.people.models import Person
from tests.builders.feeds import address_of, give_calendar, times_at
from tests.builders.leaves import make_heads_up, make_leave, wall
from tests.cast import PASSPHRASE, Cast, again
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
MOMENTS = (HOUR, 5 * HOUR, DAY, 3 * DAY, WEEK - HOUR)


def told(person: Person, keys: Keys, at: datetime, out: str, back: str) -> Leave:
    leave = make_leave(person, keys(person), at, out=out, back=back)
    make_heads_up(leave, person.current, keys(person), at)
    return leave


@pytest.fixture
def planned(ana: Person, keys: Keys, at: datetime) -> list[Leave]:
    """Two that Ben was told of, and one that he was not."""
    first = told(ana, keys, at - DAY, "2026-05-14T18:30", "2026-05-16T21:00")
    later = told(ana, keys, at - DAY, "2026-05-24T18:30", "2026-05-24T21:00")
    return [first, later, make_leave(ana, keys(ana), at - DAY)]


def part(client: Client) -> None:
    form = {"seen": "week", "words": "", "passphrase": PASSPHRASE}
    assert client.post(reverse("parting"), form).status_code == 303


def bytes_at(address: str, at: datetime, clock: Clock) -> tuple[bytes, str]:
    clock(at)
    answer = Client().get(address)
    return answer.content, answer["ETag"]


@pytest.mark.parametrize("says", ["busy", "title"])
def test_one_who_left_gives_out_nothing_new_and_nobody_can_tell(
    ana: Person,
    keys: Keys,
    at: datetime,
    clock: Clock,
    client_of: ClientOf,
    planned: list[Leave],
    says: str,
) -> None:
    """Byte for byte, at any moment before the notice, what it had said without a parting."""
    address = address_of(give_calendar(ana, keys(ana), at, says=says), keys(ana))
    without = [bytes_at(address, at + later, clock) for later in MOMENTS]
    clock(at)
    part(client_of(ana))
    clock(at + HOUR / 2)
    first, later = (Leave.objects.get(pk=one.pk) for one in planned[:2])
    change_plan(later, keys(ana), later.row_version, When(wall("2026-05-25T10:00")), Plan("X"), at)
    call_off(later, at)
    set_out(first, keys(ana), DoorAnswers(), at)
    promise_return(first, wall("2026-05-15T12:00"), at)
    make_leave(ana, keys(ana), at, out="2026-05-19T10:00", back="2026-05-19T12:00")
    assert [bytes_at(address, at + one, clock) for one in MOMENTS] == without


def test_once_the_other_one_is_told_nothing_ahead_is_shown(
    ana: Person,
    keys: Keys,
    at: datetime,
    clock: Clock,
    client_of: ClientOf,
    planned: list[Leave],
) -> None:
    feed = give_calendar(ana, keys(ana), at)
    address = address_of(feed, keys(ana))
    clock(at)
    part(client_of(ana))
    clock(at + WEEK + HOUR)
    assert [start for _, start, _ in times_at(address)] == [planned[0].out_at]
    answer = client_of(ana).get(reverse("feed", args=[feed.pk])).content.decode()
    assert "This calendar shows no new leaves." in answer


def test_a_new_address_follows_again_without_what_was_kept_from_the_other(
    ana: Person,
    keys: Keys,
    at: datetime,
    clock: Clock,
    client_of: ClientOf,
    planned: list[Leave],
) -> None:
    feed = give_calendar(ana, keys(ana), at)
    old = address_of(feed, keys(ana))
    clock(at)
    part(client_of(ana))
    after = make_leave(again(ana), keys(ana), at + HOUR, out="2026-05-30T10:00", back="")
    clock(at + DAY)
    client_of(ana).post(reverse("feed-address", args=[feed.pk]))
    assert Client().get(old).status_code == 404
    starts = [start for _, start, _ in times_at(address_of(feed, keys(ana)))]
    assert starts == [planned[0].out_at, planned[1].out_at, after.out_at]


def test_the_one_who_was_left_goes_on(
    ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock, client_of: ClientOf
) -> None:
    address = address_of(give_calendar(ben, keys(ben), at), keys(ben))
    clock(at)
    before = bytes_at(address, at, clock)
    part(client_of(ana))
    assert bytes_at(address, at, clock) == before
    leave = make_leave(ben, keys(ben), at)
    ben = again(ben)
    assert ben.current is not None
    give_heads_up(leave, ben.current, keys(ben), Shown("Out"), at)
    assert len(times_at(address)) == 1


def test_who_becomes_two_keeps_to_themselves_what_nobody_was_told(
    cleo: Person, thea: Person, cast: Cast, keys: Keys, at: datetime, clock: Clock
) -> None:
    make_leave(cleo, keys(cleo), at)
    address = address_of(give_calendar(cleo, keys(cleo), at), keys(cleo))
    clock(at)
    before = bytes_at(address, at, clock)
    assert len(times_at(address)) == 1
    join_pair(thea, keys(thea), invite(cleo, keys(cleo), at), at)
    assert times_at(address) == []
    assert bytes_at(address, at, clock)[1] != before[1]


def test_an_erased_account_gives_out_nothing(
    ana: Person, keys: Keys, at: datetime, planned: list[Leave]
) -> None:
    address = address_of(give_calendar(ana, keys(ana), at), keys(ana))
    erase(ana, ana.current, keys(ana), at)
    assert Client().get(address).status_code == 404
    assert not Feed.objects.exists()
