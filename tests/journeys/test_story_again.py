"""The story once more, at the size of a phone: looked through, with script and without."""

from __future__ import annotations

import pytest

from .before import are_a_pair
from .conftest import Open
from .visitor import Visitor

pytestmark = pytest.mark.journey


def a_pair_with_a_loop(open_page: Open, *, javascript: bool = True) -> tuple[Visitor, Visitor]:
    robin = Visitor(open_page(javascript=javascript), "Robin")
    ellis = Visitor(open_page(javascript=javascript), "Ellis")
    are_a_pair(robin, ellis)
    robin.plan("Along the canal")
    robin.give_heads_up()
    robin.set_out()
    robin.catch("Insight", "The lock keeper hums.")
    robin.come_home()
    robin.open_room_if_closed()
    robin.bring("lock keeper")
    return robin, ellis


def look_for(one: Visitor, words: str) -> None:
    one.page.goto("/story/")
    one.follow("Look for something")
    one.page.fill("input[name=words]", words)
    one.press("Look")


@pytest.mark.parametrize("javascript", [True, False])
def test_words_are_found_and_lead_to_their_place(open_page: Open, javascript: bool) -> None:
    robin, ellis = a_pair_with_a_loop(open_page, javascript=javascript)
    look_for(robin, "heron")
    robin.page.get_by_text("Nothing of that is in the story.").wait_for()
    look_for(ellis, "LOCK keéper")
    ellis.page.get_by_text("Nothing of that is in the story.").wait_for()
    ellis.page.goto("/story/")
    assert ellis.says("Something was brought back.") and not ellis.says("The lock keeper hums.")
    ellis.follow("Hear it")
    ellis.press("Now")
    for one in (robin, ellis):
        look_for(one, "LOCK keéper")
        one.page.get_by_text("The lock keeper hums.").wait_for()
        assert one.page.url.endswith("/story/search/"), "no word stands in an address"
    ellis.follow("Along the canal")
    ellis.page.wait_for_url("**/story/?at=*")
    assert ellis.says("The lock keeper hums.")
    ellis.follow("Hear it")
    ellis.press("Now")
    ellis.say_back("Hum it to me.", "Which tune?")
    ellis.page.goto("/story/")
    ellis.follow("What you said back")
    ellis.page.get_by_text("Which tune?").wait_for()
    look_for(ellis, "LOCK keéper")
    ellis.follow("Along the canal")
    if javascript:
        ellis.page.go_back()
        ellis.page.get_by_role("heading", name="Look for something").wait_for()
    assert "keéper" not in ellis.stored()
