"""What a browser fetches the first time somebody opens Today, as it counts bytes on the wire."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from tests.server import HOST

if TYPE_CHECKING:
    from tests.server import Visitor

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Load:
    """Requests and bytes, headers included, until the page is quiet."""

    bytes_: int = 0
    addresses: list[str] = field(default_factory=list)

    def finished(self, event: dict[str, Any]) -> None:
        self.bytes_ += int(event["encodedDataLength"])

    def sent(self, event: dict[str, Any]) -> None:
        self.addresses.append(event["request"]["url"])


def first_load(visitor: Visitor) -> Load:
    address, load = f"http://{HOST}:{visitor.port}", Load()
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        context = browser.new_context(viewport={"width": 390, "height": 844})
        cookies = [{"name": n, "value": v, "url": address} for n, v in visitor.cookies.items()]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        protocol = context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.on("Network.requestWillBeSent", load.sent)
        protocol.on("Network.loadingFinished", load.finished)
        page.goto(address, wait_until="networkidle")
        browser.close()
    return load
