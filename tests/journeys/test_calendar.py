"""Moving about by week and by month on a phone, by keyboard; each list leads on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from outandback.ui.names_of_days import MONTHS

from . import before
from .conftest import PHONE, Open
from .test_every_page import look
from .visitor import Visitor

pytestmark = pytest.mark.journey

MOST = 25
FOCUSED = "document.activeElement.innerText.trim()"


def reach(page: Page, label: str) -> None:
    """With the Tab key alone, then Enter."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == label:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{page.url}: no {label} within {MOST} presses")


def test_by_keyboard_from_today_to_a_week_of_another_month_and_back(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    page = robin.page
    page.set_viewport_size(PHONE)
    robin.plan("Knit with the circle", hours=2)
    page.goto("/")
    reach(page, "The month")
    this, after = this_and_next()
    expect(page.locator("h1")).to_contain_text(named(this, this))
    reach(page, named(after, this))
    expect(page.locator("h1")).to_contain_text(named(after, this))
    assert page.get_by_role("link", name="This month").is_visible()
    reach(page, "This month")
    expect(page.locator("h1")).to_contain_text(named(this, this))


def test_the_list_leads_to_each_leave_and_each_week(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    before.has_begun(robin)
    page = robin.page
    robin.plan("Knit with the circle", hours=2)
    page.goto("/calendar/")
    today = page.locator(".days-list li[aria-current=date]")
    expect(today).to_have_count(1)
    page.get_by_role("heading", level=3).get_by_role("link").last.click()
    expect(page.locator("h1")).to_contain_text("Week of")
    page.get_by_role("link", name="All of").first.click()
    assert look(page) == []
    page.set_viewport_size(PHONE)
    assert look(page) == []


def this_and_next() -> tuple[date, date]:
    first = datetime.now(UTC).date().replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def named(month: date, now: date) -> str:
    name = str(MONTHS[month.month - 1])
    return name if month.year == now.year else f"{name} {month.year}"
