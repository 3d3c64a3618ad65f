"""Without a network nothing is lost from the door to the return, and pages say what is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from .conftest import Open
from .pocketing import HAS_SENT, HOME, IS_OUT, MOMENTS, WAITING, Phone, begun, rows, until
from .taking import LOOKED_AT, camera_photo, take_photo
from .test_ways_out import export
from .visitor import LONDON, Visitor

pytestmark = pytest.mark.journey

GUILT_SAYS = "canary Bath time <is> mine & “yours”"
DOOR = "select length(answers) from leave_doorcheck where leave_id=?"
HELD = "On this phone, sealed. It is kept once you tap what it is."
KEPT_AT_DOOR = "Your answers are kept on this phone."
ASIDE = "You had given these answers already. What you wrote now is kept on this phone as a moment."
UNSENT = "You have not set out, and your answers are not kept"
IN_WORDS = ("Guilt, 0 to 10: 8", "Energy, 0 to 10: 3", "Children", "People at work", "An old rule")
FORGET = """async () => self.pocketStore.changePapers((await self.pocketStore.current()).person,
    (papers) => ({ ...papers, keys: null }))"""
HAS_NO_NETWORK = "() => fetch('/healthz').then(() => false, () => true)"
A_FRAME = "() => new Promise((next) => requestAnimationFrame(next))"
# A form as another site could have it, with an answer that nobody gave.
FOREIGN = """<form method="post" action="{}/leaves/{}/departure/">
    <input name="says" value="not mine"><button>Go</button></form>"""


def answer_at_the_door(robin: Visitor) -> None:
    page = robin.page
    page.goto(f"/leaves/{robin.leave}/departure/")
    page.check("input[name=guilt][value='8']")
    page.locator("summary", has_text="Towards whom, and why?").click()
    page.check("input[name=to_whom][value=children]")
    page.check("input[name=to_whom][value=work]")
    page.check("input[name=why][value=rule]")
    page.check("input[name=energy][value='3']")
    page.fill("[name=says]", GUILT_SAYS)


def lose_the_network(phone: Phone) -> None:
    """Until its worker has none either: a browser tells the worker a little later than the page."""
    phone.context.set_offline(True)
    for _ in range(600):
        workers = phone.context.service_workers
        if workers and all(one.evaluate(HAS_NO_NETWORK) for one in workers):
            return
        phone.page.evaluate(A_FRAME)
    raise AssertionError("the worker still has a network")


@pytest.fixture
def phone(open_page: Open) -> Phone:
    return Phone(open_page().context, Path())


def test_what_is_answered_at_the_door_without_a_network_is_kept(
    phone: Phone, data_folder: Path
) -> None:
    robin = begun(phone, "Robin")
    page = phone.page
    answer_at_the_door(robin)
    typed = page.locator("[name=passphrase]")
    typed.evaluate("(box, words) => { box.value = words; }", robin.passphrase)
    lose_the_network(phone)
    robin.press("Out I go")
    page.get_by_text(KEPT_AT_DOOR).wait_for()
    assert robin.headline.startswith("You are out. Back ")
    assert not page.get_by_text(UNSENT).is_visible()
    for held in (phone.stored(), page.content()):
        assert "canary" not in held and robin.passphrase not in held
    phone.context.set_offline(False)
    until(page, HAS_SENT)
    assert len(rows(data_folder, DOOR, UUID(robin.leave).hex)) == 1
    told = export(robin, robin.passphrase)
    for answer in (GUILT_SAYS, *IN_WORDS):
        assert answer in told, told


@pytest.mark.parametrize("network", [True, False])
@pytest.mark.parametrize("pressed", ["Out I go", "Look at earlier leaves"])
def test_what_stands_in_a_second_door_is_kept_beside_what_was_answered(
    phone: Phone, data_folder: Path, network: bool, pressed: str
) -> None:
    """It is sent without a network; the first one was sent with one, or without one too."""
    robin = begun(phone, "Robin")
    first, second = phone.page, phone.context.new_page()
    door = f"/leaves/{robin.leave}/departure/"
    second.goto(door)
    second.fill("[name=says]", "canary in the second door")
    answer_at_the_door(robin)
    if network:
        robin.press("Out I go")
        until(first, IS_OUT)
    lose_the_network(phone)
    if not network:
        robin.press("Out I go")
        first.get_by_text(KEPT_AT_DOOR).wait_for()
    # with script it is not seen, and a page whose script has not come yet shows it
    button = second.get_by_role("button", name=pressed, include_hidden=True)
    button.evaluate("(one) => one.form.requestSubmit(one)")
    second.get_by_text(ASIDE).wait_for()
    assert "canary" not in phone.stored()

    phone.context.set_offline(False)
    until(second, HAS_SENT)
    leave = UUID(robin.leave).hex
    assert rows(data_folder, MOMENTS, leave) == [(1,)] and len(rows(data_folder, DOOR, leave)) == 1
    told = export(robin, robin.passphrase)
    for words in (GUILT_SAYS, *IN_WORDS, "canary in the second door"):
        assert words in told, told


def test_another_leave_than_the_next_is_set_out_on_with_its_own_answers(
    phone: Phone, data_folder: Path
) -> None:
    robin = begun(phone, "Robin")
    page, first = phone.page, robin.leave
    robin.write_plan("The lido", datetime.now(LONDON) + timedelta(days=2), 3)
    robin.keep_plan()
    answer_at_the_door(robin)
    lose_the_network(phone)
    robin.press("Out I go")
    page.get_by_text(KEPT_AT_DOOR).wait_for()
    phone.context.set_offline(False)
    until(page, HAS_SENT)
    assert len(rows(data_folder, DOOR, UUID(robin.leave).hex)) == 1
    assert not rows(data_folder, DOOR, UUID(first).hex)


def test_what_can_not_be_kept_stands_on_the_page_to_be_sent_again(
    phone: Phone, data_folder: Path
) -> None:
    """This phone has forgotten its keys, so it can't seal anything."""
    robin = begun(phone, "Robin")
    page = phone.page
    phone.context.route("**/pocket/papers/", lambda route: route.abort())
    answer_at_the_door(robin)
    until(page, "Boolean(self.pocketStore)")
    page.evaluate(FORGET)
    phone.context.set_offline(True)
    for pressed in ("Out I go", "Send it again"):
        robin.press(pressed)
        page.get_by_text(UNSENT).wait_for()
        assert page.input_value("#said") == GUILT_SAYS
    assert "canary" not in phone.stored()
    phone.context.set_offline(False)
    page.fill("#said", GUILT_SAYS + " Again.")
    robin.press("Send it again")
    page.wait_for_url(f"**/leaves/{robin.leave}/away/")
    told = export(robin, robin.passphrase)
    for answer in (GUILT_SAYS + " Again.", *IN_WORDS):
        assert answer in told


