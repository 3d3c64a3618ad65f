"""What the program read while its owner was away is theirs, and the other's, once they sign in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.calendars import actions, queries, reading
from outandback.rooms.people.models import Person
from tests.builders.calendars import bring_in_address
from tests.cast import PASSPHRASE
from tests.fixtures import Clock, Keys
from tests.rooms.calendars.texts import calendar, event

A_MONTH = timedelta(days=30)


def test_signing_in_is_enough_for_what_was_read_meanwhile(
    ana: Person,
    ben: Person,
    keys: Keys,
    at: datetime,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock(at)
    source = bring_in_address(ana, keys(ana), at)
    assert ana.current
    actions.share(source, ana.current, keys(ana), shared=True)
    monkeypatch.setattr(reading, "_at_address", lambda _: calendar(event()))
    assert actions.fetch_due(at)
    typed = {"login": ana.email, "password": PASSPHRASE}
    assert Client().post(reverse("account_login"), typed).status_code == 302
    source.refresh_from_db()
    assert (bool(source.times), bool(source.arrived)) == (True, False)
    seen = queries.shared_busy(ben.current, keys(ben), at, at + A_MONTH)
    assert [len(times) for times in seen.values()] == [1]
