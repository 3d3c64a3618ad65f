"""An account at a real calendar server: mended once its password is right, and read again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.builders.calendar_servers import PASSWORD, Owner, Radicale
from tests.rooms.calendars.texts import TITLE, calendar, event

from .conftest import Open
from .partners import Partner
from .test_every_page import look
from .visitor import LONDON

pytestmark = pytest.mark.journey

NOT_TAKEN = "The name or the password was not taken. Type both again."
LONG = 60_000  # milliseconds: the program looks every few seconds, and a busy machine takes longer


@pytest.mark.parametrize("javascript", [True, False])
def test_an_account_is_mended_and_what_is_new_there_comes_along(
    open_page_at: Open, near_calendars: str, calendars: Radicale, javascript: bool
) -> None:
    robin = Partner(open_page_at(near_calendars, javascript=javascript), "Robin")
    owner = with_ten(calendars)
    robin.begin()
    add(robin, owner, "not this one")
    waits_for(robin, robin.page.get_by_text(NOT_TAKEN))
    expect(robin.page.locator("#ahead")).to_be_visible()
    robin.hears_no_more("10:00 to 11:00")
    problems = look(robin.page)
    mend(robin, owner)
    waits_for(robin, robin.page.get_by_text("10:00 to 11:00"))
    robin.hears_no_more(NOT_TAKEN)
    problems += look(robin.page)
    owner.put("club/two.ics", tomorrow(15, "two"))
    robin.press("Fetch it again")
    waits_for(robin, robin.page.get_by_text("15:00 to 16:00"))
    robin.hears("10:00 to 11:00")
    assert TITLE not in robin.page.content() and PASSWORD not in robin.page.content()
    assert not problems


def tomorrow(hour: int, name: str) -> str:
    day = datetime.now(LONDON) + timedelta(days=1)
    return calendar(event(f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T{hour}0000", UID=name)).decode()


def with_ten(calendars: Radicale) -> Owner:
    """An account with two calendars; in one of them is an event, from ten to eleven tomorrow."""
    owner = calendars.new_owner()
    for slug in ("work", "club"):
        owner.make_calendar(slug)
    owner.put("work/one.ics", tomorrow(10, "one"))
    return owner


def add(one: Partner, owner: Owner, password: str) -> None:
    one.page.goto("/calendars/account/")
    typed = {"name": "At home", "address": owner.server.address, "user": owner.user}
    for name, text in (typed | {"password": password}).items():
        one.page.fill(f"[name={name}]", text)
    one.press("Bring it in")


def mend(one: Partner, owner: Owner) -> None:
    one.follow("Change the address or the password")
    assert one.page.input_value("[name=user]") == owner.user
    assert one.page.input_value("[name=password]") == ""
    one.page.fill("[name=password]", PASSWORD)
    one.press("Keep")


def waits_for(one: Partner, there: Locator) -> None:
    """The page looks again by itself, with a script and without."""
    there.first.wait_for(timeout=LONG)
