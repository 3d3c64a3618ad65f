"""Two phones in one home network, over TLS with the household's own certificate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from .certificate import make_certificate
from .conftest import Open, new_data_folder, serving
from .visitor import Visitor

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("home")
    certificate, key = make_certificate(place)
    options = ["--host", "0.0.0.0", "--tls-cert", certificate, "--tls-key", key]
    with serving(new_data_folder(place), *options) as address:
        yield address


def open_invitation(one: Visitor, link: str) -> None:
    """As a camera does: the whole link, with the code after the #."""
    one.page.goto(link)
    expect(one.page.locator("input[name=code]")).not_to_have_value("")
    assert "#" not in one.page.url
    one.press("Open the invitation")
    one.say_yes()


def test_two_phones_become_a_pair_over_tls(open_page_at: Open, home: str) -> None:
    robin, ellis = Visitor(open_page_at(home), "Robin"), Visitor(open_page_at(home), "Ellis")
    answer = robin.page.goto("/")
    assert answer is not None
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    robin.start()
    ellis.start()
    open_invitation(ellis, robin.invite())
    assert robin.four_words() == ellis.four_words()
    robin.compare()
    ellis.compare()
    ellis.page.goto("/")
    assert ellis.says("You are both home.")

    for cookie in robin.page.context.cookies() + ellis.page.context.cookies():
        assert cookie["name"].startswith("__Host-ob_"), cookie["name"]
        assert cookie["secure"] and cookie["httpOnly"], cookie["name"]


def test_a_phone_has_passkeys_over_tls(open_page_at: Open, home: str) -> None:
    robin = Visitor(open_page_at(home), "Robin")
    robin.start()
    robin.add_passkey("Red phone")
    robin.sign_out()
    robin.sign_in_with_passkey()
    assert robin.says("here are the times and not the words")
