"""A month in a browser, on whichever day it is: what is folded, and what stands on paper."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from outandback.rooms.leave.models import Plan
from outandback.rooms.people.models import Person
from tests.everywhere.test_any_script_pages import HOME, serve
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.calendar.test_calendar import HOUR, JUNE, MAY, html, planned, week_html

pytestmark = pytest.mark.sqlite
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
EARLIER = "Earlier this month"
Look = Callable[[Page], None]
# Of what is seen of a link.
LINES = """link => {
    const said = [...link.querySelectorAll("span")].find(one => one.offsetWidth > 1);
    const range = document.createRange();
    range.selectNodeContents(said);
    return range.getClientRects().length;
}"""
FOCUSED = "document.activeElement.innerText.trim()"


@pytest.fixture
def may(ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime) -> str:
    """With something in the week before, earlier in this week, and later."""
    clock(at)
    for day, what in (("05", "Sail"), ("12", "Swim"), ("15", "Knit"), ("20", "Sing")):
        planned(ana, keys, Plan(intention=what), f"2026-05-{day}T17:00", "2026-05-28T19:00")
    return html(client_of(ana))


def shown(html: str, look: Look, size: ViewportSize = PHONE, **how: Any) -> None:
    """Looks at a page that was answered, in a thread of its own: rows are not asked meanwhile."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_look, html, look, size, how).result()


def _look(html: str, look: Look, size: ViewportSize, how: dict[str, Any]) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        page = chromium.new_page(viewport=size, locale="en-GB", **how)
        page.route("**/*", lambda route: serve(route, {"month": html}))
        page.goto(f"{HOME}/month/")
        look(page)
        chromium.close()


def weeks(page: Page) -> list[str]:
    """The names of weeks that are seen, from top to bottom."""
    return [one.inner_text() for one in page.locator("h3:visible > a").all()]


class TestEarlier:
    @pytest.mark.parametrize("script", [True, False])
    def test_on_a_phone_the_list_begins_at_today(self, may: str, script: bool) -> None:
        def look(page: Page) -> None:
            expect(page.get_by_text("Sail")).to_be_hidden()
            assert page.locator(".days-on:visible").first.inner_text() == "Wednesday 13 May"
            assert weeks(page) == ["Week of 11 May", "Week of 18 May"]
            page.get_by_text(EARLIER).focus()
            page.keyboard.press("Enter")
            expect(page.get_by_text("Sail")).to_be_visible()
            assert weeks(page) == ["Week of 4 May", "Week of 11 May", "Week of 18 May"]

        shown(may, look, java_script_enabled=script)

    def test_keys_go_into_what_is_folded(self, may: str) -> None:
        def look(page: Page) -> None:
            page.locator(".days-on[tabindex='0']").focus()
            assert page.evaluate(FOCUSED) == "Wednesday 13 May"
            page.keyboard.press("ArrowLeft")
            assert page.evaluate(FOCUSED) == "Tuesday 12 May"
            page.keyboard.press("ArrowUp")
            assert page.evaluate(FOCUSED) == "Week of 4 May"
            page.keyboard.press("ArrowDown")
            assert page.evaluate(FOCUSED) == "Week of 11 May"
            page.keyboard.press("ArrowDown")
            assert page.evaluate(FOCUSED) == "Week of 18 May"
            page.keyboard.press("Home")
            assert page.evaluate(FOCUSED) == "Wednesday 13 May"

        shown(may, look)

    def test_beside_the_month_and_on_paper_all_of_it_is_there(self, may: str) -> None:
        def look(page: Page) -> None:
            expect(page.get_by_text("Sail")).to_be_visible()
            expect(page.get_by_text(EARLIER)).to_be_hidden()
            assert weeks(page) == ["Week of 4 May", "Week of 11 May", "Week of 18 May"]
            page.set_viewport_size(PHONE)
            page.emulate_media(media="print")
            expect(page.get_by_text("Sail")).to_be_visible()
            expect(page.get_by_text(EARLIER)).to_be_hidden()

        shown(may, look, DESK)


def test_on_a_phone_the_weeks_beside_a_week_stand_in_one_line(
    ana: Person, client_of: ClientOf, clock: Clock
) -> None:
    """Also where both are of another year; they are read out in full."""
    clock(datetime.fromisoformat("2025-03-03T18:00+00:00"))
    answered = week_html(client_of(ana), date(2026, 9, 21))

    def look(page: Page) -> None:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            for rel, name in (("prev", "14 September 2026"), ("next", "28 September 2026")):
                link = page.locator(f"[rel={rel}]")
                expect(link).to_have_accessible_name(f"Week of {name}")
                assert link.evaluate(LINES) == 1

    shown(answered, look)


SHEET = b"/Type /Page\n"
COLOURS = """() => [
    getComputedStyle(document.body).color, getComputedStyle(document.documentElement).colorScheme
]"""


@pytest.mark.parametrize("first", [date(2026, 5, 1), date(2026, 8, 1)])
def test_a_full_month_prints_on_one_sheet_in_light_colours(
    first: date, ana: Person, keys: Keys, client_of: ClientOf, clock: Clock, at: datetime
) -> None:
    """Two leaves on each of its days, in five weeks and in six; also from a dark screen."""
    clock(at)
    for day in range(31):
        for hour in (7, 17):
            out = datetime.combine(first + timedelta(days=day), time(hour))
            what = Plan(intention="Letterpress at the mill")
            planned(ana, keys, what, *(f"{one:%Y-%m-%dT%H:%M}" for one in (out, out + HOUR)))
    answered = html(client_of(ana), first)

    def look(page: Page) -> None:
        page.emulate_media(media="print")
        assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "light"]
        for rest in ("nav", ".aside", "[data-keys]", ".tabs"):
            expect(page.locator(rest).first).to_be_hidden()
        assert page.pdf(format="A4", prefer_css_page_size=True).count(SHEET) == 1

    shown(answered, look, color_scheme="dark")


@pytest.mark.usefixtures("may")
class TestNothingToFold:
    def test_of_another_month_and_of_a_week_nothing_is_folded(
        self, ana: Person, client_of: ClientOf
    ) -> None:
        client = client_of(ana)
        assert EARLIER in html(client)
        assert EARLIER not in html(client, JUNE) and EARLIER not in html(client, date(2026, 4, 1))
        assert EARLIER not in week_html(client, date(2026, 5, 11))

    def test_nor_where_nothing_was_before_today(self, ben: Person, client_of: ClientOf) -> None:
        assert EARLIER not in html(client_of(ben), MAY)
