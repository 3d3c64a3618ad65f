"""One thought on Today: held for both in one tap, put away for a month; and a season off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import ViewportSize, expect

from .before import are_a_pair
from .conftest import DESKTOP, PHONE, Open
from .partners import Partner
from .test_every_page import sideways, violations

pytestmark = pytest.mark.journey

THOUGHT, OWN, MONTH = "One thought, if you like", "Plan hours of your own", "Not for a month"


@pytest.mark.parametrize(("javascript", "size"), [(True, PHONE), (False, DESKTOP)])
def test_an_evening_is_held_another_thought_is_put_away_and_a_season_off_silences(
    open_page: Open, javascript: bool, size: ViewportSize
) -> None:
    robin, ellis = (
        Partner(open_page(javascript=javascript, size=size), name) for name in ("Robin", "Ellis")
    )
    are_a_pair(robin, ellis)
    open_what_waits(robin)
    open_what_waits(ellis)
    holds(robin)
    puts_away(ellis)
    robin.page.goto("/")
    robin.hears(OWN)
    begins_a_season_off(robin)
    ellis.page.goto("/")
    ellis.hears_no_more("Season off until")


def open_what_waits(one: Partner) -> None:
    """That the other one has joined comes first: then there is no thought."""
    one.page.goto("/")
    if one.says("has joined you here"):
        one.hears_no_more(THOUGHT)
        one.page.goto("/pair/words/")


def holds(one: Partner) -> None:
    one.page.goto("/")
    one.hears(THOUGHT)
    is_easy_to_use(one)
    one.page.get_by_role("button", name="Hold ").click()
    one.hears("is held for you both,")
    one.hears_no_more(THOUGHT)
    is_easy_to_use(one)
    one.follow("Change it")
    assert "/together-times/" in one.page.url


def puts_away(one: Partner) -> None:
    """What the other one holds is a line of theirs to open, and no thought any more."""
    one.page.goto("/")
    one.hears_no_more(THOUGHT)
    one.page.locator("a[href*='/together-times/']").first.click()
    one.page.goto("/")
    one.hears(OWN)
    expect(one.page.get_by_role("button", name="Hold ")).to_have_count(0)
    one.unfold("For longer")
    one.press(MONTH)
    one.hears_no_more(THOUGHT)
    one.follow("Season off")
    one.hears("You put them away until")
    is_easy_to_use(one)
    one.press("Suggest things again")
    one.page.goto("/")
    one.hears(THOUGHT)


def begins_a_season_off(one: Partner) -> None:
    one.follow("Hours that are free")
    one.hears("with nothing planned in them")
    is_easy_to_use(one)
    one.page.goto("/")
    one.follow("Season off")
    one.page.fill("[name=until]", (date.today() + timedelta(days=30)).isoformat())  # noqa: DTZ011  a month on, wherever that is
    one.press("Begin the season off")
    one.hears("Season off until")
    one.hears_no_more(THOUGHT)
    is_easy_to_use(one)
    one.press("End it now")
    one.hears_no_more("Season off until")
    one.hears(THOUGHT)


def is_easy_to_use(one: Partner) -> None:
    for scheme in ("light", "dark"):
        assert violations(one.page, scheme) == []
    assert sideways(one.page) == []
