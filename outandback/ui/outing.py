"""The big picture of one leave: who is out, how far along, and where the other is meanwhile."""

from __future__ import annotations

from functools import lru_cache

from outandback.ui.curve import FAR, Path, cut, end_of, straight
from outandback.ui.drawing import LoopShape, Stroke, dot, inks, other_ink, strokes, svg

ABOVE = LoopShape(195, 206, 196, 176, 170, 22)
BELOW = LoopShape(195, 44, 196, 176, 170, 22)
OUTING_SIZE = (390.0, 250.0)
LATE_SHARE = 0.94
LATE_WAIT = 15.0
OPEN_SHARE = 0.3


def outing(
    share: float | None,
    who: str = "a",
    *,
    late: bool = False,
    open_ended: bool = False,
    one: bool = False,
) -> str:
    """`share`: time passed / time planned, 0 to 1; None while it is only planned."""
    if late:
        return _late(who, one)
    if open_ended:
        return _open_ended(OPEN_SHARE if share else 0.0, who, one)
    return _outing(round(min(max(share or 0.0, 0.0), 1.0), 3), who, one)


@lru_cache(maxsize=256)
def _outing(share: float, who: str, one: bool) -> str:
    pencil = [(f"pencil {person}", _ahead(person, who, share)) for person in inks(who, one)]
    ink = [(f"ink {person}", _walked(person, who, share)) for person in inks(who, one)]
    rings = "".join(_ring(person, who, share) for person in inks(who, one))
    return svg(*OUTING_SIZE, strokes(*pencil, *ink) + rings, "outing__line")


def _shape(who: str) -> LoopShape:
    return ABOVE if who == "a" else BELOW


def _walked(person: str, who: str, share: float) -> Path:
    shape = _shape(who)
    return straight(-FAR, shape.left, shape.y) + cut(shape.of(person, who), share)[0]


def _ahead(person: str, who: str, share: float) -> Path:
    shape = _shape(who)
    rest = cut(shape.of(person, who), share)[1]
    return rest + straight(shape.right, OUTING_SIZE[0] + FAR, shape.y)


def _ring(person: str, who: str, share: float) -> str:
    """Where someone is now. At rest on the base line one ring stands for both."""
    if person != who and not 0 < share < 1:
        return ""
    at = end_of(_walked(person, who, share))
    return dot(f"here {person}", at, 9 if person == who else 5.5)


@lru_cache(maxsize=8)
def _late(who: str, one: bool) -> str:
    """Past the promised time the one out stops short of the foot; the other waits beyond it."""
    walked = _walked(who, who, LATE_SHARE)
    ahead = cut(_shape(who).of(who, who), LATE_SHARE)[1]
    lines, waiting = ([], "") if one else _waiting(who)
    drawn = strokes((f"pencil {who}", ahead), *lines, (f"ink {who}", walked))
    ring = dot(f"here {who}", end_of(walked), 9)
    return svg(*OUTING_SIZE, drawn + waiting + ring, "outing__line")


def _waiting(who: str) -> tuple[list[Stroke], str]:
    shape, home = _shape(who), other_ink(who)
    place = (shape.right + LATE_WAIT, shape.y)
    waits = _walked(home, who, 1) + straight(shape.right, place[0], shape.y)
    return [(f"ink {home}", waits)], dot(f"here {home}", place, 5.5)


@lru_cache(maxsize=8)
def _open_ended(share: float, who: str, one: bool) -> str:
    """No set time: the pencil goes on from the ring and fades."""
    faded: list[Stroke] = []
    for person in inks(who, one):
        faded += _fading(person, cut(_shape(who).of(person, who), share)[1])
    ink = [(f"ink {person}", _walked(person, who, share)) for person in inks(who, one)]
    rings = "".join(_ring(person, who, share) for person in inks(who, one))
    return svg(*OUTING_SIZE, strokes(*faded, *ink) + rings, "outing__line")


def _fading(person: str, ahead: Path) -> list[Stroke]:
    near, rest = cut(ahead, 0.3)
    far, farther = cut(rest, 0.5)
    farther = cut(farther, 0.7)[0]
    name = f"pencil {person}"
    return [(name, near), (f"{name} far", far), (f"{name} farther", farther)]
