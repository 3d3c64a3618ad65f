"""What was said back, and an answer to a question, stand on Today until they were read; and they
are read on every page that shows them as a whole, whichever page it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.comeback.models import Telling
from outandback.rooms.hearing.models import Listening
from outandback.rooms.people.models import Person
from outandback.rooms.sent.queries import LATELY
from outandback.vault.models import Tier
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.homecomings import Returned, make_telling
from tests.builders.versions import BACK, REPLY, make_reception, make_reply
from tests.fixtures import ClientOf, Clock, Keys
from tests.promises.pages import Rows, addresses, another_world, look

DAY = timedelta(days=1)
STORY, SEARCH, KEEPSAKE = "/story/", "/story/search/", "/story/keepsake/"
ASKED = (f"{SEARCH}?kind=", f"{KEEPSAKE}?since=2026-05&until=2026-05")


@dataclass(frozen=True)
class Reader:
    """Who waits for which words, and what Today says of them until they are read."""

    who: str
    words: str
    line: str

    @property
    def forms(self) -> dict[str, dict[str, str]]:
        """Those that show what was said in their answer, with what is sent to them."""
        return {
            SEARCH: {"words": self.words, "whose": "", "kind": ""},
            KEEPSAKE: {"since": "2026-05", "until": "2026-05", "title": "Ours"},
        }


TELLER = Reader("Ana", BACK, "said something back")
LISTENER = Reader("Ben", REPLY, "answered your question")


@pytest.fixture
def telling(
    ana: Person, ben: Person, back: Returned, keys: Keys, at: datetime, clock: Clock
) -> Telling:
    clock(at + DAY / 24)
    told = make_telling(back, ana, keys(ana, room=True), at)
    make_reception(told, ben, keys(ben), at)
    make_reply(told, ana, keys(ana), at)
    return told


@pytest.fixture
def client_for(ana: Person, ben: Person, client_of: ClientOf) -> Callable[[Reader], Client]:
    return lambda reader: client_of(ana if reader.who == "Ana" else ben, room=True)


def waits(client: Client, reader: Reader) -> bool:
    return reader.line in client.get("/").content.decode()


def every_page(
    client: Client, telling: Telling, reader: Reader
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each page that can be asked for, and the reader's forms."""
    rows = Rows(leave_id=[telling.homecoming.leave_id], telling_id=[telling.pk])
    for address in (*addresses(rows), *ASKED):
        yield address, partial(shown, client, address)
    for address, form in reader.forms.items():
        yield f"POST {address}", partial(sent, client, address, form)


def shown(client: Client, address: str) -> str:
    return look(client, address).body


def sent(client: Client, address: str, form: dict[str, str]) -> str:
    return client.post(address, form).content.decode()


@pytest.mark.parametrize("reader", [TELLER, LISTENER], ids=lambda one: one.who)
def test_a_page_that_shows_them_takes_them_off_today_and_no_other_does(
    reader: Reader, telling: Telling, client_for: Callable[[Reader], Client]
) -> None:
    client = client_for(reader)
    assert waits(client, reader)
    showing, wrong = set(), []
    for address, read in every_page(client, telling, reader):
        with another_world():
            shows = reader.words in read()
            showing |= {address} if shows else set()
            wrong += [address] if waits(client, reader) is shows else []
    assert wrong == []
    own = "telling" if reader is TELLER else "reception"
    pages = (STORY, *(reverse(name, args=[telling.pk]) for name in (own, "versions")))
    assert showing >= {*pages, *ASKED, *(f"POST {form}" for form in reader.forms)}


def writes(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as said:
        client.get(address)
    written = (one["sql"] for one in said.captured_queries)
    return [sql for sql in written if sql.startswith(("INSERT", "UPDATE")) and "hearing" in sql]


def test_it_is_written_once(telling: Telling, client_for: Callable[[Reader], Client]) -> None:
    client = client_for(TELLER)
    assert writes(client, STORY)
    assert writes(client, STORY) == []


def test_with_closed_keys_the_story_writes_nothing_and_they_wait(
    telling: Telling, client_for: Callable[[Reader], Client]
) -> None:
    closed = client_for(TELLER)
    for tier in Tier:
        del closed.cookies[UNLOCK_COOKIES[tier]]
    assert BACK not in closed.get(STORY).content.decode()
    assert writes(closed, STORY) == [] and not Listening.objects.exists()
    assert waits(client_for(TELLER), TELLER)


def test_what_is_older_than_today_looks_back_asks_and_writes_nothing(
    telling: Telling, client_for: Callable[[Reader], Client], clock: Clock, at: datetime
) -> None:
    clock(at + LATELY + DAY)
    with CaptureQueriesContext(connection) as said:
        client_for(TELLER).get(STORY)
    assert not any("hearing" in one["sql"] for one in said.captured_queries)


@pytest.mark.parametrize("reader", [TELLER, LISTENER], ids=lambda one: one.who)
def test_the_story_asks_no_more_than_nine(
    reader: Reader,
    telling: Telling,
    client_for: Callable[[Reader], Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_for(reader)
    for _ in range(2):
        client.get(STORY)
    with django_assert_max_num_queries(9):
        client.get(STORY)
