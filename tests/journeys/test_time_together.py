"""One holds an evening; the other counts in and moves it; then one tap says that they had it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from .before import are_a_pair
from .conftest import PHONE, Open
from .partners import Partner, two
from .test_every_page import look
from .visitor import LONDON

pytestmark = pytest.mark.journey

HOUR = timedelta(hours=1)
SOUP, BREAD, WARM = "Soup on the step", "Bread on the step", "It rained, and we stayed."


@pytest.mark.parametrize("javascript", [True, False])
def test_an_evening_is_held_taken_moved_and_noted(open_page: Open, javascript: bool) -> None:
    robin, ellis = (
        Partner(open_page(javascript=javascript, size=PHONE), name) for name in ("Robin", "Ellis")
    )
    are_a_pair(robin, ellis)
    address = robin.hold_an_evening(SOUP)
    robin.hears("Sent.")
    ellis.page.goto("/")
    ellis.follow("Robin added time together")
    ellis.press("Count me in")
    ellis.hears("You both hold it.")
    ellis.page.goto("/")
    expect(ellis.page.get_by_text("added time together")).to_have_count(0)
    ellis.page.goto(address)
    ellis.follow("Change what it is")
    ellis.page.fill("[name=what]", BREAD)
    ellis.press("Keep it")
    robin.page.goto(address)
    robin.hears(BREAD)
    ellis.page.goto(address)
    move_to_now(ellis)
    robin.page.goto("/")
    robin.follow("Ellis moved time together")
    robin.hears("Ellis moved it to this time.")
    robin.press("We had it")
    robin.hears("You two had it, as you noted.")
    robin.follow("Add a few words")
    robin.page.fill("[name=words]", WARM)
    robin.press("Keep these words")
    ellis.page.goto(address)
    ellis.hears("You two had it, as Robin noted.")
    ellis.hears(WARM)


def test_its_pages_can_be_used_by_everybody(open_page: Open) -> None:
    robin, ellis = two(open_page)
    robin.page.goto("/together-times/new/")
    problems = look(robin.page)
    for fold in ("Another day or hour", "More than once?"):
        robin.page.get_by_text(fold).click()
    problems += look(robin.page)
    robin.press("Hold it")
    problems += look(robin.page)
    address = robin.hold_an_evening()
    problems += look(robin.page)
    robin.page.goto(f"{address}title/")
    problems += look(robin.page)
    for page in ("/", address, f"{address}another-time/"):
        ellis.page.goto(page)
        problems += look(ellis.page)
    move_to_now(ellis)
    ellis.page.goto(f"{address}having-had/")
    problems += look(ellis.page)
    ellis.page.goto(address)
    ellis.press("We had it")
    problems += look(ellis.page)
    robin.page.goto("/")
    assert not problems + look(robin.page)


def move_to_now(one: Partner) -> None:
    """It began an hour ago, and ends in an hour."""
    if "another-time" not in one.page.url:
        one.follow("Another time")
    now = datetime.now(LONDON)
    begins, ends = now - HOUR, now + HOUR
    one.page.fill("[name=day]", f"{begins:%Y-%m-%d}")
    one.page.fill("[name=out_time]", f"{begins:%H:%M}")
    one.page.fill("[name=back_time]", f"{ends:%H:%M}")
    if ends.date() != begins.date():
        one.unfold("Over a night?")
        one.page.fill("[name=back_day]", f"{ends:%Y-%m-%d}")
    one.press("Move it")
    one.hears("You moved it to this time.")
