from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from pytest_django import Settings

from outandback.rooms.gate.models import Tries
from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.rules.rate_limits import ALLOWED, DAY, GuessedSecret, Reach
from outandback.vault import actions as vault
from outandback.vault.keyset import Keyset
from outandback.web.cookies import DEVICE_COOKIE
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf
from tests.programs.guessing import TRIES, let_through

ROOT = Path(__file__).parents[3]
WRONG = "another heron under bridges"
TOO_MANY = "Too many tries. Wait"
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def sign_in(client: Client, email: str, passphrase: str = WRONG, **more: str) -> Any:
    return client.post("/sign-in/", {"login": email, "password": passphrase, **more})


def known(person: Person, at: datetime) -> Client:
    client = Client()
    client.cookies[DEVICE_COOKIE] = people.know_device(person, at)
    return client


def elsewhere(number: int) -> Client:
    return Client(REMOTE_ADDR=f"10.1.{number // 250}.{number % 250 + 1}")


def is_in(answer: Any) -> bool:
    return bool(answer.status_code == 302)


# Somebody who knows the address -------------------------------------------------------------------


def test_wrong_tries_from_elsewhere_never_keep_a_known_device_out(
    ana: Person, at: datetime
) -> None:
    for number in range(60):
        sign_in(elsewhere(number), "ana@example.org")
    assert TOO_MANY in sign_in(elsewhere(99), "ana@example.org", PASSPHRASE).content.decode()
    assert is_in(sign_in(known(ana, at), "ana@example.org", PASSPHRASE))


def test_a_flood_from_the_same_network_never_keeps_a_known_device_out(
    ana: Person, at: datetime
) -> None:
    for number in range(60):
        sign_in(Client(), f"n{number}@example.org")
    assert is_in(sign_in(known(ana, at), "ana@example.org", PASSPHRASE))


def test_one_known_device_never_keeps_another_out(ana: Person, at: datetime) -> None:
    borrowed = known(ana, at)
    for _ in range(40):
        sign_in(borrowed, "ana@example.org")
    assert TOO_MANY in sign_in(borrowed, "ana@example.org", PASSPHRASE).content.decode()
    assert is_in(sign_in(known(ana, at), "ana@example.org", PASSPHRASE))


def test_a_device_that_somebody_else_opened_is_an_unknown_one(
    ana: Person, ben: Person, at: datetime
) -> None:
    bens = known(ben, at)
    for _ in range(10):
        sign_in(bens, "ana@example.org")
    assert TOO_MANY in sign_in(elsewhere(1), "ana@example.org").content.decode()


def test_a_right_one_from_elsewhere_gives_nobody_more_guesses(ana: Person) -> None:
    wrong = sum(
        TOO_MANY not in sign_in(elsewhere(turn), "ana@example.org").content.decode()
        for turn in range(20)
        if not (turn % 2 and sign_in(elsewhere(90 + turn), "ana@example.org", PASSPHRASE))
    )
    assert wrong == ALLOWED[GuessedSecret.PASSPHRASE][Reach.OUTSIDE].free


def test_in_a_month_less_than_fifty_guesses_get_through_and_the_owner_always_does(
    ana: Person, at: datetime, clock: Clock
) -> None:
    home, when, through = known(ana, at), at, 0
    while when < at + 30 * DAY:
        clock(when)
        through += TOO_MANY not in sign_in(elsewhere(1), "ana@example.org").content.decode()
        when = max(Tries.objects.latest("opens_at").opens_at, when + timedelta(seconds=1))
    assert 10 < through < 50
    clock(when)
    assert is_in(sign_in(home, "ana@example.org", PASSPHRASE))


def test_whoever_waits_gets_in_again(ana: Person, at: datetime, clock: Clock) -> None:
    for number in range(6):
        sign_in(elsewhere(number), "ana@example.org")
    refused = sign_in(elsewhere(9), "ana@example.org", PASSPHRASE).content.decode()
    assert "Wait 2 minutes" in refused
    clock(at + timedelta(minutes=2, seconds=1))
    assert is_in(sign_in(elsewhere(9), "ana@example.org", PASSPHRASE))


def test_the_waits_tell_nobody_who_is_here(ana: Person, at: datetime, clock: Clock) -> None:
    """The same bytes, try by try, for an address that signs in here and for one that doesn't."""
    for turn in range(12):
        clock(at + turn * timedelta(minutes=3))
        pages = [
            sign_in(elsewhere(turn), email).content.decode().replace(email, "")
            for email in ("ana@example.org", "nobody@example.org")
        ]
        here, nowhere = (re.sub(r"\b[A-Za-z0-9]{64}\b", "", page) for page in pages)
        assert here == nowhere, turn


def test_other_spellings_of_an_address_are_no_further_tries(ana: Person) -> None:
    spellings = ("ana@example.org", "ANA@example.org", "Ana@EXAMPLE.org", " aNa@example.org ")
    for turn in range(6):
        sign_in(elsewhere(turn), spellings[turn % 4])
    assert TOO_MANY in sign_in(elsewhere(9), "anA@example.org").content.decode()


def test_no_row_of_tries_names_anybody(ana: Person) -> None:
    for email in ("ana@example.org", "nobody@example.org"):
        sign_in(Client(), email)
    assert Tries.objects.count() == 3
    assert not any("ana" in row.pk or "nobody" in row.pk for row in Tries.objects.all())


