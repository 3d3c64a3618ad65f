from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from outandback.ui import glyphs, icons, line
from outandback.ui.line_of_month import MONTH_DAY, MONTH_MARGIN, MONTH_WIDE, Stitch, month
from outandback.ui.outing import outing

SHARES = [None, 0, 0.001, 0.25, 0.6, 0.94, 0.999, 1, 7, -1]
SIGNS = [
    *(outing(share, who) for share in SHARES for who in "ab"),
    *(outing(0.5, who, late=late, open_ended=not late, one=one)
      for who in "ab" for late in (True, False) for one in (True, False)),
    line.mark(), line.tab_line(), line.empty(), line.empty(True),
    glyphs.parting(), glyphs.joining(),
    *(glyphs.knot(who, 0.8, one) for who in ("a", "b", "ab") for one in (True, False)),
    glyphs.old_way(), glyphs.habits(), glyphs.habit(), glyphs.habit(True),
    *(glyphs.stitch(kept, who, ahead)
      for kept in (True, False) for who in "ab" for ahead in (True, False)),
    line.rung(0.5), line.rung(1, "pencil", "b"), line.project(0, 3), line.project(3, 3),
    *(line.steps_line(step, 3, who) for step in (1, 2, 3) for who in "ab"),
    *(month([Stitch(30.9, 9, who, told=True)], 31, now, one)
      for who in "ab" for now in (-40, 4.5, 90) for one in ("", who)),
    line.chapter_head("a"), line.chapter_head("b", 0.45),
]  # fmt: skip


def classes(svg: str) -> list[str]:
    return [element.get("class", "") for element in ElementTree.fromstring(svg)]


def paths(svg: str, name: str) -> str:
    return "".join(re.findall(rf'<path class="{name}" d="([^"]*)"', svg))


