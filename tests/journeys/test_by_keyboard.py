"""The first steps by keyboard alone: the button that leads on is never far."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

MOST = 12
IS_BUTTON = "document.activeElement.matches('main .btn')"


def presses_to_button(page: Page) -> int:
    for presses in range(1, MOST + 20):
        page.keyboard.press("Tab")
        if page.evaluate(IS_BUTTON):
            return presses
    raise AssertionError(f"{page.url}: no button within {MOST + 20} presses")


def test_the_button_that_leads_on_is_twelve_presses_away_at_most(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    robin.sign_up()
    far = {robin.page.url: presses_to_button(robin.page)}
    for step in ("leave", "host", "recovery", "you", "ease", "own", "theirs"):
        robin.page.goto(f"/start/{step}/")
        far[robin.page.url] = presses_to_button(robin.page)
    robin.invite()
    far[robin.page.url] = presses_to_button(robin.page)
    assert {url: presses for url, presses in far.items() if presses > MOST} == {}
