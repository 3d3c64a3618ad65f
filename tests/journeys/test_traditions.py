"""A tradition of the two, a new spin that came home from a leave, and the day it comes round."""

from __future__ import annotations

from datetime import datetime

import pytest

from .conftest import Open
from .partners import Partner, two
from .visitor import LONDON

pytestmark = pytest.mark.journey

PANCAKES, BATTER = "Sunday pancakes", "Whoever wakes first mixes the batter."
GRAIN = "Spent grain goes into the batter."


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_shelf_to_a_spin(open_page: Open, javascript: bool) -> None:
    robin, ellis = two(open_page, javascript)
    today = f"{datetime.now(LONDON):%Y-%m-%d}"
    start_from_a_few(robin)
    robin.put_on_shelf(PANCAKES, BATTER, today)
    bring_a_spin_home(ellis)
    robin.page.goto("/")
    robin.hears("Come round again today: Sunday pancakes.")
    robin.follow(PANCAKES)
    robin.hears(GRAIN)
    robin.hears("Grew out of")


def start_from_a_few(robin: Partner) -> None:
    robin.page.goto("/story/")
    robin.follow("Traditions, and their spins")
    robin.follow("Put one on the shelf")
    robin.unfold("Some to start from")
    robin.page.get_by_label("Soup night").check()
    robin.press("Put it in the boxes")
    assert robin.page.input_value("[name=name]") == "Soup night"
    robin.press("Put it on the shelf")
    robin.hears("Soup night")


def bring_a_spin_home(ellis: Partner) -> None:
    ellis.plan("First batch at the co-op")
    ellis.give_heads_up()
    ellis.set_out()
    ellis.catch("Aha", GRAIN)
    ellis.come_home()
    ellis.open_room_if_closed()
    ellis.bring(GRAIN)
    ellis.page.goto("/story/")
    ellis.follow("What you told")
    ellis.follow("It gave one of your traditions a new spin")
    ellis.follow(PANCAKES)
    assert ellis.page.input_value("#spin [name=words]") == GRAIN
    ellis.press("Add it")
    ellis.hears("Grew out of “First batch at the co-op”")
