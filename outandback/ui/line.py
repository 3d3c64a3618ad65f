"""The signs of the line, each as one SVG string. Inks and widths live in the stylesheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from types import MappingProxyType

from outandback.ui.curve import FAR, Path, Point, cut, end_of, straight
from outandback.ui.drawing import LoopShape, both, dot, strokes, svg

Out = tuple[float, float, str]
Bead = tuple[float, bool]

DAY_WIDE = 50.0
NO_START: Mapping[str, float] = MappingProxyType({})


@lru_cache(maxsize=4)
def mark(name: str = "mark") -> str:
    return svg(44, 34, both(LoopShape(22, 25.5, 20, 23, 19, 5.5), "a", 2, 42), name)


@lru_cache(maxsize=4)
def tab_line() -> str:
    shape = LoopShape(56, 50, 46, 46, 50, 6)
    plus = '<path class="plus" d="M56 16v14M49 23h14"/>'
    body = strokes(("fill", shape.of("a", "a"))) + both(shape, "a", -FAR, FAR) + plus
    return svg(112, 56, body, "tabs__line")


@lru_cache(maxsize=64)
def rung(size: float, kind: str = "ink", who: str = "a", one: bool = False) -> str:
    wide, high, y = 12 + 44 * size, 10 + 50 * size, 70.0 if who == "a" else 14.0
    shape = LoopShape(45, y, wide, high, min(44, wide * 0.86 + 6), 4 + 4 * size)
    return svg(90, 84, both(shape, who, 0, 90, kind, one=one))


# A stretch of time as the line -----------------------------------------------------------------


@dataclass(frozen=True)
class Stay:
    shape: LoopShape
    who: str

    def meets(self, stay: Stay) -> bool:
        return self.shape.left < stay.shape.right and stay.shape.left < self.shape.right


def strip(
    size: Point,
    y: float,
    stays: Iterable[Stay],
    now: float,
    people: tuple[str, ...] = ("b", "a"),
    beads: Iterable[Bead] = (),
    ends: Point | None = None,
    over: str = "",
    since: Mapping[str, float] = NO_START,
    under: str = "",
) -> str:
    """Ink before `now` (in user units), pencil after it; the ring is drawn when now is in view.

    `since`: where somebody's line begins. Before there was any there is none. `over`, `under`: what
    is drawn after the lines, and before them.
    """
    start, end = ends or (-FAR, size[0] + FAR)
    kept = sorted(stays, key=lambda stay: stay.shape.x)
    begins = {person: max(start, since.get(person, start)) for person in people}
    pieces = {person: _pieces(person, kept, y, begins[person], end) for person in people}
    parts = [(person, _split(pieces[person], now)) for person in people]
    lines = [(f"pencil {person}", ahead) for person, (_, ahead) in parts]
    lines += [(f"ink {person}", done) for person, (done, _) in parts]
    dots = "".join(_bead(x, y, filled) for x, filled in beads)
    ring = dot("now", (now, y), 5) if 0 <= now <= size[0] else ""
    return svg(*size, under + strokes(*lines) + dots + over + ring)


def _bead(x: float, y: float, filled: bool) -> str:
    return dot("bead" if filled else "bead bead--ahead", (x, y), 6)


def _pieces(person: str, stays: list[Stay], y: float, start: float, end: float) -> list[Path]:
    own = [stay for stay in stays if stay.who == person]
    shown = [s for s in stays if s.who == person or not any(s.meets(mine) for mine in own)]
    shown = [s for s in shown if s.who == person or s.shape.left >= start]
    start = min([start, *(stay.shape.left for stay in own)])
    pieces, at = [], start
    for stay in shown:
        pieces += [straight(at, stay.shape.left, y), stay.shape.of(person, stay.who)]
        at = stay.shape.right
    # Where there is no way to go, round ends would make a dot of it.
    return [one for one in (*pieces, straight(at, end, y)) if one[0][0] != end_of(one)]


def _split(pieces: list[Path], now: float) -> tuple[Path, Path]:
    done: Path = ()
    ahead: Path = ()
    for piece in pieces:
        start, end = piece[0][0][0], end_of(piece)[0]
        share = (now - start) / (end - start) if end > start else float(start < now)
        before, after = cut(piece, min(max(share, 0.0), 1.0))
        done, ahead = done + before, ahead + after
    return done, ahead


def week(
    outs: Iterable[Out],
    now: float,
    one: str = "",
    beads: Iterable[Bead] = (),
    since: Mapping[str, float] = NO_START,
    under: str = "",
) -> str:
    """Outs are (start, end, who) and `now` a number, all in days since the week began (0 to 7).

    Below 0 the week is all to come, above 7 it is all past. `one`: the only ink, when solo.
    `beads`: time together; one is filled where somebody noted that it was, whenever that is.
    `since`: the day on which somebody's line begins, if in this week. `under`: drawn before it.
    """
    high, y = {"": (106, 48), "a": (92, 66), "b": (92, 26)}[one]
    stays = [_stay(out, y, high) for out in outs]
    people = (one,) if one else ("b", "a")
    marks = [(day * DAY_WIDE, filled) for day, filled in beads]
    begins = {person: day * DAY_WIDE for person, day in since.items()}
    size = (7 * DAY_WIDE, high)
    return strip(size, y, stays, _now(now), people, marks, since=begins, under=under)


def extent(out: Out) -> tuple[float, float]:
    """Where the loop of an out leaves the week's line and comes back to it, in days."""
    shape = _stay(out, 0, 0).shape
    return shape.left / DAY_WIDE, shape.right / DAY_WIDE


