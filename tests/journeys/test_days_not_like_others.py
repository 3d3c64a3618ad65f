"""One of two marks an illness: a leave in it is grey, figures are without it, the other reads it
as long as it is shared, and changes none of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from .before import are_a_pair
from .conftest import PHONE, Open
from .going import go
from .partners import Partner
from .test_every_page import look
from .visitor import LONDON

pytestmark = pytest.mark.journey

FLU = "The flu, all of us"


def open_list(one: Partner) -> None:
    one.page.goto("/loop/")
    one.open_room_if_closed()
    one.follow("Days that were not like others")
    one.open_room_if_closed()


def keep(one: Partner) -> None:
    one.press("Keep")
    one.open_room_if_closed()


def marks(one: Partner) -> None:
    """The first time it does not say what it was: the day and the ticks stay."""
    yesterday = datetime.now(LONDON) - timedelta(days=1)
    one.follow("Mark some days")
    one.open_room_if_closed()
    one.page.fill("[name=first_on]", f"{yesterday:%Y-%m-%d}")
    for name in ("left_out", "shared"):
        one.page.check(f"[name={name}]")
    one.press("Keep")
    one.hears("Choose one, or write a word of your own.")
    expect(one.page.locator("[name=first_on]")).to_have_value(f"{yesterday:%Y-%m-%d}")
    expect(one.page.locator("[name=shared]")).to_be_checked()
    one.page.locator("label", has_text="An illness").click()
    one.page.fill("[name=called]", FLU)
    keep(one)


@pytest.mark.parametrize("javascript", [True, False])
def test_days_are_marked_left_out_shared_and_kept_again(open_page: Open, javascript: bool) -> None:
    robin, ellis = (
        Partner(open_page(javascript=javascript, size=PHONE), name) for name in ("Robin", "Ellis")
    )
    are_a_pair(robin, ellis)
    robin.plan("Along the canal")
    robin.set_out()
    robin.come_home()
    robin.answer(felt=8)
    open_list(ellis)
    ellis.hears("None are marked.")
    open_list(robin)
    marks(robin)
    robin.hears("left out of the figures")
    robin.page.goto("/loop/")
    robin.open_room_if_closed()
    robin.hears(f"Grey: {FLU}")
    open_list(ellis)
    ellis.hears("Robin shares these with you")
    ellis.hears(FLU)
    expect(ellis.page.locator("main a", has_text=FLU)).to_have_count(0)
    open_list(robin)
    problems = look(robin.page)
    go(robin.page.locator("main a", has_text=FLU))
    robin.open_room_if_closed()
    problems += look(robin.page)
    robin.page.uncheck("[name=shared]")
    keep(robin)
    open_list(ellis)
    ellis.hears("None are marked.")
    assert FLU not in ellis.page.content()
    open_list(robin)
    go(robin.page.locator("main a", has_text=FLU))
    robin.open_room_if_closed()
    robin.press("Remove these days")
    robin.open_room_if_closed()
    robin.hears("None are marked.")
    assert not problems
