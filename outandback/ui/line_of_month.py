"""A month as the line: a leave is a stitch in it, a spin a bead, a trip a stretch behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from outandback.ui.curve import FAR, Point
from outandback.ui.drawing import LoopShape, band, dot
from outandback.ui.line import NO_START, Stay, strip

MONTH_DAY, MONTH_MARGIN = 11.5, 14.0
MONTH_WIDE = 31 * MONTH_DAY + 2 * MONTH_MARGIN


class Stitch(NamedTuple):
    """A leave in the line of its month: when it began and how many nights, in days of the month.

    `told`: something was brought from it, and there is a dot in its loop.
    """

    start: float
    nights: float
    who: str
    size: float = 1.0
    told: bool = False

    def middle(self, days: int) -> float:
        """On the day it set out; of more nights, halfway to the last one in this month."""
        last = max(min(self.start + self.nights - 1, days), self.start)
        return MONTH_MARGIN + (self.start + last) / 2 * MONTH_DAY


def month(
    stitches: Sequence[Stitch],
    days: int,
    now: float,
    one: str = "",
    beads: Iterable[float] = (),
    since: Mapping[str, float] = NO_START,
    trips: Iterable[Point] = (),
) -> str:
    """`now`, `beads`, `since` and `trips` in days since the month began. `one`: the only ink, when
    solo.

    `since`: where somebody's line begins; in a month before that it has none.
    """
    high, y = {"": (52.0, 27.0), "a": (36.0, 28.0), "b": (36.0, 8.0)}[one]
    stays = [_small_stay(stitch, stitches, y, days) for stitch in stitches]
    seeds = (_seed(stay) for stay, stitch in zip(stays, stitches, strict=True) if stitch.told)
    wide = days * MONTH_DAY + 2 * MONTH_MARGIN
    people = tuple(who for who in ((one,) if one else ("b", "a")) if since.get(who, 0) < days)
    reached = MONTH_MARGIN + now * MONTH_DAY if 0 <= now < days else now * FAR
    over = "".join((*seeds, *(_small_bead(day, y) for day in beads)))
    begins = {who: MONTH_MARGIN + day * MONTH_DAY for who, day in since.items() if day > 0}
    under = "".join(_stretch(trip, days, high) for trip in trips)
    return strip(
        (MONTH_WIDE, high),
        y,
        stays,
        reached,
        people,
        ends=(0, wide),
        over=over,
        since=begins,
        under=under,
    )


def _small_stay(stitch: Stitch, row: Sequence[Stitch], y: float, days: int) -> Stay:
    """A long one covers its days; those of neighbouring days make room for each other."""
    middle, own = stitch.middle(days), [one for one in row if one.who == stitch.who]
    others = (abs(one.middle(days) - middle) for one in own if one is not stitch)
    room = max(min(others, default=FAR), 4.0)
    wide = min(8 + 12 * stitch.size, max(room, 11))
    nights = min(stitch.nights, days - stitch.start) * MONTH_DAY
    spread = min(max(wide * 0.85, nights / 2), room / 2)
    return Stay(LoopShape(middle, y, wide, wide + 2, spread, 3), stitch.who)


def _small_bead(day: float, y: float) -> str:
    return dot("bead", (MONTH_MARGIN + day * MONTH_DAY, y), 3)


def _seed(stay: Stay) -> str:
    shape, up = stay.shape, -1 if stay.who == "a" else 1
    return dot(f"seed {stay.who}", (shape.x, shape.y + up * shape.high * 0.64), 2)


def _stretch(trip: Point, days: int, high: float) -> str:
    """From the beginning of a day to the end of another, as far as they lie in the month."""
    start, end = max(trip[0], 0.0), min(trip[1], float(days))
    left, right = (MONTH_MARGIN + day * MONTH_DAY for day in (start, end))
    return band("stretch", (left, 1), (right, high - 1)) if start < end else ""
