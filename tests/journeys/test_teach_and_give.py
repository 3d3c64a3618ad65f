"""Somebody teaches what a leave taught them, and gives something; with script and without."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from .conftest import DESKTOP, Open
from .giving import THRESHOLD, been_out, choose_way, give, write
from .partners import two

pytestmark = pytest.mark.journey

CIRCLE = "Knit with Wen"
SLACK = "It has to go slack first."
STONE = "A stone from where we turned round."
HOW = "Your head goes where it likes."
KNIT = {"verb": "knit", "adverb": "precisely", "adjective": "free"}


@pytest.mark.parametrize("javascript", [True, False])
def test_one_teaches_and_gives_and_the_other_hears_it(open_page: Open, javascript: bool) -> None:
    """With script on a phone; without, on a desktop."""
    opened = open_page if javascript else partial(open_page, size=DESKTOP)
    robin, ellis = two(opened, javascript)
    been_out(robin, CIRCLE, SLACK, STONE)
    choose_way(robin, SLACK, "teach")
    robin.hears("What did it teach you that Ellis could use?")
    write(robin, **KNIT)
    robin.unfold("Help with the sentence")
    robin.press("Show three others")
    expect(robin.page).to_have_url(re.compile("examples=1"))
    expect(robin.page.locator("[name=adverb]")).to_have_value("precisely")
    write(robin, how=HOW)
    robin.page.check("input[name=ten_pick] >> nth=1")
    give(robin, "Ellis")
    choose_way(robin, STONE, "give")
    write(robin, gift="It fits a coat pocket.")
    give(robin, "Ellis")

    ellis.hear()
    expect(ellis.page.locator("h1")).to_have_text("To knit is to be precisely free.")
    for said in (HOW, SLACK, "Ten minutes together"):
        ellis.hears(said)
    ellis.say_back("Show me.", "")
    ellis.hears("You heard it")
    ellis.follow("A day for it")
    ellis.page.check("input[name=on] >> nth=0")
    ellis.press("Choose this day")
    ellis.hears("You two thought of")
    ellis.hear()
    for said in ("A gift", "It fits a coat pocket.", STONE):
        ellis.hears(said)
    robin.page.goto("/")
    robin.hears("Ten minutes together")


def test_what_was_typed_is_kept_at_each_pause_and_when_the_room_closes(open_page: Open) -> None:
    robin, _ = two(open_page)
    been_out(robin, CIRCLE, SLACK)
    choose_way(robin, SLACK, "teach")
    robin.page.locator("[name=how]").press_sequentially("a thought")
    robin.hears("Kept as a draft.")
    robin.page.locator("[name=how]").press_sequentially(", and more")
    with robin.page.expect_request_finished(lambda sent: sent.url.endswith("/draft/")):
        robin.look_elsewhere()
    robin.look_again()
    robin.page.locator("input[name=passphrase]").wait_for()
    robin.hears_no_more("a thought")
    robin.open_room()
    expect(robin.page.locator("[name=how]")).to_have_value("a thought, and more")
    robin.press("Keep it for myself")
    expect(robin.page).to_have_url(THRESHOLD)
    robin.enter_room()
    robin.hears(SLACK)
    robin.hears_no_more("the one to teach")


def test_a_page_that_is_loaded_again_while_somebody_types_asks_nothing(open_page: Open) -> None:
    """The page that closes hands in what was typed; the next one may stand there before that."""
    robin, ellis = two(open_page)
    been_out(robin, CIRCLE, SLACK)
    choose_way(robin, SLACK, "teach")
    write(robin, verb="knit")
    robin.press("Give it to Ellis")
    robin.hears("Say what you did and what it made you")
    write(robin, how="half")
    with robin.page.expect_event("domcontentloaded"):
        robin.page.evaluate("location.reload()")
    write(robin, **KNIT, how="half a thought")
    give(robin, "Ellis")
    ellis.hear()
    ellis.hears("half a thought")


def test_a_second_tab_is_shown_both_drafts(open_page: Open) -> None:
    robin, _ = two(open_page, javascript=False)
    been_out(robin, CIRCLE, SLACK)
    choose_way(robin, SLACK, "teach")
    first = robin.page
    second = first.context.new_page()
    second.goto(first.url)
    robin.page = second
    write(robin, how="from the second tab")
    robin.press("Keep the draft")
    expect(second.locator("[name=seen]")).to_have_value("1")
    robin.page = first
    write(robin, how="from the first tab")
    robin.press("Keep the draft")
    robin.hears("Both versions are kept.")
    robin.hears("from the second tab")
    expect(first.locator("[name=how]")).to_have_value("from the first tab")
    robin.press("Keep the draft")
    expect(first.locator("[name=seen]")).to_have_value("2")
    expect(first.locator("[name=how]")).to_have_value("from the first tab")
