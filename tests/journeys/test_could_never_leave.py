"""The ladder, from the first step to the third. The one at home sees the same pages all along."""

from __future__ import annotations

import re
from difflib import unified_diff

import pytest

from .conftest import Open
from .going import go
from .partners import Partner, two

pytestmark = pytest.mark.journey

SIZES = ("Ten minutes", "Twenty minutes", "Forty minutes")
THEIRS = ("/", "/story/", "/loop/", "/comfort/", "/windows/", "/together/", "/settings/")
# How far somebody has come is not said in any words.
COUNTED = re.compile(
    r"(?i)\b(\d+|one|two|three|first|second|third) (of|more|steps?|small leaves)\b"
    r"|\b(in a row|so many|progress|complete[d]?|streak|level|score|goal)\b|%"
)


def pages_of(ellis: Partner) -> list[str]:
    return [ellis.page_as_it_stands(address) for address in THEIRS]


def changed(ellis: Partner, untouched: list[str]) -> list[str]:
    """The lines that are other than they were."""
    now = pages_of(ellis)
    pairs = zip(untouched, now, strict=True)
    return [
        line
        for before, after in pairs
        for line in unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    ]


def climb(robin: Partner, ellis: Partner, untouched: list[str]) -> None:
    for size in SIZES:
        robin.take_out_ladder()
        assert robin.page.locator("#step > p").first.inner_text() == size
        assert not COUNTED.search(robin.page.locator("main").inner_text())
        robin.take_step()
        assert not changed(ellis, untouched), "a step that was planned shows"
        robin.pick(guilt="7")
        robin.go()
        assert not changed(ellis, untouched), "a step under way shows"
        robin.press("I’m back")
        robin.answer(felt=8, guilt=4)
        assert not changed(ellis, untouched), "a step that is over shows"
    robin.take_out_ladder()
    assert robin.says("Guilt 7 before, 4 looking back.")


def feel_that_it_is_too_much(robin: Partner) -> None:
    robin.take_out_ladder()
    assert robin.says("An hour and a quarter") and not robin.says("Before that")
    robin.press("Too much all at once")
    robin.open_room_if_closed()
    instead = robin.page.locator("[aria-labelledby=instead]")
    assert instead.locator("li").count() == 5
    assert robin.says("Nothing longer today. Staying in is fine too.")
    assert robin.says("Rest. Lying down for a while is reason enough.")
    assert robin.says("A person to talk to")
    assert robin.page.locator("#step > p").first.inner_text() == SIZES[0]
    go(instead.get_by_role("link", name="Somebody outside to talk to"))
    assert robin.page.url.endswith("/help/")


def put_it_away_and_take_it_out(robin: Partner) -> None:
    robin.take_out_ladder()
    robin.press("Stop the ladder")
    robin.open_room_if_closed()
    assert robin.says("You have stopped the ladder.") and robin.says(
        "That is fine. Nothing is counted."
    )
    robin.press("Start the ladder again")
    robin.open_room_if_closed()
    assert robin.says("Go now") and robin.says("Guilt 7 before, 4 looking back.")


def live_it(robin: Partner, ellis: Partner) -> None:
    untouched = pages_of(ellis)
    climb(robin, ellis, untouched)
    feel_that_it_is_too_much(robin)
    put_it_away_and_take_it_out(robin)
    robin.plan("Along the canal")
    assert not changed(ellis, untouched), "a plan shows"
    robin.give_heads_up()
    assert changed(ellis, untouched), "a leave that was told shows nowhere: they are blind"
    ellis.take_out_ladder()
    assert ellis.says("Ten minutes in another room is a leave.") and not ellis.says("So far")


def test_from_ten_minutes_in_another_room_to_a_swim(open_page: Open) -> None:
    live_it(*two(open_page))


def test_the_same_steps_without_script(open_page: Open) -> None:
    live_it(*two(open_page, javascript=False))