def test_another_site_sets_nobody_out(phone: Phone, address: str) -> None:
    """It posts the same form: the page stays as it is without one."""
    robin = begun(phone, "Robin")
    page = phone.page
    phone.context.set_offline(True)
    page.goto("about:blank")
    page.set_content(FOREIGN.format(address, robin.leave))
    robin.press("Go")
    page.get_by_text("You can set out.").wait_for()
    assert page.evaluate(WAITING) == 0
    assert not page.get_by_text(UNSENT).is_visible()


def test_from_the_door_to_the_return_without_a_network(phone: Phone, data_folder: Path) -> None:
    """Answers at the door, a photo that nothing was tapped for, and the way home."""
    robin = begun(phone, "Robin")
    page = phone.page
    answer_at_the_door(robin)
    lose_the_network(phone)
    robin.press("Out I go")
    page.get_by_text(KEPT_AT_DOOR).wait_for()

    page.reload()
    page.get_by_text("You are out.").wait_for()
    assert page.evaluate(WAITING) == 1
    take_photo(page, camera_photo(page, 80, 60))
    page.get_by_text(HELD).wait_for()
    robin.press("I’m back")
    page.get_by_text("You are back.").wait_for()
    assert page.evaluate(WAITING) == 3
    assert "canary" not in phone.stored()

    phone.context.set_offline(False)
    page.wait_for_url(f"**/leaves/{robin.leave}/homecoming/")
    assert robin.headline.startswith("You are back.")
    until(page, f"async () => self.pocketStore && await ({HAS_SENT})()")
    leave = UUID(robin.leave).hex
    assert len(rows(data_folder, HOME, leave)) == 1
    assert rows(data_folder, MOMENTS, leave) == [(1,)]
    assert GUILT_SAYS in export(robin, robin.passphrase)
    robin.enter_room()
    picture = page.locator("img.along").get_attribute("src")
    assert page.evaluate(LOOKED_AT, picture)["height"] == 80
