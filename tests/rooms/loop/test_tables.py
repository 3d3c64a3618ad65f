"""One's own answers as tables: every field of the statistics has its column, every column says
what it holds, and no cell holds words."""

from __future__ import annotations

import csv
import re
from dataclasses import fields, replace
from inspect import getsource
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from outandback.insight.history import History, LivedLeave, Rating
from outandback.pages.door.forms import DoorForm
from outandback.pages.plan.forms import PlanForm
from outandback.pages.telling.forms import LandingForm
from outandback.rooms.comeback.content.sentences import LANDED as OFFERED_LANDED
from outandback.rooms.comfort.content.sentences import COMPANY as OFFERED_COMPANY
from outandback.rooms.comfort.content.sentences import DISTANCE as OFFERED_DISTANCE
from outandback.rooms.loop import history as history_module
from outandback.rooms.loop.content import codebook
from outandback.rooms.loop.history import COMPANY, DISTANCE, LANDED, SOURCES
from outandback.rooms.loop.tables import LEFT_OUT, SCALES, tables_of

LONDON, UTC = ZoneInfo("Europe/London"), ZoneInfo("UTC")
FORMULA = re.compile(r"[=+\-@\t\r]")
FIGURE = re.compile(r"(\d+(\.\d{1,6})?|\d{4}-\d\d-\d\d|)")
# What each column of a leave says, by the field that it is told from.
TOLD_BY = {
    "own": {"who_left"},
    "out": {"out_on", "out_day", "hours"},
    "back": {"back_on", "back_day", "hours"},
    "distance": {"distance"},
    "company": {"company"},
    "channel": {"way"},
    "trip": {"trip"},
    "landed": {"landed"},
    "felt": {"felt_me", "felt_other"},
    "guilt_at_door": {"guilt_before"},
    "guilt_looking_back": {"guilt_looking_back"},
    "on_time": {"on_time"},
}
LEAVE = LivedLeave(869.8, 870.925, own=True)
OTHER: dict[str, Any] = {
    "own": False,
    "out": 869.9,
    "back": 871.0,
    "distance": 3,
    "company": 2,
    "channel": 4,
    "trip": True,
    "landed": 2.0,
    "felt": (3.0, 9.0),
    "guilt_at_door": 8.0,
    "guilt_looking_back": 1.0,
    "on_time": 1.0,
}


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def some_tables() -> dict[str, list[dict[str, str]]]:
    history = History(
        (
            LivedLeave(870.0, 870.125, own=False, felt=(None, 8)),
            LivedLeave(869.75, 869.8, own=True, felt=(4, None), guilt_at_door=0, on_time=1.0),
            LivedLeave(871.5, 871.75, own=True),
        ),
        (Rating(869.75, True, 4, source="before"), Rating(870.125, False, 5, 6, source="return")),
    )
    return {name: read(text) for name, text in tables_of(history, UTC).items()}


def test_every_field_of_the_statistics_has_its_columns() -> None:
    """A new field needs a column and its line in the codebook, or a reason in LEFT_OUT."""
    assert {one.name for one in fields(LivedLeave)} == TOLD_BY.keys() | LEFT_OUT
    counted = {"leave", "number", "left_out"}
    assert set().union(*TOLD_BY.values()) | counted == {one.name for one in codebook.LEAVES}


def test_a_field_moves_its_own_columns_and_no_other() -> None:
    (before,) = read(tables_of(History((LEAVE,)), LONDON)["leaves.csv"])
    for name, columns in TOLD_BY.items():
        changed = replace(LEAVE, **{name: OTHER[name]})
        (after,) = read(tables_of(History((changed,)), LONDON)["leaves.csv"])
        moved = {column for column, cell in after.items() if cell != before[column]}
        assert moved <= columns and moved, (name, moved)


def test_nothing_that_is_left_out_was_ever_asked() -> None:
    """No answer is lost: the statistics of a person are given none of it."""
    assert [name for name in LEFT_OUT if f"{name}=" in getsource(history_module)] == []


def test_every_scale_and_where_it_is_asked_stands_in_the_codebook() -> None:
    assert set(SCALES) == codebook.SCALES.keys()
    places = dict(codebook.SOURCES).keys()
    assert set(SOURCES.values()) == places
    for kind, place in SOURCES.items():
        asked = {one.name for one in fields(kind)} & set(SCALES)  # type: ignore[arg-type] # all are dataclasses
        assert asked == {scale for scale, by in codebook.SCALES.items() if place in by}


def test_what_was_asked_stands_there_as_it_was_asked() -> None:
    said = {one.name: str(one.asked) for one in codebook.LEAVES}
    assert said["guilt_before"] == DoorForm.base_fields["guilt"].label
    assert said["distance"] == PlanForm.base_fields["distance"].label
    assert said["company"] == PlanForm.base_fields["company"].label
    assert said["landed"] == LandingForm.base_fields["how"].label
    for scale, by in codebook.SCALES.items():
        assert by.get("before") in {None, getattr(DoorForm.base_fields.get(scale), "label", "")}


