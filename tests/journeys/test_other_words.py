"""Something told is put in other words, and so is the answer; both find what it said before."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from .before import are_a_pair
from .conftest import DESKTOP, PHONE, Open
from .partners import Partner
from .wording import open_own_telling, put_answer_otherwise, put_telling_otherwise

pytestmark = pytest.mark.journey

FIRST, SECOND, THIRD = "Slack is all.", "Slack is most of it.", "Slack, and a good needle."
BACK, OTHERWISE = "Show me.", "Show me on Sunday."


@pytest.mark.parametrize(("javascript", "size"), [(True, PHONE), (False, DESKTOP)])
def test_both_read_the_newest_and_what_was_said_before(
    open_page: Open, javascript: bool, size: ViewportSize
) -> None:
    robin, ellis = (
        Partner(open_page(javascript=javascript, size=size), name) for name in ("Robin", "Ellis")
    )
    are_a_pair(robin, ellis)
    tell_and_hear(robin, ellis)
    open_own_telling(robin)
    put_telling_otherwise(robin, text=SECOND)
    robin.hears("Changed today")
    ellis.page.reload()
    ellis.hears(SECOND)
    put_answer_otherwise(ellis, thing_back=OTHERWISE)
    ellis.follow("Changed today")
    words = [OTHERWISE, SECOND, BACK, FIRST]
    assert ellis.page.locator("main blockquote").all_inner_texts() == words
    two_tabs(robin)
    ellis.page.reload()
    assert ellis.page.locator("main blockquote").all_inner_texts() == [THIRD, *words]


def tell_and_hear(robin: Partner, ellis: Partner) -> None:
    robin.plan("The knitting circle")
    robin.give_heads_up()
    robin.set_out()
    robin.catch("Aha", FIRST)
    robin.come_home()
    robin.open_room_if_closed()
    robin.bring(FIRST)
    ellis.hear()
    ellis.say_back(BACK, "")


def two_tabs(robin: Partner) -> None:
    """The first of two open pages is sent last; nothing of either is lost."""
    robin.follow("Put it in other words")
    address = robin.page.url
    other = robin.page.context.new_page()
    other.goto(address)
    other.fill("[name=text]", THIRD)
    other.get_by_role("button", name="Keep the change").click()
    other.get_by_text(THIRD).first.wait_for()
    other.close()
    robin.page.fill("[name=text]", "Slack, Wen says.")
    robin.press("Keep the change")
    robin.hears("Both versions are kept.")
    robin.hears(THIRD)
    assert robin.page.input_value("[name=text]") == "Slack, Wen says."
    robin.follow("Use the other version")
    assert robin.page.input_value("[name=text]") == THIRD
