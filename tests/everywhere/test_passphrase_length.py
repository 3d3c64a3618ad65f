"""A passphrase longer than any can be is refused before it is stretched, wherever one is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from outandback.rooms.people.hashers import Argon2idHasher
from outandback.rooms.people.models import Person
from outandback.vault import actions as vault
from outandback.vault import passphrase_hash
from outandback.vault.errors import TooLong
from outandback.vault.passphrase_hash import LONGEST
from tests.cast import PASSPHRASE, Cast
from tests.everywhere.pages import plain_addresses

TOO_LONG = "grey heron " * LONGEST
FIELDS = ("passphrase", "new", "password", "password1", "password2", "old", "oldpassword")
BESIDE = {"login": "ana@example.org", "email": "new@example.org", "word": "erase", "seen": "now"}
SENTENCE = f"{LONGEST:,} characters."


class Stretched(AssertionError):
    """Work was done for it."""


@pytest.fixture
def no_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> Any:
        raise Stretched

    monkeypatch.setattr(passphrase_hash, "Argon2id", refuse)


def test_no_page_stretches_a_passphrase_that_is_too_long(
    ana: Person, cast: Cast, no_stretching: None
) -> None:
    posted = BESIDE | dict.fromkeys(FIELDS, TOO_LONG) | {"code": "x"}
    refused = set()
    for address in plain_addresses():
        for client in (Client(), cast.client(ana, room=True)):
            answer = client.post(address, posted)
            assert answer.status_code < 500, address
            if SENTENCE in answer.content.decode(errors="replace"):
                refused.add(address)
    assert refused >= {"/sign-in/", "/sign-up/", "/opening/", "/settings/passphrase/"}
    assert refused >= {"/settings/parting/", "/settings/erasure/", "/settings/export/"}
    assert refused >= {"/sign-in/again/"}


def test_a_reset_stretches_none_either(client: Client, ana: Person, no_stretching: None) -> None:
    from outandback.pages.sign_in.forms import NewPassphraseForm

    form = NewPassphraseForm({"password1": TOO_LONG}, user=ana, temp_key="x")
    assert not form.is_valid()
    assert SENTENCE in str(form.errors)


def test_the_stretching_itself_refuses(ana: Person, no_stretching: None) -> None:
    with pytest.raises(vault.NotOpened):
        vault.open_with_passphrase(ana.pk, TOO_LONG)
    assert not ana.check_password(TOO_LONG)
    with pytest.raises(TooLong):
        Argon2idHasher().encode(TOO_LONG, "salt" * 4)


def test_the_longest_that_can_be_chosen_opens(ana: Person, cast: Cast) -> None:
    longest = ("grey heron under seven bridges " * LONGEST)[:LONGEST]
    answer = cast.client(ana).post(
        "/settings/passphrase/", {"passphrase": PASSPHRASE, "new": longest}
    )
    assert answer.status_code == 303
    assert vault.open_with_passphrase(ana.pk, longest).private
    signing = Client().post("/sign-in/", {"login": ana.email, "password": longest})
    assert signing["Location"] == "/"