def test_every_choice_has_its_number_in_the_codebook() -> None:
    of = {one.name: one.codes for one in codebook.LEAVES}
    for name, offered, numbers in (
        ("distance", OFFERED_DISTANCE, DISTANCE),
        ("company", OFFERED_COMPANY, COMPANY),
        ("landed", OFFERED_LANDED, LANDED),
    ):
        assert {label for _, label in of[name]} == {label for key, label in offered if key}
        assert {float(code) for code, _ in of[name]} == {float(one) for one in numbers.values()}


def test_leaves_stand_in_their_order_each_with_its_number() -> None:
    rows = some_tables()["leaves.csv"]
    assert [(one["leave"], one["who_left"], one["number"]) for one in rows] == [
        ("1", "me", "1"),
        ("2", "other", "1"),
        ("3", "me", "2"),
    ]
    first, second, third = rows
    assert (first["out_on"], first["out_day"], first["back_day"]) == ("2026-05-19", "0.75", "0.8")
    assert (second["out_on"], second["out_day"], second["hours"]) == ("2026-05-20", "1", "3")
    assert (first["felt_me"], first["guilt_before"], first["on_time"]) == ("4", "0", "1")
    assert (second["felt_other"], third["felt_other"], third["on_time"]) == ("8", "", "")


def test_a_leave_on_days_that_were_left_out_says_so() -> None:
    leaves = (LivedLeave(3.0, 3.5, own=True), LivedLeave(4.0, 4.5, own=False), LEAVE)
    history = History(leaves, left_out=((3.9, 4.1), (870.0, 871.0)))
    rows = read(tables_of(history, LONDON)["leaves.csv"])
    assert [one["left_out"] for one in rows] == ["0", "1", "0"]


def test_ratings_are_one_row_each() -> None:
    rows = some_tables()["ratings.csv"]
    assert [tuple(one.values()) for one in rows] == [
        ("2026-05-19", "0.75", "me", "closeness", "4", "before"),
        ("2026-05-20", "1.125", "other", "closeness", "5", "return"),
        ("2026-05-20", "1.125", "other", "energy", "6", "return"),
    ]


def test_every_column_stands_in_the_codebook_and_holds_what_it_says() -> None:
    tables = some_tables()
    book = tables.pop("codebook.csv")
    for file, rows in tables.items():
        of = {one["column"]: one for one in book if one["file"] == file and one["type"]}
        assert list(of) == list(rows[0])
        for row in rows:
            for column, cell in row.items():
                fits(cell, of[column])


def fits(cell: str, said: dict[str, str]) -> None:
    if not cell:
        assert said["empty"].startswith("Empty"), said
        return
    if said["type"] == "text":
        # A word of the program's own, and named there; scales have lines of their own.
        assert f"{cell} =" in said["codes"] or said["column"] == "scale"
        return
    assert FIGURE.fullmatch(cell), (cell, said)
    if said["type"] == "integer":
        assert int(said["least"] or 0) <= int(cell) <= int(said["most"] or cell)


def test_no_cell_begins_as_a_formula_does() -> None:
    for rows in some_tables().values():
        assert [cell for row in rows for cell in row.values() if FORMULA.match(cell)] == []


def test_days_do_not_lose_their_sign_at_the_first_one() -> None:
    """By how a sum of days is rounded the first day could be less than none."""
    for at in (0.1 + 0.2, 869.3, 1 / 3):
        midnight = History((LivedLeave(float(int(at)), at + 1, own=True),))
        (row,) = read(tables_of(midnight, UTC)["leaves.csv"])
        assert row["out_day"] == "0"


def test_with_nothing_yet_there_are_the_columns_alone() -> None:
    tables = tables_of(History(), LONDON)
    assert tables["leaves.csv"] == ",".join(one.name for one in codebook.LEAVES) + "\n"
    assert tables["ratings.csv"] == "on,day,who,scale,value,source\n"


def test_a_day_is_that_of_the_readers_clock_in_summer_and_in_winter() -> None:
    """Half an hour after midnight, in January and in July, of days of 24 hours since a Monday in
    January."""
    for at, zone, day in (
        (366 + 5 + 1 / 48, "Europe/London", "2025-01-06"),
        (366 + 186 - 1 / 48, "Europe/London", "2025-07-06"),
        (366 + 186 - 1 / 12, "Europe/London", "2025-07-05"),
        (366 + 186 + 1 / 48, "America/Los_Angeles", "2025-07-06"),
    ):
        history = History((LivedLeave(at, at + 0.1, own=True),))
        (row,) = read(tables_of(history, ZoneInfo(zone))["leaves.csv"])
        assert row["out_on"] == day, (at, zone)
