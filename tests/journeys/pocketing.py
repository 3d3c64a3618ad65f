"""A phone that keeps what it holds when its browser is killed, and what it holds."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from .conftest import FLAGS, PHONE, from_elsewhere
from .visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from playwright.sync_api import Browser

FIXED_LINE = (
    "What you write here is kept on this phone, sealed, and sent when there is a connection."
)
# Wait until the phone has its papers, and the page that works without a network.
HAS_PAPERS = """async () => {
    await navigator.serviceWorker.ready;
    if (!(await caches.keys()).length || !self.pocketStore) return false;
    const papers = await self.pocketStore.current();
    return Boolean(papers?.token && papers.keys && papers.leave);
}"""
WAITING = """async () => {
    const database = await new Promise((resolve) => {
        const asked = indexedDB.open("pocket");
        asked.onsuccess = () => resolve(asked.result);
    });
    return new Promise((resolve) => {
        const asked = database.transaction("outbox").objectStore("outbox").count();
        asked.onsuccess = () => { database.close(); resolve(asked.result); };
    });
}"""
HAS_SENT = f"async () => !(await ({WAITING})())"
IS_OUT = "async () => (await self.pocketStore?.current())?.leave?.state === 'out'"
MOMENTS = (
    "select count(*) from away_moment m join away_departure d on d.id = m.departure_id "
    "where d.leave_id=?"
)
HOME = "select came_back_at from comeback_homecoming where leave_id=?"
# Whatever a browser keeps for a page, every byte of it as a letter.
DUMP = """async () => {
    const letters = (raw) => Array.from(raw, (byte) => String.fromCharCode(byte)).join("");
    const spelled = (value) => JSON.stringify(value, (_, one) =>
        one instanceof Uint8Array ? letters(one) : one);
    const stores = [];
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => resolve(asked.result);
        });
        for (const store of database.objectStoreNames) {
            stores.push(await new Promise((resolve) => {
                const asked = database.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => resolve(asked.result);
            }));
        }
    }
    const cached = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            cached.push(request.url, await (await cache.match(request)).text());
        }
    }
    return spelled([{...localStorage}, {...sessionStorage}, stores, cached]);
}"""


@dataclass
class Phone:
    """A browser with a folder of its own, which a kill leaves behind."""

    context: BrowserContext
    folder: Path

    @property
    def page(self) -> Page:
        return self.context.pages[0]

    def stored(self) -> str:
        return str(self.page.evaluate(DUMP))

    def files_with(self, words: str) -> list[str]:
        """The files of the browser itself in which some words stand."""
        spellings = (words.encode(), words.encode("utf-16-le"))
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        return [str(file) for file in files if any(one in file.read_bytes() for one in spellings)]

    def kill(self) -> None:
        """As a flat battery would: no goodbye."""
        for process in running_on(self.folder):
            os.kill(process, signal.SIGKILL)
        with quietly():
            self.context.close()


@contextmanager
def quietly() -> Iterator[None]:
    with suppress(PlaywrightError):
        yield


def running_on(folder: Path) -> list[int]:
    """The process that was started on this folder; its children end with it."""
    mine = f"--user-data-dir={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if mine in arguments and not any(one.startswith(b"--type=") for one in arguments):
            found.append(int(process.name))
    return found


def phone_on(browser: Browser, executable: str | None, folder: Path, address: str) -> Phone:
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=executable,
        args=list(FLAGS),
        base_url=address,
        viewport=PHONE,
        reduced_motion="reduce",
        extra_http_headers=from_elsewhere(),
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.pages[0].set_default_timeout(10_000)
    return Phone(context, folder)


def until(page: Page, told: str) -> None:
    """Until the page answers yes, or the one that it leads to. What a phone keeps it writes through
    to the disk, and others may keep that busy: it is given up after a minute."""
    for _ in range(600):
        with quietly():  # it was just left
            if page.evaluate(told):
                return
        time.sleep(0.1)
    raise AssertionError(told)


def it_is(page: Page, at: datetime) -> None:
    page.clock.set_fixed_time(at)


def catch(page: Page, kind: str, text: str) -> None:
    page.fill("#text", text)
    page.get_by_role("button", name=kind, exact=True).click()
    page.get_by_text("Kept on this phone.", exact=True).wait_for()


def begin(person: Visitor) -> None:
    person.start()
    person.plan("Along the canal")


def begun(phone: Phone, name: str) -> Visitor:
    """Somebody with a leave ahead, whose phone has taken its papers."""
    person = Visitor(phone.page, name)
    begin(person)
    until(phone.page, HAS_PAPERS)
    return person


def without_network(phone: Phone) -> None:
    """As far as the page and its worker know. A worker that the browser wakes by itself would not
    know it yet, so none is woken here; that one is tried where it is the story."""
    browser = phone.context.new_cdp_session(phone.page)
    denied = {"permission": {"name": "background-sync"}, "setting": "denied"}
    browser.send("Browser.setPermission", denied)
    browser.detach()
    # a browser that was started a moment ago takes its worker offline once that is awake
    phone.page.goto("/healthz")
    phone.context.set_offline(True)
    phone.page.goto("/")


def rows(data_folder: Path, asked: str, *given: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"file:{data_folder / 'db.sqlite3'}?mode=ro", uri=True)
    found = connection.execute(asked, given).fetchall()
    connection.close()
    return found
