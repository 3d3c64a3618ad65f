"""Calendars that are written into are their owner's, and an account that is at rest has none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.http import Http404

from outandback.rooms.people.models import Person
from outandback.rooms.written import queries
from outandback.rooms.written.models import WrittenCalendar
from tests.builders.written import NOWHERE, write_into
from tests.fixtures import Keys

DAY = timedelta(days=1)


@pytest.fixture
def written(ana: Person, keys: Keys, at: datetime) -> WrittenCalendar:
    return write_into(ana, keys(ana), at, NOWHERE, "ana", "lamp-in-the-hall")


def test_a_calendar_is_its_owners(ana: Person, ben: Person, written: WrittenCalendar) -> None:
    assert queries.written_by(ana) == {written.pk: written}
    assert queries.written_of(ana, written.pk) == written
    assert queries.written_by(ben) == {}
    with pytest.raises(Http404):
        queries.written_of(ben, written.pk)


def test_how_many_are_enough_is_counted_for_each(
    ana: Person, ben: Person, keys: Keys, at: datetime
) -> None:
    for _ in range(queries.MOST_WRITTEN):
        assert not queries.has_enough_written(ana)
        write_into(ana, keys(ana), at, NOWHERE, "ana", "lamp-in-the-hall")
    assert queries.has_enough_written(ana) and not queries.has_enough_written(ben)


def test_nothing_is_written_for_an_account_at_rest(
    ana: Person, written: WrittenCalendar, at: datetime
) -> None:
    assert list(queries.due_to_write(at + DAY)) == [written]
    Person.objects.filter(pk=ana.pk).update(is_active=False)
    assert list(queries.due_to_write(at + DAY)) == []
