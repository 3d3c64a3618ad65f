"""While a large calendar is read, pages go on: no thread of theirs is held, nor the database."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from outandback.front.concurrency import Pages
from outandback.net import waiting
from outandback.rooms.calendars import actions, ics, reading
from outandback.rooms.calendars.models import Source
from outandback.rooms.people.models import Person
from tests.builders.calendars import bring_in_address
from tests.cast import AT, ZONE
from tests.fixtures import ClientOf, Keys
from tests.rooms.calendars.texts import calendar, event

MANY, LONG = 10_000, 60.0
HELD = "open({!r}).read()\n"


def large() -> bytes:
    first = datetime(2026, 5, 20, 8, tzinfo=UTC)
    starts = (first + timedelta(minutes=55 * one) for one in range(MANY))
    return calendar(
        *(event(DTSTART=f"{start:%Y%m%dT%H%M%SZ}", DURATION="PT5M", UID=f"{start:%m%d%H%M}")
          for start in starts)
    )  # fmt: skip


@pytest.fixture
def holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The process that reads begins once somebody writes to this."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    monkeypatch.setattr(ics, "PROCESS", HELD.format(str(gate)) + ics.PROCESS)
    monkeypatch.setattr(ics, "SECONDS", LONG)
    return gate


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    """One page works at a time."""
    pages = Pages(1)
    monkeypatch.setattr(waiting, "_ways", [pages.aside])
    return pages


def test_a_page_answers_while_another_one_reads_ten_thousand_events(
    pages: Pages, holds: Path
) -> None:
    """What is read waits for the other page, which would never come if its thread were held."""
    seen: list[object] = []
    done = threading.Event()

    def reads() -> None:
        try:
            seen.append(len(ics.read([large()], ZONE, AT).spans))
        except ics.NotRead as trouble:
            seen.append(trouble)
        done.set()

    def answers() -> None:
        seen.append("answered")
        holds.write_bytes(b"go on")

    pages.submit(reads)
    pages.submit(answers)
    assert done.wait(2 * LONG)
    assert seen == ["answered", MANY]


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each time that somebody steps aside: whether they hold the database."""
    seen: list[bool] = []

    @contextmanager
    def aside() -> Iterator[None]:
        seen.append(connection.in_atomic_block)
        yield

    monkeypatch.setattr(waiting, "_ways", [aside])
    return seen


@pytest.mark.django_db(transaction=True)
def test_nobody_holds_the_database_while_a_calendar_is_read(
    ana: Person, client_of: ClientOf, waited: list[bool]
) -> None:
    def send(address: str) -> int:
        file = SimpleUploadedFile("a.ics", calendar(event()), "text/calendar")
        said = {"form_id": str(uuid4()), "name": "Work", "file": file}
        return client_of(ana).post(address, said).status_code

    assert send(reverse("calendar-file")) == 303
    assert send(reverse("source-mending", args=[Source.objects.get().pk])) == 303
    assert waited == [False, False]


@pytest.mark.django_db(transaction=True)
def test_what_the_worker_reads_holds_no_database(
    ana: Person, keys: Keys, at: datetime, waited: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_at_address", lambda _: calendar(event()))
    bring_in_address(ana, keys(ana), at)
    assert actions.fetch_due(at)
    assert waited == [False]
    assert Source.objects.get().trouble == ""


def test_the_process_steps_back_behind_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system has it, once the process runs as far as the text that it is given."""
    own = os.getpriority(os.PRIO_PROCESS, 0)
    tells = "print('{\"spans\": [[0, ' + str(os.nice(0)) + ']], \"left_out\": []}')\n"
    begins, _, _ = ics.PROCESS.partition("sys.path")
    monkeypatch.setattr(ics, "PROCESS", begins + "sys.stdin.buffer.read()\n" + tells)
    monkeypatch.setattr(ics, "within", lambda spans, *_: spans)
    monkeypatch.setattr(ics, "merged", list)
    found = ics.read([calendar(event())], ZONE, AT).spans[0][1]
    assert found == min(own + ics.NICENESS, 19)
