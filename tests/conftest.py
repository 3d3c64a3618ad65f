from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests.pages.tables.interpreters import INTERPRETERS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import Playwright

# Playwright leaves an event loop in its worker's thread, where other tests then ask the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# How long an example takes says how busy the machine is, and nothing of what is tried.
settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")
NOTHING_SKIPPED = os.environ.get("CI") == "true"
# People and rows, for all but journeys and faults.
pytest_plugins = ["tests.fixtures"]
HERE = Path(__file__).parent
ROWS = {"db", "transactional_db"}
# A worker with nothing left takes over from the end of another's row, so what takes longest stands
# at the beginning, and nobody waits for it at the end.
LONGEST = (
    "test_kill.py",
    "test_leaving_is_free.py",
    "test_canary.py",
    "test_every_page.py",
    "test_parting_worlds.py",
    "test_any_script_pages.py",
    "test_kill_notes.py",
    "test_leaving_the_page.py",
    "test_one_loop.py",
    "test_same_bytes.py",
)


# Of what is tried in a browser or on a real server every run takes these; `make longer` all others.
IN_EVERY_RUN = (
    "journeys/test_one_loop.py",
    "journeys/test_every_page.py::test_pages_before_signing_in",
    "journeys/test_every_page.py::test_pages_of_a_whole_loop",
    "journeys/test_first_load.py",
    "journeys/test_icons.py",
    "journeys/test_large_text.py",
    "journeys/test_sealed_in_the_browser.py",
    "journeys/test_signing_out.py",
    "journeys/test_times.py",
    "journeys/test_without_a_network.py::test_a_leave_far_from_any_network",
    "journeys/test_words_of_scripts.py",
    "browsers/test_two_people.py",
    "faults/test_kill.py",
    "faults/test_start.py",
)


def pytest_report_header() -> str:
    return f"programs of the tables: {', '.join(INTERPRETERS)}"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all folders: a process can't have a second beside it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """On SQLite, what the migrations make is made by one worker; the others take it over."""
    from tests import built

    connection = built.on_sqlite()
    if connection is None:
        request.getfixturevalue("django_db_setup")
        yield
        return
    with built.in_turn(connection) as file:
        memory = built.take_over(connection, file) if file.exists() else None
        if memory is None:
            request.getfixturevalue("django_db_setup")
            with django_db_blocker.unblock():
                built.keep(connection, file)
    if memory is not None:
        request.getfixturevalue("django_db_setup")
    yield
    if memory is not None:
        memory.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)
    for item in items:
        room = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if room in {"journeys", "faults", "browsers"}:
            if asks_for_rows(item):
                raise pytest.UsageError(f"{item.nodeid} has the rows of its own server")
            item.add_marker("fault" if room == "faults" else "journey")
            if not item.nodeid.removeprefix("tests/").startswith(IN_EVERY_RUN):
                item.add_marker("longer")
        elif not asks_for_rows(item):
            item.add_marker("rowless")


def asks_for_rows(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ROWS))
    return bool(ROWS & fixtures) or item.get_closest_marker("django_db") is not None


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where everything must be shown, what was not run has not passed."""
    if NOTHING_SKIPPED and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as failing here: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report
