"""Pictures of figures, each as one SVG string. Words at their ends stand beside them, in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log

from outandback.ui.curve import Point, number
from outandback.ui.drawing import band as stretch
from outandback.ui.drawing import dot, picture

WIDE, HIGH, MARGIN, TOP = 350.0, 170.0, 12.0, 7.0
MOST = 10.0
SCALE = 0.0, 5.0, 10.0
CHANGE_HIGH, CHANGE_EDGE = 64.0, 6.0
SLOPE_WIDE = 250.0
SHORTEST = 0.5  # hours at the left edge of lengths
ROW_HIGH, THICK, THIN = 34.0, 14.0, 2.0
FEW, WEEK_HIGH, MOST_A_WEEK = 4, 44.0, 10
NARROWEST = 8.0
Points = Sequence[tuple[int, float]]
Band = Sequence[Sequence[float]]
Grey = Sequence[tuple[int, int]]


def over_leaves(
    points: Points,
    many: int,
    who: str,
    band: Band | None = None,
    title: str = "",
    grey: Grey = (),
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
    drawn.append(_rings(who, [(_across(at, many), _down(y)) for at, y in points]))
    return picture(WIDE, HIGH, "".join(drawn), title)


def change(
    low: float, middle: float, high: float, most: float, title: str = "", who: str = "together"
) -> str:
    """How much less or more something is, with how far off that could be, up to `most` points each
    way. What lies beyond the picture is cut at its edge."""
    x, left, right = (_beside(value, most) for value in (middle, low, high))
    y = CHANGE_HIGH / 2
    wash = f'<rect class="wash wash--{who}" x="{number(left)}" y="{number(y - 17)}"'
    wash += f' width="{number(right - left)}" height="34" rx="17"/>'
    axis = f'<path class="axis" d="M{number(WIDE / 2)} 4V{number(CHANGE_HIGH - 2)}"/>'
    faint = _line("faint", [(CHANGE_EDGE, y), (WIDE - CHANGE_EDGE, y)])
    dots = _line(f"pencil {who}", [(left, y), (right, y)])
    drawn = wash + faint + axis + dots + dot("bead--ahead", (x, y), 7)
    return picture(WIDE, CHANGE_HIGH, drawn, title)


def slopes(pairs: Sequence[tuple[float, float]], who: str, title: str = "") -> str:
    """Each pair of ratings from one side to the other."""
    left, right = (WIDE - SLOPE_WIDE) / 2, (WIDE + SLOPE_WIDE) / 2
    lines = "".join(_path([(left, _down(one)), (right, _down(other))]) for one, other in pairs)
    ends = [
        (x, _down(value)) for pair in pairs for x, value in zip((left, right), pair, strict=True)
    ]
    drawn = f'<path class="slope {who}" d="{lines}"/>' if pairs else ""
    return picture(WIDE, HIGH, _faint() + drawn + _rings(who, ends), title)


def lengths(
    hours: Sequence[float],
    chances: Sequence[Sequence[float]],
    longest: float,
    lived: Sequence[tuple[float, bool]],
    title: str,
) -> str:
    """How many of ten leaves are good to both, by their length, which `hours` span from half an
    hour; of each length low, middle and high chances. In ink up to the longest so far, dotted
    beyond it. Each leave of `lived` is a ring: above where it was good to both, else below."""
    end = hours[-1]
    low, middle, high = (
        [(_along(at, end), _down(MOST * one[part])) for at, one in zip(hours, chances, strict=True)]
        for part in range(3)
    )
    edge = min(max(_along(longest, end), MARGIN), WIDE - MARGIN)
    here = [*(point for point in middle if point[0] < edge), _where(middle, edge)]
    beyond = [_where(middle, edge), *(point for point in middle if point[0] > edge)]
    drawn = [
        _block("unlived", edge, 0, WIDE - edge, HIGH) if edge < WIDE - MARGIN else "",
        _faint(),
    ]
    drawn += [_area("wash wash--ab", [*low, *reversed(high)]), _line("pencil together", beyond)]
    drawn += [_line("ink together", here)]
    drawn.append(
        _rings("both", [(_along(at, end), _down(MOST if good else 0)) for at, good in lived])
    )
    return picture(WIDE, HIGH, "".join(drawn), title)


def strip(
    likely: tuple[float, float],
    almost_sure: tuple[float, float],
    middle: float,
    most: float,
    title: str,
    *,
    few: bool,
) -> str:
    """One row of several below each other: between which it lies with 80 and with 95 in 100.
    `few`: of answers; its dot is hollow then."""
    y, axis = ROW_HIGH / 2, f'<path class="axis" d="M{number(WIDE / 2)} 0V{number(ROW_HIGH)}"/>'
    (left, right), (first, last) = (
        [_beside(value, most) for value in both] for both in (likely, almost_sure)
    )
    bars = _block("bar", first, y - THIN / 2, last - first, THIN)
    bars += _block("likely", left, y - THICK / 2, right - left, THICK)
    point = dot("bead--ahead" if few else "bead", (_beside(middle, most), y), 6)
    return picture(WIDE, ROW_HIGH, bars + axis + point, title)


def weeks(answers: Sequence[int], title: str) -> str:
    """How many answers there are of each week, the fuller the more; MOST_A_WEEK fill one."""
    wide = min(WIDE / max(len(answers), 1), WIDE / 12)
    ground = _line("faint", [(0, WEEK_HIGH - 1), (WIDE, WEEK_HIGH - 1)])
    bars = "".join(_bar(at * wide, wide * 0.7, many) for at, many in enumerate(answers) if many)
    return picture(WIDE, WEEK_HIGH, f'{ground}<path class="per-week" d="{bars}"/>', title)


def _bar(x: float, wide: float, many: int) -> str:
    high = (WEEK_HIGH - 2) * min(many, MOST_A_WEEK) / MOST_A_WEEK
    return f"M{number(x)} {number(WEEK_HIGH - 1)}v-{number(high)}h{number(wide)}v{number(high)}"


def _along(hours: float, end: float) -> float:
    share = log(max(hours, SHORTEST) / SHORTEST) / log(end / SHORTEST)
    return MARGIN + (WIDE - 2 * MARGIN) * min(share, 1.0)


def _where(points: Sequence[Point], x: float) -> Point:
    """Where a line through these points is at x."""
    for (left, y), (right, other) in pairwise(points):
        if left <= x <= right:
            share = (x - left) / (right - left) if right > left else 0.0
            return x, y + share * (other - y)
    return points[-1]


def _rings(who: str, points: Sequence[Point]) -> str:
    """Two strokes of no length at each point, the wider one in ink: a hundred weigh little."""
    places = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
    return f'<path class="ring ring--{who}" d="{places}"/><path class="hole" d="{places}"/>'


def _block(name: str, x: float, y: float, wide: float, high: float) -> str:
    size = f'width="{number(wide)}" height="{number(high)}"'
    return f'<rect class="{name}" x="{number(x)}" y="{number(y)}" {size}/>'


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
    lines = "".join(f"M0 {number(_down(at))}H{number(WIDE)}" for at in SCALE)
    return f'<path class="faint" d="{lines}"/>'


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
