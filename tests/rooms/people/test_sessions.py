"""What the row of a session keeps: whose it is and when it ends, and nothing that can be read."""

from __future__ import annotations

from base64 import b64decode

from django.contrib.sessions.models import Session
from django.test import Client

from outandback.rooms.people.models import Person
from outandback.rooms.people.sessions import SessionStore, resting, whose_is
from outandback.vault.padding import SMALLEST
from tests.cast import PASSPHRASE


def signed_in(person: Person) -> Client:
    client = Client()
    client.post("/sign-in/", {"login": person.email, "password": PASSPHRASE})
    return client


def test_a_row_says_whose_it_is_and_nothing_else(ana: Person) -> None:
    client = signed_in(ana)
    assert client.session["account_authentication_methods"]
    row = Session.objects.get()
    whose, _, sealed = row.session_data.partition(".")
    assert whose == ana.pk.hex and whose_is(row.session_data) == ana.pk
    raw = b64decode(sealed)
    for told in (b"password", b"method", b"_auth", b"example.org"):
        assert told not in raw
    assert len(raw) >= SMALLEST
    assert row.session_key != client.session.session_key


def test_nobody_opens_it_with_the_row_alone(ana: Person) -> None:
    key = signed_in(ana).session.session_key or ""
    row = Session.objects.get()
    for guess in (row.session_key, resting(key), "", "a" * 32):
        assert SessionStore(guess).decode(row.session_data) == {}
    assert SessionStore(key).decode(row.session_data)["_auth_user_id"] == str(ana.pk)


def test_a_row_moved_to_another_session_signs_nobody_in(ana: Person, ben: Person) -> None:
    hers, his = signed_in(ana), signed_in(ben)
    rows = {row.session_data[:32]: row for row in Session.objects.all()}
    Session.objects.filter(pk=rows[ben.pk.hex].pk).update(
        session_data=rows[ana.pk.hex].session_data
    )
    assert his.get("/settings/").status_code == 302
    assert hers.get("/settings/").status_code == 200


def test_a_session_of_nobody_belongs_to_nobody(client: Client, db: None) -> None:
    session = SessionStore()
    session["seen"] = 1
    session.save()
    assert Session.objects.get().session_data.startswith(".")
    assert SessionStore(session.session_key)["seen"] == 1


def test_what_an_earlier_version_wrote_is_a_session_that_has_ended(
    client: Client, ana: Person
) -> None:
    client = signed_in(ana)
    Session.objects.update(session_data="eyJhIjoxfQ:1abc:signature")
    assert client.get("/settings/").status_code == 302
    assert signed_in(ana).get("/settings/").status_code == 200
