"""Somebody teaches what a leave taught them, and gives something; with script and without."""

from __future__ import annotations

import pytest

from .conftest import Open
from .giving import choose_way, write
from .partners import Partner, two

pytestmark = pytest.mark.journey

SLACK = "It has to go slack first."
STONE = "A stone from where we turned round."
HOW = "Your head goes where it likes."
KNIT = {"verb": "knit", "adverb": "precisely", "adjective": "free"}


def come_back_with(robin: Partner, *moments: str) -> None:
    robin.plan("Knit with Wen")
    robin.give_heads_up()
    robin.set_out()
    for moment in moments:
        robin.catch("Aha", moment)
    robin.come_home()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_teaches_and_gives_and_the_other_hears_it(open_page: Open, javascript: bool) -> None:
    robin, ellis = two(open_page, javascript)
    come_back_with(robin, SLACK, STONE)
    choose_way(robin, SLACK, "teach")
    assert robin.headline == "What did it teach you that Ellis could use?"
    write(robin, **KNIT)
    robin.unfold("Help to find it")
    robin.press("Three others")
    assert robin.page.input_value("[name=adverb]") == "precisely"
    write(robin, how=HOW)
    robin.page.check("input[name=ten_pick] >> nth=1")
    robin.press("Give it to Ellis")
    choose_way(robin, STONE, "give")
    write(robin, gift="It fits a coat pocket.")
    robin.press("Give it to Ellis")

    ellis.hear()
    assert ellis.headline == "To knit is to be precisely free."
    assert ellis.says(HOW) and ellis.says(SLACK) and ellis.says("Ten minutes together:")
    ellis.say_back("Show me.", "")
    ellis.hear()
    assert ellis.says("It fits a coat pocket.") and ellis.says(STONE)


def test_what_was_typed_is_kept_at_each_pause_and_when_the_room_closes(open_page: Open) -> None:
    robin, _ = two(open_page)
    come_back_with(robin, SLACK)
    choose_way(robin, SLACK, "teach")
    robin.page.locator("[name=how]").press_sequentially("a thought")
    robin.hears("Kept as a draft.")
    robin.page.locator("[name=how]").press_sequentially(", and more")
    robin.look_elsewhere()
    robin.page.wait_for_timeout(2000)  # both beacons arrive
    robin.look_again()
    robin.page.locator("input[name=passphrase]").wait_for()
    assert not robin.says("a thought")
    robin.open_room()
    assert robin.page.input_value("[name=how]") == "a thought, and more"
    robin.press("Keep it for myself")
    robin.enter_room()
    assert robin.says(SLACK) and not robin.says("the one to teach")


def test_a_second_tab_is_shown_both_drafts(open_page: Open) -> None:
    robin, _ = two(open_page, javascript=False)
    come_back_with(robin, SLACK)
    choose_way(robin, SLACK, "teach")
    first = robin.page
    second = first.context.new_page()
    second.goto(first.url)
    robin.page = second
    write(robin, how="from the second tab")
    robin.press("Keep the draft")
    robin.page = first
    write(robin, how="from the first tab")
    robin.press("Keep the draft")
    assert robin.says("Both versions are kept.") and robin.says("from the second tab")
    assert first.input_value("[name=how]") == "from the first tab"
    robin.press("Keep the draft")
    assert first.input_value("[name=how]") == "from the first tab"
