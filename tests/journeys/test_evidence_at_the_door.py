"""What somebody's own leaves have said before: at the door, in the open room, with how many."""

from __future__ import annotations

import pytest

from .conftest import Open
from .partners import Partner

pytestmark = pytest.mark.journey

SEEN = "It was about this strong before."
GOOD = "Four leaves, from 7 to 9. Too few to promise anything. Enough to notice."
POOR = "Four leaves, from 2 to 4. Perhaps a smaller leave. Perhaps another day."
SEALED = "What earlier leaves said is in your own space."


def somebody_who_has_been_out(robin: Partner) -> None:
    """Four times with guilt 7 and good returns, four times with guilt 5 and poor ones."""
    robin.begin()
    for felt in (9, 8, 9, 7):
        robin.has_been_out(guilt=7, felt=felt)
    for felt in (3, 2, 4, 3):
        robin.has_been_out(guilt=5, felt=felt)
    robin.plan("Read the tide tables")


def stand_there_with_the_room_closed(robin: Partner) -> None:
    robin.close_room()
    robin.go_to_the_door()
    robin.pick(guilt="7")
    robin.look_back()
    robin.hears(SEALED)
    assert not robin.says(SEEN) and not robin.says("Four leaves")


def stand_there_with_the_room_open(robin: Partner) -> None:
    robin.go_to_the_door_with_the_room_open()
    assert not robin.says(SEEN)
    for guilt, said in (("7", GOOD), ("5", POOR)):
        robin.pick(guilt=guilt)
        robin.look_back()
        robin.hears(said)
        assert robin.says(SEEN) and not robin.says(SEALED)
        assert robin.page.locator(".chart svg").count() == 4
    robin.pick(guilt="2")
    robin.look_back()
    robin.hears_no_more("Four leaves")
    assert not robin.says(SEEN) and not robin.says(SEALED)


def open_it_from_there(robin: Partner) -> None:
    """What was picked goes along; another tab would shut the room again."""
    robin.close_room()
    robin.go_to_the_door()
    robin.pick(guilt="7")
    robin.page.fill("[name=says]", "That I am needed.")
    robin.unfold(SEALED)
    robin.page.fill("#passphrase", robin.passphrase)
    robin.press("Open it here")
    robin.hears(GOOD)
    assert robin.page.is_checked("input[name=guilt][value='7']")
    assert robin.page.input_value("[name=says]") == "That I am needed."


def test_guilt_is_answered_by_what_came_of_it_before(open_page: Open) -> None:
    robin = Partner(open_page(), "Robin")
    somebody_who_has_been_out(robin)
    stand_there_with_the_room_closed(robin)
    assert not robin.has_to_ask(), "with script it is said without being asked"
    open_it_from_there(robin)
    stand_there_with_the_room_open(robin)
    robin.go()
    assert robin.page.url.endswith("/away/")


def test_without_script_it_is_asked_by_its_button(open_page: Open) -> None:
    robin = Partner(open_page(javascript=False), "Robin")
    somebody_who_has_been_out(robin)
    robin.go_to_the_door()
    assert robin.has_to_ask()
    stand_there_with_the_room_closed(robin)
    open_it_from_there(robin)
    stand_there_with_the_room_open(robin)
