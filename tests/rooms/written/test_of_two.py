"""Time together and trips in a calendar that is written into: where its owner chose so, alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from outandback.rooms.people.models import Person
from outandback.rooms.together.actions import count_in, take_out
from outandback.rooms.trips.actions import remove_trip
from outandback.rooms.trips.models import Trip
from outandback.rooms.written.models import WrittenEntry
from tests.builders.calendar_servers import PASSWORD, Owner
from tests.builders.times_together import make_time_together
from tests.builders.trips import FIRST, LAST, some_trip
from tests.builders.written import files_of, write_all, write_into
from tests.cast import side_of
from tests.fixtures import Clock, Keys

DAY, WEEKS = timedelta(days=1), 4


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def written_for(person: Person, keys: Keys, at: datetime, owner: Owner, **plain: Any) -> None:
    write_into(person, keys(person), at, f"{owner.home}ours/", owner.user, PASSWORD, **plain)


def events(owner: Owner) -> list[Any]:
    """Ours; a dentist of somebody else's stands there, too."""
    files = files_of(owner, "ours")
    ours = [raw for name, raw in files.items() if name != "dentist.ics"]
    assert len(ours) == len(files) - 1
    return [Calendar.from_ical(raw).walk("VEVENT")[0] for raw in ours]


def days_of(owner: Owner) -> list[tuple[date, date]]:
    """Of entries in whole days."""
    spans = ((one["DTSTART"].dt, one["DTEND"].dt) for one in events(owner))
    return [span for span in spans if not isinstance(span[0], datetime)]


def hours_of(owner: Owner) -> int:
    return len(events(owner)) - len(days_of(owner))


def test_each_day_of_time_together_and_a_trip_stand_there_and_go(
    ana: Person, ben: Person, keys: Keys, at: datetime, owner: Owner
) -> None:
    written_for(ana, keys, at, owner, shared=True)
    row = make_time_together(ana, keys(ana), at, weeks=1, ends_on=at.date() + WEEKS * 7 * DAY)
    trip = some_trip(ben, keys(ben), at)
    write_all(at)
    many = hours_of(owner)
    assert many > 1 and days_of(owner) == [(FIRST, LAST + DAY)]
    assert {str(one["SUMMARY"]) for one in events(owner)} == {"Busy"}
    names = list(WrittenEntry.objects.values_list("source", flat=True))
    assert len(set(names)) == many + 1 and max(map(len, names)) <= 48
    assert write_all(at) == 0
    take_out(row, side_of(ana), at)
    remove_trip(Trip.objects.get(pk=trip.pk), side_of(ben), keys(ben))
    write_all(at)
    assert events(owner) == []


def test_what_the_other_put_in_stands_there_once_its_owner_counts_in(
    ana: Person, ben: Person, keys: Keys, at: datetime, owner: Owner
) -> None:
    written_for(ana, keys, at, owner, shared=True)
    row = make_time_together(ben, keys(ben), at)
    write_all(at)
    assert events(owner) == []
    count_in(row, side_of(ana), at)
    write_all(at)
    assert hours_of(owner) == 1


def test_where_it_was_not_chosen_none_of_it_is_written(
    ana: Person, keys: Keys, at: datetime, owner: Owner
) -> None:
    written_for(ana, keys, at, owner)
    make_time_together(ana, keys(ana), at)
    some_trip(ana, keys(ana), at)
    write_all(at)
    assert events(owner) == []
