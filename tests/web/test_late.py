"""An answer that comes late, after the session got another key, signs nobody out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from tests.cast import PASSPHRASE

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person
    from tests.fixtures import ClientOf

NEW = "four plain words and more"


def twin(client: Client) -> Client:
    """The same browser, a moment before."""
    twin = Client()
    for name, cookie in client.cookies.items():
        twin.cookies[name] = cookie.value
    return twin


def test_what_was_asked_before_the_passphrase_changed(client_of: ClientOf, ana: Person) -> None:
    client = client_of(ana)
    before = twin(client)
    answer = client.post("/settings/passphrase/", {"passphrase": PASSPHRASE, "new": NEW})
    assert answer.status_code == 303
    for address in ("/pocket/papers/", "/"):
        assert not before.get(address).cookies.keys() & client.cookies.keys()
    assert client.get("/settings/").status_code == 200


def test_signing_out_takes_the_cookies_away(client_of: ClientOf, ana: Person) -> None:
    client = client_of(ana)
    gone = client.post("/sign-out/").cookies
    assert {gone[name]["max-age"] for name in ("ob_session", "ob_s")} == {0}


def test_a_session_that_is_no_more_is_followed_by_a_new_one(
    client_of: ClientOf, ana: Person
) -> None:
    before = twin(client_of(ana))
    before.cookies["ob_session"] = "nothing"
    assert before.get("/settings/").status_code == 302
    answer = before.post("/sign-in/", {"login": ana.email, "password": PASSPHRASE})
    assert answer.cookies["ob_session"].value
    assert before.get("/settings/").status_code == 200
