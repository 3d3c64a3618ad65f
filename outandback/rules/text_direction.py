"""Words in any script: a name from right to left turns nothing around it, and pretends nothing.

Values in, values out. Where words stand in an element of their own, the page says `dir="auto"` or
`<bdi>`; this is for names, which stand inside sentences, titles and labels.
"""

from __future__ import annotations

from unicodedata import bidirectional

ISOLATE, END = "\u2068", "\u2069"
CONTROLS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
FROM_THE_RIGHT = {"R", "AL", "AN"}


def isolated(name: str) -> str:
    """A name for the middle of a sentence. Marks that would steer the letters around it are left
    out; what runs from right to left is set apart. Other names stay as they are."""
    plain = name.translate(CONTROLS)
    turns = not plain.isascii() and any(bidirectional(one) in FROM_THE_RIGHT for one in plain)
    return f"{ISOLATE}{plain}{END}" if turns else plain
