"""Comfort as lines: easy is ink, talk first is thick dots, not for now is no line at all. What is
not shown is two thin lines with nothing between them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from outandback.ui.curve import Path, Point, cut, end_of, number, straight, turned
from outandback.ui.drawing import LoopShape, dot, inks, strokes, svg

# What one of the two said of one option, and what the other said (None: nobody is beside them).
Said = tuple[str, str | None]

EASY, TALK, NOT_NOW, UNSAID, UNSHOWN = "easy", "talk", "not", "", "unshown"
GAP = 8.5
BLANK = 3.5
BEND = 24.0
STRAND = 48.0
STRAND_DOTS = 6
CARE_SIZE = (300.0, 40.0)
DOTS_APART = 10.0
SWATCH_SIZE = (36.0, 12.0)


def _lane(person: str, said: Said) -> float:
    """How far beside the middle a line runs: not at all where it is alone or easy for both."""
    own, others = said
    if others is None or own == others == EASY:
        return 0
    return -GAP if person == "a" else GAP


def _step(person: str, said: Said, before: Said | None, start: float, wide: float) -> Path:
    """One option's piece of someone's line, bending over from where the one before it ran."""
    lane, end = _lane(person, said), start + wide
    came = lane if before is None or before[0] == NOT_NOW else _lane(person, before)
    if came == lane:
        return straight(start, end, lane)
    bend = min(BEND, wide * 0.6)
    return (
        (
            (start, came),
            (start + bend * 0.58, came),
            (start + bend * 0.42, lane),
            (start + bend, lane),
        ),
        *straight(start + bend, end, lane),
    )


def _shown(state: str, person: str, path: Path, dots: int) -> str:
    if state == TALK:
        return _dots(f"ink talks {person}", path, dots)
    if state == UNSHOWN:
        return strokes((f"blank {person}", _beside(path, -BLANK) + _beside(path, BLANK)))
    name = {EASY: f"ink {person}", UNSAID: "faint"}.get(state, "")
    return strokes((name, path)) if name else ""


def _dots(name: str, path: Path, count: int) -> str:
    """Dots set one by one: those of one option go on evenly into those of the next."""
    places = [end_of(cut(path, (i + 0.5) / count)[0]) for i in range(count)]
    return f'<path class="{name}" d="{"".join(_marks(places))}"/>'


def _marks(places: list[Point]) -> Iterator[str]:
    """Each from where the one before it ended, which is shorter."""
    last: Point | None = None
    for x, y in places:
        at = round(x, 1), round(y, 1)
        if last is None:
            yield f"M{number(at[0])} {number(at[1])}v.1"
        else:
            yield f"m{number(at[0] - last[0])} {number(at[1] - last[1])}v.1"
        last = at[0], at[1] + 0.1


def _at(path: Path, y: float) -> Path:
    return tuple(
        ((a[0], a[1] + y), (b[0], b[1] + y), (c[0], c[1] + y), (e[0], e[1] + y))
        for a, b, c, e in path
    )


def _beside(path: Path, by: float) -> Path:
    """A straight line beside this one, which runs down the page or across it."""
    runs_down = path[0][0][0] == path[-1][3][0]
    return turned(_at(turned(path), by)) if runs_down else _at(path, by)


def _seen_from(person: str, me: str, mine: str, theirs: str | None) -> Said:
    return (mine, theirs) if person == me else (theirs or UNSAID, mine)


# One row of the lines down the page ------------------------------------------------------------


@lru_cache(maxsize=512)
def strand(
    mine: str,
    theirs: str | None,
    before_mine: str = UNSAID,
    before_theirs: str | None = UNSAID,
    me: str = "a",
    rows: int = 1,
) -> str:
    """The row of one option, or one drawing for several rows that are alike. With nothing said in
    the row before, lines begin where they are. Where no line is, nothing is drawn."""
    down = STRAND * rows
    body = ""
    for person in _people(me, theirs is None):
        said = _seen_from(person, me, mine, theirs)
        before = _before(person, me, before_mine, before_theirs if theirs is not None else None)
        path = _step(person, said, before, 0, down)
        body += _shown(said[0], person, turned(_at(path, STRAND / 2)), STRAND_DOTS * rows)
    return svg(STRAND, down, body, stretched=True) if body else ""


def _before(person: str, me: str, mine: str, theirs: str | None) -> Said | None:
    return _seen_from(person, me, mine, theirs) if mine or theirs else None


def _people(me: str, alone: bool) -> tuple[str, ...]:
    return (me,) if alone else ("b", "a")


# A care across the page, with the plan on it ---------------------------------------------------


@lru_cache(maxsize=256)
def care_line(
    mine: tuple[str, ...], theirs: tuple[str, ...] | None, spot: int | None = None, me: str = "a"
) -> str:
    """All options of one care, each as wide as the other; the ring is the plan."""
    beside = theirs if theirs is not None else (None,) * len(mine)
    rows = tuple(zip(mine, beside, strict=True))
    body = "".join(_along(person, me, rows) for person in _people(me, theirs is None))
    return svg(*CARE_SIZE, body + _spot(spot, len(mine)))


def _along(person: str, me: str, rows: tuple[Said, ...]) -> str:
    """What is alike goes on in one stroke: two would print darker where their ends meet."""
    wide, drawn = CARE_SIZE[0] / max(len(rows), 1), ""
    steps = list(_steps(person, [_seen_from(person, me, *row) for row in rows], wide))
    for state, alike in groupby(steps, key=lambda step: step[0]):
        pieces = [piece for _, piece in alike]
        path = _at(tuple(bezier for piece in pieces for bezier in piece), CARE_SIZE[1] / 2)
        drawn += _shown(state, person, path, max(round(wide * len(pieces) / DOTS_APART), 1))
    return drawn


def _steps(person: str, row: list[Said], wide: float) -> list[tuple[str, Path]]:
    before = [None, *row[:-1]]
    return [(said[0], _step(person, said, before[i], wide * i, wide)) for i, said in enumerate(row)]


def _spot(spot: int | None, steps: int) -> str:
    """A little beyond the middle of its step, where lines that part have parted."""
    if spot is None:
        return ""
    wide = CARE_SIZE[0] / steps
    return dot("spot", (wide * (spot + 0.5) + 4, CARE_SIZE[1] / 2), 13)


# Small ones ------------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def swatch(state: str = EASY, who: str = "a") -> str:
    """For the key. `who` may be "ab": both inks, one over the other."""
    wide, high = SWATCH_SIZE
    path = straight(4, wide - 4, high / 2)
    return svg(*SWATCH_SIZE, "".join(_shown(state, ink, path, 4) for ink in who))


@lru_cache(maxsize=4)
def breath(who: str = "a", one: bool = False) -> str:
    """A way to breathe along: the pencil is there at once, the ink is laid over it by the style."""
    y = 62.0 if who == "a" else 18.0
    shape = LoopShape(60, y, 62, 54, 56, 9)
    paths = [(person, shape.of(person, who)) for person in inks(who, one)]
    pencil = strokes(*((f"pencil {person}", path) for person, path in paths))
    ink = strokes(*((f"ink {person}", path) for person, path in paths))
    laid = ink.replace(' d="', ' pathLength="1" d="')
    return svg(120, 80, f'{pencil}<g class="laid">{laid}</g>', "breath")
