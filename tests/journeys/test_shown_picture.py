"""Robin shows Ellis one picture of Loop, who finds it once on Today; stopped, it is gone."""

from __future__ import annotations

import pytest

from .conftest import Open
from .partners import Partner, two

pytestmark = pytest.mark.journey

LINE = "Robin shows you a picture from Loop."
ASKED = "Is leaving growing easier for Robin? We can’t tell yet."
NOTHING = "Nothing is shown."
SHOW, STOP = "Show this to Ellis", "Stop showing it"


@pytest.mark.parametrize("javascript", [True, False])
def test_one_picture_is_shown_and_stopped(open_page: Open, javascript: bool) -> None:
    robin, ellis = two(open_page, javascript)
    for felt in (8, 7, 9, 8, 6) * 2:
        robin.has_been_out(guilt=6, felt=felt)
    ellis.close_room()
    before = {address: ellis.page_as_it_stands(address) for address in ("/", "/loop/ours/")}
    shows_it(robin)
    finds_it_once(ellis)
    stops_it(robin)
    for address, page in before.items():
        assert ellis.page_as_it_stands(address) == page


def shows_it(robin: Partner) -> None:
    robin.page.goto("/loop/")
    robin.open_room_if_closed()
    robin.unfold("Is leaving growing easier?")
    robin.follow(SHOW)
    robin.open_room_if_closed()
    robin.hears(ASKED)
    robin.hears("No single answer of yours is in it")
    robin.press(SHOW)
    robin.hears("Sent.")
    robin.hears(ASKED)


def finds_it_once(ellis: Partner) -> None:
    ellis.page.goto("/")
    ellis.hears(LINE)
    ellis.follow(LINE)
    ellis.hears(ASKED)
    ellis.hears("as far as 10 answers can tell")
    assert ellis.page.locator("main .chart svg").count() == 1
    assert not ellis.says(STOP)
    ellis.page.goto("/")
    assert not ellis.says(LINE)


def stops_it(robin: Partner) -> None:
    robin.page.goto("/loop/")
    robin.follow("Ours, where shared")
    robin.hears(ASKED)
    robin.press(STOP)
    robin.hears(NOTHING)
