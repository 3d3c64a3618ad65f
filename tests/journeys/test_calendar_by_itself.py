"""A calendar at an address is read while its owner is away, breaks and is mended; the other of the
two sees by it when its owner is busy, all along."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.builders.calendar_servers import Nasty, Said, nasty
from tests.rooms.calendars.texts import TITLE, calendar, event

from .before import are_a_pair
from .bringing_in import share_it
from .conftest import Open, new_data_folder, serving
from .partners import Partner
from .test_calendar_account import waits_for
from .test_calendars_in import shared_with
from .test_every_page import look
from .visitor import LONDON

pytestmark = pytest.mark.journey

WORK, MOVED = "/work.ics", "/moved.ics"
TEN, THREE, FIVE = "10:00 to 11:00", "15:00 to 16:00", "17:00 to 18:00"
GONE = "There is no calendar at that address."
BEFORE = "Until then, the busy times are those from before."
SOON = 90.0


@dataclass
class House:
    """A server that may ask this calendar server, in the network of its own."""

    address: str
    folder: Path
    calendars: Nasty

    def say(self, path: str, hour: int) -> None:
        day = datetime.now(LONDON) + timedelta(days=1)
        start = f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T{hour}0000"
        self.calendars.answers[path] = Said(body=calendar(event(start)))

    def four_hours_on(self, so: Callable[[dict[str, Any]], object]) -> None:
        """The clock is moved for the one calendar there is, and the program comes round."""
        with sqlite3.connect(self.folder / "db.sqlite3", timeout=20) as rows:
            rows.execute("UPDATE calendars_source SET due_at = '2020-01-01 00:00:00'")
        until = time.monotonic() + SOON
        while not so(self.row()):
            assert time.monotonic() < until, f"it never came to be: {self.row()['trouble']}"
            time.sleep(0.1)

    def row(self) -> dict[str, Any]:
        with sqlite3.connect(self.folder / "db.sqlite3", timeout=20) as rows:
            rows.row_factory = sqlite3.Row
            return dict(rows.execute("SELECT * FROM calendars_source").fetchone())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    folder = new_data_folder(tmp_path)
    with nasty() as calendars:
        allowed = {"LAN_CALENDARS": calendars.named, "PROXIES": "1"}
        with serving(folder, module="tests.journeys.cheaper", **allowed) as address:
            yield House(address, folder, calendars)


@pytest.mark.parametrize("javascript", [True, False])
def test_it_is_read_without_its_owner_breaks_and_is_mended(
    open_page_at: Open, house: House, javascript: bool
) -> None:
    robin, ellis = (
        Partner(open_page_at(house.address, javascript=javascript), name)
        for name in ("Robin", "Ellis")
    )
    are_a_pair(robin, ellis)
    house.say(WORK, 10)
    brings_in(robin, house.calendars.url(WORK))
    share_it(robin)
    assert TEN in shared_with(ellis)
    robin.sign_out()
    house.say(WORK, 15)
    house.four_hours_on(lambda row: row["arrived"])
    assert TITLE.encode() not in bytes(house.row()["arrived"])
    robin.sign_in()
    assert THREE in shared_with(ellis) and TEN not in shared_with(ellis)
    house.calendars.answers[WORK] = Said(404)
    house.four_hours_on(lambda row: row["trouble"])
    problems = sees_it_broken(robin)
    assert THREE in shared_with(ellis)
    house.say(MOVED, 17)
    robin.follow("Change the address")
    robin.page.fill("[name=address]", house.calendars.url(MOVED))
    robin.press("Keep")
    waits_for(robin, robin.page.get_by_text(FIVE))
    robin.hears_no_more(GONE)
    assert FIVE in shared_with(ellis) and THREE not in shared_with(ellis)
    house.say(MOVED, 10)
    house.four_hours_on(lambda row: row["arrived"])
    robin.page.reload()
    robin.hears(TEN)
    assert not problems + look(robin.page)


def brings_in(one: Partner, address: str) -> None:
    one.page.goto("/calendars/address/")
    one.page.fill("[name=name]", "The office")
    one.page.fill("[name=address]", address)
    one.press("Bring it in")
    waits_for(one, one.page.get_by_text(TEN))


def sees_it_broken(one: Partner) -> list[str]:
    """In the list, and on its page, with what was read before."""
    one.page.goto("/calendars/")
    expect(one.page.locator("main .rows").first).to_contain_text(GONE)
    one.follow("The office")
    one.hears(GONE)
    one.hears(BEFORE)
    one.hears(THREE)
    return look(one.page)
