"""Notes wait without a trace while their reader is out, and come with the return."""

from __future__ import annotations

import pytest

from .conftest import Open
from .meanwhile import Meanwhile, two_meanwhile

pytestmark = pytest.mark.journey

BOILER, SINGS = "The boiler hums again.", "The boiler sings, and nobody knows why."
ASLEEP = "Both asleep by twenty to eight."
PLUMS = "The plums are in the blue bowl."
LATE = "Your sister rang about Sunday."
# So long that the picture of a leave does not move while a story is told.
NIGHTS = 40


def as_it_stands(one: Meanwhile) -> list[str]:
    addresses = (
        "/",
        f"/leaves/{one.leave}/away/",
        f"/leaves/{one.leave}/",
        "/story/",
        "/settings/",
    )
    return [one.page_as_it_stands(address) for address in addresses]


def hold_change_and_take_back(ellis: Meanwhile, leave: str) -> None:
    """Of three notes two are left: one in other words, one taken back and held again."""
    for words in (BOILER, ASLEEP, PLUMS):
        ellis.hold(leave, words)
    ellis.change_note(leave, BOILER, SINGS)
    for words in (ASLEEP, PLUMS):
        ellis.take_back(leave, words)
        assert ellis.headline == "Taken back. It is yours alone."
    ellis.press("Hold this note again")
    assert ellis.headline == "Kept for later."


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_held_comes_with_the_return(open_page: Open, javascript: bool) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    robin.tell("Walk to the source of the river", NIGHTS)
    robin.set_out()
    before = as_it_stands(robin)
    hold_change_and_take_back(ellis, robin.leave)
    assert as_it_stands(robin) == before

    ellis.page.goto("/")
    ellis.page.fill("[name=text]", LATE)
    robin.come_home()
    kept = robin.page.locator("details", has_text="Kept for you")
    assert kept.locator(".words").all_inner_texts() == [SINGS, PLUMS]

    ellis.press("Hold this note")
    assert ellis.headline.startswith("Not handed over: Robin was back. It stays with you")
    assert ellis.says(LATE)
    assert LATE not in robin.source(f"/leaves/{robin.leave}/notes/")
    ellis.page.goto(f"/leaves/{robin.leave}/notes/")
    assert ellis.page.locator(".by").all_inner_texts()[:2] == ["With Robin since the return."] * 2
    assert not ellis.says(ASLEEP)


@pytest.mark.parametrize("javascript", [True, False])
def test_two_who_are_out_at_once_each_get_theirs(open_page: Open, javascript: bool) -> None:
    both = robin, ellis = two_meanwhile(open_page, javascript)
    for one in both:
        one.tell("Somewhere of my own", NIGHTS)
    for one in both:
        one.set_out()
    before = as_it_stands(robin)
    ellis.page.goto("/")
    ellis.follow("Leave a note for Robin’s return")
    ellis.hold(robin.leave, PLUMS)
    assert as_it_stands(robin) == before
    robin.hold(ellis.leave, ASLEEP)
    for one, kept in ((robin, PLUMS), (ellis, ASLEEP)):
        assert kept not in one.source("/") + one.source(f"/leaves/{one.leave}/away/")
        one.come_home()
        assert one.says("Kept for you")
        assert one.says(kept)
