"""Putting what was said in other words, from the page on which it is read."""

from __future__ import annotations

import re

from .giving import write
from .going import go
from .visitor import Visitor


def open_own_telling(one: Visitor, number: int = 0) -> None:
    """From the story, the newest leave first."""
    one.page.goto("/story/")
    links = one.page.locator(
        "a[href^='/tellings/']", has_text=re.compile("What you (told|taught|gave)")
    )
    links = links.or_(one.page.get_by_role("link", name="Did you feel heard?"))
    go(links.nth(number))


def put_telling_otherwise(one: Visitor, **words: str) -> None:
    one.follow("Put it in other words")
    write(one, **words)
    one.press("Keep the change")


def put_answer_otherwise(one: Visitor, **words: str) -> None:
    one.follow("Put your answer in other words")
    write(one, **words)
    one.press("Keep the change")
