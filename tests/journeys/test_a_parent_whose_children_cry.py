from __future__ import annotations

import pytest

from outandback.rules.cares import Care

from .conftest import Open
from .partners import WITH_BOTH, Partner, two

pytestmark = pytest.mark.journey

CRYING = "Bedtime is when they call for you. Tell me before, so I can tell them."
UNTIL_HALF = "Until half past eight. Then I am on the late shift."
BLESSING = "Sing low. We will hear you from here."
PARTING = "A hand on the door, and the same three words."
COMING_BACK = "Shoes off, tea on, then the faces."
JOY = "Forty people breathing in at once."
REASSURANCE = "And I walked home fast."


def plan_the_evening(robin: Partner, ellis: Partner) -> None:
    ellis.say_comfort(Care.TIME, "theirs", CRYING, evening="talk")
    robin.write_rituals(PARTING, COMING_BACK)
    robin.write_evening("Sing with the Tuesday choir")
    robin.unfold_plan()
    robin.page.fill("[name=meaning]", "An hour in which nobody pulls at me.")
    robin.pick(needs_children="open")
    robin.keep_plan(WITH_BOTH)
    assert robin.headline == "One is worth a word."
    assert robin.says("Time: at supper and bedtime")
    assert robin.says("Ellis would talk first.") and robin.says(CRYING)
    robin.press("Give the heads-up")


def settle_who_has_the_children(robin: Partner, ellis: Partner) -> None:
    ellis.page.goto("/")
    ellis.follow("Read the heads-up")
    assert ellis.says("Can you have the children?")
    assert "pulls at me" not in ellis.page.content()
    ellis.answer_heads_up(
        robin.leave, {"children": "part"}, blessing=BLESSING, part_children=UNTIL_HALF
    )
    assert ellis.page.input_value("[name=part_children]") == UNTIL_HALF

    robin.page.goto(f"/leaves/{robin.leave}/")
    assert robin.says("The children: Ellis offers to take part of it.")
    assert robin.says(UNTIL_HALF) and robin.says(BLESSING)
    robin.press("Ellis takes part of it")
    assert robin.says("The children: Ellis takes part of it.")
    assert not robin.page.get_by_role("button", name="Ellis has").count()


def stand_at_the_door(robin: Partner) -> None:
    """Four returns like this one could be shown; what can be arranged goes first."""
    robin.go_to_the_door_with_the_room_open()
    assert robin.says(PARTING) and robin.says(BLESSING)
    robin.pick(guilt="8")
    robin.look_back()
    robin.hears("Four leaves, from 8 to 9.")
    robin.unfold("Towards whom, and why?")
    robin.pick(to_whom="children", why="cover")
    robin.look_back()
    robin.hears("You can arrange that.")
    assert not robin.says("Four leaves") and not robin.says("gave the leave this afterwards")
    assert robin.says("The children: Ellis takes part of it.")
    assert robin.page.get_by_role("link", name="Arrange that first").is_visible()
    robin.go()


def come_back_and_show_what_was_good(robin: Partner, ellis: Partner) -> None:
    ellis.page.goto("/")
    assert ellis.headline == "Robin is out until nine in the evening tomorrow."
    robin.come_home()
    assert robin.says(COMING_BACK)
    robin.page.fill("[name=joy]", JOY)
    robin.page.fill("[name=reassurance]", REASSURANCE)
    robin.pick(share="joy")
    robin.answer(felt=3, guilt=9)

    ellis.page.goto(f"/leaves/{robin.leave}/check-in/")
    assert ellis.says(JOY) and ellis.says(REASSURANCE)
    assert not ellis.says("All in all 3") and not ellis.says("Guilt 9")
    robin.enter_room()
    assert robin.says("All in all 3. Guilt 9.") and robin.says(JOY)


def live_the_evening(robin: Partner, ellis: Partner) -> None:
    for felt in (8, 9, 8, 9):
        robin.has_been_out(guilt=8, felt=felt)
    plan_the_evening(robin, ellis)
    settle_who_has_the_children(robin, ellis)
    stand_at_the_door(robin)
    come_back_and_show_what_was_good(robin, ellis)


def test_what_is_not_covered_is_arranged_before_it_is_consoled(open_page: Open) -> None:
    live_the_evening(*two(open_page))


def test_the_same_evening_without_script(open_page: Open) -> None:
    live_the_evening(*two(open_page, javascript=False))