@pytest.mark.parametrize("svg", SIGNS)
def test_every_sign_is_well_formed_hidden_from_readers_and_free_of_style(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    assert "style" not in svg
    assert "nan" not in svg
    assert "line" in root.get("class", "").split()


@pytest.mark.parametrize("name", icons.ICONS)
def test_every_icon_is_well_formed_and_hidden_from_readers(name: str) -> None:
    root = ElementTree.fromstring(icons.icon(name, "icon--s"))
    assert root.get("aria-hidden") == "true"
    assert {"icon", "icon--s"} <= set(root.get("class", "").split())


def test_arrows_turn_round_where_text_runs_right_to_left() -> None:
    assert "icon--flip" in icons.icon("next")
    assert "icon--flip" not in icons.icon("seal")


def test_a_planned_leave_is_all_pencil_with_one_ring_before_it() -> None:
    svg = outing(None)
    assert paths(svg, "ink a") == "M-1400 206H25"
    assert classes(svg)[-1] == "here a"
    assert classes(svg).count("here b") == 0


def test_on_the_way_each_of_the_two_has_a_ring() -> None:
    assert {"here a", "here b"} <= set(classes(outing(0.6)))


def test_a_leave_that_is_over_is_all_ink_up_to_the_foot() -> None:
    svg = outing(1)
    assert paths(svg, "ink a").endswith("365 206")
    assert paths(svg, "pencil a") == "M365 206H1790"


def test_the_lines_bleed_off_both_edges() -> None:
    svg = outing(0.6)
    assert paths(svg, "ink a").startswith("M-1400 ")
    assert paths(svg, "pencil a").endswith("H1790")
    week = line.week([], 2.7)
    assert paths(week, "ink a").startswith("M-1400 ")
    assert paths(week, "pencil a").endswith("H1750")


def test_past_the_time_the_one_out_stops_short_and_the_other_waits() -> None:
    svg = outing(1, late=True)
    assert paths(svg, "ink b").endswith("H380")
    assert "H1790" not in svg
    assert classes(svg)[-2:] == ["here b", "here a"]


def test_with_no_set_time_the_pencil_fades() -> None:
    svg = outing(0.5, open_ended=True)
    assert {"pencil a", "pencil a far", "pencil a farther"} <= set(classes(svg))
    assert "H1790" not in svg


def test_someone_alone_has_one_line() -> None:
    svg = outing(0.5, "b", one=True)
    assert not any(name.endswith(" a") for name in classes(svg))


def test_the_loop_of_a_rises_and_that_of_b_falls() -> None:
    assert " 30" in paths(outing(1, "a"), "ink a")
    assert " 220" in paths(outing(1, "b"), "ink b")


def test_a_past_week_is_all_ink_and_a_coming_one_all_pencil() -> None:
    outs = [(1.7, 1.8, "b")]
    assert not any("pencil" in name for name in classes(line.week(outs, 9)))
    assert not any(name.startswith("ink") for name in classes(line.week(outs, -1)))


def test_now_is_a_ring_on_the_line_of_this_week_only() -> None:
    assert "now" in classes(line.week([], 3.5))
    assert "now" not in classes(line.week([], 8))
    assert "now" not in classes(line.week([], -1))


def test_a_longer_leave_has_a_larger_loop_but_never_a_tiny_one() -> None:
    def top(hours: float) -> float:
        drawn = paths(line.week([(3, 3 + hours / 24, "a")], -1), "pencil a")
        return min(float(y) for y in re.findall(r" (-?[\d.]+)", drawn))

    assert top(8) < top(2) < 48 - 14
    assert top(0.1) == top(0.5)
    assert top(96) >= 0


def test_when_both_are_out_each_line_loops_and_neither_runs_back() -> None:
    svg = line.week([(2.5, 2.9, "a"), (2.6, 3.0, "b")], 0)
    for ink in "ab":
        steps = [float(x) for x in re.findall(r"H(-?[\d.]+)", paths(svg, f"pencil {ink}"))]
        assert steps == sorted(steps)
        assert paths(svg, f"pencil {ink}").count("C") == 4


def test_time_together_is_a_bead_filled_where_it_was_noted() -> None:
    """One that nobody noted stays open, also once its day is past."""
    names = classes(line.week([], 5, beads=[(1.5, True), (4.5, False)]))
    assert names.count("bead") == 1
    assert names.count("bead bead--ahead") == 1


def test_a_return_that_was_not_kept_leaves_the_loop_open() -> None:
    assert "pencil a" in classes(glyphs.stitch(kept=False))
    assert "pencil a" not in classes(glyphs.stitch())


def test_steps_taken_are_ink_and_the_last_has_nothing_ahead() -> None:
    assert "pencil a" in classes(line.steps_line(2, 3))
    assert "pencil a" not in classes(line.steps_line(3, 3))
    assert "ink a" not in classes(line.steps_line(1, 3))


@pytest.mark.parametrize("starts", [(3.1, 4.2, 5.0), (3.1, 3.3, 20), (0, 30.9)])
def test_in_a_month_neighbours_make_room_and_the_line_never_runs_back(starts: list[float]) -> None:
    svg = month([Stitch(start, 0, "a", 1.15) for start in starts], 31, 90)
    for ink in "ab":
        steps = [float(x) for x in re.findall(r"H(-?[\d.]+)", paths(svg, f"ink {ink}"))]
        assert steps == sorted(steps)
    assert paths(svg, "ink a").count("C") == 4 * len(starts)


def test_something_told_is_a_dot_in_its_loop() -> None:
    told, silent = Stitch(3, 0, "b", told=True), Stitch(9, 0, "b")
    assert classes(month([told, silent], 30, 90)).count("seed b") == 1


@pytest.mark.parametrize("began", [3.0, 12.0, 29.0])
@pytest.mark.parametrize("now", [31.0, 20.0])
def test_no_line_is_drawn_before_it_began(began: float, now: float) -> None:
    out = [Stitch(26.0, 1, "a")] if began < 25 else []
    drawn = month(out, 30, now, since={"a": began, "b": began})
    for who in "ab":
        for kind in ("ink", "pencil"):
            numbers = re.findall(r"M(-?[\d.]+)", paths(drawn, f"{kind} {who}"))
            assert all(float(x) >= MONTH_MARGIN + began * MONTH_DAY for x in numbers)
    assert month([], 30, now, since={"a": 31.0, "b": 40.0}).count("<path") == 0


def test_a_line_that_began_before_the_month_or_the_week_is_drawn_whole() -> None:
    assert month([], 30, 31, since={"a": -3.0, "b": 0.0}) == month([], 30, 31)
    assert line.week([], 4.0, since={}) == line.week([], 4.0)


def test_a_line_begins_with_its_own_loop_at_the_latest() -> None:
    own = Stitch(5.0, 0, "a")
    drawn = month([own], 30, 31, since={"a": 9.0, "b": 9.0})
    starts = [float(re.findall(r"M([\d.]+)", paths(drawn, f"ink {who}"))[0]) for who in "ab"]
    assert starts[0] < MONTH_MARGIN + 6 * MONTH_DAY
    assert starts[1] >= MONTH_MARGIN + 9 * MONTH_DAY


@pytest.mark.parametrize(
    ("trip", "shaded"),
    [((2.0, 6.0), (2.0, 6.0)), ((-3.0, 2.0), (0.0, 2.0)), ((28.0, 33.0), (28.0, 30.0))],
)
def test_a_trip_is_a_stretch_behind_the_line_as_far_as_it_lies_in_the_month(
    trip: tuple[float, float], shaded: tuple[float, float]
) -> None:
    svg = month([], 30, 31, trips=[trip])
    band = re.search(r'<rect class="stretch" x="([\d.]+)" y="1" width="([\d.]+)"', svg)
    assert band and svg.index("<rect") < svg.index("<path")
    left, wide = map(float, band.groups())
    assert left == MONTH_MARGIN + shaded[0] * MONTH_DAY
    assert wide == pytest.approx((shaded[1] - shaded[0]) * MONTH_DAY)
    assert left + wide <= MONTH_WIDE


@pytest.mark.parametrize("trip", [(-4.0, 0.0), (30.0, 34.0)])
def test_a_trip_of_another_month_is_not_drawn(trip: tuple[float, float]) -> None:
    assert month([], 30, 31, trips=[trip]) == month([], 30, 31)
