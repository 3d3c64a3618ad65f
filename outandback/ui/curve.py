"""Cubic Beziers in user units: values in, values out, no markup but the path data itself."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, pairwise
from math import dist

Point = tuple[float, float]
Bezier = tuple[Point, Point, Point, Point]
Path = tuple[Bezier, ...]

FAR = 1400.0
LENGTH_STEPS = 40


def loop(x: float, y: float, wide: float, high: float, spread: float, up: bool = True) -> Path:
    """The path that leaves the base line at x - spread and comes back to it at x + spread."""
    r, h = wide / 2, -high if up else high
    left, right, top = (x - spread, y), (x + spread, y), (x, y + h)
    east, west = (x + r, y + h * 0.62), (x - r, y + h * 0.62)
    return (
        (left, (x - spread * 0.17, y), (x + r, y + h * 0.27), east),
        (east, (x + r, y + h * 0.86), (x + r * 0.58, y + h), top),
        (top, (x - r * 0.58, y + h), (x - r, y + h * 0.86), west),
        (west, (x - r, y + h * 0.27), (x + spread * 0.17, y), right),
    )


def dip(x: float, y: float, spread: float, deep: float, up: bool = True) -> Path:
    """The line of the one at home: it gives way and goes on. `up`: the other's loop is above."""
    low = y + deep if up else y - deep
    return (
        ((x - spread, y), (x - spread * 0.5, y), (x - spread * 0.45, low), (x, low)),
        ((x, low), (x + spread * 0.45, low), (x + spread * 0.5, y), (x + spread, y)),
    )


def straight(x0: float, x1: float, y: float) -> Path:
    third = (x1 - x0) / 3
    return (((x0, y), (x0 + third, y), (x1 - third, y), (x1, y)),)


def lifted(line: Point, y: float, high: float, ramp: float, ends: tuple[bool, bool]) -> Path:
    """Beside the base line from one x of `line` to the other. `ends`: whether it leaves the base
    there, and comes back to it; else it comes from beyond, or goes on. `ramp`: how far it takes."""
    x0, x1 = line
    ramp = min(ramp, (x1 - x0) / 2)
    away, on, off = y + high, x0 + ramp * ends[0], x1 - ramp * ends[1]
    up = ((x0, y), (x0 + ramp / 2, y), (x0 + ramp / 2, away), (on, away))
    down = ((off, away), (off + ramp / 2, away), (off + ramp / 2, y), (x1, y))
    along = straight(on, off, away) if off > on else ()
    return (*((up,) if ends[0] else ()), *along, *((down,) if ends[1] else ()))


def turned(path: Path) -> Path:
    """The same path with across and down changed places."""
    return tuple((_swap(a), _swap(b), _swap(c), _swap(e)) for a, b, c, e in path)


def _swap(point: Point) -> Point:
    return point[1], point[0]


def _between(p: Point, q: Point, t: float) -> Point:
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def halves(bezier: Bezier, t: float) -> tuple[Bezier, Bezier]:
    """Both parts of one Bezier cut at t (de Casteljau)."""
    a, b, c, e = bezier
    ab, bc, ce = _between(a, b, t), _between(b, c, t), _between(c, e, t)
    abc, bce = _between(ab, bc, t), _between(bc, ce, t)
    middle = _between(abc, bce, t)
    return (a, ab, abc, middle), (middle, bce, ce, e)


def point_at(bezier: Bezier, t: float) -> Point:
    return halves(bezier, t)[1][0]


@lru_cache(maxsize=512)
def _runs(bezier: Bezier) -> tuple[float, ...]:
    """The length run at each of LENGTH_STEPS even steps of t, from 0 to the whole."""
    points = [point_at(bezier, i / LENGTH_STEPS) for i in range(LENGTH_STEPS + 1)]
    return (0.0, *accumulate(dist(p, q) for p, q in pairwise(points)))


def length(path: Path) -> float:
    return sum(_runs(bezier)[-1] for bezier in path)


def _where(bezier: Bezier, goal: float) -> float:
    """The t at which a Bezier has run `goal` units."""
    runs = _runs(bezier)
    step = min(bisect_left(runs, goal, lo=1), LENGTH_STEPS)
    part = (goal - runs[step - 1]) / ((runs[step] - runs[step - 1]) or 1)
    return (step - 1 + part) / LENGTH_STEPS


@lru_cache(maxsize=256)
def cut(path: Path, share: float) -> tuple[Path, Path]:
    """What is walked and what is ahead, cut at this share (0 to 1) of the path's length."""
    if share <= 0:
        return (), path
    goal = length(path) * share
    for i, bezier in enumerate(path):
        if share < 1 and _runs(bezier)[-1] >= goal:
            done, ahead = halves(bezier, _where(bezier, goal))
            return (*path[:i], done), (ahead, *path[i + 1 :])
        goal -= _runs(bezier)[-1]
    return path, ()


def end_of(path: Path) -> Point:
    return path[-1][3]


def number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def data(path: Path, afresh: bool = False) -> str:
    """The path as SVG path data; a new M only where it does not go on.

    `afresh` lifts the pen before each straight piece as well: dashes start anew there, so that
    the dots of two lines along the base fall on each other.
    """
    out, last = [], None
    for bezier in path:
        if last != bezier[0] or (afresh and _level(bezier)):
            out.append(f"M{_pair(bezier[0])}")
        out.append(_drawn(bezier))
        last = bezier[3]
    return "".join(out)


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _level(bezier: Bezier) -> bool:
    return len({point[1] for point in bezier}) == 1


def _upright(bezier: Bezier) -> bool:
    return len({point[0] for point in bezier}) == 1


def _drawn(bezier: Bezier) -> str:
    _, b, c, e = bezier
    if _level(bezier):
        return f"H{number(e[0])}"
    if _upright(bezier):
        return f"V{number(e[1])}"
    return f"C{_pair(b)} {_pair(c)} {_pair(e)}"
