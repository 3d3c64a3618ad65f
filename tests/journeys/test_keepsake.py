"""A keepsake on paper and as a file, and a year on one page: a phone, and a desk without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .before import are_a_pair
from .conftest import DESKTOP, Open
from .visitor import Visitor

pytestmark = pytest.mark.journey

SHEET = "section.paper"


def a_pair_with_a_loop(open_page: Open) -> tuple[Visitor, Visitor]:
    robin = Visitor(open_page(), "Robin")
    ellis = Visitor(open_page(size=DESKTOP, javascript=False), "Ellis")
    are_a_pair(robin, ellis)
    robin.plan("Along the canal")
    robin.give_heads_up()
    robin.set_out()
    robin.catch("Insight", "The lock keeper hums.")
    robin.catch("Question", "Whose heron is it?")
    robin.come_home()
    robin.open_room_if_closed()
    robin.bring("lock keeper")
    return robin, ellis


def choose_a_keepsake(one: Visitor, title: str) -> None:
    one.page.goto("/story/")
    one.follow("A keepsake to print")
    one.page.fill("input[name=title]", title)
    one.page.get_by_role("button", name="Show the keepsake").click()
    if one.name == "Ellis":
        one.page.get_by_text("something that Robin brought home. Is now a good moment?").wait_for()
        one.page.get_by_role("button", name="Now").click()
    one.page.get_by_text("This is what will be printed").wait_for()


def pages_of(page: Page) -> int:
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


def on_paper(page: Page) -> str:
    """All that a printer gets."""
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    return text


def as_a_file(one: Visitor) -> bytes:
    with one.page.expect_download() as coming:
        one.page.get_by_role("button", name="Keep as a PDF").click()
    assert coming.value.suggested_filename == "keepsake.pdf"
    assert one.page.url.endswith("/story/keepsake/"), "the page stays where it was"
    return coming.value.path().read_bytes()


def test_both_print_the_same_and_nothing_else(open_page: Open) -> None:
    robin, ellis = a_pair_with_a_loop(open_page)
    printed, files = [], []
    for one in (robin, ellis):
        choose_a_keepsake(one, "By the water")
        assert one.page.url.endswith("/story/keepsake/"), "no title stands in an address"
        assert one.says("Your browser’s own menu has Print, too")
        printed.append((on_paper(one.page), one.page.locator(SHEET).inner_html()))
        assert pages_of(one.page) == 1
        files.append(as_a_file(one))
    assert files[0] == files[1] and files[0].startswith(b"%PDF")
    assert printed[0] == printed[1]
    text, sheet = printed[0]
    assert text.split("\n")[0] == "By the water" and "The lock keeper hums." in text
    assert "heron" not in sheet and "Print" not in text and "Quick exit" not in text
    robin.page.evaluate("window.print = () => { document.title = 'asked' }")
    robin.press("Print or save as PDF")
    assert robin.page.title() == "asked"
    assert not ellis.page.get_by_text("Print or save as PDF").is_visible()


def test_a_year_leads_to_its_places_and_fits_one_page(open_page: Open) -> None:
    robin, ellis = a_pair_with_a_loop(open_page)
    for one in (robin, ellis):
        one.page.goto("/story/")
        one.follow("The year on one page")
        assert pages_of(one.page) == 1
        assert one.page.locator(".year svg").count() == 12
        one.page.locator(".year__list").get_by_role("link", name="Along the canal").click()
        one.page.wait_for_url("**/story/?at=*")
        assert one.says("The lock keeper hums.") == (one is robin)
