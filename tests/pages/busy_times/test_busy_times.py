"""The pages of calendars: bringing one in, what is refused, and what the other sees."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from outandback.rooms.calendars import actions, queries
from outandback.rooms.calendars.content import sentences
from outandback.rooms.calendars.ics import NotRead
from outandback.rooms.calendars.models import Source
from outandback.rooms.people.models import Person
from outandback.rules.busy_times import Read
from tests.builders.calendars import bring_in_address, bring_in_file
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.settings.test_erasure import erase
from tests.pages.settings.test_export import archive_of, taken
from tests.rooms.calendars.texts import BOMBS, LEFT_OUT, TITLE, calendar, event

WORKED = "Kept at work"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> datetime:
    clock(at)
    return at


def send(client: Client, raw: bytes, name: str = WORKED, **more: Any) -> Any:
    file = SimpleUploadedFile("a.ics", raw, "text/calendar")
    said = {"form_id": str(uuid4()), "name": name, "file": file, **more}
    return client.post(reverse("calendar-file"), said)


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_file_is_read_at_once_and_shows_when_one_is_busy(
    ana: Person, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = send(client_of(ana), calendar(event()))
    page = text_of(client_of(ana), answer.url)
    assert "Wednesday 20 May, 11:00 to 12:00" in page and WORKED in page
    assert TITLE not in page + caplog.text


def test_one_form_makes_one_calendar(ana: Person, client_of: ClientOf) -> None:
    name = str(uuid4())
    for _ in range(2):
        send(client_of(ana), calendar(event()), form_id=name)
    assert Source.objects.count() == 1


@pytest.mark.parametrize("bomb", ["20 MB", "nested", "a day that never comes", "not a calendar"])
def test_a_file_that_is_refused_says_why_and_keeps_what_was_typed(
    ana: Person, client_of: ClientOf, bomb: str
) -> None:
    raw, trouble = BOMBS[bomb]
    answer = send(client_of(ana), raw[: 6 << 20])
    page = answer.content.decode()
    assert answer.status_code == 422 and not Source.objects.exists()
    assert escape(str(sentences.TROUBLES[trouble])) in page and WORKED in page


def test_what_could_not_be_read_is_named_by_its_day_and_not_by_its_title(
    ana: Person, client_of: ClientOf
) -> None:
    raw = calendar(LEFT_OUT["an end before its start"], event(UID="other"))
    page = text_of(client_of(ana), send(client_of(ana), raw).url)
    assert "One on Wednesday 20 May could not be read." in page and TITLE not in page


@pytest.mark.parametrize("trouble", Source.ReadTrouble.values)
def test_each_trouble_has_its_sentence_on_the_list_and_on_its_page(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, trouble: str
) -> None:
    source = bring_in_address(ana, keys(ana), at)
    Source.objects.filter(pk=source.pk).update(trouble=trouble, asked=False)
    says = escape(str(sentences.TROUBLES[trouble]))
    for address in (reverse("calendars"), reverse("source", args=[source.pk])):
        assert says in text_of(client_of(ana), address)
    assert len({str(one) for one in sentences.TROUBLES.values()}) == len(Source.ReadTrouble)


def test_a_password_is_never_shown_again_and_stays_where_none_is_typed(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    client, password = client_of(ana), "lamp in the hall"
    said = {"form_id": str(uuid4()), "user": "ana", "password": password, "name": "Home"}
    refused = client.post(reverse("calendar-account"), said)
    assert refused.status_code == 422 and password not in refused.content.decode()
    assert 'value="ana"' in refused.content.decode()
    client.post(reverse("calendar-account"), said | {"address": "calendars.example"})
    source = Source.objects.get()
    its_page = reverse("source", args=[source.pk])
    mending = reverse("source-mending", args=[source.pk])
    assert password not in text_of(client, its_page) + text_of(client, mending)
    changed = said | {"password": "", "user": "ana2", "address": "calendars.example"}
    assert client.post(mending, changed).status_code == 303
    access = queries.access_of(Source.objects.get())
    assert (access.user, access.password) == ("ana2", password)
    client.post(mending, changed | {"address": "elsewhere.example"})
    assert queries.access_of(Source.objects.get()).password == ""


def test_while_it_is_read_the_page_looks_again_by_itself(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = bring_in_address(ana, keys(ana), at)
    here, part = reverse("source", args=[source.pk]), {"HX-Request": "true"}
    page = client_of(ana).get(here)
    assert page["Refresh"] and "<progress" in page.content.decode()
    assert "Refresh" not in client_of(ana).get(here, headers=part)

    def fails(*_: object) -> None:
        raise NotRead(Source.ReadTrouble.UNREACHABLE)

    monkeypatch.setattr(actions, "read_source", fails)
    actions.fetch_due(at)
    assert client_of(ana).get(here, headers=part)["HX-Refresh"] == "true"
    page = client_of(ana).get(here)
    assert "Refresh" not in page and "<form" in page.content.decode()


def test_one_that_nobody_reads_is_not_looked_at_for_ever(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, clock: Clock
) -> None:
    source = bring_in_address(ana, keys(ana), at)
    clock(at + timedelta(minutes=10))
    assert "Refresh" not in client_of(ana).get(reverse("source", args=[source.pk]))


def test_sharing_is_off_until_it_is_said_and_shows_times_alone(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    source = bring_in_file(ana, keys(ana), at)
    before = client_of(ben).get(reverse("calendars")).content
    here = reverse("source", args=[source.pk])
    assert client_of(ana).post(here, {"name": "The office", "shared": "on"}).status_code == 303
    page = text_of(client_of(ben), reverse("calendars"))
    assert "Thursday 14 May, 19:00 to 20:00" in page and "The office" not in page
    client_of(ana).post(here, {"name": "The office"})
    after = client_of(ben).get(reverse("calendars")).content
    assert len(after) == len(before)


def test_what_the_program_read_meanwhile_is_not_written_over(
    ana: Person, keys: Keys, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever gives a calendar another name had its row before the program wrote on it."""
    source = bring_in_address(ana, keys(ana), at)
    assert ana.current
    monkeypatch.setattr(actions, "read_source", lambda *_: (Read([(1, 2)], []), ""))
    actions.fetch_due(at)
    actions.rename(source, keys(ana), "Another")
    actions.share(source, ana.current, keys(ana), shared=True)
    now = Source.objects.get()
    assert (now.asked, now.read_on, now.shared) == (False, at.date(), True) and now.arrived


