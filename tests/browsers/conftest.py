"""Two people in a browser of another make, and Chromium beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.faults.server import Server
from tests.journeys.conftest import first_of, launched, new_data_folder

from .engines import Engine, firefox, screen, webkit

Begin = Callable[[], AbstractContextManager[Engine]]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as display:
        yield display


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or first_of("chromium-headless-shell", "chromium")
    with launched(playwright, found) as browser:
        yield browser


@pytest.fixture(params=["webkit", "firefox"])
def begin(request: pytest.FixtureRequest, display: str) -> Begin:
    return (lambda: webkit(display)) if request.param == "webkit" else firefox


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(new_data_folder(tmp_path), settings={"SIGN_UP": "open"}).start()
    yield server
    server.stop()
