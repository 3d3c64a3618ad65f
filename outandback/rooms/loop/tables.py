"""One's own answers as tables: figures and days, and nothing that somebody wrote.

They hold what the statistics are given and no more: each column says a field of `LivedLeave` or
of `Rating`. No cell begins as a formula does.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, fields
from datetime import datetime, time
from io import StringIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outandback.insight.history import LivedLeave, Rating

from .content import codebook
from .history import A_DAY, A_MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from outandback.insight.history import History

    from .content.codebook import TableColumn

Cell = object
NOT_OF_A_SCALE = {"at", "own", "source"}
SCALES = tuple(one.name for one in fields(Rating) if one.name not in NOT_OF_A_SCALE)
# Nobody is asked it, so that no answer is lost.
LEFT_OUT = {"received"}
DIGITS = 6  # of a day: a tenth of a second
CODEBOOK = (
    "file", "column", "type", "unit", "least", "most", "codes", "means", "asked", "empty",
    "seen_by",
)  # fmt: skip


@dataclass(frozen=True)
class Calendar:
    """Days since any moment, as days of one person's clock."""

    first: float
    zone: ZoneInfo

    def on(self, at: float) -> date:
        return datetime.fromtimestamp(round(at * A_DAY) + self.monday, self.zone).date()

    def day(self, at: float) -> float:
        return at - self.first

    @property
    def monday(self) -> float:
        return datetime.combine(A_MONDAY, time(), self.zone).timestamp()


@dataclass(frozen=True)
class Numbered:
    """A leave with its number among all, and among those of whoever left."""

    leave: LivedLeave
    of_all: int
    of_theirs: int
    left_out: bool


def tables_of(history: History, zone: ZoneInfo) -> dict[str, str]:
    """By the name of its file: one's leaves, one's ratings, and what stands in their columns."""
    calendar = _calendar(history, zone)
    leaves = (_leave(one, calendar) for one in _numbered(history))
    ratings = (_rating(*one, calendar) for one in _answers(history.ratings))
    return {
        "leaves.csv": _written([one.name for one in codebook.LEAVES], leaves),
        "ratings.csv": _written([one.name for one in codebook.RATINGS], ratings),
        "codebook.csv": _written(CODEBOOK, _codebook()),
    }


def _calendar(history: History, zone: ZoneInfo) -> Calendar:
    """Days begin with the first day that anything stands on."""
    from_monday = Calendar(0.0, zone)
    times = [one.out for one in history.leaves] + [one.at for one in history.ratings]
    if not times:
        return from_monday
    midnight = datetime.combine(from_monday.on(min(times)), time(), zone)
    return Calendar((midnight.timestamp() - from_monday.monday) / A_DAY, zone)


# Leaves and ratings ------------------------------------------------------------------------------


def _numbered(history: History) -> Iterator[Numbered]:
    so_far: Counter[bool] = Counter()
    in_order = sorted(history.leaves, key=lambda one: (one.out, one.back))
    for number, leave in enumerate(in_order, start=1):
        so_far[leave.own] += 1
        left_out = any(first <= leave.out < end for first, end in history.left_out)
        yield Numbered(leave, number, so_far[leave.own], left_out)


def _who(own: bool) -> str:
    return "me" if own else "other"


OF_A_LEAVE: dict[str, Callable[[LivedLeave, Calendar], Cell]] = {
    "who_left": lambda leave, _: _who(leave.own),
    "out_on": lambda leave, calendar: calendar.on(leave.out),
    "out_day": lambda leave, calendar: calendar.day(leave.out),
    "back_on": lambda leave, calendar: calendar.on(leave.back),
    "back_day": lambda leave, calendar: calendar.day(leave.back),
    "hours": lambda leave, _: (leave.back - leave.out) * 24,
    "distance": lambda leave, _: leave.distance,
    "company": lambda leave, _: leave.company,
    "way": lambda leave, _: leave.channel,
    "trip": lambda leave, _: int(leave.trip),
    "landed": lambda leave, _: leave.landed,
    "felt_me": lambda leave, _: leave.felt[0],
    "felt_other": lambda leave, _: leave.felt[1],
    "guilt_before": lambda leave, _: leave.guilt_at_door,
    "guilt_looking_back": lambda leave, _: leave.guilt_looking_back,
    "on_time": lambda leave, _: leave.on_time,
}


def _leave(one: Numbered, calendar: Calendar) -> dict[str, Cell]:
    said = {name: value(one.leave, calendar) for name, value in OF_A_LEAVE.items()}
    counted = {"leave": one.of_all, "number": one.of_theirs, "left_out": int(one.left_out)}
    return {**counted, **said}


def _answers(ratings: Iterable[Rating]) -> Iterator[tuple[Rating, str, Cell]]:
    """One row for each scale that was answered."""
    for rating in ratings:
        for scale in SCALES:
            if (value := getattr(rating, scale)) is not None:
                yield rating, scale, value


def _rating(rating: Rating, scale: str, value: Cell, calendar: Calendar) -> dict[str, Cell]:
    return {
        "on": calendar.on(rating.at),
        "day": calendar.day(rating.at),
        "who": _who(rating.own),
        "scale": scale,
        "value": value,
        "source": rating.source,
    }


# What stands in them -----------------------------------------------------------------------------


def _codebook() -> Iterator[dict[str, Cell]]:
    for column in codebook.LEAVES:
        yield _column("leaves.csv", column)
    for column in codebook.RATINGS:
        yield _column("ratings.csv", column)
    for scale, asked in codebook.SCALES.items():
        for source, question in asked.items():
            yield {
                "file": "ratings.csv",
                "column": "value",
                "codes": f"scale = {scale}; source = {source}",
                "asked": question,
                "seen_by": codebook.SEEN_BY.get(source, codebook.YOU),
            }


def _column(file: str, column: TableColumn) -> dict[str, Cell]:
    return {
        "file": file,
        "column": column.name,
        "type": column.kind.type,
        "unit": column.kind.unit,
        "least": column.kind.least,
        "most": column.kind.most,
        "codes": "; ".join(f"{code} = {label}" for code, label in column.codes),
        "means": column.means,
        "asked": column.asked,
        "empty": codebook.UNANSWERED if column.answered else codebook.NEVER,
        "seen_by": column.seen_by,
    }


def _written(columns: Sequence[str], rows: Iterable[dict[str, Cell]]) -> str:
    written = StringIO()
    writer = csv.DictWriter(written, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{round(value, DIGITS) + 0.0:.{DIGITS}f}".rstrip("0").rstrip(".")
    return str(value)
