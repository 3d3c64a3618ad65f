"""How the owner's new device gets in while somebody else guesses: a yes, the sheet, a reset."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from outandback.rooms.gate.models import Knock
from outandback.rooms.people import actions as people
from outandback.rooms.people import queries
from outandback.rooms.people.models import Person
from outandback.vault import actions as vault
from outandback.vault.models import Unlock
from outandback.web.cookies import DEVICE_COOKIE
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys
from tests.rooms.gate.test_gate import WRONG, elsewhere, is_in, sign_in

ASKING, ANSWER = "/sign-in/asking/", "/settings/letting-in/"
ASKED = "Somebody is signing in as you. Is it you?"
NEW = "seven lanterns over quiet water"
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


@pytest.fixture
def besieged(ana: Person) -> None:
    """Somebody tries again and again."""
    for number in range(12):
        sign_in(elsewhere(number), "ana@example.org")


@pytest.fixture
def home(ana: Person, client_of: ClientOf, at: datetime) -> Client:
    client = client_of(ana)
    client.cookies[DEVICE_COOKIE] = people.know_device(ana, at)
    return client


def page(answer: Any) -> str:
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())


def knock(email: str = "ana@example.org", number: int = 200) -> tuple[Client, str]:
    client = elsewhere(number)
    html = page(client.post(ASKING, {"email": email}, follow=True))
    shown = re.search(r'<b class="code">([^<]+)</b>', html)
    assert shown
    return client, shown[1]


def yes(home: Client, word: str) -> Any:
    return home.post(ANSWER, {"word": word, "answer": "yes"})


@pytest.mark.usefixtures("besieged")
def test_after_a_yes_the_new_device_tries_apart_from_everybody_else(home: Client) -> None:
    phone, word = knock()
    assert not is_in(sign_in(phone, "ana@example.org", PASSPHRASE))
    assert ASKED in page(home.get("/"))
    assert yes(home, f" {word.upper()} ")["Location"] == "/"
    assert ASKED not in page(home.get("/"))
    assert "You said yes." in page(phone.get(ASKING))
    assert is_in(sign_in(phone, "ana@example.org", PASSPHRASE))


@pytest.mark.usefixtures("besieged")
def test_a_yes_opens_nothing_by_itself(home: Client) -> None:
    before = Unlock.objects.count()
    phone, word = knock()
    yes(home, word)
    assert phone.get("/settings/").status_code == 302
    assert Unlock.objects.count() == before
    said = [page(sign_in(phone, "ana@example.org")) for _ in range(12)]
    assert "Too many tries" in said[-1]


def test_a_device_is_known_only_once_the_passphrase_was_right_there(
    home: Client, ana: Person
) -> None:
    phone, word = knock()
    yes(home, word)
    assert ana.devices.count() == 1
    sign_in(phone, "ana@example.org", PASSPHRASE)
    assert ana.devices.count() == 2


@pytest.mark.usefixtures("besieged")
def test_a_no_turns_everybody_away_and_tells_them_nothing(home: Client) -> None:
    phone, word = knock()
    home.post(ANSWER, {"word": "", "answer": "no"})
    assert not Knock.objects.exists()
    assert page(phone.get(ASKING)) == page(elsewhere(3).get(ASKING))
    assert yes(home, word)["Location"] == "/"
    assert not is_in(sign_in(phone, "ana@example.org", PASSPHRASE))


def test_the_yes_goes_to_the_device_that_shows_the_word_alone(home: Client) -> None:
    (mine, word), (others, other) = knock(), knock(number=201)
    assert word != other
    yes(home, word)
    assert "You said yes." in page(mine.get(ASKING))
    assert "You said yes." not in page(others.get(ASKING))


def test_another_word_is_put_right_on_the_page(home: Client) -> None:
    _, word = knock()
    answer = yes(home, f"{word}x")
    assert (answer.status_code, f'value="{word}x"' in page(answer)) == (422, True)
    assert yes(home, word).status_code == 303


def test_a_yes_is_asked_for_on_known_devices_alone_and_never_of_the_partner(
    home: Client, ana: Person, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    unknown, bens = client_of(ana), client_of(ben)
    bens.cookies[DEVICE_COOKIE] = people.know_device(ben, at)
    before = page(bens.get("/"))
    _, word = knock()
    assert ASKED in page(home.get("/"))
    assert ASKED not in page(unknown.get("/"))
    assert page(bens.get("/")) == before
    for client in (unknown, bens):
        yes(client, word)
    assert not Knock.objects.exclude(admitted_at=None).exists()


def test_asking_looks_the_same_for_an_address_that_is_not_here(ana: Person) -> None:
    shown = []
    for number, email in enumerate(("ana@example.org", "nobody@example.org")):
        client, word = knock(email, number)
        shown.append(page(client.get(ASKING)).replace(f">{word}<", ""))
    assert shown[0] == shown[1]
    assert Knock.objects.count() == 2


def test_a_knock_and_a_yes_each_end_after_a_quarter_of_an_hour(
    home: Client, at: datetime, clock: Clock
) -> None:
    (phone, word), _ = knock(), knock(number=201)
    clock(at + timedelta(minutes=14))
    yes(home, word)
    clock(at + timedelta(minutes=28))
    assert "You said yes." in page(phone.get(ASKING))
    assert ASKED not in page(home.get("/"))
    clock(at + timedelta(minutes=29))
    assert "You said yes." not in page(phone.get(ASKING))


def test_no_row_of_a_knock_names_anybody(ana: Person) -> None:
    knock()
    row = Knock.objects.get()
    assert "ana" not in f"{row.account} {row.token_hash}"


# With the recovery sheet --------------------------------------------------------------------------


@pytest.fixture
def sheet(ana: Person, keys: Keys, at: datetime) -> str:
    return vault.print_recovery_code(keys(ana, room=True).keyset, at)


def with_sheet(number: int, code: str, passphrase: str, email: str = "ana@example.org") -> Any:
    typed = {"login": email, "code": code, "password": passphrase}
    return elsewhere(number).post(reverse("sheet-sign-in"), typed)


@pytest.mark.usefixtures("besieged")
def test_the_sheet_and_the_passphrase_get_past_the_wait_and_the_sheet_stays_good(
    sheet: str, ana: Person
) -> None:
    assert is_in(with_sheet(1, sheet, PASSPHRASE))
    assert vault.open_with_code(ana.pk, sheet).private


@pytest.mark.usefixtures("besieged")
def test_a_sheet_alone_gets_nobody_in_and_few_guesses(sheet: str) -> None:
    said = [page(with_sheet(turn, sheet, WRONG)) for turn in range(5)]
    assert "Too many tries" not in said[0] and "Too many tries" in said[-1]


def test_a_wrong_sheet_tries_no_passphrase_and_says_the_same_for_anybody(sheet: str) -> None:
    wrong = sheet[:-6] + "00000"
    here = page(with_sheet(1, wrong, PASSPHRASE))
    nowhere = page(with_sheet(2, sheet, PASSPHRASE, "nobody@example.org"))
    assert "These don’t go together." in here
    strip = r'value="[^"]*"'
    assert re.sub(strip, "", here) == re.sub(strip, "", nowhere)


# After a reset ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("besieged")
def test_whoever_has_just_reset_the_sign_in_is_let_in(ana: Person, settings: Settings) -> None:
    settings.MAIL_ON = True
    phone = elsewhere(77)
    phone.post(reverse("account_reset_password"), {"email": ana.email})
    found = re.search(r"http\S+", str(mail.outbox[-1].body))
    assert found
    form = phone.get(urlsplit(found[0]).path)["Location"]
    phone.post(form, {"password1": NEW})
    assert is_in(sign_in(phone, "ana@example.org", NEW))
    assert not is_in(sign_in(elsewhere(78), "ana@example.org", NEW))
    assert queries.device_known_as("ana@example.org", "") is None
