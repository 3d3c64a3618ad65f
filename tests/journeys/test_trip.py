"""A holiday of two with hours of one's own: told, set out on and back from, one of them without a
network; and a time to tell each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from . import before
from .conftest import Open
from .pocketing import (
    HAS_PAPERS,
    HAS_SENT,
    HOME,
    Phone,
    it_is,
    phone_on,
    quietly,
    rows,
    until,
    without_network,
)
from .test_every_page import look
from .visitor import LONDON, Visitor

pytestmark = pytest.mark.journey

MUSEUM, BREWERY, FERRY = "The tile museum", "A brewery in an old foundry", "At the ferry stop"
OF_TRIP = "select count(*) from leave_leave where id=? and trip_id is not null"


@pytest.fixture
def phone(browser: Browser, chromium: str | None, address: str, tmp_path: Path) -> Iterator[Phone]:
    taken = phone_on(browser, chromium, tmp_path / "robin", address)
    yield taken
    with quietly():
        taken.context.close()


def plan_trip(one: Visitor, first: datetime) -> str:
    one.page.goto("/trips/new/")
    one.page.fill("[name=name]", "Lisbon")
    one.page.fill("[name=first_on]", f"{first:%Y-%m-%d}")
    one.page.fill("[name=last_on]", f"{first + timedelta(days=3):%Y-%m-%d}")
    one.page.fill("[name=p0-place]", "London")
    one.press("Keep this trip")
    assert "/trips/" in one.page.url
    return one.page.url.partition("?")[0]


def add_hours(one: Visitor, trip: str, out: datetime, what: str, press: str, day: int = 0) -> None:
    """Two hours on a day of the trip: past midnight one tap says that they end on the next."""
    back = out + timedelta(hours=2)
    one.page.goto(f"{trip}hours/")
    one.page.check(f"input[name=on][value='{day}']")
    one.page.fill("[name=out_time]", f"{out:%H:%M}")
    one.page.fill("[name=back_time]", f"{back:%H:%M}")
    one.page.fill("[name=what]", what)
    one.page.fill("[name=meet]", FERRY)
    one.page.fill("[name=meet_time]", f"{back:%H:%M}")
    one.press(press)
    if one.page.get_by_role("button", name="Yes, the next day").count():
        one.press("Yes, the next day")


def test_a_holiday_with_hours_of_ones_own(phone: Phone, open_page: Open, data_folder: Path) -> None:
    robin, ellis = Visitor(phone.page, "Robin"), Visitor(open_page(), "Ellis")
    before.are_a_pair(robin, ellis)
    out = datetime.now(LONDON) + timedelta(minutes=5)
    trip = plan_trip(robin, out)
    assert look(robin.page) == [] and robin.says("Sent.")
    ellis.page.goto("/")
    ellis.follow("Robin planned a trip: Lisbon")
    ellis.page.goto("/")
    assert not ellis.says("planned a trip")

    add_hours(robin, trip, out, MUSEUM, "Keep it to myself for now")
    assert robin.says(MUSEUM) and robin.says("To yourself for now.")
    ellis.page.goto("/")
    ellis.follow("Lisbon")
    assert not ellis.says(MUSEUM)
    robin.follow("Change these hours")
    robin.press("Keep and tell Ellis")
    ellis.page.reload()
    assert ellis.says(MUSEUM) and ellis.says(FERRY)
    assert look(ellis.page) == []

    ellis.page.goto(f"{trip}telling/")
    ellis.page.check("input[name=on][value='1']")
    ellis.press("Keep it")
    robin.page.goto(trip)
    assert robin.says("One “Oh, really?” each over supper")

    robin.follow(MUSEUM)
    robin.note_leave()
    goes_without_a_network(phone, robin, out)
    leave = UUID(robin.leave).hex
    assert len(rows(data_folder, HOME, leave)) == 1
    assert rows(data_folder, OF_TRIP, leave) == [(1,)]

    add_hours(ellis, trip, out, BREWERY, "Keep and tell Robin")
    ellis.press("Off I go")
    ellis.note_leave()
    robin.page.goto(trip)
    assert "Ellis is out until" in robin.headline
    robin.page.goto(f"{trip}telling/")
    robin.page.check("input[name=on][value='2']")
    robin.page.fill("[name=words]", "On the roof")
    robin.press("Keep it")
    ellis.page.goto(trip)
    assert "You are out until" in ellis.headline and not ellis.says("On the roof")
    assert look(ellis.page) == []
    ellis.press("I’m back")
    assert "/homecoming/" in ellis.page.url
    ellis.page.goto(trip)
    assert ellis.says("On the roof")


def goes_without_a_network(phone: Phone, robin: Visitor, out: datetime) -> None:
    robin.page.goto("/")
    until(phone.page, HAS_PAPERS)
    without_network(phone)
    robin.press("Out I go")
    it_is(phone.page, out.astimezone(UTC) + timedelta(minutes=40))
    robin.press("I’m back")
    phone.page.get_by_text("You are back.").wait_for()
    phone.context.set_offline(False)
    phone.page.reload()
    until(phone.page, HAS_SENT)
