"""The row of a month and the line of a week."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from outandback.ui.curve import FAR
from outandback.ui.line_of_days import BeadOnDay, RowOfDays, Span, row_of_days

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
WIDE = 350.0
LEAVES = [
    *(Span(start, start + days, who, work)
      for start in (-9.0, -0.5, 0.0, 3.3, 6.9) for days in (0.0, 0.02, 1.0, 5.0, 30.0)
      for who in "ab" for work in (True, False)),
]  # fmt: skip


def drawn(svg: str, name: str) -> str:
    return "".join(re.findall(rf'<path class="{name}" d="([^"]*)"', svg))


def numbers(svg: str) -> list[float]:
    return [float(one) for path in re.findall(r' d="([^"]*)"', svg) for one in NUMBER.findall(path)]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("one", ["", "a"])
@pytest.mark.parametrize("now", [-3.0, 0.0, 3.31, 9.0])
def test_every_row_is_well_formed_and_hidden_from_readers(
    now: float, one: str, alone: bool
) -> None:
    for leave in LEAVES:
        if one and leave.who != one:
            continue
        svg = row_of_days(RowOfDays([leave], now, alone=alone), one)
        assert ElementTree.fromstring(svg).get("aria-hidden") == "true"
        assert "nan" not in svg


@pytest.mark.parametrize("leave", LEAVES)
def test_nothing_stands_out_of_a_row(leave: Span) -> None:
    svg = row_of_days(RowOfDays([leave], 4.0))
    assert all(-0.1 <= number <= WIDE + 0.1 for number in numbers(svg))


def test_the_line_begins_and_ends_with_its_month() -> None:
    svg = row_of_days(RowOfDays(now=9, first=2, last=5))
    assert drawn(svg, "ink a") == "M100 0".replace(" 0", " 36") + "H250"
    assert drawn(svg, "pencil a") == ""


def test_what_is_over_is_ink_and_what_has_not_begun_is_pencil() -> None:
    over, ahead = Span(1.0, 1.1, "a", began=True, is_over=True), Span(1.3, 1.4, "a")
    svg = row_of_days(RowOfDays([over, ahead], 1.2))
    assert drawn(svg, "ink a").count("C") == 4 and drawn(svg, "pencil a").count("C") == 4


def test_a_loop_is_drawn_once_and_beside_it_in_other_rows() -> None:
    """From Saturday to Wednesday: its middle is in the second week."""
    before, after = Span(5.0, 10.0, "a"), Span(-2.0, 3.0, "a")
    assert drawn(row_of_days(RowOfDays([before])), "pencil a").count("C") == 1
    assert drawn(row_of_days(RowOfDays([after])), "pencil a").count("C") == 4


def test_a_leave_for_work_has_a_flat_top() -> None:
    svg = row_of_days(RowOfDays([Span(1.0, 2.0, "b", work=True)]))
    path = drawn(svg, "pencil b")
    assert path.count("C") == 2 and re.search(r"C[^CHMV]*[HM]", path)
    assert svg != row_of_days(RowOfDays([Span(1.0, 2.0, "b")]))


def test_a_week_by_itself_runs_on_to_both_edges() -> None:
    svg = row_of_days(RowOfDays([Span(6.0, 12.0, "a", work=True)], alone=True))
    assert str(int(-FAR)) in svg and str(int(2 * FAR)) in svg


def test_beads_are_filled_by_what_was_had_not_by_the_day() -> None:
    svg = row_of_days(RowOfDays(now=3, beads=[BeadOnDay(1, False), BeadOnDay(5, True)]))
    assert re.findall(r'class="(bead[^"]*)" cx="(\d+)"', svg) == [
        ("bead bead--ahead", "50"),
        ("bead", "250"),
    ]


def test_a_trip_is_cut_where_its_row_ends() -> None:
    svg = row_of_days(RowOfDays(trips=[(4, 9)]))
    assert '<rect class="stretch" x="201" y="1" width="148"' in svg
    assert "rect" not in row_of_days(RowOfDays(trips=[(8, 9)]))


def test_before_there_was_any_line_there_is_none() -> None:
    svg = row_of_days(RowOfDays(now=9, since={"b": 3.0}))
    assert drawn(svg, "ink b").startswith("M150 ")
    assert drawn(row_of_days(RowOfDays(now=9, since={"b": 8.0})), "ink b") == ""


@pytest.mark.parametrize("leave", [Span(2.0, 2.2, "a", began=True), Span(2.0, 2.2, "a")])
def test_the_ring_stands_before_what_has_not_begun(leave: Span) -> None:
    ring = re.search(r'class="now" cx="([\d.]+)"', row_of_days(RowOfDays([leave], 2.1)))
    assert ring
    assert (float(ring[1]) < 100) is (not leave.began)
