"""What a calendar program reads at an address: its owner's times as they promised them, and no more
than that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.away.actions import go_now, set_out
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.feeds.actions import change_address, take_away
from outandback.rooms.feeds.models import Feed
from outandback.rooms.leave.actions import (
    call_off,
    change_plan,
    plan_leave,
    promise_return,
    say_what,
)
from outandback.rooms.leave.models import DoorAnswers, Leave, Plan, When
from outandback.rooms.people.models import Person
from tests.builders.cover import make_answer, make_window
from tests.builders.feeds import address_of, events_at, give_calendar, text_at, times_at
from tests.builders.leaves import INTENTION, make_heads_up, make_leave, wall
from tests.builders.quiet import make_held_note
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OUT, BACK = datetime(2026, 5, 14, 17, 30, tzinfo=UTC), datetime(2026, 5, 14, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def told_leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    return leave


@pytest.mark.parametrize("says", ["busy", "away", "title"])
def test_a_leave_is_shown_as_its_owner_chose(
    ana: Person, keys: Keys, at: datetime, says: str
) -> None:
    told_leave(ana, keys, at)
    feed = give_calendar(ana, keys(ana), at, says=says)
    word = {"busy": "Busy", "away": "Away", "title": INTENTION}[says]
    assert times_at(address_of(feed, keys(ana))) == [(word, OUT, BACK)]


def test_what_the_other_was_not_told_of_is_left_out(ana: Person, keys: Keys, at: datetime) -> None:
    leave = make_leave(ana, keys(ana), at)
    known = address_of(give_calendar(ana, keys(ana), at), keys(ana))
    every = address_of(give_calendar(ana, keys(ana), at, untold=True), keys(ana))
    assert (times_at(known), times_at(every)) == ([], [("Busy", OUT, BACK)])
    make_heads_up(leave, ana.current, keys(ana), at)
    assert times_at(known) == [("Busy", OUT, BACK)]


def test_somebody_alone_sees_all_of_theirs(cleo: Person, keys: Keys, at: datetime) -> None:
    make_leave(cleo, keys(cleo), at)
    feed = give_calendar(cleo, keys(cleo), at)
    assert times_at(address_of(feed, keys(cleo))) == [("Busy", OUT, BACK)]


def test_titles_follow_the_words(ana: Person, keys: Keys, at: datetime) -> None:
    feed = give_calendar(ana, keys(ana), at, says="title")
    leave, address = told_leave(ana, keys, at), address_of(feed, keys(ana))
    assert times_at(address) == [(INTENTION, OUT, BACK)]
    change_plan(leave, keys(ana), 1, leave.when, Plan("Swim; and, then\nsoup"), at)
    assert times_at(address) == [("Swim; and, then\nsoup", OUT, BACK)]
    set_out(leave, keys(ana), DoorAnswers(), OUT)
    say_what(leave, keys(ana), OUT, intention="Swim only")
    assert times_at(address) == [("Swim only", OUT, BACK)]


def test_a_leave_without_words_says_away(ana: Person, keys: Keys, at: datetime) -> None:
    feed = give_calendar(ana, keys(ana), at, says="title", untold=True)
    go_now(ana, keys(ana), uuid4(), When(wall("2026-05-13T19:00")), Plan(), at)
    assert [one[0] for one in times_at(address_of(feed, keys(ana)))] == ["Away"]


def test_with_no_set_time_it_ends_after_twelve_hours(ana: Person, keys: Keys, at: datetime) -> None:
    make_leave(ana, keys(ana), at, back="")
    feed = give_calendar(ana, keys(ana), at, untold=True)
    assert times_at(address_of(feed, keys(ana))) == [("Busy", OUT, OUT + 12 * HOUR)]


def test_when_somebody_went_and_came_back_changes_no_byte(
    ana: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave = told_leave(ana, keys, at)
    address = address_of(give_calendar(ana, keys(ana), at), keys(ana))
    clock(OUT)
    before = Client().get(address)
    departure = set_out(leave, keys(ana), DoorAnswers(guilt=4), OUT + HOUR)
    come_back(departure, OUT + 2 * HOUR)
    after = Client().get(address)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


def test_another_time_is_shown_and_counted(
    ana: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave = told_leave(ana, keys, at)
    feed = give_calendar(ana, keys(ana), at)
    address = address_of(feed, keys(ana))
    first = events_at(address)[0]
    set_out(leave, keys(ana), DoorAnswers(), OUT)
    promise_return(leave, wall("2026-05-14T22:00"), OUT)
    then = events_at(address)[0]
    assert (then.start, then.end) == (OUT, BACK + HOUR)
    assert first["UID"] == then["UID"]
    assert first["SEQUENCE"] < then["SEQUENCE"]
    assert first["DTSTAMP"].dt == then["DTSTAMP"].dt


def test_back_before_one_had_meant_to_go(ana: Person, keys: Keys, at: datetime) -> None:
    leave = told_leave(ana, keys, at)
    feed = give_calendar(ana, keys(ana), at)
    set_out(leave, keys(ana), DoorAnswers(), OUT - 2 * HOUR)
    promise_return(leave, wall("2026-05-14T18:00"), OUT - HOUR)
    (one,) = events_at(address_of(feed, keys(ana)))
    assert one.start < one.end == OUT - HOUR / 2


def test_one_that_is_called_off_is_cancelled_for_two_weeks(
    ana: Person, keys: Keys, at: datetime, clock: Clock
) -> None:
    leave = make_leave(ana, keys(ana), at, out="2026-06-20T10:00", back="2026-06-20T12:00")
    make_heads_up(leave, ana.current, keys(ana), at)
    feed = give_calendar(ana, keys(ana), at)
    address = address_of(feed, keys(ana))
    call_off(leave, at)
    (one,) = events_at(address)
    assert (one["STATUS"], one["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    clock(at + 15 * DAY)
    assert events_at(address) == []


@pytest.mark.parametrize(("days", "shown"), [(-32, 0), (-30, 1), (399, 1), (402, 0)])
def test_it_looks_a_month_back_and_a_year_ahead(
    ana: Person, keys: Keys, at: datetime, days: int, shown: int
) -> None:
    day = (at + days * DAY).date()
    make_leave(ana, keys(ana), at, out=f"{day}T10:00", back=f"{day}T12:00")
    feed = give_calendar(ana, keys(ana), at, untold=True)
    assert len(times_at(address_of(feed, keys(ana)))) == shown


def test_two_zones_and_an_hour_that_comes_twice(ana: Person, keys: Keys, at: datetime) -> None:
    out = wall("2026-10-25T01:30", "Europe/London", fold=1)
    back = wall("2026-10-25T09:00", "America/New_York")
    plan_leave(ana, keys(ana), uuid4(), When(out, back), Plan("Fly"), at)
    feed = give_calendar(ana, keys(ana), at, untold=True)
    start, end = datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 13, tzinfo=UTC)
    assert times_at(address_of(feed, keys(ana))) == [("Busy", start, end)]


def test_the_names_of_two_calendars_cannot_be_matched(
    ana: Person, keys: Keys, at: datetime
) -> None:
    leave = told_leave(ana, keys, at)
    feeds = [give_calendar(ana, keys(ana), at, name=name) for name in ("phone", "mother")]
    one, other = (events_at(address_of(feed, keys(ana)))[0]["UID"] for feed in feeds)
    assert one != other
    assert leave.pk.hex not in {one, other}


class TestAddress:
    def test_any_that_leads_nowhere_gets_the_same_answer(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        feeds = [give_calendar(ana, keys(ana), at) for _ in range(3)]
        taken, changed, unused = (address_of(feed, keys(ana)) for feed in feeds)
        take_away(feeds[0])
        change_address(ana, feeds[1].pk, keys(ana), {}, at)
        invented = reverse("feed-times", args=["x" * 43])
        assert Client().get(address_of(feeds[1], keys(ana))).status_code == 200
        clock(at + 91 * DAY)
        answers = [Client().get(one) for one in (taken, changed, unused, invented)]
        assert {(one.status_code, one.content) for one in answers} == {(404, b"")}
        assert len({str(sorted(one.headers.items())) for one in answers}) == 1

    def test_it_is_asked_again_cheaply(
        self, ana: Person, keys: Keys, at: datetime, django_assert_num_queries: object
    ) -> None:
        told_leave(ana, keys, at)
        address = address_of(give_calendar(ana, keys(ana), at), keys(ana))
        first = Client().get(address)
        with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
            again = Client().get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert not first["ETag"].startswith("W/")

    def test_it_reads_no_session_and_sets_no_cookie(
        self, ana: Person, keys: Keys, at: datetime, client_of: ClientOf
    ) -> None:
        told_leave(ana, keys, at)
        address = address_of(give_calendar(ana, keys(ana), at), keys(ana))
        answers = [client.get(address) for client in (client_of(ana), Client())]
        assert [dict(one.cookies) for one in answers] == [{}, {}]
        assert answers[0].content == answers[1].content
        assert answers[0]["Content-Type"] == "text/calendar; charset=utf-8"
        assert answers[0]["Cache-Control"].startswith("private")

    def test_head_says_the_same_and_marks_no_visit(
        self, ana: Person, keys: Keys, at: datetime, clock: Clock
    ) -> None:
        feed = give_calendar(ana, keys(ana), at)
        address = address_of(feed, keys(ana))
        clock(at + 2 * DAY)
        answer = Client().head(address)
        feed.refresh_from_db()
        assert (answer.status_code, feed.used_on) == (200, at.date())
        assert answer["ETag"] == Client().get(address)["ETag"]
        feed.refresh_from_db()
        assert feed.used_on == (at + 2 * DAY).date()

    def test_nothing_is_taken_in(self, ana: Person, keys: Keys, at: datetime) -> None:
        address = address_of(give_calendar(ana, keys(ana), at), keys(ana))
        assert {Client().generic(how, address).status_code for how in ("POST", "PUT")} == {405}


def test_titles_rest_sealed_and_only_of_what_is_shown(
    ana: Person, keys: Keys, at: datetime
) -> None:
    make_leave(ana, keys(ana), at)
    feed = give_calendar(ana, keys(ana), at, says="title")
    other = make_leave(ana, keys(ana), at)
    token = address_of(feed, keys(ana)).rpartition("/")[2].removesuffix(".ics")
    feed = Feed.objects.get()
    assert feed.titles_behind(token) == {}
    assert INTENTION.encode() not in bytes(feed.snapshot or b"")
    make_heads_up(other, ana.current, keys(ana), at)
    assert list(Feed.objects.get().titles_behind(token)) == [other.pk.hex]
    assert INTENTION in text_at(address_of(feed, keys(ana)))


def test_nothing_that_the_other_does_is_seen(
    ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    """Their answer, a note, hours they offer, a leave of theirs that they told of."""
    leave = told_leave(ana, keys, at)
    feeds = [
        give_calendar(ana, keys(ana), at, says="busy"),
        give_calendar(ana, keys(ana), at, says="title", untold=True),
    ]
    addresses = [address_of(feed, keys(ana)) for feed in feeds]
    before = [Client().get(one) for one in addresses]
    make_answer(leave, ben, keys(ben), at, blessing="Go well")
    set_out(leave, keys(ana), DoorAnswers(), at)
    make_held_note(leave, ben, keys(ben), at)
    make_window(ben, keys(ben), at)
    theirs = make_leave(ben, keys(ben), at)
    make_heads_up(theirs, ben.current, keys(ben), at)
    after = [Client().get(one) for one in addresses]
    assert [(one.content, one["ETag"]) for one in after] == [
        (one.content, one["ETag"]) for one in before
    ]
