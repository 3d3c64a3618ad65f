"""The list of days by its own keys: what has focus is what is heard, and Tab goes on from there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from outandback.ui.names_of_days import MONTHS

from . import before
from .conftest import Open
from .visitor import LONDON, Visitor

pytestmark = pytest.mark.journey

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MOST = 40
FOCUSED = "document.activeElement.innerText.trim()"
IN_THE_LIST = "document.activeElement.matches('.days-list *')"
KEYS = "Arrow keys go by day"


def next_month(after: date) -> date:
    return (after.replace(day=1) + timedelta(days=32)).replace(day=1)


def with_three_leaves(robin: Visitor) -> date:
    """In the month after this one: on a Monday, the day after it, and a week after that."""
    before.has_begun(robin)
    first = next_month(datetime.now(LONDON).date())
    monday = first + (-first.weekday() % 7) * DAY
    for day in (monday, monday + DAY, monday + DAY + WEEK):
        robin.write_plan("Knit", datetime.combine(day, time(10), LONDON), hours=2)
        robin.keep_plan()
    return monday


def into_the_list(page: Page) -> None:
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(IN_THE_LIST):
            return
    raise AssertionError(f"{page.url}: no list within {MOST} presses")


def named(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def has_focus(page: Page, text: str) -> None:
    page.wait_for_function(f"text => {FOCUSED}.includes(text)", arg=text)


def press(page: Page, key: str, leads_to: str) -> None:
    page.keyboard.press(key)
    has_focus(page, leads_to)


def test_arrows_go_by_day_and_by_week_and_tab_goes_on(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    monday = with_three_leaves(robin)
    page = robin.page
    page.goto(f"/calendar/{monday:%Y-%m}/")
    expect(page.get_by_text(KEYS)).to_be_hidden()
    into_the_list(page)
    expect(page.get_by_text(KEYS)).to_be_visible()
    has_focus(page, f"Week of {named(monday)}")
    press(page, "ArrowRight", f"Monday {named(monday)}")
    press(page, "ArrowRight", f"Tuesday {named(monday + DAY)}")
    press(page, "Tab", "Knit")
    press(page, "ArrowRight", f"Tuesday {named(monday + DAY + WEEK)}")
    press(page, "ArrowLeft", f"Tuesday {named(monday + DAY)}")
    press(page, "ArrowLeft", f"Monday {named(monday)}")
    press(page, "ArrowLeft", f"Monday {named(monday)}")
    press(page, "ArrowDown", f"Week of {named(monday + WEEK)}")
    press(page, "ArrowUp", f"Week of {named(monday)}")
    assert page.locator(".days-on[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Week of")


def test_on_a_week_and_a_month_keys_lead_to_others_and_home_to_today(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    monday = with_three_leaves(robin)
    page = robin.page
    page.goto(f"/calendar/week/{monday}/")
    into_the_list(page)
    press(page, "ArrowDown", f"Tuesday {named(monday + DAY + WEEK)}")
    press(page, "ArrowUp", f"Monday {named(monday)}")
    press(page, "Home", named(datetime.now(LONDON).date()))
    page.goto(f"/calendar/{monday:%Y-%m}/")
    into_the_list(page)
    press(page, "PageDown", "Day by day")
    expect(page.locator("h1")).to_contain_text(str(MONTHS[next_month(monday).month - 1]))
    press(page, "PageUp", f"Monday {named(monday)}")
    press(page, "Home", named(datetime.now(LONDON).date()))
    assert page.url.endswith(f"/calendar/{datetime.now(LONDON):%Y-%m}/#days")


def test_outside_of_the_list_and_with_another_key_held_nothing_is_taken(open_page: Open) -> None:
    robin = Visitor(open_page(), "Robin")
    monday = with_three_leaves(robin)
    page = robin.page
    page.goto(f"/calendar/{monday:%Y-%m}/")
    page.keyboard.press("ArrowRight")
    assert not page.evaluate(IN_THE_LIST)
    into_the_list(page)
    page.keyboard.press("Control+ArrowRight")
    has_focus(page, f"Week of {named(monday)}")


def test_without_script_links_are_reached_with_tab_and_no_key_is_named(open_page: Open) -> None:
    robin = Visitor(open_page(javascript=False), "Robin")
    monday = with_three_leaves(robin)
    page = robin.page
    page.goto(f"/calendar/{monday:%Y-%m}/")
    into_the_list(page)
    expect(page.get_by_text(KEYS)).to_be_hidden()
    assert page.locator(".days-on[tabindex]").count() == 0
    focused = page.locator(".days-list :focus")
    expect(focused).to_contain_text("Week of")
    page.keyboard.press("Tab")
    expect(focused).to_contain_text("Knit")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Knit")
