"""One finds new people easy, the other would talk first; and one goes as they are."""

from __future__ import annotations

import pytest

from outandback.rules.cares import Care

from .conftest import Open
from .partners import WITH_BOTH, Partner, two

pytestmark = pytest.mark.journey

EASY = "Strangers are where my best evenings come from."
BEFORE = "Tell me a name first. I make up worse ones."
OWN_ALONE = "For myself I find it hard, and would rather not say so yet."
DIFFERS = "Company: people I have yet to meet"


def say_and_show(robin: Partner, ellis: Partner) -> None:
    robin.say_comfort(Care.COMPANY, "own", EASY, new="easy", both="easy")
    ellis.say_comfort(Care.COMPANY, "theirs", BEFORE, new="talk", both="easy")
    ellis.say_comfort(Care.COMPANY, "own", OWN_ALONE, show=False, new="not")


def look_side_by_side(robin: Partner, ellis: Partner) -> None:
    robin.page.goto("/comfort/")
    differing = robin.page.locator(".differs")
    assert differing.count() == 1 and robin.says("You: easy. Ellis: talk first.")
    assert "People I have yet to meet" in differing.inner_text()
    assert int(differing.evaluate("row => getComputedStyle(row).fontWeight")) >= 600
    assert robin.page.locator("aside .words").count() == 1
    question = robin.page.locator("aside .words").inner_text()
    assert robin.says(f"You added: “{EASY}”") and robin.says(f"Ellis added: “{BEFORE}”")

    ellis.page.goto("/comfort/theirs/")
    assert ellis.says("You: talk first. Robin: easy.")
    assert ellis.says("People they have yet to meet")
    assert ellis.says(f"Robin added: “{EASY}”")
    assert ellis.page.locator("aside .words").inner_text() == question


def write_with_the_check_beside(robin: Partner, scripted: bool) -> None:
    robin.write_evening("The chess café")
    robin.unfold_plan()
    robin.pick(company="new")
    if not scripted:
        robin.press("Look again")
    robin.hears(DIFFERS)
    robin.hears("Ellis would talk first.")
    robin.unfold_plan()
    robin.pick(company="both")
    if not scripted:
        robin.press("Look again")
    robin.hears_no_more("Ellis would talk first.")
    robin.unfold_plan()
    robin.pick(company="new")
    robin.keep_plan(WITH_BOTH)
    assert robin.says(DIFFERS) and robin.says(BEFORE)
    robin.follow("Keep the plan as it is")


def go_anyway(robin: Partner, ellis: Partner, untouched: str) -> None:
    robin.go_to_the_door()
    robin.go()
    robin.come_home()
    assert robin.headline.startswith("You are back.")
    assert ellis.page_as_it_stands("/") == untouched


def pages_that_robin_reads(robin: Partner) -> list[str]:
    plan = f"/leaves/{robin.leave}/"
    return ["/comfort/", "/comfort/theirs/", "/leaves/new/", f"{plan}check/", plan]


def live_it(robin: Partner, ellis: Partner, scripted: bool) -> None:
    say_and_show(robin, ellis)
    look_side_by_side(robin, ellis)
    untouched = ellis.page_as_it_stands("/")
    write_with_the_check_beside(robin, scripted)
    read = [robin.source(address) for address in pages_that_robin_reads(robin)]
    assert not [page for page in read if OWN_ALONE in page or "Ellis: not for now" in page]
    go_anyway(robin, ellis, untouched)
    ellis.page.goto("/comfort/3/")
    ellis.open_room_if_closed()
    assert ellis.page.input_value("[name=own_words]") == OWN_ALONE


def test_new_people_are_easy_for_one_and_worth_a_word_for_the_other(open_page: Open) -> None:
    live_it(*two(open_page), scripted=True)


def test_the_same_difference_without_script(open_page: Open) -> None:
    live_it(*two(open_page, javascript=False), scripted=False)
