from __future__ import annotations

import pytest

from .conftest import Open
from .visitor import Visitor, become_a_pair

pytestmark = pytest.mark.journey


def live_one_loop(robin: Visitor, ellis: Visitor) -> None:
    robin.plan("Knit with the Thursday circle", meaning="A room where nobody wants a snack.")
    robin.give_heads_up("I’m off to knit. Back for the late film.")

    ellis.page.goto("/")
    assert ellis.says("Knit with the Thursday circle")
    ellis.page.goto(f"/leaves/{robin.leave}/answer/")
    assert ellis.says("Back for the late film.")
    assert not ellis.says("nobody wants a snack")

    robin.set_out(guilt=7, says="That I should do bath time.")
    robin.catch("Aha", "You have to let the stitch go slack first.")
    robin.catch("Question", "When did we stop singing in the car?")
    assert not robin.says("slack")

    ellis.page.goto("/")
    assert ellis.headline.startswith("Robin is out until")
    assert not ellis.says("slack")

    robin.come_home()
    assert robin.headline.startswith("You are back.")
    robin.answer(felt=9, closeness=8, guilt=2)
    robin.page.goto(f"/leaves/{robin.leave}/homecoming/")
    robin.open_room_if_closed()
    assert robin.says("singing in the car")
    robin.bring("slack first")

    ellis.page.goto("/")
    assert ellis.says("How was this leave for you?")
    ellis.page.goto(f"/leaves/{robin.leave}/check-in/")
    ellis.answer(felt=6, closeness=7)
    ellis.hear()
    assert ellis.says("let the stitch go slack")
    ellis.say_back("Is that why your socks never match?", "Who taught you that?")

    robin.page.goto("/story/")
    assert robin.says("Is that why your socks never match?")
    robin.follow("Did you feel heard?")
    robin.page.check("input[name=how][value=yes]")
    robin.press("Keep")

    ellis.page.goto("/story/")
    assert ellis.says("let the stitch go slack")
    assert not ellis.says("singing in the car")
    robin.page.goto("/mine/")
    robin.open_room_if_closed()
    assert robin.says("singing in the car")
    assert robin.says("Guilt 7")


def test_two_people_leave_and_come_back(open_page: Open) -> None:
    robin = Visitor(open_page(motion="no-preference"), "Robin")
    ellis = Visitor(open_page(motion="no-preference"), "Ellis")
    become_a_pair(robin, ellis)
    live_one_loop(robin, ellis)


def test_the_same_without_script(open_page: Open) -> None:
    robin = Visitor(open_page(javascript=False), "Robin")
    ellis = Visitor(open_page(javascript=False), "Ellis")
    become_a_pair(robin, ellis)
    live_one_loop(robin, ellis)
