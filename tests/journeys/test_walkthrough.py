"""Two newcomers and what it costs them, as `make walkthrough` counts it; no time of a machine."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.two_newcomers import walk
from benchmarks.walkthrough import phones, rows_of

from .conftest import new_data_folder, serving


def test_two_newcomers_need_no_more_than_was_aimed_at(browser: Browser, tmp_path: Path) -> None:
    with serving(new_data_folder(tmp_path), module="tests.journeys.cheaper") as address:
        rows = rows_of(walk(phones(browser, address)))
    print(*rows, sep="\n")
    assert [row.what for row in rows if not row.reached] == []
