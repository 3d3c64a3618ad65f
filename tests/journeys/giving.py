"""Teaching and giving, as a person does it from the threshold on."""

from __future__ import annotations

from .visitor import Visitor


def choose_way(one: Visitor, text: str, way: str) -> None:
    """For the moment with these words, on the threshold; its own page follows."""
    one.page.goto(f"/leaves/{one.leave}/homecoming/")
    one.open_room_if_closed()
    one.page.locator(".carry", has_text=text).locator(f"input[value={way}]").check()
    one.choose()


def write(one: Visitor, **words: str) -> None:
    for name, text in words.items():
        one.page.fill(f"[name={name}]", text)
