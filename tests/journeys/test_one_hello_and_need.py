"""What passes the quiet: one hello that both picked, and a call for what both agreed on."""

from __future__ import annotations

from uuid import uuid4

import pytest

from .conftest import Open
from .meanwhile import Meanwhile, agree, in_hours, two_meanwhile

pytestmark = pytest.mark.journey

FOR = "Somebody is ill, or locked out."
NUMBER = "+44 20 7946 0018"
SENT = f"Sent. A phone may stay silent. If it matters, ring: {NUMBER}"
ASKS = "Ellis asks you to call home."


def fourth_call(one: Meanwhile, leave: str) -> int:
    """From a page that was opened earlier: this one has no button for it any more."""
    jar = one.page.context.cookies()
    token = next(cookie["value"] for cookie in jar if cookie["name"] == "ob_csrf")
    form = {"csrfmiddlewaretoken": token, "form_id": str(uuid4())}
    # The stubs take no plain dict of texts, and the browser does.
    answer = one.page.request.post(f"/leaves/{leave}/need/", form=form, max_redirects=0)  # type: ignore[arg-type]
    return answer.status


def agree_step_by_step(robin: Meanwhile, ellis: Meanwhile) -> None:
    robin.say_what_it_is_for(FOR)
    assert robin.says("Ellis has not said yes to these words.")
    ellis.page.goto(f"/leaves/{robin.leave}/need/")
    assert ellis.page.url.endswith("/need/") and "/leaves/" not in ellis.page.url
    ellis.press("Say yes to these words")
    robin.share_number(NUMBER)
    assert robin.says("Ellis says yes.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_call_comes_through_and_silence_looks_the_same(open_page: Open, javascript: bool) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    robin.tell("Sleep under a roof of reeds", nights=40)
    robin.set_out()
    agree_step_by_step(robin, ellis)
    call = f"/leaves/{robin.leave}/need/"

    ellis.page.goto("/")
    ellis.unfold("I need you")
    ellis.follow("Go to the call")
    ellis.press("Ask Robin to call")
    assert ellis.says(SENT)
    sent = ellis.page_as_it_stands(call)
    for address in ("/", f"/leaves/{robin.leave}/away/"):
        robin.page.goto(address)
        assert robin.says(ASKS) and robin.says(FOR)

    robin.page.goto("/need/")
    robin.press("Keep my phone silent")
    assert robin.says("Your phone stays silent")
    assert ellis.page_as_it_stands(call) == sent
    ellis.press("Ask once more")
    assert ellis.page_as_it_stands(call) == sent

    ellis.press("Ask once more")
    assert ellis.says("This works three times a day.")
    assert fourth_call(ellis, robin.leave) == 429
    robin.come_home()
    robin.page.goto("/")
    assert not robin.says(ASKS)


def test_a_page_that_lies_open_shows_the_call_within_a_minute(open_page: Open) -> None:
    robin, ellis = two_meanwhile(open_page)
    agree(robin, ellis, FOR)
    robin.tell("Sit by the weir")
    robin.set_out()
    robin.page.clock.install()
    robin.page.goto(f"/leaves/{robin.leave}/away/")
    robin.page.fill("[name=text]", "Words that are still being written")
    ellis.call(robin.leave, "Robin")
    assert not robin.says(ASKS)
    robin.page.clock.run_for(60_000)
    robin.hears(ASKS)
    assert robin.page.input_value("[name=text]") == "Words that are still being written"


def test_either_takes_the_line_away(open_page: Open) -> None:
    robin, ellis = two_meanwhile(open_page)
    agree(robin, ellis, FOR)
    robin.tell("Row to the island")
    robin.set_out()
    robin.page.goto(f"/leaves/{robin.leave}/need/")
    assert robin.headline == "I need you" and robin.says("What you two agreed")
    ellis.page.goto("/need/")
    ellis.press("Take back my yes")
    robin.page.goto(f"/leaves/{robin.leave}/need/")
    assert robin.page.url.endswith("/need/") and robin.says("Ellis has not said yes")


@pytest.mark.parametrize("javascript", [True, False])
def test_one_hello_is_picked_by_both(open_page: Open, javascript: bool) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    robin.tell("A night on the moor")
    ellis.page.goto(f"/leaves/{robin.leave}/answer/")
    ellis.follow("One hello, for the night")
    at = in_hours(3)
    ellis.pick_hello(robin.leave, "call", at)
    robin.set_out()
    robin.page.goto(f"/leaves/{robin.leave}/away/")
    assert not robin.says("One hello")

    robin.page.goto(f"/leaves/{robin.leave}/hello/")
    robin.press("That suits me")
    day = "" if at.date() == in_hours(0).date() else "tomorrow "
    picked = f"One hello: a call {day}at {at:%H:%M}."
    for one, address in ((robin, f"/leaves/{robin.leave}/away/"), (robin, "/"), (ellis, "/")):
        one.page.goto(address)
        assert one.says(picked), f"{one.name} at {address}"

    ellis.page.goto(f"/leaves/{robin.leave}/hello/")
    ellis.pick(form="none")
    ellis.press("Keep this pick")
    robin.page.goto(f"/leaves/{robin.leave}/away/")
    assert not robin.says("One hello: a call")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_evening_at_home_is_for_its_own_person(open_page: Open, javascript: bool) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    robin.tell("Sing in the crypt", nights=40)
    robin.set_out()
    pages = ("/", f"/leaves/{robin.leave}/away/", "/story/", "/loop/")
    before = [robin.page_as_it_stands(address) for address in pages]
    ellis.close_room()
    ellis.page.goto("/")
    ellis.follow("How your own evening is")
    ellis.pick(closeness="7", loneliness="4")
    ellis.press("Keep this")
    assert ellis.says("Kept. It is kept for you alone")
    assert not ellis.page.locator("input:checked").count(), "its room is closed"
    assert [robin.page_as_it_stands(address) for address in pages] == before

    ellis.page.goto("/opening/?door=p&next=/evening/")
    ellis.open_room()
    said = [one.get_attribute("value") for one in ellis.page.locator("input:checked").all()]
    assert said == ["7", "4"], "the energy was passed"
