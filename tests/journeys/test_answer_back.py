"""A question that was asked comes back once, and each finds on Today what the other one sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from .before import are_a_pair
from .conftest import DESKTOP, PHONE, Open
from .partners import Partner
from .wording import put_answer_otherwise

pytestmark = pytest.mark.journey

TOLD, BACK, ASKED = "Slack is all.", "Show me.", "Who is Wen?"
REPLY, OTHERWISE = "The one at the wool stall.", "Wen, from the wool stall."


@pytest.mark.parametrize(("javascript", "size"), [(True, PHONE), (False, DESKTOP)])
def test_a_question_is_answered_once_and_each_finds_it_on_today(
    open_page: Open, javascript: bool, size: ViewportSize
) -> None:
    robin, ellis = (
        Partner(open_page(javascript=javascript, size=size), name) for name in ("Robin", "Ellis")
    )
    are_a_pair(robin, ellis)
    tell_and_ask(robin, ellis)
    ellis.hears("Sent.")
    find_on_today(robin, "Ellis said something back.")
    robin.hears(ASKED)
    robin.follow("Answer the question")
    robin.page.fill("[name=text]", REPLY)
    robin.press("Say it")
    robin.hears("There it rests.")
    put_answer_otherwise(robin, text=OTHERWISE)
    find_on_today(ellis, "Robin answered your question.")
    ellis.hears(OTHERWISE)
    expect(ellis.page.get_by_role("button", name="Say it")).to_have_count(0)
    for one in (robin, ellis):
        one.page.goto("/story/")
        one.hears(OTHERWISE)


def tell_and_ask(robin: Partner, ellis: Partner) -> None:
    robin.plan("The knitting circle")
    robin.give_heads_up()
    robin.set_out()
    robin.catch("Aha", TOLD)
    robin.come_home()
    robin.open_room_if_closed()
    robin.bring(TOLD)
    ellis.hear()
    ellis.say_back(BACK, ASKED)


def find_on_today(one: Partner, line: str) -> None:
    """Once: the page that it leads to opens it."""
    one.page.goto("/")
    one.follow(line)
    opened = one.page.url
    one.page.goto("/")
    expect(one.page.get_by_text(line)).to_have_count(0)
    one.page.goto(opened)
