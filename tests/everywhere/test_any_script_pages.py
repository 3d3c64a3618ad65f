"""Every page at 320 px with one word of 300 letters, and words from right to left, in every field
that somebody wrote: nothing scrolls, sticks out or is cut off sideways."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

from outandback.vault.fields import Sealed
from tests.cast import EITHER, Cast
from tests.everywhere.test_access import World, ask, every_page
from tests.everywhere.test_access import world as world  # a fixture
from tests.fixtures import ClientOf
from tests.house.test_any_script import written

pytestmark = pytest.mark.sqlite
NASTY = f"{'w' * 300} {'שלום' * 75}"
HOME = "http://page.test"
# One is for whoever builds pages; the other closes every key, and pages after it have no words.
APART = {"parts", "exit"}
# Elements that stick out of the page, or whose text is cut off inside them.
LOOK = """() => {
  const found = [], wide = document.documentElement.clientWidth;
  const reach = document.scrollingElement.scrollWidth;
  if (reach > wide) found.push(`scrolls to ${reach}`);
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg, .hush, .skip, .tool--wide, [hidden], option, datalist")) continue;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (!box.width || !box.height || style.visibility === "hidden") continue;
    if (style.clipPath === "inset(50%)") continue; // for screen readers
    const name = `${one.tagName.toLowerCase()}.${one.className}`;
    if (box.right > wide + 1 || box.left < -1) {
      found.push(`${name} from ${box.left | 0} to ${box.right | 0}`);
    }
    const clips = ["hidden", "clip"].includes(style.overflowX);
    const types = ["INPUT", "TEXTAREA", "SELECT"].includes(one.tagName);
    if (clips && !types && one.scrollWidth > one.clientWidth + 1) found.push(`${name} cuts off`);
  }
  return found.slice(0, 4);
}"""
UNDIRECTED = """() => [...document.querySelectorAll(
  "textarea, input[type=text], input[type=search]"
)].filter((one) => one.dir !== "auto" && !one.readOnly).map((one) => one.name)"""


@pytest.fixture
def nasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is opened holds the long words, in each field that somebody writes."""
    unpack, names = Sealed.unpack, written()

    def opened(column: Sealed, raw: bytes) -> Any:
        words = unpack(column, raw)
        if not is_dataclass(words) or isinstance(words, type):
            return words
        typed = [one.name for one in fields(words) if str(one.type) == "str" and one.name in names]
        return replace(words, **dict.fromkeys(typed, NASTY))

    monkeypatch.setattr(Sealed, "unpack", opened)


def pages_of(client: Client, world: World) -> Iterator[tuple[str, str]]:
    for name, args in every_page(world):
        if name in APART:
            continue
        answer = ask(client, "get", name, *args)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield name, answer.content.decode()


def serve(route: Route, pages: dict[str, str]) -> None:
    path = route.request.url.removeprefix(HOME).partition("?")[0]
    if path.startswith("/static/"):
        file = finders.find(path.removeprefix("/static/"))
        return route.fulfill(path=str(file)) if file else route.abort()
    html = pages.get(path.strip("/"))
    return route.fulfill(body=html, content_type="text/html") if html else route.abort()


def looked_at(pages: dict[str, str]) -> dict[str, list[str]]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        page = chromium.new_page(
            viewport={"width": 320, "height": 700}, java_script_enabled=False, locale="en-GB"
        )
        page.route("**/*", lambda route: serve(route, pages))
        found = {name: look(page, name) for name in pages}
        chromium.close()
    return {name: problems for name, problems in found.items() if problems}


def look(page: Page, name: str) -> list[str]:
    page.goto(f"{HOME}/{name}/", wait_until="load")
    return [*page.evaluate(LOOK), *(f"no dir on {field}" for field in page.evaluate(UNDIRECTED))]


@pytest.mark.parametrize("name", [*EITHER, "nobody"])
def test_no_page_scrolls_or_hides_anything_sideways(
    world: World, nasty: None, cast: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(cast.people[name], room=True) if name in cast.people else Client()
    pages = {f"{name}/{page}": html for page, html in pages_of(client, world)}
    assert len(pages) > (40 if name in cast.people else 5)
    assert looked_at(pages) == {}
