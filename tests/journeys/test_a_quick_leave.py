"""A plan in twenty seconds, one of before again, and out with no plan at all."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Open
from .going import go
from .partners import Partner, two
from .pocketing import (
    HAS_SENT,
    MOMENTS,
    Phone,
    begun,
    catch,
    phone_on,
    quietly,
    rows,
    until,
    without_network,
)

pytestmark = pytest.mark.journey

GONE = """select id, returned_at is not null from leave_leave
    where begun_at is not null order by begun_at"""


class Acts:
    """Counts what somebody does: each field and each tap."""

    def __init__(self, person: Partner) -> None:
        self.person, self.page, self.count = person, person.page, 0

    def type(self, name: str, words: str) -> None:
        self.count += 1
        self.page.fill(f"[name={name}]", words)

    def tap(self, name: str) -> None:
        self.count += 1
        self.person.press(name)

    def tab(self) -> None:
        self.count += 1
        go(self.page.locator(".tabs__leave"))

    def follow(self, name: str) -> None:
        self.count += 1
        self.person.follow(name)

    def fills(self, name: str, field: str) -> None:
        """A tap in place with script, and by a page that comes back without."""
        self.count += 1
        self.page.get_by_role("button", name=name, exact=True).click()
        expect(self.page.locator(f"[name={field}]")).not_to_have_value("")


def knows_nothing(ellis: Partner, *words: str) -> None:
    for address in ("/", "/story/"):
        ellis.page.goto(address)
        assert not any(ellis.says(one) for one in words)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_plan_and_the_same_again_and_out_right_now(open_page: Open, scripted: bool) -> None:
    robin, ellis = two(open_page, scripted)
    plan_in_five_acts(robin)
    again_in_three_taps(robin)
    knows_nothing(ellis, "Swim in the pond", "out")
    out_in_two_taps(robin)
    knows_nothing(ellis, "Swim in the pond", "out")
    say_the_rest_later(robin)
    ellis.page.goto("/")
    assert ellis.says("Robin is out")
    robin.press("I’m back")
    robin.page.goto("/story/")
    assert robin.says("Round the block")
    robin.follow("Again")
    assert robin.page.input_value("[name=intention]") == "Round the block"


def plan_in_five_acts(robin: Partner) -> None:
    robin.page.goto("/")
    acts = Acts(robin)
    acts.tab()
    acts.type("intention", "Swim in the pond")
    acts.fills("Tomorrow", "out_time")
    acts.fills("In an hour", "back_time")
    acts.tap("Keep this plan")
    assert acts.count <= 5
    assert robin.headline == "Swim in the pond" and robin.says("10:00 to 11:00")
    assert robin.says("Ellis doesn’t know of this yet.")


def again_in_three_taps(robin: Partner) -> None:
    robin.page.goto("/")
    acts = Acts(robin)
    acts.tab()
    acts.count += 1
    robin.page.get_by_role("button", name="Swim in the pond", exact=True).click()
    expect(robin.page.locator("[name=intention]")).to_have_value("Swim in the pond")
    expect(robin.page.locator("[name=out_time]")).to_have_value("10:00")
    acts.tap("Keep this plan")
    assert acts.count <= 3
    assert robin.headline == "Swim in the pond" and robin.says("10:00 to 11:00")


def out_in_two_taps(robin: Partner) -> None:
    robin.page.goto("/")
    acts = Acts(robin)
    acts.tab()
    acts.tap("Out right now")
    assert acts.count == 2
    assert robin.headline == "You are out. No set time."
    robin.note_leave()


def say_the_rest_later(robin: Partner) -> None:
    robin.unfold("Say what it is, or tell Ellis")
    robin.follow("Write what it is")
    robin.page.fill("[name=intention]", "Round the block")
    robin.press("Keep it")
    robin.unfold("Tell Ellis")
    robin.follow("Give a heads-up")
    robin.press("Give the heads-up")
    assert robin.page.url.endswith("/away/")


@pytest.mark.parametrize("typed", ["", "Along the canal"])
def test_out_right_now_with_no_network(
    browser: Browser,
    chromium: str | None,
    address: str,
    tmp_path: Path,
    data_folder: Path,
    typed: str,
) -> None:
    phone = phone_on(browser, chromium, tmp_path / "robin", address)
    try:
        robin = begun(phone, "Robin")
        go_without_network(phone, typed)
        catch(phone.page, "Aha", "canary of the canal")
        robin.press("I’m back")
        phone.page.get_by_text("You are back.").wait_for()
        phone.context.set_offline(False)
        phone.page.reload()
        until(phone.page, HAS_SENT)
        planned = UUID(robin.leave).hex
        [(leave, back)] = [row for row in rows(data_folder, GONE) if row[0] != planned][-1:]
        assert back and rows(data_folder, MOMENTS, leave) == [(2 if typed else 1,)]
    finally:
        with quietly():
            phone.context.close()


def go_without_network(phone: Phone, typed: str) -> None:
    """From the page that every address leads to; or from the plan, with words in it."""
    if not typed:
        without_network(phone)
        phone.page.goto("/leaves/new/")
        phone.page.get_by_role("button", name="Out right now").click()
    else:
        fill_a_plan(phone.page, typed)
        phone.context.set_offline(True)
        phone.page.get_by_role("button", name="Out right now").click()
        phone.page.get_by_text("kept on this phone as a moment").wait_for()
    phone.page.get_by_role("heading", name=re.compile("You are out")).wait_for()


def fill_a_plan(page: Page, typed: str) -> None:
    page.goto("/leaves/new/")
    page.fill("[name=intention]", typed)
