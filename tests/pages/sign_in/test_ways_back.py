"""What is offered where somebody can't sign in, and what Today says after a reset."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from outandback.rooms.people import actions as people
from outandback.rooms.people.models import Person
from outandback.vault import actions as vault
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys

from .test_sign_in import sign_in

NEW = "quiet copper lanterns uphill"
WAIT = "day of waiting"


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


def headings(page: str) -> list[str]:
    return re.findall(r"<h2>([^<]+)</h2>", page)


def forgotten(client: Client) -> str:
    return client.get(reverse("account_reset_password")).content.decode()


@pytest.mark.parametrize("mail", [True, False])
def test_the_sheet_comes_first_and_its_day_of_waiting_is_said(
    mail: bool, client: Client, db: None, settings: Settings
) -> None:
    settings.MAIL_ON = mail
    page = forgotten(client)
    sheet, then = headings(page)
    assert sheet == "First, your recovery sheet"
    assert then == "Then a new passphrase to sign in with"
    assert page.index(WAIT) < page.index(then)
    assert ('name="email"' in page) is mail
    assert reverse("sheet-sign-in") in page and reverse("account_login") in page


def test_without_mail_the_host_is_named_who_said_who_they_are(client: Client, db: None) -> None:
    assert "Whoever runs this server can make a link for you:" in forgotten(client)
    people.say_who_runs_it("Bea <b>", timezone.now())
    assert "Bea &lt;b&gt; runs this server and can make a link for you:" in forgotten(client)


def test_with_mail_nobody_is_named(client: Client, db: None, settings: Settings) -> None:
    settings.MAIL_ON = True
    people.say_who_runs_it("Bea", timezone.now())
    assert "Bea" not in forgotten(client)


def after_reset(client: Client, person: Person) -> str:
    person.set_password(NEW)
    person.save()
    vault.lock_everywhere(person.pk)
    sign_in(client, str(person.email), NEW)
    return today(client)


def today(client: Client) -> str:
    return client.get(reverse("today")).content.decode()


def test_after_a_reset_today_says_what_opens_what(client: Client, ana: Person) -> None:
    page = after_reset(client, ana)
    assert "The new one signs you in. What you wrote is still sealed" in page
    assert f'href="{reverse("recovery")}"' in page and reverse("opening") in page
    client.post(reverse("opening"), {"door": "s", "passphrase": PASSPHRASE})
    page = today(client)
    assert "the one from before opened what you wrote" in page
    assert f'href="{reverse("passphrase")}"' in page


def test_once_the_two_are_one_nothing_is_said_any_more(client: Client, ana: Person) -> None:
    after_reset(client, ana)
    client.post(
        reverse("passphrase"), {"passphrase": PASSPHRASE, "new": "three grey herons in fog"}
    )
    assert "passphrases" not in today(client)
    client.post(reverse("account_logout"))
    sign_in(client, "ana@example.org", "three grey herons in fog")
    assert "passphrases" not in today(client)


def test_the_sheet_makes_them_one(client: Client, ana: Person, keys: Keys, at: datetime) -> None:
    sheet = vault.print_recovery_code(keys(ana, room=True).keyset, at)
    client.cookies["ob_d"] = people.know_device(ana, at)
    after_reset(client, ana)
    client.post(reverse("recovery"), {"code": sheet, "passphrase": NEW})
    assert "passphrases" not in today(client)


def test_without_a_reset_nothing_is_said(ana: Person, client_of: ClientOf) -> None:
    passkey = Client()
    passkey.force_login(ana)
    for client in (client_of(ana), passkey):
        assert "passphrases" not in today(client)


def test_the_page_of_the_sheet_says_its_wait_before_it_begins(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    made = client_of(ana, room=True).get(reverse("start-recovery")).content.decode()
    assert made.index(WAIT) < made.index("Make my sheet")
    vault.print_recovery_code(keys(ana, room=True).keyset, at)
    used = client_of(ana).get(reverse("recovery")).content.decode()
    assert used.index(WAIT) < used.index("Begin the day of waiting")
