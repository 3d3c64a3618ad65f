"""A bar of stretches in place of an axis, each in the way that its kind is drawn, as one SVG."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from outandback.ui.curve import number
from outandback.ui.drawing import svg

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, HIGH, THICK, GAP = 350.0, 28.0, 12.0, 5.0
SAMPLE_WIDE, SAMPLE_HIGH = 36.0, 14.0
FULL, DOTTED, HOLLOW, THIN = "full", "dotted", "hollow", "thin"


def bar(kinds: Sequence[str]) -> str:
    """One stretch of the same width for each; neighbours of one kind are one."""
    each, at, drawn = WIDE / max(len(kinds), 1), 0, ""
    for kind, run in groupby(kinds):
        many = len(list(run))
        drawn += _stretch(kind, at * each, (at + many) * each, HIGH / 2)
        at += many
    return svg(WIDE, HIGH, drawn)


def sample(kind: str) -> str:
    return svg(SAMPLE_WIDE, SAMPLE_HIGH, _stretch(kind, 0, SAMPLE_WIDE, SAMPLE_HIGH / 2))


def _stretch(kind: str, left: float, right: float, y: float) -> str:
    start, end = left + GAP, right - GAP
    if kind == HOLLOW:
        place = f'x="{number(start)}" y="{number(y - THICK / 2)}"'
        size = f'width="{number(end - start)}" height="{number(THICK)}" rx="{number(THICK / 2)}"'
        return f'<rect class="axis" {place} {size}/>'
    path = f'd="M{number(start)} {number(y)}H{number(end)}"'
    return "".join(f'<path class="{name}" {path}/>' for name in CLASSES[kind])


CLASSES = {FULL: ("ink b", "ink a"), DOTTED: ("pencil b", "pencil a"), THIN: ("axis",)}
