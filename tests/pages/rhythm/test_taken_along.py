"""A rhythm goes along in its person's export, goes with their account, and outlives a pair."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.people.models import Person
from outandback.rooms.rhythms.models import LeaveRhythm
from tests.builders.leaves import make_departure, make_heads_up, make_leave
from tests.builders.rhythms import make_rhythm
from tests.cast import Cast, again
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_erasure import erase
from tests.pages.settings.test_export import archive_of, taken

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)


@pytest.fixture
def rhythm(ana: Person, keys: Keys, at: datetime) -> LeaveRhythm:
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    return make_rhythm(leave, keys(ana), at, ends_on="2026-12-31", off=["2026-07-06"])


def test_its_person_takes_it_along_in_words_and_nobody_else_does(
    ana: Person, ben: Person, client_of: ClientOf, rhythm: LeaveRhythm
) -> None:
    said: dict[str, Any] = {"weekdays": ["3"], "weeks": 1, "ends_on": "2026-12-31"}
    said |= {"off": ["2026-07-06"], "on": "2026-05-14", "minutes": 150}
    rows = taken(client_of(ana))["rhythms"]
    assert rows == [{"leave_id": str(rhythm.leave_id), "rhythm": said}]
    text = archive_of(client_of(ana)).read("everything.md").decode()
    assert "## Which of your leaves come round." in text and "Thursday" in text
    assert taken(client_of(ben))["rhythms"] == []


def test_it_goes_with_the_account(ana: Person, client_of: ClientOf, rhythm: LeaveRhythm) -> None:
    erase(client_of(ana))
    assert not LeaveRhythm.objects.exists()


def test_after_a_parting_it_is_still_its_persons_and_the_other_learns_of_no_new_one(
    ana: Person,
    cast: Cast,
    client_of: ClientOf,
    clock: Clock,
    keys: Keys,
    at: datetime,
    rhythm: LeaveRhythm,
) -> None:
    assert ana.current
    cast.part(ana.current, at)
    come_back(make_departure(rhythm.leave, keys(ana), at), at + HOUR)
    clock(at + 2 * HOUR)
    client_of(again(ana)).get("/")
    after = LeaveRhythm.objects.get().leave
    assert after.pk != rhythm.leave_id and Leave.objects.filter(person=ana).count() == 2
    assert not HeadsUp.objects.filter(leave=after).exists()
