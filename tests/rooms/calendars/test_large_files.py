"""A large file is there at once and read beside its page, which looks again by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from outandback.rooms.calendars import actions, beside, ics
from outandback.rooms.calendars.content import sentences
from outandback.rooms.calendars.models import Source
from outandback.rooms.people.models import Person
from tests.builders.calendars import bring_in_file
from tests.fixtures import ClientOf, Clock, Keys
from tests.rooms.calendars.texts import calendar, event

Work = list[Callable[[], None]]
Committed = Any  # pytest-django: what waits for a commit is done
NAMED, BUSY = "Kept at work", "Wednesday 20 May, 11:00 to 12:00"


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Work:
    """What would run in a thread of its own waits here."""
    found: Work = []
    monkeypatch.setattr(ics, "LARGE", 10)
    monkeypatch.setattr(beside, "start", found.append)
    return found


def send(client: Client, address: str, raw: bytes, committed: Committed) -> Any:
    file = SimpleUploadedFile("a.ics", raw, "text/calendar")
    with committed(execute=True):
        return client.post(address, {"form_id": str(uuid4()), "name": NAMED, "file": file})


def test_its_page_shows_that_it_is_read_and_then_when_one_is_busy(
    ana: Person,
    client_of: ClientOf,
    works: Work,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    client, committed = client_of(ana), django_capture_on_commit_callbacks
    answer = send(client, reverse("calendar-file"), calendar(event()), committed)
    waits = client.get(answer["Location"])
    assert waits["Refresh"] and "<progress" in waits.content.decode()
    assert NAMED in waits.content.decode()
    works.pop()()
    page = client.get(answer["Location"])
    assert "Refresh" not in page and BUSY in page.content.decode()


def test_a_newer_one_takes_its_place_and_until_then_the_older_one_counts(
    ana: Person,
    client_of: ClientOf,
    keys: Keys,
    at: datetime,
    works: Work,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    source = bring_in_file(ana, keys(ana), at)
    mending = reverse("source-mending", args=[source.pk])
    answer = send(client_of(ana), mending, calendar(event()), django_capture_on_commit_callbacks)
    source.refresh_from_db()
    assert (source.asked, bool(source.times), source.arrived) == (True, True, None)
    works.pop()()
    page = client_of(ana).get(answer["Location"]).content.decode()
    assert BUSY in page and NAMED in page and works == []


def test_what_can_not_be_read_says_so_on_its_page_and_can_be_sent_again(
    ana: Person, client_of: ClientOf, works: Work, django_capture_on_commit_callbacks: Committed
) -> None:
    client, committed = client_of(ana), django_capture_on_commit_callbacks
    nested = calendar(("BEGIN:VCALENDAR",) * 40_000)
    answer = send(client, reverse("calendar-file"), nested, committed)
    works.pop()()
    page = client.get(answer["Location"]).content.decode()
    trouble = str(sentences.TROUBLES[Source.ReadTrouble.TOO_MUCH])
    assert trouble in page and "Send in a newer file" in page


def test_one_whose_reader_has_ended_is_not_waited_for_for_ever(
    ana: Person,
    client_of: ClientOf,
    at: datetime,
    works: Work,
    clock: Clock,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    client, committed = client_of(ana), django_capture_on_commit_callbacks
    answer = send(client, reverse("calendar-file"), calendar(event()), committed)
    assert not actions.fetch_due(at)
    later = at + actions.LEASE + timedelta(seconds=1)
    assert actions.fetch_due(later) and not actions.fetch_due(later)
    clock(later)
    page = client.get(answer["Location"])
    assert str(sentences.TROUBLES[Source.ReadTrouble.TOO_SLOW]) in page.content.decode()
    works.pop()()  # it comes too late
    assert Source.objects.get().arrived is None


def test_one_that_is_taken_away_meanwhile_stays_away(
    ana: Person, client_of: ClientOf, works: Work, django_capture_on_commit_callbacks: Committed
) -> None:
    client, committed = client_of(ana), django_capture_on_commit_callbacks
    send(client, reverse("calendar-file"), calendar(event()), committed)
    Source.objects.all().delete()
    works.pop()()
    assert not Source.objects.exists()