def test_one_alone_has_nobody_to_share_with(
    cleo: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    source = bring_in_file(cleo, keys(cleo), at)
    here = reverse("source", args=[source.pk])
    assert "shared" not in text_of(client_of(cleo), here)
    assert client_of(cleo).post(here, {"name": "New", "shared": "on"}).status_code == 303
    assert not Source.objects.get().shared


def test_its_person_takes_its_address_along_and_no_password_and_nobody_else_does(
    ana: Person, ben: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    bring_in_address(ana, keys(ana), at, password="lamp in the hall")
    (row,) = taken(client_of(ana))["calendars"]
    assert row["named"]["address"] == "https://calendars.example/club.ics"
    files = archive_of(client_of(ana))
    assert not any(b"lamp in the hall" in files.read(name) for name in files.namelist())
    assert taken(client_of(ben))["calendars"] == []


def test_it_goes_with_the_account(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    bring_in_file(ana, keys(ana), at, shared=True)
    erase(client_of(ana))
    assert not Source.objects.exists()


def test_one_more_than_fit_is_refused_in_a_sentence(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_SOURCES", 1)
    bring_in_file(ana, keys(ana), at)
    answer = send(client_of(ana), calendar(event()))
    assert str(sentences.ENOUGH) in answer.content.decode() and Source.objects.count() == 1
