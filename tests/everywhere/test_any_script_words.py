"""Words with a mark of direction in them, on every page: they turn nothing of ours around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.cast import Cast
from tests.everywhere import test_any_script_pages as long_words
from tests.everywhere.test_access import World
from tests.everywhere.test_access import world as world  # a fixture
from tests.everywhere.test_any_script_pages import nasty as nasty  # a fixture
from tests.everywhere.test_any_script_pages import pages_of
from tests.fixtures import ClientOf

TURNS = "<b>Kim & \u202eheronא"
SET_APART = re.compile("\u2068[^\u2069]*\u2069")
NO_END = {"input", "img", "br", "hr", "meta", "link", "path"}
STANDS_FOR_ITSELF = {"textarea"}


class Around(HTMLParser):
    """The elements that hold such words beside others, or without a direction of their own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open, self.found = list[tuple[str, bool, list[str]]](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: SET_APART.sub("", value or "") for name, value in attrs}
        said = [value for name, value in given.items() if name != "value" and "\u202e" in value]
        self.found += [f"{tag} {value}" for value in said]
        if tag not in NO_END:
            apart = given.get("dir") == "auto" or tag == "bdi"
            self.open.append((tag, apart or tag in STANDS_FOR_ITSELF, []))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][2].append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, apart, said = self.open.pop()
            text = SET_APART.sub("", "".join(said))
            if "\u202e" in text and (text.replace(TURNS, "").strip() or not apart):
                self.found.append(f"{name} {text}")
            if name == tag:
                return


@pytest.fixture(autouse=True)
def turning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_words, "NASTY", TURNS)


def around(cast: Cast, client_of: ClientOf, world: World) -> Iterator[tuple[str, str]]:
    for name in ("Ana", "Ben"):
        for page, html in pages_of(client_of(cast.people[name], room=True), world):
            yield from ((page, found) for found in Around(html).found)


def test_words_of_any_direction_turn_only_themselves(
    world: World, nasty: None, cast: Cast, client_of: ClientOf
) -> None:
    assert sorted(set(around(cast, client_of, world))) == []


@pytest.mark.parametrize(
    "planted",
    [
        f"<option>{TURNS}, Thursday</option>",
        f"<p>{TURNS}</p>",
        f'<p dir="auto">To {TURNS} is</p>',
        f'<img alt="{TURNS}">',
    ],
)
def test_such_a_place_would_be_found(planted: str) -> None:
    assert Around(planted).found
