"""What a calendar server and a client library that others wrote make of a calendar that is given
out: each of its entries, put on the server and read back, is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import caldav
import icalendar
import pytest
from django.test import Client

from outandback.rooms.leave.actions import call_off
from outandback.rooms.people.models import Person
from outandback.rooms.together.actions import count_in, move
from tests.builders.calendar_servers import PASSWORD, Radicale, radicale
from tests.builders.feeds import address_of, give_calendar
from tests.builders.leaves import make_heads_up, make_leave
from tests.builders.times_together import hours, make_time_together
from tests.builders.trips import FIRST, LAST, NAME, some_trip
from tests.cast import side_of
from tests.fixtures import Clock, Keys

TIMES = ("DTSTART", "DTEND", "DTSTAMP")
SAID = ("SUMMARY", "SEQUENCE", "STATUS", "TRANSP")
TITLE = " ".join(["Soup; then, tea 🧀"] * 6)


@pytest.fixture(scope="module")
def server() -> Iterator[Radicale]:
    with radicale() as running:
        yield running


@pytest.fixture
def given_out(ana: Person, ben: Person, keys: Keys, at: datetime, clock: Clock) -> bytes:
    """Leaves of which one is called off and one ends by another clock, time together of either of
    the two, once and each week, of which one was moved, and a trip."""
    clock(at)
    told = [
        make_leave(ana, keys(ana), at, out="2026-05-14T18:30", back="2026-05-14T21:00"),
        make_leave(ana, keys(ana), at, out="2026-10-24T22:00", back="2026-10-25T09:00"),
        make_leave(ana, keys(ana), at, out="2026-06-20T10:00", back=""),
    ]
    for leave in told:
        make_heads_up(leave, ana.current, keys(ana), at)
    feed = give_calendar(ana, keys(ana), at, says="title", shared=True)
    call_off(told[0], at)
    weekly = make_time_together(ana, keys(ana), at, weeks=2, title=TITLE)
    moved = hours("2026-05-18T19:00", "")
    move(weekly, side_of(ana), weekly.held.first_on, moved, at)
    count_in(make_time_together(ben, keys(ben), at), side_of(ana), at)
    some_trip(ana, keys(ana), at)
    return bytes(Client().get(address_of(feed, keys(ana))).content)


@pytest.fixture
def kept(server: Radicale, given_out: bytes) -> Iterator[Any]:
    """A calendar on the server in which each entry is put, as the library has it."""
    owner = server.new_owner()
    address = owner.make_calendar("times")
    whole = icalendar.Calendar.from_ical(given_out)
    zones = {str(zone["TZID"]): zone for zone in whole.walk("VTIMEZONE")}
    library: Any = caldav  # which has its classes by name at run time alone
    client = library.DAVClient(server.address, username=owner.user, password=PASSWORD)
    with client:
        calendar = library.Calendar(client=client, url=address)
        for event in whole.walk("VEVENT"):
            calendar.add_event(alone(whole, event, zones), increase_seqno=False)
        yield calendar


def test_a_caldav_server_keeps_each_entry_as_it_is(
    kept: Any, given_out: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """And the library, which mends what breaks the standard and says so, says nothing."""
    read = {said["UID"]: said for one in kept.events() for said in said_by(one.data)}
    sent = {said["UID"]: said for said in said_by(given_out)}
    assert len(sent) > 30
    assert read == sent
    logged = [*caplog.get_records("setup"), *caplog.records]
    assert [one.getMessage() for one in logged if one.name.startswith("caldav")] == []


def test_a_search_of_days_finds_what_is_on_them(kept: Any) -> None:
    """The server itself works out what is on a day: a trip is on its last, and not on the next."""

    def on(day: int) -> set[str]:
        start, end = (datetime(2026, 5, one, tzinfo=UTC) for one in (day, day + 1))
        found = kept.search(start=start, end=end, event=True, expand=False)
        return {str(said["SUMMARY"]) for one in found for said in said_by(one.data)}

    assert NAME in on(FIRST.day) & on(LAST.day)
    assert NAME not in on(FIRST.day - 1) | on(LAST.day + 1)
    assert "Time together" in on(LAST.day)


def alone(whole: Any, event: Any, zones: dict[str, Any]) -> str:
    """One entry with its zones, in a calendar of its own: as CalDAV keeps them."""
    one = icalendar.Calendar()
    one.add("VERSION", "2.0")
    one.add("PRODID", whole["PRODID"])
    for name in sorted({event[when].params.get("TZID", "") for when in ("DTSTART", "DTEND")}):
        if name:
            one.add_component(zones[name])
    one.add_component(event)
    return str(one.to_ical().decode())


def said_by(text: str | bytes) -> Iterator[dict[str, Any]]:
    read: Any = icalendar.Calendar.from_ical(text)
    for event in read.walk("VEVENT"):
        times = {name: event[name].dt for name in TIMES}
        plain = {name: str(event[name]) for name in SAID}
        yield {"UID": str(event["UID"]), **times, **plain}
