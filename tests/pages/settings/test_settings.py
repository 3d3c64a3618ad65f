from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outandback.rooms.account.content import sentences
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.ui.zones import NO_ZONE
from tests.fixtures import ClientOf

CLAIM = (
    "A copy of the database, a backup or a stolen disk does not open your writing. "
    "Whoever runs this server could change the program and read what you open here."
)
PAGES = ("settings", "opening", "recovery", "passphrase", "parting", "export", "erasure")


def html(client: Client, name: str = "settings") -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


def test_the_claim_about_the_host_stands_there_word_for_word(
    ana: Person, client_of: ClientOf, at: datetime
) -> None:
    people.say_who_runs_it("Ben", at)
    page = html(client_of(ana))
    assert CLAIM in page
    assert "This server is run by Ben" in page


@pytest.mark.parametrize("name", PAGES)
def test_no_page_promises_that_nobody_else_can_read(
    ana: Person, client_of: ClientOf, name: str
) -> None:
    words = html(client_of(ana), name).lower()
    assert "only you can read" not in words and "cannot read" not in words


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_quick_exit_and_a_neutral_title(
    ana: Person, client_of: ClientOf, name: str
) -> None:
    page = html(client_of(ana), name)
    assert "data-quick-exit" in page
    assert "<title>Settings</title>" in page or "<title>Open</title>" in page


@pytest.mark.parametrize("name", PAGES)
def test_every_page_asks_to_sign_in_first(db: None, client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302 and reverse("account_login") in response["Location"]


def test_the_ways_on_fit_whether_one_is_in_a_pair(
    ana: Person, cleo: Person, client_of: ClientOf
) -> None:
    paired, alone = html(client_of(ana)), html(client_of(cleo))
    assert reverse("parting") in paired and "You and Ben" in paired
    assert reverse("parting") not in alone and reverse("pair") in alone
    for name in ("start-you", "mfa_index", "recovery-sheet", "export", "erasure", "help"):
        assert reverse(name) in alone
    assert reverse("account_logout") in alone


def test_zone_and_minutes_are_kept(ana: Person, client_of: ClientOf) -> None:
    response = client_of(ana).post("/settings/", {"zone": "Asia/Tokyo", "lock_after": "9"})
    assert (response.status_code, response["Location"]) == (303, "/settings/")
    ana.refresh_from_db()
    assert (ana.zone, ana.lock_after) == ("Asia/Tokyo", 9)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"zone": "Mars/Olympus", "lock_after": "9"}, NO_ZONE),
        ({"zone": "../etc/passwd", "lock_after": "9"}, NO_ZONE),
        ({"zone": "Asia/Tokyo", "lock_after": "0"}, str(sentences.MINUTES)),
        ({"zone": "Asia/Tokyo", "lock_after": "61"}, str(sentences.MINUTES)),
        ({"zone": "Asia/Tokyo", "lock_after": "soon"}, str(sentences.MINUTES)),
    ],
)
def test_what_cannot_be_is_said_and_kept_in_the_form(
    ana: Person, client_of: ClientOf, typed: dict[str, str], told: str
) -> None:
    response = client_of(ana).post("/settings/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert str(told) in page and f'value="{typed["zone"]}"' in page
    ana.refresh_from_db()
    assert ana.lock_after == 5


def test_a_new_recovery_sheet_is_made_where_the_first_one_was(
    ana: Person, client_of: ClientOf
) -> None:
    response = client_of(ana).get("/settings/recovery-sheet/")
    assert (response.status_code, response["Location"]) == (303, reverse("start-recovery"))


def test_the_settings_take_few_questions_and_bytes(
    ana: Person, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(ana)
    with django_assert_max_num_queries(6):
        page = html(client)
    assert len(page.encode()) <= 16_000
