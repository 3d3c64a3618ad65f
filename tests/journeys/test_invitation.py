"""An invitation on a phone: shared or copied, answered, and both go on where they left off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from . import before
from .conftest import Open
from .going import go
from .visitor import Visitor

pytestmark = pytest.mark.journey

# A phone's own sheet for sharing, which a browser without a phone does not have.
SHARES = "navigator.share = (what) => { window.shared = what; return Promise.resolve(); };"


def test_two_become_a_pair_and_go_on_where_they_left_off(open_page: Open) -> None:
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(), "Ellis")
    before.has_begun(robin)
    before.has_begun(ellis)
    robin.plan("Learn to tie eight knots")
    robin.page.goto(f"/leaves/{robin.leave}/heads-up/")
    robin.follow("About being two here")
    robin.press("Make an invitation")
    link = robin.page.input_value("#link")
    for fold in ("To show it, or to say it", "What they will see"):
        robin.page.locator("summary", has_text=fold).click()
    assert robin.says("Robin asks you to join.")

    ellis.page.goto("/windows/")
    ellis.follow("About being two here")
    ellis.follow("I have a code")
    ellis.join(link.partition("#")[2])
    ellis.press("The same four")
    assert ellis.page.url.endswith("/windows/")

    robin.page.goto(f"/leaves/{robin.leave}/")
    robin.follow("compare the four words")
    robin.press("The same four")
    assert robin.page.url.endswith(f"/leaves/{robin.leave}/")
    robin.follow("Give Ellis a heads-up")
    robin.press("Give the heads-up")
    assert robin.says("Ellis has your heads-up.")


def test_a_link_is_shared_by_the_phone_or_copied(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    robin.page.add_init_script(SHARES)
    robin.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = robin.invite()
    robin.page.get_by_role("button", name="Share", exact=True).click()
    assert robin.page.evaluate("window.shared") == {"url": link}
    robin.page.get_by_role("button", name="Copy", exact=True).click()
    expect(robin.page.get_by_text("Copied.")).to_be_visible()
    assert robin.page.evaluate("navigator.clipboard.readText()") == link


def test_where_the_phone_shares_nothing_there_is_no_button_for_it(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    robin.page.add_init_script("Navigator.prototype.share = undefined;")
    robin.invite()
    expect(robin.page.get_by_role("button", name="Copy", exact=True)).to_be_visible()
    expect(robin.page.get_by_role("button", name="Share", exact=True)).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_answer_that_came_before_the_words_stands_there_again_after_them(
    open_page: Open, script: bool
) -> None:
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(javascript=script), "Ellis")
    before.has_begun(robin)
    before.has_begun(ellis)
    code = robin.invite().partition("#")[2]
    ellis.join(code)
    robin.page.goto("/pair/words/")
    robin.press("The same four")
    robin.plan("Learn to tie eight knots")
    robin.page.goto(f"/leaves/{robin.leave}/heads-up/")
    robin.press("Give the heads-up")

    ellis.page.goto(f"/leaves/{robin.leave}/answer/")
    ellis.page.fill("[name=blessing]", "Go well.")
    ellis.press("Send")
    alert = ellis.page.get_by_role("alert")
    go(alert.get_by_role("link", name="compare the four words"))
    ellis.press("The same four")
    assert ellis.page.input_value("[name=blessing]") == "Go well."
    ellis.press("Send")
    assert ellis.says("Sent.")
    ellis.page.goto(f"/leaves/{robin.leave}/answer/")
    assert not ellis.says("You began this earlier")
