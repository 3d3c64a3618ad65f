"""Answers as they were given, leave by leave and week by week, with nothing found in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from outandback.rooms.loop.history import A_MONDAY
from outandback.ui import charts
from outandback.ui.spoken import DayFormat, Here, say_day

from .grey import in_last, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from outandback.insight.answers import LoopAnswers
    from outandback.insight.history import History

    from .grey import Spans

A_ROW, LEAVES, WEEKS = 10, 40, 52
EMPTY = SafeString("")
Rated = tuple[tuple[int, float], ...]
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Strip:
    """One row of several: what it is of, and in words what it shows, of how many answers."""

    label: str
    picture: SafeString
    said: str


@dataclass(frozen=True)
class Drawn:
    """`scale`: whether 0, 5 and 10 stand beside it. `caption`: what its table holds. `grey`: what
    is grey in it."""

    picture: SafeString = EMPTY
    ends: tuple[Any, ...] = ()
    scale: bool = False
    strips: tuple[Strip, ...] = ()
    caption: str = ""
    rows: Rows = ()
    grey: str = ""

    def __bool__(self) -> bool:
        return bool(self.picture or self.strips)


NOTHING = Drawn()


def slopes(answers: LoopAnswers, ink: str) -> Drawn:
    if not answers.slopes:
        return NOTHING
    many = len(answers.slopes)
    title = ngettext(
        "Guilt before and looking back, of {count} leave.",
        "Guilt before and looking back, of your last {count} leaves with both.",
        many,
    ).format(count=many)
    ends = gettext("before you go"), gettext("looking back")
    return Drawn(
        SafeString(charts.slopes(answers.slopes, ink, title)),
        ends,
        scale=True,
        caption=gettext("Guilt before you go, and looking back"),
        rows=by_side(ends, answers.slopes),
    )


def felt(history: History, ink: str, marked: Spans) -> Drawn:
    """As it was answered, with nothing found in it."""
    own = [one for one in history.leaves if one.own]
    rated = tuple((at, float(one.felt[0])) for at, one in enumerate(own) if one.felt[0] is not None)
    if not rated:
        return NOTHING
    title = gettext("How each leave was for you, from 0 to 10, in their order.")
    grey = marked.behind([one.out for one in own])
    seen = in_last(grey, max(len(own) - LEAVES, 0))
    return Drawn(
        SafeString(charts.over_leaves(*last_of(rated, len(own)), ink, title=title, grey=seen)),
        (first_of(len(own)), gettext("now")),
        scale=True,
        caption=gettext("All in all, how was this leave for me?"),
        rows=(*by_leaf(rated), *(one.row for one in grey)),
        grey=in_words(grey),
    )


def energy(history: History, ink: str) -> Drawn:
    """Before one went against after one was back, as it was answered."""
    at = {one.at: one.energy for one in history.ratings if one.own and one.energy is not None}
    pairs = [(at.get(one.out), at.get(one.back)) for one in history.leaves if one.own]
    both = [(out, back) for out, back in pairs if out is not None and back is not None]
    if not both:
        return NOTHING
    title = gettext("Energy before you went and back again, leave by leave.")
    ends = gettext("before you went"), gettext("back")
    return Drawn(
        SafeString(charts.slopes(both, ink, title)),
        ends,
        scale=True,
        caption=gettext("Energy before you went, and back again"),
        rows=by_side(ends, both),
    )


def rests_on(weeks: tuple[int, ...], first: int) -> Drawn:
    """How many answers there are of each of the last weeks; its table is by month."""
    if not weeks:
        return NOTHING
    shown = weeks[-WEEKS:]
    monday = A_MONDAY + timedelta(weeks=first + len(weeks) - len(shown))
    title = ngettext(
        "{count} answer of yours, week by week.",
        "{count} answers of yours, week by week.",
        sum(shown),
    ).format(count=sum(shown))
    months: dict[str, int] = {}
    for at, many in enumerate(shown):
        month = _month(monday + timedelta(weeks=at))
        months[month] = months.get(month, 0) + many
    return Drawn(
        SafeString(charts.weeks(shown, title)),
        (_month(monday), gettext("now")),
        caption=gettext("Your answers, by month"),
        rows=tuple((month, str(many)) for month, many in months.items()),
    )


def _month(day: date) -> str:
    return say_day(day, Here.on(day), shape=DayFormat.MONTH_DATED)


def last_of(rated: Rated, many: int) -> tuple[Rated, int]:
    """Those of the last leaves, which a picture has room for."""
    before = max(many - LEAVES, 0)
    return tuple((at - before, value) for at, value in rated if at >= before), many - before


def first_of(many: int) -> str:
    if many <= LEAVES:
        return gettext("first")
    return gettext("{count} leaves ago").format(count=LEAVES)


def by_leaf(rated: Rated) -> Rows:
    """Ten leaves a row, in their order."""
    rows: dict[int, list[str]] = {}
    for at, value in rated:
        rows.setdefault(at // A_ROW, []).append(whole(value))
    return tuple((_leaves(row), "  ".join(values)) for row, values in rows.items())


def by_side(ends: tuple[str, str], pairs: Sequence[tuple[float, float]]) -> Rows:
    """What stands on either side, leave by leave in their order."""
    sides = zip(*pairs, strict=True)
    return tuple((end, "  ".join(map(whole, side))) for end, side in zip(ends, sides, strict=True))


def _leaves(row: int) -> str:
    first = row * A_ROW + 1
    return gettext("Leaves {first} to {last}").format(first=first, last=first + A_ROW - 1)


def whole(value: float) -> str:
    return f"{value:.0f}"
