"""On a phone, what is pressed most stands on the first screen, and nothing that is taken moves it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from .conftest import PHONE, Open
from .pocketing import HAS_PAPERS, IS_OUT, begin, until
from .taking import camera_photo, take_photo
from .visitor import Visitor

pytestmark = pytest.mark.journey

KINDS = ("Insight", "Question", "Aha", "Sense")


def ends_at(one: Locator) -> float:
    """How far down the page, unscrolled, something ends."""
    box = one.bounding_box()
    assert box
    return box["y"] + box["height"]


def kinds(page: Page) -> list[float]:
    group = page.get_by_role("group", name="Keep it as")
    return [ends_at(group.get_by_role("button", name=kind, exact=True)) for kind in KINDS]


def test_the_kinds_keep_from_the_first_screen_and_a_photo_moves_none(open_page: Open) -> None:
    page = open_page()
    robin = Visitor(page, "Robin")
    begin(robin)
    until(page, HAS_PAPERS)
    robin.set_out()
    until(page, IS_OUT)
    photo = page.get_by_role("button", name="Photo", exact=True)
    photo.wait_for()
    stood = kinds(page)
    assert max(stood) < ends_at(photo) < PHONE["height"]
    page.fill("[name=text]", "the lock opens upstream")
    take_photo(page, camera_photo(page, 400, 200))
    page.locator("[data-held]").get_by_text("On this phone").wait_for()
    assert page.evaluate("scrollY") == 0 and kinds(page) == stood
    robin.press("Aha")
    page.get_by_text("Kept.", exact=True).wait_for()
    assert page.input_value("[name=text]") == ""
