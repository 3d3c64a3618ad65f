"""Trips and hours of one's own in them for the tests, made with the same actions as in the app."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from outandback.rooms.leave.actions import give_heads_up, plan_leave
from outandback.rooms.leave.models import HeadsUp, Leave, Plan, Shown, When
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.trips.actions import make_trip
from outandback.rooms.trips.models import Days, Trip, TripWords
from outandback.vault.keyring import Keyring
from tests.builders.leaves import wall
from tests.cast import back_then

LISBON = "Europe/Lisbon"
NAME, PLACE = "A week by the sea", "Lisbon"
FIRST, LAST = date(2026, 5, 14), date(2026, 5, 17)
BREWERY, FERRY = "A brewery in an old foundry", "At the ferry stop"
OUT, BACK, MEET_AT = "2026-05-15T14:00", "2026-05-15T17:00", "2026-05-15T19:00"


def place(name: str, zone: str, first: date, last: date) -> dict[str, str]:
    days = {"first_on": first.isoformat(), "last_on": last.isoformat()}
    return {"name": name, "zone": zone, **days}


def some_trip(
    person: Person,
    keys: Keyring,
    at: datetime,
    name: str = NAME,
    first: date = FIRST,
    last: date = LAST,
) -> Trip:
    assert person.current is not None
    words = TripWords(name, [place(PLACE, LISBON, first, last)])
    return make_trip(person.current, keys, uuid4(), Days(first, last, LISBON), words, at)


def trip_back_then(past: Membership, keys: Keyring, at: datetime, name: str = NAME) -> Trip:
    """As it was while the two of a past pair were two."""
    person = past.person
    now = person.current
    with back_then(past) as person.current:
        made = some_trip(person, keys, at, name)
    person.current = now
    return made


def make_hours(
    trip: Trip,
    person: Person,
    keys: Keyring,
    at: datetime,
    out: str = OUT,
    back: str = BACK,
    **words: str,
) -> Leave:
    """Hours of one's own in a trip, that nobody was told of yet."""
    plan = Plan(**{"intention": BREWERY, "meet": FERRY, "meet_at": MEET_AT} | words)
    when = When(wall(out, LISBON), wall(back, LISBON))
    return plan_leave(person, keys, uuid4(), when, plan, at, trip.pk)


def tell_hours(leave: Leave, person: Person, keys: Keyring, at: datetime) -> HeadsUp:
    assert person.current is not None
    return give_heads_up(leave, person.current, keys, Shown(title=BREWERY), at)


def trip_form(**changes: object) -> dict[str, Any]:
    """A trip as someone types it."""
    known = {
        "form_id": str(uuid4()),
        "name": NAME,
        "first_on": FIRST.isoformat(),
        "last_on": LAST.isoformat(),
        "place-0": PLACE,
        "zone-0": LISBON,
        "from-0": FIRST.isoformat(),
    }
    return known | changes
