"""`make walkthrough`: two newcomers from the front page to “told and received”, at a phone.

The real server on a fresh database, Chromium at 390 x 844. What is counted, and how, is said in
`newcomer.py`. Prints a table with the aim beside each figure, and ends with 1 where one is missed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.first_load import FLAGS, NAMES
from benchmarks.two_newcomers import walk
from tests.server import HOST, Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from benchmarks.newcomer import Cost
    from benchmarks.two_newcomers import Walk

TALLEST = 900
LEAD = {"screens": 16, "taps and fields": 30, "words": 1_100, "minutes": 9}
PARTNER = {"minutes": 4}
TOGETHER = 10
ACTS = {"quick plan": 5, "again": 3, "out right now": 2, "icon to a kept moment": 2}


@dataclass(frozen=True)
class Row:
    what: str
    figure: float
    aim: float | None

    @property
    def reached(self) -> bool:
        return self.aim is None or self.figure <= self.aim

    def __str__(self) -> str:
        figure = f"{self.figure:,.1f}" if "minutes" in self.what else f"{self.figure:,}"
        aim = "" if self.aim is None else f"{self.aim:,}"
        return f"{self.what:<40}{figure:>9}{aim:>9}  {'' if self.reached else 'missed'}".rstrip()


def rows_of(found: Walk) -> list[Row]:
    return [
        *_rows("lead", found.lead, LEAD),
        *_rows("partner", found.partner, PARTNER),
        Row("both together, minutes", found.minutes, TOGETHER),
        *(Row(f"{what}, taps and fields", found.acts[what], aim) for what, aim in ACTS.items()),
        *(Row(f"{page}, pixels tall", tall, TALLEST) for page, tall in found.heights.items()),
    ]


def _rows(who: str, cost: Cost, aims: dict[str, int]) -> list[Row]:
    figures = {
        "screens": cost.screens,
        "taps and fields": cost.acts,
        "words": cost.words,
        "minutes": cost.minutes,
    }
    return [Row(f"{who}, {what}", figure, aims.get(what)) for what, figure in figures.items()]


def phones(browser: Browser, address: str) -> Callable[[], Page]:
    """Opens a phone of its own for each newcomer."""

    def opened() -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": 390, "height": 844},
            is_mobile=True,
            has_touch=True,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    return opened


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="outandback-walk-"))
    data = folder / "data"
    data.mkdir(mode=0o700)
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    try:
        with Server(data) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            found = walk(phones(browser, f"http://{HOST}:{server.port}"), machine=True)
            browser.close()
    finally:
        shutil.rmtree(folder)
    rows = rows_of(found)
    print(f"{'':40}{'found':>9}{'at most':>9}", *rows, sep="\n")
    sys.exit(not all(row.reached for row in rows))


if __name__ == "__main__":
    main()
