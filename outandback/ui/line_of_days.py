"""A few days as one line: the row of a month, or a week by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

from outandback.ui.curve import FAR, Point
from outandback.ui.drawing import LiftShape, LoopShape, band, dot
from outandback.ui.line import DAY_WIDE, Stay, strip

WEEK = 7
# How high a drawing is and where its line lies, alone or as two; the radius of a bead.
Size = tuple[float, float, float]
LARGE: Mapping[str, Size] = {"": (106, 48, 6), "a": (92, 66, 6), "b": (92, 26, 6)}
SMALL: Mapping[str, Size] = {"": (76, 36, 5), "a": (56, 46, 5), "b": (56, 10, 5)}
SMALLEST, WIDEST = 14.0, 60.0
# How far the line of a leave for work, and of one that goes on in another row, lies from the base.
WORK, WORK_RAMP = 0.62, 6.0
GOES_ON, RAMP = 9.0, 18.0


class Span(NamedTuple):
    """A leave, in days since the row began. `work`: it is for work, and has a flat top."""

    start: float
    end: float
    who: str
    work: bool = False
    began: bool = False
    is_over: bool = False

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


class BeadOnDay(NamedTuple):
    """Time together: filled where the two had it, else open."""

    day: float
    had: bool


@dataclass(frozen=True)
class RowOfDays:
    """Seven days, of which the line has those from `first` up to `last`. All in days since the row
    began; `now` is below `first` where all is to come. `since`: where somebody's line begins.
    `alone`: there is no other row, and the line runs on to both edges of the page."""

    spans: Sequence[Span] = ()
    now: float = -1
    beads: Sequence[BeadOnDay] = ()
    trips: Sequence[Point] = ()
    since: Mapping[str, float] = field(default_factory=dict)
    first: float = 0
    last: float = WEEK
    alone: bool = False

    @property
    def ends(self) -> Point:
        """Where the drawn line begins and ends."""
        if self.alone:
            return -FAR, 2 * FAR
        return self.first * DAY_WIDE, self.last * DAY_WIDE

    def holds(self, span: Span) -> bool:
        return span.start < self.last and (span.end > self.first or span.start >= self.first)


def row_of_days(row: RowOfDays, one: str = "") -> str:
    """`one`: the only ink, when solo. A leave has its loop in the row that its middle is in; in
    another row its line goes along beside the base."""
    high, y, r = (LARGE if row.alone else SMALL)[one]
    stays = [(span, _stay(row, span, y, high)) for span in row.spans if row.holds(span)]
    people = tuple(who for who in ((one,) if one else ("b", "a")) if _is_there(row, who))
    return strip(
        (WEEK * DAY_WIDE, high),
        y,
        [stay for _, stay in stays],
        _reached(row, stays),
        people,
        ends=row.ends,
        over="".join(_bead(bead, y, r) for bead in row.beads),
        since={who: day * DAY_WIDE for who, day in row.since.items() if day > row.first},
        under="".join(_trip(row, trip, high) for trip in row.trips),
    )


def stretches(trips: Iterable[Point], one: str = "") -> str:
    """Trips under the line of a week, as a row has them."""
    week, high = RowOfDays(alone=True), LARGE[one][0]
    return "".join(_trip(week, trip, high) for trip in trips)


def _is_there(row: RowOfDays, who: str) -> bool:
    return row.since.get(who, row.first) < row.last


def _reached(row: RowOfDays, stays: Sequence[tuple[Span, Stay]]) -> float:
    """Where the ink ends. A loop is wider than its hours: it is all to come until it begins, and
    all ink once it is over."""
    if not row.first <= row.now < row.last:
        return 2 * FAR if row.now >= row.last else -2 * FAR
    ring = row.now * DAY_WIDE
    ring = max([ring, *(stay.shape.right for span, stay in stays if span.is_over)])
    ring = min([ring, *(stay.shape.left for span, stay in stays if not span.began)])
    return round(min(max(ring, row.first * DAY_WIDE), row.last * DAY_WIDE), 1)


def _stay(row: RowOfDays, span: Span, y: float, high: float) -> Stay:
    start, end = max(span.start, row.first) * DAY_WIDE, min(span.end, row.last) * DAY_WIDE
    ends = (span.start >= row.first, span.end <= row.last)
    tall = (y if span.who == "a" else high - y) - 6
    if span.work:
        return _beside(row, span, (start, end), y, (tall * WORK, WORK_RAMP), ends)
    if row.first <= span.middle < row.last:
        return Stay(_loop(row, span, (start, end), y, tall), span.who)
    return _beside(row, span, (start, end), y, (GOES_ON, RAMP), ends)


def _loop(row: RowOfDays, span: Span, ends: Point, y: float, tall: float) -> LoopShape:
    """It grows with the square root of its hours, and leaves room for others of the same ink."""
    start, end = ends
    hours = max(span.end - span.start, 0) * 24
    wide = min(max(SMALLEST * sqrt(hours), SMALLEST), WIDEST, tall * 1.2)
    high = min(wide + 10, tall)
    spread = min(max(wide * 0.95, (end - start) / 2), _room(row, span))
    return LoopShape(
        _within(row, (start + end) / 2, spread), y, min(wide, spread * 2), high, spread, 4
    )


def _room(row: RowOfDays, span: Span) -> float:
    own = (one for one in row.spans if one.who == span.who and one is not span)
    away = min((abs(one.middle - span.middle) for one in own), default=FAR)
    return max(away * DAY_WIDE / 2, 5.0)


def _beside(
    row: RowOfDays,
    span: Span,
    line: Point,
    y: float,
    size: Point,
    ends: tuple[bool, bool],
) -> Stay:
    start, end = (
        one if here else edge for one, here, edge in zip(line, ends, row.ends, strict=True)
    )
    spread = max((end - start) / 2, SMALLEST / 2)
    middle = _within(row, (start + end) / 2, spread)
    high, ramp = size
    return Stay(LiftShape(middle, y, 2 * spread, high, spread, ramp, ends), span.who)


def _within(row: RowOfDays, middle: float, spread: float) -> float:
    """So that nothing stands out of the row."""
    low, high = row.ends[0] + spread, row.ends[1] - spread
    return min(max(middle, low), max(low, high))


def _bead(bead: BeadOnDay, y: float, r: float) -> str:
    return dot("bead" if bead.had else "bead bead--ahead", (bead.day * DAY_WIDE, y), r)


def _trip(row: RowOfDays, trip: Point, high: float) -> str:
    start, end = max(trip[0], row.first), min(trip[1], row.last)
    if end <= start:
        return ""
    return band("stretch", (start * DAY_WIDE + 1, 1), (end * DAY_WIDE - 1, high - 1))
