"""The small signs of the line, each as one SVG string: a knot of the story, a stitch, a habit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from outandback.ui.curve import FAR, Path, cut, straight, turned
from outandback.ui.drawing import LoopShape, both, dot, inks, other_ink, strokes, svg

KNOT_SIZE = (60.0, 72.0)
KNOT_X, KNOT_Y = 30.0, 34.0


@lru_cache(maxsize=256)
def knot(who: str, size: float = 1.0, one: bool = False) -> str:
    """One entry of the story, down the page: a loop to the left (a) or right (b), a bead (ab)."""
    if who == "ab":
        bead = dot("bead", (KNOT_X, KNOT_Y - 6), 9)
        down = turned(straight(0, KNOT_SIZE[1], KNOT_X))
        return svg(*KNOT_SIZE, strokes(("ink b", down), ("ink a", down)) + bead)
    shape = LoopShape(KNOT_Y, KNOT_X, 27 * size, 28 * size, 29 * size, 5)
    lines = [(f"ink {p}", _down(shape, p, who)) for p in inks(who, one)]
    return svg(*KNOT_SIZE, strokes(*lines))


@lru_cache(maxsize=1)
def old_way() -> str:
    """How it always went, down the page: both in pencil, with an open bead."""
    down = turned(straight(0, KNOT_SIZE[1], KNOT_X))
    bead = dot("bead bead--ahead", (KNOT_X, KNOT_Y - 6), 9)
    return svg(*KNOT_SIZE, strokes(("pencil b", down), ("pencil a", down)) + bead)


HABIT = (48.0, 20.0)


@lru_cache(maxsize=1)
def habits() -> str:
    """Drawn once on a page, for the signs of a whole shelf."""
    drawn = (("habit", "pencil", "bead bead--ahead"), ("habit-spun", "ink", "bead"))
    return svg(*HABIT, "".join(_habit(*one) for one in drawn), "habits")


def habit(spun: bool = False) -> str:
    """Something done again and again: the old way in pencil, and in ink from the first spin on."""
    return svg(*HABIT, f'<use href="#habit{"-spun" if spun else ""}"/>')


def _habit(name: str, since: str, bead: str) -> str:
    middle, y = HABIT[0] / 2, HABIT[1] / 2
    old, new = straight(1, middle, y), straight(middle, HABIT[0] - 1, y)
    lines = [(f"{kind} {p}", path) for kind, path in (("pencil", old), (since, new)) for p in "ba"]
    return (
        f'<symbol class="line" id="{name}">{strokes(*lines)}{dot(bead, (middle, y), 5.5)}</symbol>'
    )


def _down(shape: LoopShape, person: str, out: str) -> Path:
    return turned(shape.within(person, out, 0, KNOT_SIZE[1]))


@lru_cache(maxsize=16)
def stitch(kept: bool = True, who: str = "a", ahead: bool = False, one: bool = False) -> str:
    """One promised return: kept, not kept (the loop stays open), or still to come."""
    y = 36.0 if who == "a" else 8.0
    shape = LoopShape(24, y, 17, 26, 17, 4)
    if kept or ahead:
        return svg(48, 44, both(shape, who, 0, 48, "pencil" if ahead else "ink", one=one))
    walked, rest = cut(shape.of(who, who), 0.66)
    home = shape.within(other_ink(who), who, 0, 48)
    ends = straight(0, shape.left, y) + walked, straight(shape.right, 48, y)
    ink = f"ink {who}"
    return svg(
        48,
        44,
        strokes(
            (f"ink {other_ink(who)}", home), (f"pencil {who}", rest), (ink, ends[0]), (ink, ends[1])
        ),
    )


def stitches(kept: Iterable[bool], who: str = "a", one: bool = False) -> str:
    """A row of returns, as promised or not. Each kind is drawn once and shown again by its name."""
    drawn: set[bool] = set()
    row = []
    for as_promised in kept:
        name = f"stitch-{'kept' if as_promised else 'late'}"
        again = svg(48, 44, f'<use href="#{name}"/>')
        row.append(again if as_promised in drawn else _first_stitch(as_promised, who, one, name))
        drawn.add(as_promised)
    return "".join(row)


def _first_stitch(kept: bool, who: str, one: bool, name: str) -> str:
    head, _, body = stitch(kept, who, one=one).partition(">")
    return f'{head}><g class="line" id="{name}">{body.removesuffix("</svg>")}</g></svg>'


@lru_cache(maxsize=1)
def whole_loop() -> str:
    """One goes out, is away, comes back; the bead is what was told."""
    shape = LoopShape(170, 176, 168, 150, 150, 20)
    return svg(390, 210, both(shape, "a", -FAR, 390 + FAR) + dot("bead", (352, 176), 9))


@lru_cache(maxsize=1)
def parting() -> str:
    ends = (_leaving(128), _leaving(30))
    return svg(390, 150, strokes(("ink b", ends[0]), ("ink a", ends[1])))


def _leaving(y: float) -> Path:
    bend = ((120.0, 84.0), (200.0, 84.0), (220.0, y), (300.0, y))
    return (*straight(-FAR, 120, 84), bend, *straight(300, 390 + FAR, y))


@lru_cache(maxsize=2)
def joining(who: str = "a") -> str:
    """Someone's line, and the line that may come to it."""
    comes = ((-90.0, 170.0), (40.0, 170.0), (110.0, 60.0), (230.0, 60.0))
    ahead = straight(230, 390 + FAR, 60)
    mine = (f"ink {who}", straight(-FAR, 230, 60)), (f"pencil {who}", ahead)
    theirs = f"pencil {other_ink(who)}", (comes, *ahead)
    return svg(390, 130, strokes(theirs, *mine) + dot(f"here {who}", (230, 60), 9))
