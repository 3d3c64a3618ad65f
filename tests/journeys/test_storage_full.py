"""A phone with no room left: what was written stays in the box, and is kept once there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Open
from .pocketing import (
    HAS_SENT,
    HOME,
    IS_OUT,
    MOMENTS,
    WAITING,
    Phone,
    begun,
    rows,
    until,
    without_network,
)

pytestmark = pytest.mark.journey

WORDS = "canary of a full phone"
NO_ROOM = "This phone could not keep that. It is still on this page: try again."
UNSAID = "This phone could not keep that, so nothing has changed."
A_LITTLE, A_PAUSE = 2_000_000, 700
# Something else of the same site takes all the room, down to the last few bytes.
FILL = """async () => {
    const database = await new Promise((resolve) => {
        const asked = indexedDB.open("ballast");
        asked.onupgradeneeded = () =>
            asked.result.createObjectStore("all", { autoIncrement: true });
        asked.onsuccess = () => resolve(asked.result);
    });
    const fits = (size) => new Promise((resolve) => {
        const writing = database.transaction("all", "readwrite");
        writing.objectStore("all").add(crypto.getRandomValues(new Uint8Array(size)));
        writing.oncomplete = () => resolve(true);
        writing.onabort = () => resolve(false);
    });
    for (const size of [65536, 4096, 64]) while (await fits(size));
    database.close();
}"""
ASKED = """(() => {
    self.asked = 0;
    StorageManager.prototype.persist = async () => { self.asked += 1; return true; };
})()"""


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


class Room:
    """How much this phone still has for our site. A browser looks anew only when it runs short."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.size = page, address, 0
        self.line = page.context.new_cdp_session(page)

    def make(self) -> None:
        self.size += A_LITTLE
        told = {"origin": self.address, "quotaSize": self.size}
        self.line.send("Storage.overrideQuotaForOrigin", told)

    def fill(self) -> None:
        self.page.evaluate(FILL)


@pytest.fixture
def room(page: Page, address: str) -> Room:
    room = Room(page, address)
    room.make()
    return room


@pytest.fixture
def page(open_page: Open) -> Iterator[Page]:
    page = open_page()
    page.add_init_script(ASKED)
    yield page


@pytest.fixture
def phone(page: Page) -> Phone:
    return Phone(page.context, Path())


def waiting(page: Page) -> int:
    return int(page.evaluate(WAITING))


def test_without_a_network(phone: Phone, room: Room, data_folder: Path) -> None:
    page, robin = phone.page, begun(phone, "Robin")
    without_network(phone)
    room.fill()
    robin.press("Out I go")
    page.get_by_text(UNSAID).wait_for()
    assert robin.headline.startswith("You can set out.")
    room.make()
    robin.press("Out I go")
    page.get_by_text("You are out.").wait_for()
    assert not page.get_by_text(UNSAID).is_visible()
    until(page, "self.asked > 0")

    room.fill()
    page.fill("#text", WORDS)
    robin.press("Aha")
    page.get_by_text(NO_ROOM).wait_for()
    robin.press("I’m back")
    page.get_by_text(NO_ROOM).wait_for()
    assert page.input_value("#text") == WORDS
    page.fill("#text", WORDS)
    page.wait_for_timeout(A_PAUSE)  # what is being written can not be kept either
    assert waiting(page) == 1
    room.make()
    robin.press("Aha")
    page.get_by_text("Kept on this phone.", exact=True).wait_for()
    assert page.input_value("#text") == ""
    assert waiting(page) == 2
    room.fill()
    robin.press("I’m back")
    page.get_by_text(UNSAID).wait_for()
    assert robin.headline.startswith("You are out.")
    room.make()
    robin.press("I’m back")
    page.get_by_text("You are back.").wait_for()
    phone.context.set_offline(False)
    until(page, HAS_SENT)
    leave = UUID(robin.leave).hex
    assert rows(data_folder, MOMENTS, leave) == [(1,)]
    assert len(rows(data_folder, HOME, leave)) == 1


def test_on_the_ordinary_page(phone: Phone, room: Room, data_folder: Path) -> None:
    page, robin = phone.page, begun(phone, "Robin")
    robin.set_out()
    until(page, IS_OUT)
    room.fill()
    robin.catch("Insight", "with a network")
    phone.context.set_offline(True)
    page.fill("[name=text]", WORDS)
    robin.press("Aha")
    page.get_by_text(NO_ROOM).wait_for()
    assert page.input_value("[name=text]") == WORDS
    assert waiting(page) == 0
    room.make()
    robin.press("Aha")
    page.get_by_text("Kept on this phone.", exact=True).wait_for()
    assert page.input_value("[name=text]") == ""
    assert waiting(page) == 1
    phone.context.set_offline(False)
    page.goto("/")
    until(page, f"async () => self.pocketStore && !(await ({WAITING})())")
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(2,)]
