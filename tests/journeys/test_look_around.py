"""Somebody without an account looks around, through one leave of the made-up couple."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from outandback.front import look_around
from outandback.pages.look_around.context import STEPS

from .conftest import DESKTOP, PHONE, Open, new_data_folder, serving
from .going import go
from .test_every_page import sideways, violations
from .test_large_text import enlarge, fits

pytestmark = pytest.mark.journey

PRESSED = [
    "Plan one",
    "Keep this plan",
    "Give the heads-up",
    "Send",
    "Out I go",
    "I’m back",
    "Done",
    "Say it",
]
LAST_NEXT = """() => {
    const links = [...document.querySelectorAll("a")];
    return links.filter((one) => one.innerText.trim() === "Next").at(-1) === document.activeElement;
}"""
PRESSES_TO_NEXT = 40


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose host switched it on. Drawn beforehand, so that its start takes no longer."""
    folder = new_data_folder(tmp_path_factory.mktemp("look-around"))
    assert look_around.draw(folder)
    with serving(folder, LOOK_AROUND="1") as address:
        yield address


def begun(page: Page) -> Page:
    page.goto("/")
    go(page.get_by_role("link", name="Look around"))
    return page


def place_of(page: Page) -> int:
    return int(page.url.rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize("javascript", [True, False])
def test_next_leads_through_a_dozen_pages_and_on_to_a_start(
    open_page_at: Open, shown: str, javascript: bool
) -> None:
    page = begun(open_page_at(shown, javascript))
    headlines = []
    for step in STEPS[:-1]:
        headlines.append(page.locator("h1").inner_text())
        assert page.get_by_text(str(step.happens)).is_visible()
        go(page.get_by_role("link", name="Next", exact=True).last)
    headlines.append(page.locator("h1").inner_text())
    assert len(set(headlines)) == 12
    go(page.get_by_role("link", name="Back", exact=True).first)
    assert place_of(page) == 11
    go(page.get_by_role("link", name="Next", exact=True).first)
    go(page.get_by_role("link", name="Start your own").first)
    assert page.url.endswith("/sign-up/")


def test_what_is_drawn_in_ink_goes_on_with_the_story(open_page_at: Open, shown: str) -> None:
    """And leaves nothing: no cookie, and nothing in the browser."""
    page = open_page_at(shown)
    page.goto("/look-around/1/")
    for label in PRESSED:
        while not (pressed := page.locator("main").get_by_role("link", name=label)).count():
            go(page.get_by_role("link", name="Next", exact=True).first)
        go(pressed.first)
    assert place_of(page) == 12
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("navigator.serviceWorker?.controller ?? null") is None


def test_each_is_well_made_in_light_and_dark_and_fits(open_page_at: Open, shown: str) -> None:
    found = []
    for size in (PHONE, DESKTOP):
        page = open_page_at(shown, size=size)
        for number in range(1, 13):
            page.goto(f"/look-around/{number}/")
            assert page.locator("h1").count() == 1
            for scheme in ("light", "dark"):
                found += violations(page, scheme)
            found += sideways(page)
            enlarge(page)
            fits(page)
            page.goto("about:blank")
    assert found == []


def test_by_keyboard_next_comes_before_the_page(open_page_at: Open, shown: str) -> None:
    """What rests is never stopped at: between the two there are links and details alone."""
    page = open_page_at(shown)
    for number in range(1, 12):
        page.goto(f"/look-around/{number}/")
        stops = list(stops_of(page))
        assert stops.index("Next") < 7 and stops.count("Next") == 2


def stops_of(page: Page) -> Iterator[str]:
    """What Tab stops at, in its order, to the last Next."""
    for _ in range(PRESSES_TO_NEXT):
        page.keyboard.press("Tab")
        yield page.evaluate("document.activeElement.innerText.trim()")
        kind = page.evaluate("document.activeElement.tagName")
        assert kind in {"A", "SUMMARY", "BODY"}, kind
        if page.evaluate(LAST_NEXT):
            return