def _now(days: float) -> float:
    """In user units. A week that is over is ink to its ends, one not yet begun is pencil."""
    if 0 <= days < 7:
        return round(days * DAY_WIDE, 1)
    return 2 * FAR if days >= 7 else -2 * FAR


def _stay(out: Out, y: float, high: float) -> Stay:
    """A loop grows with the square root of its hours; 14 units is the smallest."""
    start, end, who = out
    wide = min(max(14 * sqrt(max(end - start, 0) * 24), 14), 60)
    tall = min(wide + 10, (y if who == "a" else high - y) - 6)
    spread = max(wide * 0.95, (end - start) * DAY_WIDE / 2)
    middle = (start + end) / 2 * DAY_WIDE
    return Stay(LoopShape(middle, y, wide, tall, spread, min(5, tall * 0.14)), who)


TRIP_DAY_WIDE, TRIP_DAY_MARGIN = 350.0, 6.0


def trip_day(outs: Iterable[Out], now: float, beads: Iterable[float] = ()) -> str:
    """One day of a trip. Outs are (start, end, who), all in shares of the day’s line, 0 to 1;
    `now` below 0 is a day to come, above 1 one that is over."""
    found = list(outs)
    inks = {who for _start, _end, who in found}
    y, high = {"": (20.0, 40.0), "a": (44.0, 60.0), "b": (16.0, 60.0)}.get(
        "".join(inks), (48.0, 96.0)
    )
    stays = [_hours_out(out, y, len(inks) > 1) for out in found]
    reached = _along_day(now) if 0 <= now <= 1 else now * FAR
    marks = [(x, x <= reached) for x in map(_along_day, beads)]
    return strip((TRIP_DAY_WIDE, high), y, stays, reached, beads=marks, ends=(0, TRIP_DAY_WIDE))


def _hours_out(out: Out, y: float, both_go: bool) -> Stay:
    """As wide as its hours; never so narrow that it is no loop, nor higher than its half."""
    start, end, who = out
    middle = min(max(_along_day((start + end) / 2), 14.0), TRIP_DAY_WIDE - 14)
    room = min(middle, TRIP_DAY_WIDE - middle)
    spread = min(max((end - start) * (TRIP_DAY_WIDE - 2 * TRIP_DAY_MARGIN) / 2, 13.0), room)
    wide = min(spread * 1.05, 44.0)
    tall = min(wide * 0.9, 27.0 if both_go else 32.0)
    return Stay(LoopShape(middle, y, wide, tall, spread, 4.0), who)


def _along_day(share: float) -> float:
    return round(TRIP_DAY_MARGIN + share * (TRIP_DAY_WIDE - 2 * TRIP_DAY_MARGIN), 1)


@lru_cache(maxsize=64)
def chapter_head(who: str, size: float = 1.0) -> str:
    """Over an entry on paper: the line across, and near its start a loop, or a bead (ab)."""
    if who == "ab":
        return strip((340, 24), 12, [], 2 * FAR, ends=(0, 340), over=dot("bead", (26, 12), 5))
    high = 24 * size + 12
    shape = LoopShape(26, high - 8 if who == "a" else 8, 22 * size, 24 * size, 22 * size, 4)
    return strip((340, high), shape.y, [Stay(shape, who)], 2 * FAR, ends=(0, 340))


@lru_cache(maxsize=16)
def steps_line(step: int, total: int, who: str = "a") -> str:
    """Where you are in a few steps (1 to total): a loop between each and the next."""
    loops = max(total - 1, 1)
    apart, y = 112 / loops, 30.0 if who == "a" else 10.0
    wide = min(14.0, apart / 2)
    shapes = [LoopShape(apart * (i + 0.5), y, wide, wide + 6, wide * 0.95, 0) for i in range(loops)]
    now = apart * (step - 1) if step < total else 113.0
    return strip((112, 40), y, [Stay(shape, who) for shape in shapes], now, (who,), ends=(0, 112))


@lru_cache(maxsize=64)
def project(done: int, total: int, who: str = "a") -> str:
    """Steps taken in ink, steps ahead in pencil; one line, because it is one person's."""
    taken = _row_of_loops(0, min(done, total))
    ahead = _row_of_loops(min(done, total), total)
    return svg(350, 40, strokes((f"pencil {who}", ahead), (f"ink {who}", taken)))


def _row_of_loops(first: int, last: int) -> Path:
    row: Path = ()
    for i in range(first, last):
        shape = LoopShape(DAY_WIDE * (i + 0.5), 31, 16, 22, 17, 0)
        row += shape.within("a", "a", DAY_WIDE * i, DAY_WIDE * (i + 1))
    return row


@lru_cache(maxsize=4)
def empty(one: bool = False) -> str:
    """Nothing yet: a loop in pencil, and the ring where you stand."""
    shape = LoopShape(120, 56, 40, 46, 38, 5)
    people = ("a",) if one else ("b", "a")
    lines = [(f"pencil {person}", shape.within(person, "a", 0, 240)) for person in people]
    return svg(240, 74, strokes(*lines) + dot("now", (0, 56), 5))
