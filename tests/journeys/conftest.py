"""Stories in a real Chromium against the real server process; each person has a phone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)
Open = Callable[..., Page]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer in 30 s")


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journeys") / "data"
    folder.mkdir(mode=0o700)
    floor = {"memory_kib": 65536, "passes": 3, "lanes": 1}
    (folder / "cost.json").write_text(json.dumps(floor), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def address(data_folder: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "outandback", "run", "--data", str(data_folder)]
    environment = {**os.environ, "TMPDIR": str(data_folder.parent), "OUTANDBACK_SHOW_PARTS": "1"}
    process = subprocess.Popen([*command, "--port", str(port)], env=environment)
    try:
        # passkeys want a name, not an address of numbers
        wait_until_up(f"http://127.0.0.1:{port}", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


class Outsiders(list[str]):
    """Addresses of other hosts that a page asked for: there may be none."""


@pytest.fixture
def outsiders() -> Iterator[Outsiders]:
    seen = Outsiders()
    yield seen
    assert not seen, f"pages asked for other hosts: {seen}"


@pytest.fixture
def open_page(browser: Browser, address: str, outsiders: Outsiders) -> Iterator[Open]:
    """Opens a new person's browser, as `open_page()` or `open_page(javascript=False)`."""
    contexts: list[BrowserContext] = []

    def opened(javascript: bool = True, scheme: Any = "light", size: ViewportSize = PHONE) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport=size,
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda sent: _note(outsiders, address, sent.url))
        page.on("console", lambda said: _refuse(said.type, said.text))
        return page

    yield opened
    for context in contexts:
        context.close()


def _note(outsiders: Outsiders, address: str, url: str) -> None:
    if not url.startswith((address, "data:", "blob:")):
        outsiders.append(url)


def _refuse(kind: str, text: str) -> None:
    assert "Content Security Policy" not in text, text
