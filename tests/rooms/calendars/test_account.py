"""An account at a real calendar server: all its calendars together, and only what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from outandback.rooms.calendars import actions, caldav, queries
from outandback.rooms.calendars.models import Named, Source
from outandback.rooms.people.models import Person
from outandback.rules.busy_times import AHEAD, BACK
from tests.builders.calendar_servers import PASSWORD, Owner, radicale
from tests.builders.calendars import bring_in_address
from tests.fixtures import Keys
from tests.rooms.calendars.texts import calendar, event

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def server() -> Iterator[object]:
    with radicale() as running:
        yield running


@pytest.fixture
def owner(server: object) -> Owner:
    made: Owner = server.new_owner()  # type: ignore[attr-defined]  # a Radicale
    for slug, hour in (("work", 10), ("club", 15)):
        made.make_calendar(slug)
        text = calendar(event(UID=slug, DTSTART=f"20260520T{hour}0000Z"))
        made.put(f"{slug}/{slug}.ics", text.decode())
    return made


def brought_in(person: Person, owner: Owner, keys: Keys, at: datetime, password: str) -> Source:
    named = Named("Mine", owner.server.address, owner.user)
    return bring_in_address(person, keys(person), at, named, password)


def test_all_its_calendars_are_read_together_and_again_once_something_changed(
    ana: Person, keys: Keys, at: datetime, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = brought_in(ana, owner, keys, at, PASSWORD)
    assert actions.fetch_due(at)
    source.refresh_from_db()
    assert source.trouble == ""
    busy = queries.own_busy(ana, keys(ana), at - BACK, at + AHEAD)
    assert [one.start.hour for one in busy] == [10, 15]
    texts, asked = caldav.texts_between, list[int]()

    def counted(*given: Any) -> dict[str, bytes]:
        asked.append(1)
        return texts(*given)

    monkeypatch.setattr(caldav, "texts_between", counted)
    Source.objects.update(due_at=at)
    assert actions.fetch_due(at + HOUR) and not asked
    owner.remove("club/club.ics")
    Source.objects.update(due_at=at)
    assert actions.fetch_due(at + HOUR) and asked
    assert len(queries.own_busy(ana, keys(ana), at - BACK, at + AHEAD)) == 1


def test_a_wrong_password_says_so(ana: Person, keys: Keys, at: datetime, owner: Owner) -> None:
    source = brought_in(ana, owner, keys, at, "another one")
    actions.fetch_due(at)
    source.refresh_from_db()
    assert source.trouble == Source.ReadTrouble.PASSWORD
