"""A language that nobody speaks: every letter that is marked is a wide one, so that a plain letter
on a page is one that nobody marked. Its catalogue is made as any other is."""

from __future__ import annotations

import re
import string
from typing import Any

from babel.messages.catalog import Catalog

from scripts import catalogues

PSEUDO = "qps"
WIDE = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in string.ascii_letters})
# Filled in later, or markup: as a translator leaves it.
AS_IT_IS = re.compile(r"(\{\w*\}|%\(\w+\)s|<[^>]*>|&\w+;)")
# What a person reads of an entry in a content file; the other keys say what it is for.
READ = {"words", "title", "name", "hint", "verb", "adverb", "adjective"}


def widened(text: str) -> str:
    """The text as a translator would hand it back."""
    return "".join(
        part if number % 2 else part.translate(WIDE)
        for number, part in enumerate(AS_IT_IS.split(text))
    )


def translated() -> Catalog:
    """Everything that is marked, in that language."""
    found = Catalog(fuzzy=False)
    for entry in catalogues.catalogue():
        if entry.id:
            several = (entry.id,) if isinstance(entry.id, str) else entry.id
            wide = tuple(map(widened, several))
            found.add(entry.id, wide[0] if isinstance(entry.id, str) else wide, flags=entry.flags)
    return found


def widened_entry(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        key: widened(value) if key in READ and isinstance(value, str) else value
        for key, value in entry.items()
    }
