"""Two bring in calendars; one holds the evening that is free for both, the other counts in."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.rooms.calendars.texts import calendar, event

from .before import are_a_pair
from .bringing_in import bring_in_file, share_it
from .conftest import Open
from .partners import Partner
from .test_every_page import look
from .visitor import LONDON

pytestmark = pytest.mark.journey

# More days than free hours are looked for.
EVERY_DAY = "RRULE:FREQ=DAILY;COUNT=70"
IN_DAYS = 3
NOTHING = "Nothing is free for two hours"


def at(day: datetime, hour: int, what: str = "DTSTART") -> str:
    return f"{what};TZID=Europe/London:{day:%Y%m%d}T{hour:02}0000"


def until_seven(now: datetime) -> bytes:
    """From five to seven on each day."""
    return calendar(event(at(now, 17), at(now, 19, "DTEND"), EVERY_DAY))


def all_but_one_evening(now: datetime, day: datetime) -> bytes:
    """From nine to ten in the evening on each day, and on one of them until six."""
    daily = event(at(now, 9), at(now, 22, "DTEND"), EVERY_DAY, at(day, 9, "EXDATE"))
    return calendar(daily, event(at(day, 9), at(day, 18, "DTEND"), UID="one day"))


@pytest.mark.parametrize("javascript", [True, False])
def test_the_one_evening_that_is_free_for_both_is_held(open_page: Open, javascript: bool) -> None:
    robin, ellis = (Partner(open_page(javascript=javascript), name) for name in ("Robin", "Ellis"))
    now = datetime.now(LONDON)
    day = now + timedelta(days=IN_DAYS)
    are_a_pair(robin, ellis)
    for one, raw in ((robin, until_seven(now)), (ellis, all_but_one_evening(now, day))):
        bring_in_file(one, raw, "The office")
        share_it(one)
    problems = sees_one_evening(robin, day)
    hold(robin)
    problems += look(robin.page)
    problems += counts_in_once(ellis)
    for one in (robin, ellis):
        problems += sees_it_in_the_month(one, day)
    ellis.follow("Hours that are free")
    ellis.hears(NOTHING)
    assert not problems + look(ellis.page)


def sees_one_evening(one: Partner, day: datetime) -> list[str]:
    """For both there is one, after both calendars; none for oneself within one's own."""
    one.page.goto("/calendar/")
    problems = look(one.page)
    one.page.goto("/")
    one.follow("Hours that are free")
    one.hears("For you both")
    both = one.page.locator("main ul.rows").first.locator("> li")
    expect(both).to_have_count(1)
    expect(both).to_contain_text(f"{day:%A} is free for you both after seven")
    expect(both.get_by_role("button")).to_have_text(f"Hold {day:%A} evening")
    own = one.page.locator("main a[href*='out=']").all()
    assert own and all(is_beside_work(way.get_attribute("href") or "") for way in own)
    return problems + look(one.page)


def is_beside_work(way: str) -> bool:
    """Whether what a plan of these hours begins with keeps out of five to seven."""
    asked = parse_qs(way.partition("?")[2])
    out, back = (datetime.fromisoformat(asked[name][0]) for name in ("out", "back"))
    return out.hour >= 19 or back.hour <= 17


def hold(one: Partner) -> None:
    one.page.get_by_role("button", name="Hold ").click()
    one.hears("is held for you both, 19:00 to 22:00.")


def counts_in_once(one: Partner) -> list[str]:
    one.page.goto("/")
    line = one.page.get_by_text("Robin added time together")
    expect(line).to_have_count(1)
    problems = look(one.page)
    one.follow("Robin added time together")
    problems += look(one.page)
    one.press("Count me in")
    one.hears("You both hold it.")
    problems += look(one.page)
    one.page.goto("/")
    expect(line).to_have_count(0)
    return problems


def sees_it_in_the_month(one: Partner, day: datetime) -> list[str]:
    one.page.goto(f"/calendar/{day:%Y-%m}/")
    on = one.page.locator(f"time[datetime='{day:%Y-%m-%d}']")
    there = one.page.locator(".days-list li", has=on)
    expect(there.locator("a[href*='/together-times/']")).to_have_count(1)
    return look(one.page)
