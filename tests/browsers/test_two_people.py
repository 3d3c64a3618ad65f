"""One whole leave as two people in WebKit and in Firefox, beside Chromium: what is painted there is
painted here. With BROWSERS_PICTURES=DIR every page is kept as a picture for the eye."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, ViewportSize

from tests.faults.server import Server

from .conftest import Begin
from .painted import BOXES, Boxes, inked, not_painted
from .person import PHONE, Person

pytestmark = pytest.mark.journey

PICTURES = os.environ.get("BROWSERS_PICTURES", "")
CARELESS = "That the bins go out tonight."
FOUND = "A crane lifts its own shadow last."
# The line is laid down as a page comes; once nothing moves any more it can be looked at.
SETTLED = """
await Promise.all(document.getAnimations({ subtree: true }).map((one) => one.finished));
return [innerWidth, innerHeight];
"""


def start(one: Person) -> None:
    one.go("/sign-up/")
    one.fill(name=one.name, email=one.email, password1=one.passphrase, zone="Europe/London")
    one.press("Next", "Are you two?")


def become_a_pair(robin: Person, ellis: Person) -> None:
    robin.go("/pair/")
    robin.press("Make an invitation", "Here is your invitation.")
    code = robin.browser.run("return document.querySelector('.code--big').textContent")
    ellis.go("/join/")
    ellis.fill(code=str(code))
    ellis.press("Open the invitation", "asks you to join.")
    ellis.browser.press("button[value=yes]")
    ellis.sees("The same four")
    robin.go("/pair/words/")
    for one in (robin, ellis):
        one.press("The same four", "/")


def plan(robin: Person) -> str:
    robin.go("/leaves/new/")
    robin.fill(intention="Look at cranes", out_time="00:05", back_time="23:55")
    robin.press("Keep this plan", "Get ready to go")
    leave = robin.path.split("/")[2]
    robin.go(f"/leaves/{leave}/heads-up/")
    robin.press("Give the heads-up", "has your heads-up")
    return leave


def set_out_and_come_back(robin: Person, leave: str) -> None:
    robin.go(f"/leaves/{leave}/departure/")
    robin.pick(guilt="7")
    robin.fill(says=CARELESS)
    robin.press("Out I go", "I’m back")
    robin.fill(text=FOUND)
    robin.press("Aha", "Kept.")
    robin.press("I’m back", "You are back.")
    robin.pick(felt="9")


def open_here(one: Person) -> None:
    """With script the private room closes when its tab is left; it is opened in place."""
    one.press("What do you bring home?", "Some things are good because they are kept.")
    if one.browser.run("return !!document.querySelector('main [name=passphrase]')"):
        one.fill(passphrase=one.passphrase)
        one.press("Open", "What to do with it")


def bring_it_home(robin: Person, ellis: Person) -> None:
    open_here(robin)
    robin.until(lambda: FOUND in robin.text, "the moment never came in")
    robin.browser.run("document.querySelector('.carry input[value=tell]').click()")
    robin.press("Done", "What you brought stands here")
    ellis.go("/")
    ellis.press("Robin brought something", "Is now a good moment?")
    ellis.press("Now", FOUND)
    ellis.fill(own="Oh, really? Wow!")
    ellis.press("Say it", "Oh, really? Wow!")


def leave_the_private_room(one: Person) -> None:
    """It closes as its page goes, which the server may hear of after it has sent the next one."""

    def is_closed() -> bool:
        one.opens("/mine/")
        return "opens here" in one.text

    one.until(is_closed, "the private room stays open")


class Look:
    """Compares a page with Chromium's, and keeps both for the eye."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium, self.address = chromium, address

    def at(self, one: Person, path: str) -> None:
        one.opens(path)
        width, height = one.browser.run(SETTLED)
        here = one.browser.picture()
        boxes = one.browser.run(BOXES)
        there, known = self._in_chromium(one, path, width, height)
        self._keep(f"{path.strip('/').replace('/', '-') or 'today'}-{one.browser.name}", here)
        self._keep(f"{path.strip('/').replace('/', '-') or 'today'}-chromium", there)
        assert len(boxes) > 3, f"{path} is empty in {one.browser.name}"
        missing = not_painted(inked(there, known), inked(here, boxes))
        assert missing == [], f"{path} in {one.browser.name}"

    def _in_chromium(self, one: Person, path: str, width: int, height: int) -> tuple[bytes, Boxes]:
        size = ViewportSize(width=width, height=height)
        context = self.chromium.new_context(viewport=size, reduced_motion="reduce", locale="en-GB")
        cookies = one.browser.cookies()
        context.add_cookies(
            [
                SetCookieParam(url=self.address, name=one["name"], value=one["value"])
                for one in cookies
            ]
        )
        page = context.new_page()
        page.goto(self.address + path)
        boxes = page.evaluate(f"() => {{ {BOXES} }}")
        picture = page.screenshot()
        context.close()
        return picture, boxes

    def _keep(self, name: str, picture: bytes) -> None:
        if PICTURES:
            Path(PICTURES, f"{name}.png").write_bytes(picture)


@contextmanager
def two_at_their_phones(begin: Begin, server: Server) -> Iterator[tuple[Person, Person]]:
    with ExitStack() as open_browsers:
        browsers = [open_browsers.enter_context(begin()) for _ in range(2)]
        for browser in browsers:
            browser.resize(*PHONE)
        robin, ellis = (
            Person(browser, server.address, name)
            for browser, name in zip(browsers, ("Robin", "Ellis"), strict=True)
        )
        start(robin)
        start(ellis)
        become_a_pair(robin, ellis)
        yield robin, ellis


def test_one_leave_works_and_is_painted(begin: Begin, chromium: Browser, server: Server) -> None:
    with two_at_their_phones(begin, server) as (robin, ellis):
        look = Look(chromium, server.address)
        look.at(robin, "/")
        leave = plan(robin)
        look.at(ellis, f"/leaves/{leave}/answer/")
        set_out_and_come_back(robin, leave)
        bring_it_home(robin, ellis)
        leave_the_private_room(robin)
        for path in ("/story/", "/leaves/new/", "/mine/"):
            look.at(robin, path)
