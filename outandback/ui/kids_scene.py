"""A child's picture of one leave: out of the house, past a moon for each sleep, and home again.

It shows without a word what the page says, and nothing more: no clock, no place, no lateness.
"""

from __future__ import annotations

from functools import lru_cache

from outandback.ui.curve import FAR, Path, Point, cut, end_of, number, straight
from outandback.ui.drawing import LoopShape, dot, other_ink, strokes, svg

SHAPE = LoopShape(195, 318, 270, 276, 178, 26)
OUT_AND_BACK, AT_HOME = SHAPE.of("a", "a"), SHAPE.of("b", "a")
X, Y = SHAPE.x, SHAPE.y
BEFORE, AFTER = straight(-FAR, SHAPE.left, Y), straight(SHAPE.right, 390 + FAR, Y)
WIDE, HIGH, LOW, GARDEN = 390.0, 384.0, 176.0, 44.0
# Shares of the way: where the first one stands, how far to the next, and where the last may be.
NEAR, STEP, LAST = 0.235, 0.2, 0.75
DOORSTEP, NOON, ALMOST, FADES = 0.05, 0.5, 0.94, 0.34
FACE, MOON = 22.0, 40.0
ROOMY, SMALLER = 4, 0.82
RAYS = (
    (0, -1),
    (0.71, -0.71),
    (1, 0),
    (0.71, 0.71),
    (0, 1),
    (-0.71, 0.71),
    (-1, 0),
    (-0.71, -0.71),
)
PETALS = ((0, -6), (5.7, -1.9), (3.5, 4.9), (-3.5, 4.9), (-5.7, -1.9))
STARS = {"night": ((19, -13), (-22, 17))}
SEVEN_STARS = ((-27, -6), (-21, -18), (-11, -26), (1, -30), (13, -28), (23, -20), (28, -8))
MOST_FLOWERS, BED = 12, 30.0


def kids_scene(
    state: str,
    total: int = 0,
    slept: int = 0,
    each: str = "night",
    who: str = "a",
    flowers: int = 0,
) -> str:
    """`state`, `each`: as rules/sleeps.py names them. `who`: the ink of the one who goes."""
    return _scene(state, total, slept, each, who, min(flowers, MOST_FLOWERS))


@lru_cache(maxsize=256)
def _scene(state: str, total: int, slept: int, each: str, who: str, flowers: int) -> str:
    """The ground keeps its place: where nobody is out there is less sky."""
    if state == "here":
        body, high = _here(who), LOW
    elif state == "open":
        body, high = _open(who), HIGH
    elif state == "ahead":
        body, high = _on_the_way(who, DOORSTEP, [], _spots(total)[1:], each), HIGH
    else:
        body, high = _under_way(state == "late", total, slept, each, who), HIGH
    moved = f'<g transform="translate(0 {number(high - HIGH)})">{body}{_garden(flowers, who)}</g>'
    return svg(WIDE, high + (GARDEN if flowers else 0), moved, "scene__line")


# The states ------------------------------------------------------------------------------------


def _here(who: str) -> str:
    """The two lines run as one, and the one whose page it is stands by the house."""
    ground = straight(-FAR, WIDE + FAR, Y)
    lines = strokes((f"ink {other_ink(who)}", ground), (f"ink {who}", ground))
    return lines + _house() + _face((X + 104, Y), who)


def _open(who: str) -> str:
    """No set time: the way ahead fades, and nothing is counted."""
    walked, ahead = cut(OUT_AND_BACK, FADES)
    near, rest = cut(ahead, 0.3)
    far, farther = cut(rest, 0.5)
    farther, pencil = cut(farther, 0.6)[0], f"pencil {who}"
    faded = strokes((pencil, near), (f"{pencil} far", far), (f"{pencil} farther", farther))
    lines = strokes((f"ink {other_ink(who)}", _home()), (f"ink {who}", BEFORE + walked))
    return faded + lines + _house() + _face(end_of(walked), who)


def _under_way(late: bool, total: int, slept: int, each: str, who: str) -> str:
    """Behind the one who is out a sun for each sleep slept, ahead the moons; at last, home."""
    spots = _spots(total)
    if late or (total and slept >= total):
        return _on_the_way(who, ALMOST, spots[:total], [], each, noon=not total)
    if not total:
        return _on_the_way(who, NOON, [], [], each, noon=True)
    return _on_the_way(who, spots[slept], spots[:slept], spots[slept + 1 :], each)


