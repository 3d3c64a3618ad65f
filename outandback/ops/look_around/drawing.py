"""All pages of “Look around”, drawn one after the other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from unittest import mock

from django.urls import reverse
from django.utils import timezone

from outandback.pages.look_around.context import STEPS
from outandback.pages.parts.look_around.context import DrawnPage

from .asking import NotDrawn
from .fragment import Picture, leads
from .story import OneLeave

if TYPE_CHECKING:
    from collections.abc import Mapping

# What goes on with the story where it is pressed: on which page, and where it leads.
PRESSES = {
    "today": {"Plan one": "plan"},
    "plan": {"Keep this plan": "check"},
    "check": {"What feels easy, for each of you": "comfort", "Give the heads-up": "heads-up"},
    "heads-up": {"Send": "door"},
    "door": {"Out I go": "away"},
    "away": {"I’m back": "back"},
    "back": {"Done": "heard"},
    "heard": {"Say it": "story"},
}


def draw() -> list[DrawnPage]:
    """For an empty database that is thrown away afterwards."""
    story = OneLeave()
    with mock.patch.object(timezone, "now", story.clock):
        looked = {step.name: getattr(story, step.name.replace("-", "_"))() for step in STEPS}
    numbers = {step.name: reverse("look-around", args=[n]) for n, step in enumerate(STEPS, 1)}
    known = Counter(address for address, _ in looked.values())
    addresses = {at: numbers[name] for name, (at, _) in looked.items() if known[at] == 1}
    return [picture_on(name, html, numbers, addresses) for name, (_, html) in looked.items()]


def picture_on(
    name: str, html: str, numbers: Mapping[str, str], addresses: Mapping[str, str]
) -> DrawnPage:
    presses = {text: numbers[to] for text, to in PRESSES.get(name, {}).items()}
    elsewhere = {at: number for at, number in addresses.items() if number != numbers[name]}
    picture = Picture(html, leads(presses, elsewhere))
    there = {one.text for one in picture.main.all() if one.tag in {"a", "button"}}
    if missing := set(presses) - there:
        raise NotDrawn(f"{name} has nothing that says {sorted(missing)}")
    return DrawnPage(name, picture.me, picture.body_class, picture.main_class, picture.html)
