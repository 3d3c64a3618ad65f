"""From the icon on the home screen to “Kept.”: two taps, some words, and under ten seconds."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from tests.busy import slowdown

from . import before
from .conftest import Open
from .pocketing import HAS_SENT, IS_OUT, MOMENTS, Phone, begun, rows, until
from .visitor import KEEPING, Visitor

pytestmark = pytest.mark.journey

WORDS = "The lock opens upstream"
START = "/pocket/now/"
AS_A_THUMB = 60  # milliseconds from one letter to the next
HEADLINE_SEEN = "document.querySelector('h1').getBoundingClientRect().top >= 0"


def out_with_a_phone(page: Page) -> tuple[Phone, Visitor]:
    phone = Phone(page.context, Path())
    robin = begun(phone, "Robin")
    robin.set_out()
    until(page, IS_OUT)
    return phone, robin


def tap_the_icon(phone: Phone) -> Page:
    """The app opens anew on a slow phone, at the address that the manifest names."""
    page = phone.context.new_page()
    page.set_default_timeout(20_000)
    phone.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(START)
    return page


def keep_a_thought(phone: Phone, kept: str) -> float:
    """Seconds from the tap on the icon, as on a machine that does nothing else.

    The second tap is the kind; there is no third.
    """
    began = time.monotonic()
    page = tap_the_icon(phone)
    box = page.get_by_label("Something worth keeping?")
    expect(box).to_be_focused()
    assert page.evaluate(HEADLINE_SEEN)
    page.keyboard.type(WORDS, delay=AS_A_THUMB)
    page.get_by_role("button", name="Insight", exact=True).click()
    page.get_by_text(kept, exact=True).first.wait_for()
    took = (time.monotonic() - began) / slowdown()
    assert box.input_value() == ""
    return took


def test_a_thought_is_kept_within_ten_seconds(open_page: Open, data_folder: Path) -> None:
    phone, robin = out_with_a_phone(open_page())
    told = phone.page.request.get("/manifest.webmanifest").json()
    assert told["start_url"] == START
    took = {"with a network": keep_a_thought(phone, "Kept.")}
    phone.context.set_offline(True)
    took["without"] = keep_a_thought(phone, "Kept on this phone.")
    print(took)
    assert max(took.values()) < 10, took
    phone.context.set_offline(False)
    until(phone.context.pages[-1], HAS_SENT)
    assert rows(data_folder, MOMENTS, UUID(robin.leave).hex) == [(2,)]


def test_what_is_written_while_the_first_is_on_its_way_stays(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    robin.plan("Along the canal")
    robin.set_out()
    box, waiting = robin.page.get_by_label("Something worth keeping?"), list[Route]()
    robin.page.route(KEEPING, lambda route: waiting.append(route))
    box.fill(WORDS)
    with robin.page.expect_request(KEEPING):
        robin.page.get_by_role("button", name="Aha", exact=True).click()
    box.fill(f"{WORDS}, and then the heron")
    waiting[0].continue_()
    expect(robin.page.get_by_text("Kept.", exact=True)).to_be_visible()
    expect(box).to_have_value(", and then the heron")
