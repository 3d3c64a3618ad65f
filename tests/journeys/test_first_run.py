"""From the front page to the first return: two steps, a plan, and what is asked later."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import Open
from .visitor import Visitor

CLAIM = "Whoever runs this server could change the program and read what you open here."


def begin_at_the_front_page(one: Visitor) -> None:
    one.page.goto("/")
    assert one.headline == "One of you goes out, comes back, and tells."
    one.follow("Start")
    one.fill_in()
    assert one.headline == "Are you two?"
    one.follow("Alone for now")


def test_two_steps_lead_to_the_first_plan_and_the_rest_comes_after_the_return(
    open_page: Open,
) -> None:
    robin = Visitor(open_page(), "Robin")
    begin_at_the_front_page(robin)
    robin.follow("Plan one")
    assert robin.says(CLAIM)
    robin.plan("Along the canal")
    robin.page.goto("/leaves/new/")
    assert not robin.says(CLAIM)
    robin.set_out()
    robin.come_home()
    robin.answer(felt=8)
    robin.follow("Time: how easy was it?")
    robin.open_room_if_closed()
    assert robin.says("Along the canal")
    # which options are unfolded follows from the hours of the leave
    robin.page.locator("input[name^=own_][value=easy]:visible").first.check()
    robin.press("Keep")
    robin.follow("A recovery sheet")
    robin.open_room_if_closed()
    robin.press("Make my sheet")
    robin.follow("Go on without checking")
    expect(robin.page.locator("main")).not_to_contain_text("A recovery sheet")


def test_without_script_it_is_the_same_two_steps(open_page: Open) -> None:
    robin = Visitor(open_page(javascript=False), "Robin")
    begin_at_the_front_page(robin)
    assert robin.says("Ten minutes round the block is a leave too.")
    robin.follow("What is a leave?")
    assert robin.headline == "A leave is time of your own, and the way back from it."


def test_who_comes_by_an_invitation_goes_on_to_it(open_page: Open) -> None:
    robin, ellis = Visitor(open_page(), "Robin"), Visitor(open_page(), "Ellis")
    robin.start()
    ellis.carry(robin.invite().partition("#")[2])
    assert ellis.says("If you are afraid of your partner, this is not for you two.")
    ellis.follow("New here? Start")
    ellis.fill_in()
    assert ellis.headline.endswith("asks you to join.") and ellis.says(CLAIM)
    ellis.say_yes()
    assert ellis.headline == "Four words for the two of you"
