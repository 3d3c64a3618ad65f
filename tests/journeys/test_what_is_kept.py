"""The page of being away says at each moment what is kept, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page

from .conftest import Open
from .pocketing import HAS_SENT, IS_OUT, MOMENTS, Phone, begin, begun, rows, until
from .taking import LOOKED_AT, camera_photo, take_photo
from .visitor import Visitor

pytestmark = pytest.mark.journey

HELD = "On this phone, sealed. It is kept once you tap what it is."
UNHELD = "On this page alone: this phone can’t keep it."
HERE, KEPT, UNKEPT = "Kept on this phone.", "Kept.", "This phone could not keep that."
ALONG = "Kept. What goes along is still on this phone"
REFUSED = "Kept on this phone alone: the server did not take it in."
LONG = "This holds about 8,000 letters, and that is more."
NOT_THROUGH = "That did not get through. What you wrote is still here"
BOX = "[name=text]"
FULL = "() => { self.pocketStore.putDraft = async () => { throw new DOMException('full'); }; }"
MOMENTS_OF_PHONES, PIECES_OF_PHONES = "**/pocket/moments/", "**/pocket/pieces/"


@pytest.fixture
def robin(open_page: Open) -> Iterator[Visitor]:
    """Out, with a phone that can seal."""
    phone = Phone(open_page().context, Path())
    person = begun(phone, "Robin")
    person.set_out()
    until(person.page, IS_OUT)
    person.page.get_by_role("button", name="Photo", exact=True).wait_for()
    yield person


def said(page: Page) -> str:
    return page.locator("[data-held]").inner_text()


def write(page: Page, words: str) -> None:
    page.fill(BOX, words)
    page.get_by_text(HELD).wait_for()


def came(robin: Visitor, data_folder: Path) -> int:
    [(number,)] = rows(data_folder, MOMENTS, UUID(robin.leave).hex)
    return int(number)


def test_while_it_is_written_and_once_it_is_kept(robin: Visitor, data_folder: Path) -> None:
    page = robin.page
    assert said(page) == ""
    write(page, "canary typed")
    page.fill(BOX, "")
    page.get_by_text(HELD).wait_for(state="hidden")
    write(page, "canary kept online")
    assert came(robin, data_folder) == 0
    robin.press("Aha")
    page.get_by_text(KEPT, exact=True).wait_for()
    assert (said(page), came(robin, data_folder)) == ("", 1)


@pytest.mark.parametrize("signal", ["none", "a proxy with nobody behind it"])
def test_without_a_signal(robin: Visitor, data_folder: Path, signal: str) -> None:
    page = robin.page
    write(page, "canary on the phone")
    if signal == "none":
        page.context.set_offline(True)
    else:
        page.context.route("**/moments/", lambda route: route.fulfill(status=502))
    robin.press("Aha")
    page.get_by_text(HERE, exact=True).wait_for()
    assert page.input_value(BOX) == "" and said(page) == ""
    page.locator("#trouble").wait_for(state="hidden")
    page.context.set_offline(False)
    page.context.unroute_all()
    page.goto("/pocket/")
    until(page, HAS_SENT)
    assert came(robin, data_folder) == 1


def test_on_a_full_phone(robin: Visitor) -> None:
    page = robin.page
    page.evaluate(FULL)
    page.fill(BOX, "canary with no room")
    page.get_by_text(UNHELD).wait_for()
    page.context.set_offline(True)
    robin.press("Aha")
    page.get_by_text(UNKEPT).wait_for()
    assert page.input_value(BOX) == "canary with no room"


def test_what_is_too_long_for_a_phone(robin: Visitor) -> None:
    page, words = robin.page, "ह" * 4000
    page.fill(BOX, words)
    page.get_by_text(UNHELD).wait_for()
    page.context.set_offline(True)
    robin.press("Aha")
    page.get_by_text(LONG).wait_for()
    assert page.input_value(BOX) == words


def test_a_photo_before_a_kind_is_tapped_is_held_and_kept_as_the_page_is_left(
    robin: Visitor,
) -> None:
    page = robin.page
    take_photo(page, camera_photo(page, 80, 60))
    page.get_by_text(HELD).wait_for()
    robin.press("I’m back")
    page.wait_for_url("**/homecoming/")
    until(page, f"async () => self.pocketStore && await ({HAS_SENT})()")
    robin.enter_room()
    picture = page.locator("img.along").get_attribute("src")
    assert page.evaluate(LOOKED_AT, picture)["height"] == 80


@pytest.mark.parametrize(
    ("where", "status", "told"),
    [
        (MOMENTS_OF_PHONES, 422, REFUSED),
        (MOMENTS_OF_PHONES, 503, HERE),
        (PIECES_OF_PHONES, 503, ALONG),
    ],
)
def test_a_photo_says_how_far_it_came(robin: Visitor, where: str, status: int, told: str) -> None:
    page = robin.page
    page.context.route(where, lambda route: route.fulfill(status=status))
    take_photo(page, camera_photo(page, 80, 60))
    with page.expect_response(where):
        robin.press("Sense")
    page.get_by_text(told).wait_for()
    assert said(page) == ""


def test_a_phone_that_can_not_seal_says_so_by_keeping_the_words_in_the_box(
    open_page: Open,
) -> None:
    page = open_page()
    page.context.route("**/pocket/papers/", lambda route: route.abort())
    robin = begun_without_papers(page)
    page.fill(BOX, "canary in the box")
    page.context.set_offline(True)
    robin.press("Aha")
    page.get_by_text(NOT_THROUGH).wait_for()
    assert page.input_value(BOX) == "canary in the box"
    assert said(page) == "" and not page.get_by_text(HERE).count()


def begun_without_papers(page: Page) -> Visitor:
    robin = Visitor(page, "Robin")
    begin(robin)
    robin.set_out()
    return robin
