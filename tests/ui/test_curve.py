from __future__ import annotations

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.ui import curve

LOOP = curve.loop(195, 206, 196, 176, 170)
DIP = curve.dip(195, 206, 170, 22)
SHARES = st.floats(0.0, 1.0)


def near(point: curve.Point, x: float, y: float) -> bool:
    return dist(point, (x, y)) < 1e-9


@pytest.mark.parametrize("path", [LOOP, DIP])
def test_a_line_leaves_the_base_and_comes_back_to_it(path: curve.Path) -> None:
    assert near(path[0][0], 25, 206)
    assert near(curve.end_of(path), 365, 206)


@pytest.mark.parametrize("path", [LOOP, DIP])
def test_a_line_is_one_stroke_without_gaps(path: curve.Path) -> None:
    assert all(one[3] == two[0] for one, two in pairwise(path))


def test_a_loop_above_rises_and_a_loop_below_falls() -> None:
    below = curve.loop(195, 44, 196, 176, 170, up=False)
    assert near(LOOP[1][3], 195, 206 - 176)
    assert near(below[1][3], 195, 44 + 176)


def test_the_dip_gives_way_on_the_other_side_of_the_loop() -> None:
    assert near(DIP[0][3], 195, 206 + 22)
    assert near(curve.dip(195, 206, 170, 22, up=False)[0][3], 195, 206 - 22)


def test_a_loop_is_widest_at_62_hundredths_of_its_height() -> None:
    assert near(LOOP[0][3], 195 + 98, 206 - 176 * 0.62)


@given(SHARES)
def test_a_cut_divides_the_length_at_its_share(share: float) -> None:
    done, ahead = curve.cut(LOOP, share)
    whole = curve.length(LOOP)
    assert curve.length(done) == pytest.approx(whole * share, abs=whole * 0.002)
    assert curve.length(done) + curve.length(ahead) == pytest.approx(whole, rel=0.002)


@given(SHARES)
def test_what_is_ahead_begins_where_what_is_walked_ends(share: float) -> None:
    done, ahead = curve.cut(LOOP, share)
    if done and ahead:
        assert done[-1][3] == ahead[0][0]


def test_nothing_is_walked_at_the_start_and_nothing_is_ahead_at_the_end() -> None:
    assert curve.cut(LOOP, 0) == ((), LOOP)
    assert curve.cut(LOOP, 1) == (LOOP, ())


def test_a_straight_line_is_as_long_as_its_ends_are_apart() -> None:
    assert curve.length(curve.straight(-10, 90, 5)) == pytest.approx(100)


def test_a_straight_line_is_written_as_one_step_and_a_turned_one_too() -> None:
    assert curve.data(curve.straight(0, 90, 5)) == "M0 5H90"
    assert curve.data(curve.turned(curve.straight(0, 90, 5))) == "M5 0V90"


def test_the_pen_is_lifted_only_where_the_path_does_not_go_on() -> None:
    on = curve.straight(0, 10, 5) + curve.straight(10, 20, 5)
    apart = curve.straight(0, 10, 5) + curve.straight(15, 20, 5)
    assert curve.data(on) == "M0 5H10H20"
    assert curve.data(apart) == "M0 5H10M15 5H20"
    assert curve.data(on, afresh=True) == "M0 5H10M10 5H20"


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (1.25, "1.2"), (-0.04, "0"), (-3.0, "-3"), (100.0, "100")]
)
def test_numbers_are_written_short(value: float, text: str) -> None:
    assert curve.number(value) == text
