"""Calendars that somebody brings in, in a browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.rooms.calendars.texts import TITLE, calendar, event

from .visitor import LONDON

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload

    from .canaries import Canaries
    from .visitor import Visitor


def in_a_day(title: str = TITLE) -> bytes:
    """One event, from ten to eleven tomorrow."""
    day = datetime.now(LONDON) + timedelta(days=1)
    start = f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T100000"
    return calendar(event(start, f"LOCATION:{title}", SUMMARY=title))


def a_file(raw: bytes) -> FilePayload:
    return {"name": "calendar.ics", "mimeType": "text/calendar", "buffer": raw}


def bring_in_file(one: Visitor, raw: bytes, name: str) -> None:
    one.page.goto("/calendars/file/")
    one.page.fill("[name=name]", name)
    choose(one, raw)


def choose(one: Visitor, raw: bytes, press: str = "Bring it in") -> None:
    one.page.set_input_files("[name=file]", a_file(raw))
    one.press(press)


def share_it(one: Visitor) -> None:
    one.page.check("[name=shared]")
    one.press("Keep")


def bring_in_all_kinds(one: Visitor, canaries: Canaries) -> None:
    """A file that is shared, and an address and an account that nothing answers at."""
    bring_in_file(one, in_a_day(canaries.sing("title")), canaries.sing("file"))
    one.page.fill("[name=name]", canaries.sing("calendar"))
    share_it(one)
    for way, more in (("address", ()), ("account", ("user", "password"))):
        one.page.goto(f"/calendars/{way}/")
        one.page.fill("[name=name]", canaries.sing(way))
        one.page.fill("[name=address]", f"https://{canaries.sing('').strip()}.invalid/")
        for name in more:
            one.page.fill(f"[name={name}]", canaries.sing(name))
        one.press("Bring it in")


def send_in_newer(one: Visitor, canaries: Canaries) -> None:
    """After the other has left: what is shared now is shared with nobody."""
    one.page.goto("/calendars/")
    one.page.locator("main .rows a", has_text="calendar ").first.click()
    one.follow("Send in a newer file")
    one.page.fill("[name=name]", canaries.sing("newer"))
    choose(one, in_a_day(canaries.sing("title")), "Keep")
