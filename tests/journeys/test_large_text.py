"""Text made twice as large by the phone itself, which tells the page of no narrower screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from . import before
from .conftest import DESKTOP, PHONE, Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

TABLET = ViewportSize(width=820, height=1180)

BESIDE_THE_PAGE = """() => {
    const wide = document.documentElement.clientWidth;
    const shown = [...document.querySelectorAll(".top a, .top .tools, main .whole")];
    const spans = shown.map((one) => [one.outerHTML, one.getBoundingClientRect()]);
    return spans.filter(([, { left, right }]) => left < 0 || right > wide).map(([html]) => html);
}"""
# More lines than words: a word was broken.
BROKEN = """() => {
    const shown = [...document.querySelectorAll(".top span:not(.tool--wide, :empty)")];
    return shown.filter((one) => {
        const lines = one.offsetHeight / parseFloat(getComputedStyle(one).fontSize);
        return lines > 2 * one.innerText.split(" ").length;
    }).map((one) => one.innerText);
}"""

BARS = """() => [".top", ".tabs"].reduce((all, bar) =>
    all + (document.querySelector(bar)?.getBoundingClientRect().height ?? 0), 0)"""
# What stands on more than one line, of the two that are ours in every language.
WRAPPED = """() => {
    const shown = [...document.querySelectorAll(".top .brand span, .top [data-quick-exit] span")];
    const letter = (one) => parseFloat(getComputedStyle(one).fontSize);
    const wraps = (one) => one.innerText && one.getBoundingClientRect().height > 2 * letter(one);
    return shown.filter(wraps).map((one) => one.innerText);
}"""


def enlarge(page: Page) -> None:
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def fits(page: Page) -> None:
    assert page.evaluate(BESIDE_THE_PAGE) == []
    assert page.evaluate(BROKEN) == []


def test_the_top_of_a_page_stays_on_it_and_breaks_no_word(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    for address in ("/", "/help/", "/settings/", "/sign-out/", "/pocket/"):
        for size in (PHONE, DESKTOP):
            robin.page.set_viewport_size(size)
            robin.page.goto(address)
            fits(robin.page)
            enlarge(robin.page)
            fits(robin.page)


def test_the_address_for_a_code_is_readable_to_its_end(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    robin.invite()
    enlarge(robin.page)
    fits(robin.page)


def test_the_bars_leave_three_quarters_of_a_phone_to_the_page(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    for address in ("/", "/help/", "/start/host/"):
        robin.page.goto(address)
        enlarge(robin.page)
        assert robin.page.evaluate(BARS) <= PHONE["height"] / 4


def test_the_name_and_the_quick_exit_stand_on_one_line(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    for address in ("/", "/help/", "/start/host/"):
        robin.page.goto(address)
        assert robin.page.evaluate(WRAPPED) == []
        assert robin.page.locator(".top").evaluate("(bar) => bar.offsetHeight") < 60


def test_a_page_of_its_own_stands_in_the_middle_of_a_tablet(open_page: Open) -> None:
    page = open_page(size=TABLET)
    for address in ("/kids/nowhere/", "/help/"):
        page.goto(address)
        box = page.locator("main h1").bounding_box()
        assert box is not None
        left, right = box["x"], TABLET["width"] - box["x"] - box["width"]
        assert abs(left - right) < 2, f"{address}: {left} and {right}"