# Every door ---------------------------------------------------------------------------------------

SHEET = "0000-0000-0000-0000-0000-0000-0000-0000-0"
# What is posted where, with a wrong word. `in` are pages for somebody who is signed in.
DOORS: dict[str, tuple[str, dict[str, str]]] = {
    "account_login": ("out", {"login": "ana@example.org", "password": WRONG}),
    "sheet-sign-in": ("out", {"login": "ana@example.org", "password": WRONG, "code": SHEET}),
    "account_reauthenticate": ("in", {"password": WRONG}),
    "opening": ("in", {"passphrase": WRONG}),
    "passphrase": ("in", {"passphrase": WRONG, "new": "seven lanterns over quiet water"}),
    "parting": ("in", {"seen": "now", "passphrase": WRONG}),
    "export": ("in", {"passphrase": WRONG}),
    "erasure": ("in", {"passphrase": WRONG, "word": "erase"}),
    "recovery": ("home", {"passphrase": WRONG, "code": SHEET}),
    "mfa_authenticate": ("half", {"code": "000000"}),
    "mfa_reauthenticate": ("app", {"code": "000000"}),
    "join": ("out", {"code": "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAA"}),
}
# They ask for a new passphrase, or for a code that the page itself has just shown.
NO_GUESS = {"account_signup", "mfa_activate_totp", "start-recovery-check"}


@pytest.mark.parametrize("name", DOORS)
def test_every_door_makes_who_guesses_wait(
    name: str, ana: Person, client_of: ClientOf, at: datetime, settings: Settings
) -> None:
    where, wrong = DOORS[name]
    client = standing(where, ana, client_of, at)
    said = [client.post(reverse(name), wrong).content.decode() for _ in range(31)]
    assert TOO_MANY not in said[0]
    assert TOO_MANY in said[-1]


def standing(where: str, ana: Person, client_of: ClientOf, at: datetime) -> Client:
    if where == "out":
        return Client()
    client = client_of(ana)
    if where in {"home", "app"}:
        client.cookies[DEVICE_COOKIE] = people.know_device(ana, at)
        vault.print_recovery_code(keyset_of(ana), at)
    if where in {"half", "app"}:
        client.post(reverse("account_reauthenticate"), {"password": PASSPHRASE})
        form = client.get(reverse("mfa_activate_totp")).context["form"]
        client.post(reverse("mfa_activate_totp"), {"code": now_code(form.secret)})
    if where == "half":
        client = Client()
        sign_in(client, "ana@example.org", PASSPHRASE)
    return client


def keyset_of(person: Person) -> Keyset:
    return vault.open_with_passphrase(person.pk, PASSPHRASE)


def now_code(secret: str) -> str:
    moment = next(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(secret, moment)))


def test_every_form_that_asks_for_a_secret_is_in_the_table(
    ana: Person, client_of: ClientOf, at: datetime
) -> None:
    inside, half = standing("app", ana, client_of, at), Client()
    sign_in(half, "ana@example.org", PASSPHRASE)
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    names.sort(key=lambda name: name != "mfa_authenticate")  # other pages end a second step
    asking = {
        resolve(address).url_name
        for name in filter(takes_nothing, names)
        for client in (Client(), inside, half)
        for address in asked_for_secrets(client, name)
    }
    assert asking - NO_GUESS == set(DOORS)


def asked_for_secrets(client: Client, name: str) -> set[str]:
    """Where the forms of a page are sent that ask for a passphrase or a code."""
    page = page_at(client, name, reverse(name))
    secret = re.compile(r'autocomplete="(current-password|one-time-code)"|name="code"')
    forms = re.findall(r"<form([^>]*)>(.*?)</form>", page, re.DOTALL)
    sent = [
        re.search('action="([^"]*)"', opening) for opening, inner in forms if secret.search(inner)
    ]
    return {found[1] if found else reverse(name) for found in sent}


def takes_nothing(name: str) -> bool:
    return not any(params for _, params in get_resolver().reverse_dict.getlist(name)[0][0])


def page_at(client: Client, name: str, address: str) -> str:
    if name in {"exit", "account_logout", "mfa_download_recovery_codes"}:
        return ""
    answer = client.get(address)
    return answer.content.decode() if not answer.streaming and answer.status_code == 200 else ""


def test_asking_for_the_mail_again_and_again_says_the_same_and_sends_a_few(
    ana: Person, at: datetime, clock: Clock, settings: Settings
) -> None:
    settings.MAIL_ON = True
    for turn in range(20):
        clock(at + timedelta(minutes=turn))
        answer = elsewhere(turn).post(reverse("account_reset_password"), {"email": ana.email})
        assert answer["Location"] == reverse("account_reset_password_done")
    assert 3 <= len(mail.outbox) <= 7


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_no_more_are_let_in_than_may_be(tmp_path: Path) -> None:
    """In a file where the database is SQLite: the tests' own, in memory, has other locks."""
    if connection.vendor == "sqlite":
        command = [sys.executable, "-m", "tests.programs.guessing", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.split()
    else:
        lines = let_through()
    assert len(lines) == sum(map(len, ALLOWED.values()))
    for free, through in (map(int, line.split(":")) for line in lines):
        assert through == min(free, TRIES), lines
