"""A calendar is brought in, its busy times are shared, and one that breaks is mended."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.rooms.calendars.texts import TITLE, event

from .before import are_a_pair
from .bringing_in import bring_in_file, choose, in_a_day, share_it
from .conftest import Open
from .partners import Partner
from .test_every_page import look

pytestmark = pytest.mark.journey

AT_HOME = "http://192.168.77.4/calendar.ics"
NOT_ALLOWED = "needs whoever runs this server to allow it"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_other_sees_when_one_is_busy_and_never_with_what(
    open_page: Open, javascript: bool
) -> None:
    robin, ellis = (Partner(open_page(javascript=javascript), name) for name in ("Robin", "Ellis"))
    are_a_pair(robin, ellis)
    bring_in_file(robin, b"no calendar", "The office")
    robin.hears("That is not a calendar.")
    assert robin.page.input_value("[name=name]") == "The office"
    choose(robin, in_a_day())
    robin.hears("Busy next")
    robin.hears("10:00 to 11:00")
    assert not shared_with(ellis)
    share_it(robin)
    assert "10:00 to 11:00" in shared_with(ellis)
    assert TITLE not in ellis.page.content() and "The office" not in ellis.page.content()
    robin.page.uncheck("[name=shared]")
    robin.press("Keep")
    assert not shared_with(ellis)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_calendar_that_can_not_be_read_says_what_to_do_and_is_mended(
    open_page: Open, javascript: bool
) -> None:
    robin = Partner(open_page(javascript=javascript), "Robin")
    robin.start()
    robin.page.goto("/calendars/address/")
    robin.page.fill("[name=name]", "The club")
    robin.page.fill("[name=address]", AT_HOME)
    robin.press("Bring it in")
    robin.page.get_by_text(NOT_ALLOWED).wait_for(timeout=30_000)
    robin.follow("Change the address")
    assert robin.page.input_value("[name=address]") == AT_HOME
    robin.page.fill("[name=address]", f"https://{uuid4().hex}.invalid/calendar.ics")
    robin.press("Keep")
    robin.page.locator("form#calendar").wait_for(timeout=30_000)
    robin.press("Take it away")
    expect(robin.page.get_by_text("The club")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_large_file_is_read_beside_its_page_and_one_too_large_keeps_what_was_typed(
    open_page: Open, javascript: bool
) -> None:
    robin = Partner(open_page(javascript=javascript), "Robin")
    robin.start()
    bring_in_file(robin, in_a_day() + b"a" * (12 << 20), "The office")
    robin.hears("larger than 5 megabytes")
    assert robin.page.input_value("[name=name]") == "The office"
    problems = look(robin.page)
    choose(robin, large())
    expect(robin.page.locator("progress")).to_be_visible()
    problems += look(robin.page)
    robin.page.get_by_text("10:00 to 11:00").first.wait_for(timeout=90_000)
    expect(robin.page.locator("progress")).to_have_count(0)
    assert not problems


def large() -> bytes:
    """A time tomorrow, and thousands long ago."""
    old = (event(UID=f"{one}@old", SUMMARY=TITLE * 5) for one in range(12_000))
    text = b"".join("\r\n".join([*one, ""]).encode() for one in old)
    return in_a_day().replace(b"END:VCALENDAR", text + b"END:VCALENDAR")


def shared_with(one: Partner) -> str:
    """What the other's page says of it; empty where nothing is shared."""
    one.page.goto("/calendars/")
    shared = one.page.locator("section[aria-labelledby=theirs]")
    return shared.inner_text() if shared.count() else ""
