"""The browser wakes the worker once there is a network: what waits arrives, with no page open."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.faults.server import Server

from .conftest import Open, new_data_folder
from .pocketing import IS_OUT, MOMENTS, Phone, begun, catch, rows, until
from .visitor import Visitor

pytestmark = pytest.mark.journey

REGISTERED = """async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.sync.getTags()).includes("pocket");
}"""

CARRIES_ANOTHER = """async () => {
    const database = await new Promise((resolve) => {
        const asked = indexedDB.open("pocket");
        asked.onsuccess = () => resolve(asked.result);
    });
    return new Promise((resolve) => {
        const asked = database.transaction("papers").objectStore("papers").getAll();
        asked.onsuccess = () => { database.close(); resolve(asked.result[0].next.length === 1); };
    });
}"""


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One that can be stopped. The browser starts the worker whenever it likes, and a worker that
    has just been started does not know yet that its browser is said to be offline."""
    with Server(new_data_folder(tmp_path), settings={"SIGN_UP": "open"}) as running:
        yield running


def wake_worker(context: BrowserContext, address: str) -> None:
    """As the browser does once there is a network; from a page that is none of ours."""
    page = context.new_page()
    line = page.context.new_cdp_session(page)
    known: list[Any] = []
    line.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told.values()))
    line.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    (found,) = [one for all_of_it in known for one in all_of_it if address in one["scopeURL"]]
    registered = {"registrationId": found["registrationId"], "tag": "pocket"}
    line.send(
        "ServiceWorker.dispatchSyncEvent", {"origin": address, **registered, "lastChance": False}
    )


def test_what_waits_is_sent_with_no_page_open(open_page_at: Open, server: Server) -> None:
    """And what was planned elsewhere meanwhile is on the phone from then on."""
    page = open_page_at(server.address)
    robin = begun(Phone(page.context, Path()), "Robin")
    robin.set_out()
    leave = UUID(robin.leave).hex
    until(page, IS_OUT)
    server.kill()
    page.goto("/")
    catch(page, "Aha", "canary of the worker")
    until(page, REGISTERED)
    page.goto("about:blank")
    assert rows(server.data, MOMENTS, leave) == [(0,)]
    server.start()
    other = Visitor(open_page_at(server.address), "Robin", email=robin.email)
    other.sign_in()
    other.plan("Round the block", hours=1)
    wake_worker(page.context, server.address)
    for _ in range(100):
        if rows(server.data, MOMENTS, leave) == [(1,)]:
            break
        time.sleep(0.1)
    assert rows(server.data, MOMENTS, leave) == [(1,)]
    page.goto(f"{server.address}/healthz")  # it runs no script of ours
    until(page, CARRIES_ANOTHER)
