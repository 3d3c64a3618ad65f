"""An invitation in one browser, the mail of sign-up in another: both end at the same question."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.pushing import Mails, mail_server

from . import before
from .conftest import Open, new_data_folder, serving
from .visitor import Visitor

pytestmark = pytest.mark.journey
CHEAPER = "tests.journeys.cheaper"


@pytest.fixture
def mails() -> Iterator[Mails]:
    with mail_server() as mails:
        yield mails


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, mails: Mails) -> Iterator[str]:
    """A server that sends mail, on which nobody is yet."""
    folder, sends = (
        new_data_folder(tmp_path_factory.mktemp("mail")),
        f"smtp://127.0.0.1:{mails.port}",
    )
    with serving(folder, module=CHEAPER, PROXIES="1", SMTP_URL=sends) as address:
        yield address


def link_in(mails: Mails) -> str:
    found = re.search(r"http\S+", mails.said()[-1][1].replace("=\n", ""))
    assert found
    return found[0]


@pytest.mark.parametrize("again", ["opened", "put in"])
def test_the_invitation_is_opened_once_more_where_the_mail_is(
    home: str, mails: Mails, open_page_at: Open, again: str
) -> None:
    robin, ellis = (Visitor(open_page_at(home), name) for name in ("Robin", "Ellis"))
    before.has_begun(robin)
    invitation = robin.invite()
    ellis.page.goto(invitation)
    ellis.press("Open the invitation")
    ellis.follow("New here? Start")
    ellis.page.fill("input[name=email]", ellis.email)
    ellis.press("Send the link")

    phone = Visitor(open_page_at(home), "Ellis", email=ellis.email)
    phone.page.goto(link_in(mails))
    assert phone.says("Your partner’s invitation comes next.")
    phone.page.fill("input[name=name]", "Ellis")
    phone.page.fill("input[name=password1]", phone.passphrase)
    phone.page.locator("input[name=zone]").wait_for(state="hidden")
    phone.press("Next")
    if again == "opened":
        phone.page.goto(invitation)
    else:
        phone.page.fill("input[name=code]", invitation)
    phone.press("Open the invitation")
    assert phone.says("Robin asks you to join.")
    phone.say_yes()
    assert phone.four_words() == robin.four_words()

    ellis.sign_in()
    assert ellis.page.url.endswith("/pair/words/")