def _on_the_way(
    who: str, at: float, suns: list[float], moons: list[float], each: str, noon: bool = False
) -> str:
    k = 1.0 if len(suns) + len(moons) <= ROOMY else SMALLER
    walked, ahead = cut(OUT_AND_BACK, at)
    lines = strokes(
        (f"pencil {who}", ahead + AFTER),
        (f"ink {other_ink(who)}", _home()),
        (f"ink {who}", BEFORE + walked),
    )
    sky = [_sun((X, Y - 150), 1)] if noon else []
    sky += [_sun(_place(spot), k) for spot in suns]
    sky += [_moon(_place(spot), k, i, each) for i, spot in enumerate(moons, 1)]
    return lines + _house() + "".join(sky) + _face(end_of(walked), who, k)


# Places ----------------------------------------------------------------------------------------


def _spots(total: int) -> list[float]:
    """One for each moon and one for the walker among them, evenly along the way."""
    last = min(LAST, NEAR + STEP * total)
    return [NEAR + (last - NEAR) * i / max(total, 1) for i in range(total + 1)]


def _place(share: float) -> Point:
    return end_of(cut(OUT_AND_BACK, share)[0])


def _home() -> Path:
    return BEFORE + AT_HOME + AFTER


# Small things, each drawn around its place at size k -------------------------------------------


def _moon(place: Point, k: float, count: int, each: str) -> str:
    """Two stars for a night, seven for a week. Weeks beyond counting have no number."""
    crescent = _drawn(place, k, 9, -22) + (
        f"a{_all(k, 17, 17)} 0 1 0 {_all(k, 9, 25)}a{_all(k, 14, 14)} 0 0 1 {_all(k, -9, -25)}z"
    )
    stars = "".join(_drawn(place, k, *star) + "v.1" for star in STARS.get(each, SEVEN_STARS))
    x, y = number(place[0]), number(place[1] + 31 * k)
    told = "" if each == "many" else f'<text class="num" x="{x}" y="{y}">{count}</text>'
    sky = f'<path class="crescent" d="{crescent}"/><path class="stars" d="{stars}"/>'
    return dot("moon", place, MOON * k) + sky + told


def _sun(place: Point, k: float) -> str:
    inner, outer = MOON * k * 0.78, MOON * k
    rays = "".join(f"{_drawn(place, inner, *ray)}L{_drawn(place, outer, *ray)[1:]}" for ray in RAYS)
    return f'<path class="rays" d="{rays}"/>' + dot("sun", place, MOON * k * 0.56)


def _face(place: Point, who: str, k: float = 1) -> str:
    eyes = "".join(f"{_drawn(place, k, side, -5)}v.1" for side in (-7, 7))
    smile = f"{_drawn(place, k, -8, 5)}c{_all(k, 4, 6, 12, 6, 16, 0)}"
    return dot(f"here {who}", place, FACE * k) + f'<path class="face" d="{eyes}{smile}"/>'


def _house() -> str:
    wall = f"M{number(X - 58)} {number(Y + 52)}v-58l58-46 58 46v58z"
    door = f"M{number(X - 13)} {number(Y + 52)}v-36h26v36z"
    lamps = "".join(f"M{number(X + x)} {number(Y + 2)}h18v18h-18z" for x in (-42, 24))
    parts = (("house", wall), ("door", door), ("lamp", lamps))
    return "".join(f'<path class="{name}" d="{drawn}"/>' for name, drawn in parts)


def _garden(count: int, who: str) -> str:
    """A flower for each return, before the house. There is no place for one that is not."""
    first = X - BED * (count - 1) / 2
    heads = [(first + BED * i, HIGH + 12 + 6 * (i % 2)) for i in range(count)]
    stems = "".join(f"M{number(x)} {number(y + 8)}V{number(HIGH + GARDEN - 3)}" for x, y in heads)
    blooms = "".join(_bloom(head, who if i % 2 else other_ink(who)) for i, head in enumerate(heads))
    return f'<path class="stems" d="{stems}"/>{blooms}' if count else ""


def _bloom(head: Point, ink: str) -> str:
    petals = "".join(f"{_drawn(head, 1, *petal)}v.1" for petal in PETALS)
    return f'<path class="petals {ink}" d="{petals}"/>' + dot("heart", head, 3.2)


def _drawn(place: Point, k: float, x: float, y: float) -> str:
    return f"M{number(place[0] + x * k)} {number(place[1] + y * k)}"


def _all(k: float, *sizes: float) -> str:
    return " ".join(number(size * k) for size in sizes)
