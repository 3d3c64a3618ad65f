"""The browser wakes the worker once there is a network: what waits arrives, with no page open."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext

from .conftest import Open
from .pocketing import IS_OUT, MOMENTS, Phone, begun, catch, rows, until

pytestmark = pytest.mark.journey

REGISTERED = """async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.sync.getTags()).includes("pocket");
}"""


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    return whole_browser


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


def test_what_waits_is_sent_with_no_page_open(
    open_page: Open, address: str, data_folder: Path
) -> None:
    page = open_page()
    robin = begun(Phone(page.context, Path()), "Robin")
    robin.set_out()
    leave = UUID(robin.leave).hex
    until(page, IS_OUT)
    page.context.set_offline(True)
    page.goto("/")
    catch(page, "Aha", "canary of the worker")
    until(page, REGISTERED)
    page.goto("about:blank")
    assert rows(data_folder, MOMENTS, leave) == [(0,)]
    page.context.set_offline(False)
    wake_worker(page.context, address)
    for _ in range(100):
        if rows(data_folder, MOMENTS, leave) == [(1,)]:
            break
        time.sleep(0.1)
    assert rows(data_folder, MOMENTS, leave) == [(1,)]
