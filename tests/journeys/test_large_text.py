"""Text made twice as large by the phone itself, which tells the page of no narrower screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from . import before
from .conftest import DESKTOP, PHONE, Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

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
