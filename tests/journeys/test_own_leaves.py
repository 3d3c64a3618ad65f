"""The first leave on Loop: how it was, what more would tell, and what such figures can’t know."""

from __future__ import annotations

import pytest

from . import before
from .conftest import PHONE, Open
from .test_large_text import enlarge
from .visitor import Visitor

pytestmark = pytest.mark.journey

# Words that stand on more than one line: one was broken.
BROKEN = """() => {
    const shown = document.querySelectorAll(".ends span, .strips p, th, td, .says, .unsaid");
    const walk = (one) =>
        one.nodeType === Node.TEXT_NODE ? [one] : [...one.childNodes].flatMap(walk);
    return [...shown].flatMap(walk).flatMap((text) =>
        [...text.data.matchAll(/[^\\s]+/g)].filter((word) => {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const tops = [...range.getClientRects()].map((rect) => Math.round(rect.top));
            return new Set(tops).size > 1;
        }).map((word) => word[0]));
}"""
OPENED = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def one_leave(robin: Visitor) -> None:
    robin.plan("Sit by the lock until it rains", 2)
    robin.set_out(guilt=7)
    robin.come_home()
    robin.open_room_if_closed()
    robin.answer(felt=8, energy=6, guilt=3)


def test_after_one_leave_there_is_how_it_was_and_what_would_tell(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    one_leave(robin)
    page = robin.page
    page.goto("/loop/")
    robin.open_room_if_closed()
    assert robin.says("Too few to find anything in them.")
    assert robin.says("Your guilt before you went, and looking back")
    page.get_by_text("What more leaves could tell").click()
    assert robin.says("It takes 9 more leaves with your guilt before you went.")
    assert not robin.says("for the other") and not robin.says("Are longer leaves lonelier")
    robin.follow("What such figures can’t know")
    assert robin.headline == "What such figures can’t know"


def test_in_large_text_no_word_beside_a_picture_is_broken(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    one_leave(robin)
    robin.page.set_viewport_size(PHONE)
    robin.page.goto("/loop/")
    robin.open_room_if_closed()
    for address in ("/loop/", "/loop/limits/", "/parts"):
        robin.page.goto(address)
        enlarge(robin.page)
        robin.page.evaluate(OPENED)
        assert robin.page.evaluate(BROKEN) == [], address
