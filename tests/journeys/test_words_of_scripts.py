"""A script says what its page hands over; a count takes its form in the page's language."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from .conftest import Open

pytestmark = pytest.mark.journey

# As a page in another language would have it.
IN = """([language, words]) => {
    document.documentElement.lang = language;
    const block = { id: "planted", type: "application/json", textContent: words };
    document.body.append(Object.assign(document.createElement("script"), block));
}"""
SAID = """async ([name, places]) =>
    (await import("/static/ui/words.js")).wordsOf("planted")(name, places)"""
LETTERS = [
    ["{count} litera", [1]],
    ["{count} litery", [2, 3, 4]],
    "{count} liter",
]


@pytest.fixture
def page(open_page: Open) -> Page:
    page = open_page()
    page.goto("/sign-in/")
    return page


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 litera"),
        (22, "22 litery"),
        (12, "12 liter"),
        (25000, "25\N{NO-BREAK SPACE}000 liter"),
    ],
)
def test_a_count_takes_the_form_of_its_language(page: Page, count: int, said: str) -> None:
    page.evaluate(IN, ["pl", json.dumps({"left": LETTERS})])
    assert page.evaluate(SAID, ["left", {"count": count}]) == said


def test_places_are_filled_and_a_page_without_words_says_nothing(page: Page) -> None:
    assert page.evaluate(SAID, ["kept", {}]) == ""
    page.evaluate(IN, ["de", json.dumps({"kept": "{time} lang gehört, {who}."})])
    assert page.evaluate(SAID, ["kept", {"time": "0:02"}]) == "0:02 lang gehört, {who}."
