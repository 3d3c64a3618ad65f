"""Pictures of figures, each as one SVG string. Words at their ends stand beside them, in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from outandback.ui.curve import Point, number
from outandback.ui.drawing import band as stretch
from outandback.ui.drawing import dot, svg

WIDE, HIGH, MARGIN, TOP = 350.0, 170.0, 12.0, 7.0
MOST = 10.0
SCALE = 0.0, 5.0, 10.0
CHANGE_HIGH, CHANGE_EDGE = 64.0, 6.0
SLOPE_WIDE = 250.0
NARROWEST = 8.0
Points = Sequence[tuple[int, float]]
Band = Sequence[Sequence[float]]
Grey = Sequence[tuple[int, int]]


def over_leaves(
    points: Points, many: int, who: str, band: Band | None = None, grey: Grey = ()
) -> str:
    """Ratings of 0 to 10, by the number of the leave out of so many; `band`: low, middle and high
    points of a line at each of them; `grey`: from which leave to which days were not like others,
    the last before the first where none of them is drawn."""
    across = [_across(at, many) for at in range(many)]
    drawn = [*(_grey(first, last, many) for first, last in grey), _faint()]
    if band:
        low, middle, high = (
            [(x, _down(y)) for x, y in zip(across, one, strict=True)] for one in band
        )
        drawn.append(_area(f"wash wash--{who}", [*low, *reversed(high)]))
        drawn.append(_line(f"ink {who}", middle))
    drawn += [dot(f"pt pt--{who}", (_across(at, many), _down(y)), 4.5) for at, y in points]
    return svg(WIDE, HIGH, "".join(drawn))


def change(low: float, middle: float, high: float, most: float) -> str:
    """How much less or more something is, with how far off that could be, up to `most` points each
    way. What lies beyond the picture is cut at its edge."""
    x, left, right = (_beside(value, most) for value in (middle, low, high))
    y = CHANGE_HIGH / 2
    wash = f'<rect class="wash wash--ab" x="{number(left)}" y="{number(y - 17)}"'
    wash += f' width="{number(right - left)}" height="34" rx="17"/>'
    axis = f'<path class="axis" d="M{number(WIDE / 2)} 4V{number(CHANGE_HIGH - 2)}"/>'
    faint = _line("faint", [(CHANGE_EDGE, y), (WIDE - CHANGE_EDGE, y)])
    dots = _line("pencil ab", [(left, y), (right, y)])
    return svg(WIDE, CHANGE_HIGH, wash + faint + axis + dots + dot("bead--ahead", (x, y), 7))


def slopes(pairs: Sequence[tuple[float, float]], who: str) -> str:
    """Each pair of ratings from one side to the other."""
    left, right = (WIDE - SLOPE_WIDE) / 2, (WIDE + SLOPE_WIDE) / 2
    lines = [
        _line(f"slope {who}", [(left, _down(one)), (right, _down(other))]) for one, other in pairs
    ]
    ends = [
        dot(f"pt pt--{who}", (x, _down(value)), 4.5)
        for pair in pairs
        for x, value in zip((left, right), pair, strict=True)
    ]
    return svg(WIDE, HIGH, _faint() + "".join(lines) + "".join(ends))


def _grey(first: int, last: int, many: int) -> str:
    """Half a leave further on either side, and wide enough to be seen."""
    step = (WIDE - 2 * MARGIN) / max(many - 1, 1)
    start = MARGIN if many > 1 else WIDE / 2
    left, right = (start + step * at for at in (first - 0.5, last + 0.5))
    more = max(NARROWEST - (right - left), 0) / 2
    left, right = max(left - more, 0), min(right + more, WIDE)
    return stretch("stretch", (left, 1), (right, HIGH - 1))


def _across(at: int, many: int) -> float:
    return MARGIN + (WIDE - 2 * MARGIN) * (at / (many - 1) if many > 1 else 0.5)


def _down(points: float) -> float:
    return TOP + (HIGH - 2 * TOP) * (1 - min(max(points, 0.0), MOST) / MOST)


def _beside(value: float, most: float) -> float:
    reach = WIDE / 2 - CHANGE_EDGE
    return WIDE / 2 + reach * min(max(value / most, -1.0), 1.0)


def _faint() -> str:
    return "".join(_line("faint", [(0, _down(at)), (WIDE, _down(at))]) for at in SCALE)


def _line(name: str, points: Sequence[Point]) -> str:
    return f'<path class="{name}" d="{_path(points)}"/>' if points else ""


def _area(name: str, points: Sequence[Point]) -> str:
    return f'<path class="{name}" d="{_path(points)}Z"/>'


def _path(points: Sequence[Point]) -> str:
    """What lies on a straight line between two others is left out: it is drawn all the same."""
    kept = [points[0], *_turns(points), points[-1]] if len(points) > 2 else list(points)
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in kept)


def _turns(points: Sequence[Point]) -> list[Point]:
    steps = pairwise(pairwise(points))
    return [b for (a, b), (_, c) in steps if abs(_area_of(a, b, c)) > 0.05]


def _area_of(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
