"""The evening after a return, for both; and somebody else who likes to hear."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Open
from .meanwhile import the_next_evening, two_meanwhile

pytestmark = pytest.mark.journey

LINE = "How is it tonight?"


@pytest.mark.parametrize("javascript", [True, False])
def test_both_say_how_the_evening_after_is_and_the_line_is_gone(
    open_page: Open, data_folder: Path, javascript: bool
) -> None:
    robin, ellis = two_meanwhile(open_page, javascript)
    robin.tell("Walk the sea wall to the end")
    robin.set_out()
    robin.come_home()
    robin.page.goto("/")
    assert not robin.says(LINE)
    with the_next_evening(data_folder, robin, ellis):
        for one in (robin, ellis):
            one.say_the_evening_after(closeness="8", energy="3")
            assert not one.says(LINE)
    robin.name_listener("Aunt Wen", "Thursdays, at the allotment")
    assert robin.headline == "Your own space"
    robin.follow("Somebody else who likes to hear")
    assert robin.page.input_value("[name=called]") == "Aunt Wen"
