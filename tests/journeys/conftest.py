"""Stories in a real Chromium against the real server process; each person has a phone."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
)

from tests.builders.calendar_servers import Radicale, radicale
from tests.built import lay_into
from tests.faults.server import command, environment, free_port

from .elsewhere import Elsewhere, ordinary_page

SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A whole browser without a window builds the menus of its address bar all the same, for each page
# anew; the headless shell has none. Its last list of features is the one that counts, so it names
# what Playwright's own turns off.
WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # a microphone that beeps, and nobody to ask whether it may be used
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    f"--disable-features={','.join(WITHOUT)}",
)
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)
Open = Callable[..., Page]
networks = count(1)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    anyone = ssl._create_unverified_context()
    until = time.monotonic() + 90
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1, context=anyone):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer in 90 s")


def from_elsewhere() -> dict[str, str]:
    """Each browser comes from a network of its own, as behind a proxy: from one, the server lets no
    more than twenty people a minute sign up."""
    number = next(networks)
    return {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}


@contextmanager
def serving(
    folder: Path, *options: object, module: str = "outandback", **settings: str
) -> Iterator[str]:
    """The real program on a data folder. Yields its address."""
    scheme, port = "https" if "--tls-cert" in options else "http", free_port()
    # passkeys want a name, not an address of numbers
    origin = f"{scheme}://localhost:{port}"
    if "PROXIES" in settings or scheme == "https":  # its certificate knows that name alone
        settings["ORIGIN"] = origin
    process = subprocess.Popen(
        command("run", "--data", folder, "--port", port, *options, module=module),
        env={**environment(**{"SIGN_UP": "open", **settings}), "TMPDIR": str(folder.parent)},
    )
    try:
        wait_until_up(f"{scheme}://127.0.0.1:{port}", process)
        yield origin
    finally:
        process.terminate()
        process.wait(20)


def new_data_folder(place: Path) -> Path:
    folder = place / "data"
    folder.mkdir(mode=0o700)
    floor = {"memory_kib": 65536, "passes": 3, "lanes": 1}
    (folder / "cost.json").write_text(json.dumps(floor), encoding="utf-8")
    lay_into(folder)
    return folder


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_data_folder(tmp_path_factory.mktemp("journeys"))


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    with ordinary_page() as elsewhere:
        yield elsewhere


@pytest.fixture(scope="session")
def address(data_folder: Path, elsewhere: Elsewhere) -> Iterator[str]:
    settings = {"SHOW_PARTS": "1", "PROXIES": "1", "QUICK_EXIT": elsewhere.address}
    with serving(data_folder, module="tests.journeys.cheaper", **settings) as address:
        yield address


@pytest.fixture(scope="module")
def calendars() -> Iterator[Radicale]:
    with radicale() as running:
        yield running


@pytest.fixture(scope="module")
def near_calendars(calendars: Radicale, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that may ask this calendar server, in the network of its own."""
    folder = new_data_folder(Path(tmp_path_factory.mktemp("calendars")))
    allowed = {"LAN_CALENDARS": calendars.named, "PROXIES": "1"}
    with serving(folder, module="tests.journeys.cheaper", **allowed) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The path of the browser; without one, the one that Playwright installed."""
    return os.environ.get("CHROMIUM") or first_of(SHELL, *WHOLE)


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str | None) -> Iterator[Browser]:
    with launched(playwright, chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """For what its headless shell leaves out: notifications, and a worker woken by the browser."""
    found = os.environ.get("WHOLE_CHROMIUM") or first_of(*WHOLE)
    with launched(playwright, found) as browser:
        yield browser


@contextmanager
def launched(playwright: Playwright, path: str | None) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    yield browser
    browser.close()


def first_of(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


class Outsiders(list[str]):
    """Addresses of other hosts that a page asked for: there may be none but the welcome ones."""

    welcome: frozenset[str] = frozenset()

    def note(self, own: str, asked: str) -> None:
        if not asked.startswith((f"{own}/", "data:", "blob:")) and asked not in self.welcome:
            self.append(asked)


@pytest.fixture
def outsiders() -> Iterator[Outsiders]:
    seen = Outsiders()
    yield seen
    assert not seen, f"pages asked for other hosts: {seen}"


@pytest.fixture
def open_page_at(browser: Browser, outsiders: Outsiders) -> Iterator[Open]:
    """Opens a new person's browser, as `open_page_at(address, javascript=False)`.

    Pages move only where it is asked: drawing what moves costs a third of a story.
    """
    contexts: list[BrowserContext] = []

    def opened(
        address: str,
        javascript: bool = True,
        scheme: Any = "light",
        size: ViewportSize = PHONE,
        motion: Any = "reduce",
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport=size,
            color_scheme=scheme,
            reduced_motion=motion,
            java_script_enabled=javascript,
            ignore_https_errors=True,
            extra_http_headers=from_elsewhere(),
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda sent: outsiders.note(address, sent.url))
        page.on("console", lambda said: _refuse(said.type, said.text))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_page_at: Open, address: str) -> Open:
    """The same at the server that all journeys share: `open_page()`."""
    return partial(open_page_at, address)


def _refuse(kind: str, text: str) -> None:
    assert "Content Security Policy" not in text, text
