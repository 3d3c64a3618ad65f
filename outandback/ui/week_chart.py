"""Hours of some weeks, each a line from the ground, beside those that were wished for."""

from __future__ import annotations

from collections.abc import Sequence

from outandback.ui.curve import number
from outandback.ui.drawing import svg

WIDE, HIGH, MARGIN, TOP = 350.0, 170.0, 12.0, 7.0


def hours_by_week(
    hours: Sequence[float], wished: float, likely: tuple[float, float], most: float, who: str
) -> str:
    """`likely`: between which hours it is by now, as a wash behind the last weeks; `most`: hours at
    the upper edge."""
    across = [_across(at, len(hours)) for at in range(len(hours))]
    low, high = (_down(value, most) for value in likely)
    wash = f'<rect class="wash wash--{who}" x="0" y="{number(high)}"'
    wash += f' width="{number(WIDE)}" height="{number(max(low - high, 1.0))}"/>'
    ground = _flat("faint", 0.0, most)
    lines = "".join(
        f"M{number(x)} {number(_down(0.0, most))}V{number(_down(one, most))}"
        for x, one in zip(across, hours, strict=True)
        if one
    )
    drawn = f'<path class="ink {who}" d="{lines}"/>' if lines else ""
    return svg(WIDE, HIGH, wash + ground + drawn + _flat("axis", wished, most))


def _flat(name: str, hours: float, most: float) -> str:
    y = number(_down(hours, most))
    return f'<path class="{name}" d="M0 {y}H{number(WIDE)}"/>'


def _across(at: int, many: int) -> float:
    return MARGIN + (WIDE - 2 * MARGIN) * (at / (many - 1) if many > 1 else 0.5)


def _down(hours: float, most: float) -> float:
    return TOP + (HIGH - 2 * TOP) * (1 - min(max(hours, 0.0), most) / most)
