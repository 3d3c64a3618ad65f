"""On a phone, what is pressed most stands on the first screen, and nothing moves it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from .conftest import PHONE, Open
from .meanwhile import Meanwhile, two_meanwhile
from .pocketing import HAS_PAPERS, IS_OUT, begin, until
from .taking import camera_photo, take_photo
from .visitor import Visitor

pytestmark = pytest.mark.journey

GOOD = "The whole pier, empty."
KINDS = ("Insight", "Question", "Aha", "Sense", "Surprise")
TOO_WIDE = """() => Array.from(document.querySelectorAll(".btn")).filter((button) => {
    const inside = document.createRange();
    inside.selectNodeContents(button);
    const [words, whole] = [inside, button].map((one) => one.getBoundingClientRect());
    return whole.width && (words.left < whole.left || words.right > whole.right);
}).map((button) => button.textContent.trim())"""


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


@pytest.mark.parametrize("javascript", [True, False])
def test_a_return_is_one_question_and_its_button_and_what_is_folded_is_sent_too(
    open_page: Open, javascript: bool
) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    robin.tell("Walk to the source of the river")
    robin.set_out()
    ellis.hold(robin.leave, "The plums are in the blue bowl. " * 20)
    robin.come_home()
    stands_on_one_screen(robin.page, "Done")
    answers_and_folds_again(robin, "Done")
    ellis.page.goto(f"/leaves/{robin.leave}/check-in/")
    stands_on_one_screen(ellis.page, "Keep these")
    answers_and_folds_again(ellis, "Keep these")
    assert ellis.says("All in all 9.") and ellis.says("Robin") and ellis.says(GOOD)


def stands_on_one_screen(page: Page, keeps: str) -> None:
    asked = page.get_by_role("radiogroup", name="All in all, how was this leave for me?")
    button = page.get_by_role("button", name=keeps, exact=True)
    box = button.bounding_box()
    assert box and ends_at(asked) < box["y"] and ends_at(button) <= PHONE["height"]
    assert page.evaluate("scrollY") == 0
    assert page.get_by_role("radiogroup").count() == 1, "the others are folded"


def answers_and_folds_again(one: Meanwhile, keeps: str) -> None:
    one.page.check("input[name=felt][value='9']")
    for title in ("More of how it was", "Show some of it to"):
        one.unfold(title)
    one.page.check("input[name=energy][value='6']")
    one.page.fill("[name=joy]", GOOD)
    one.page.check("input[name=share][value=felt]")
    one.page.check("input[name=share][value=joy]")
    for title in ("More of how it was", "Show some of it to"):
        one.unfold(title)
    assert not one.page.locator("[name=joy]").is_visible()
    one.press(keeps)
    assert one.says("Your answers are kept.")


@pytest.mark.parametrize("width", [320, 390, 560, 768, 1280])
def test_what_stands_on_a_button_fits_it_with_a_network_and_without(
    open_page: Open, width: int
) -> None:
    page = open_page()
    page.set_viewport_size({"width": width, "height": 844})
    robin = Visitor(page, "Robin")
    begin(robin)
    until(page, HAS_PAPERS)
    robin.set_out()
    until(page, IS_OUT)
    assert page.evaluate(TOO_WIDE) == []
    page.goto("/pocket/")
    page.get_by_role("group", name="Keep it as").wait_for()
    assert page.evaluate(TOO_WIDE) == []
