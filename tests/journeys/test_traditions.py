"""A tradition of the two, new spins that came home from a leave, and the day it comes round."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import expect

from .conftest import Open
from .partners import Partner, two
from .visitor import LONDON

pytestmark = pytest.mark.journey

PANCAKES, BATTER = "Sunday pancakes", "Whoever wakes first mixes the batter."
GRAIN, CRISPS = "Spent grain goes into the batter.", "The edges are for Bo."
TITLE = "First batch at the co-op"
TURNS = "A new spin on one of your traditions"


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_shelf_to_a_spin(open_page: Open, javascript: bool) -> None:
    robin, ellis = two(open_page, javascript)
    today = f"{datetime.now(LONDON):%Y-%m-%d}"
    start_from_a_few(robin)
    robin.put_on_shelf(PANCAKES, BATTER, today)
    bring_a_spin_home(ellis)
    robin.page.goto("/")
    robin.hears(f"Come round again today: {PANCAKES}.")
    spin_on_from_what_was_heard(robin)
    ellis.page.goto("/story/")
    ellis.hears(f"A new spin: {PANCAKES}")
    ellis.hears(CRISPS)


def start_from_a_few(robin: Partner) -> None:
    robin.page.goto("/story/")
    robin.follow("Traditions")
    robin.follow("Add a tradition")
    robin.unfold("Some to start from")
    robin.page.get_by_label("Soup night").check()
    robin.press("Use these words")
    expect(robin.page.locator("[name=name]")).to_have_value("Soup night")
    robin.press("Add this tradition")
    robin.hears("The old way of each")
    robin.hears("Soup night")


def bring_a_spin_home(ellis: Partner) -> None:
    ellis.plan(TITLE)
    ellis.give_heads_up()
    ellis.set_out()
    ellis.catch("Aha", GRAIN)
    ellis.come_home()
    ellis.hears("What do you bring home?")
    ellis.open_room_if_closed()
    ellis.bring(GRAIN)
    ellis.page.goto("/story/")
    ellis.follow("What you told")
    ellis.follow(TURNS)
    ellis.follow(PANCAKES)
    expect(ellis.page.locator("#spin [name=words]")).to_have_value(GRAIN)
    ellis.press("Add this spin")
    ellis.hears(f"From “{TITLE}”")


def spin_on_from_what_was_heard(robin: Partner) -> None:
    """Who heard it can put a spin of their own on it, too."""
    robin.hear()
    robin.say_back("Oh, really?", "Is there any left?")
    robin.follow(TURNS)
    robin.hears(GRAIN)
    robin.follow(PANCAKES)
    robin.hears("Ellis brought home")
    box = robin.page.locator("#spin [name=words]")
    expect(box).to_have_value("")
    box.fill(CRISPS)
    robin.press("Add this spin")
    robin.hears(CRISPS)
