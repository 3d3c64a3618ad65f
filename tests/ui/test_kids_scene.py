"""The child's picture: what is drawn in each state, and that nothing runs into anything."""

from __future__ import annotations

import re
from itertools import combinations, product
from math import hypot
from xml.etree import ElementTree

import pytest

from outandback.ui.kids_scene import MOST_FLOWERS, kids_scene

STATES = [
    *(("out", total, slept, "night") for total in range(8) for slept in range(total + 1)),
    *(("out", total, slept, "week") for total in range(2, 8) for slept in range(total)),
    *(("late", total, total, "night") for total in range(8)),
    *(("ahead", total, 0, "night") for total in range(8)),
    ("out", 7, 0, "many"),
    ("open", 0, 0, "night"),
    ("here", 0, 0, "night"),
]
Circle = tuple[float, float, float]


def circles(svg: str, name: str) -> list[Circle]:
    found = re.findall(rf'<circle class="{name}" cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"', svg)
    return [(float(x), float(y), float(r)) for x, y, r in found]


@pytest.mark.parametrize("state", STATES, ids=str)
@pytest.mark.parametrize("who", ["a", "b"])
def test_every_picture_is_well_formed_hidden_from_readers_and_free_of_style(
    state: tuple[str, int, int, str], who: str
) -> None:
    svg = kids_scene(*state, who=who, flowers=3)
    root = ElementTree.fromstring(svg)
    assert root.get("aria-hidden") == "true"
    assert "style" not in svg
    assert "nan" not in svg
    assert svg.count('class="face"') == svg.count(f'class="here {who}"') == 1


@pytest.mark.parametrize("state", STATES, ids=str)
def test_nothing_in_the_sky_runs_into_anything(state: tuple[str, int, int, str]) -> None:
    svg = kids_scene(*state)
    things = [*circles(svg, "moon"), *circles(svg, "sun"), *circles(svg, "here a")]
    for (x, y, r), (other_x, other_y, other_r) in combinations(things, 2):
        assert hypot(x - other_x, y - other_y) >= r + other_r
    assert all(r <= x <= 390 - r and y - r >= 0 for x, y, r in things)


@pytest.mark.parametrize(("total", "slept"), list(product(range(1, 8), range(8))))
def test_a_moon_for_each_sleep_to_come_and_a_sun_for_each_that_was_slept(
    total: int, slept: int
) -> None:
    if slept <= total:
        svg = kids_scene("out", total, slept)
        assert len(circles(svg, "moon")) == total - slept
        assert len(circles(svg, "sun")) == slept


def test_the_moons_are_numbered_from_the_next_one_on() -> None:
    assert re.findall(r'class="num"[^>]*>(\d)<', kids_scene("out", 5, 2)) == ["1", "2", "3"]


def test_weeks_beyond_counting_have_no_number() -> None:
    assert 'class="num"' not in kids_scene("out", 7, 0, "many")


def test_a_week_has_seven_stars_and_a_night_two() -> None:
    stars = [re.findall(r'class="stars" d="([^"]*)"', kids_scene("out", 1, 0, each))[0]
             for each in ("night", "week")]  # fmt: skip
    assert [one.count("M") for one in stars] == [2, 7]


def test_who_is_out_comes_nearer_with_every_sleep() -> None:
    ys = [circles(kids_scene("out", 7, slept), "here a")[0][:2] for slept in range(8)]
    assert len(set(ys)) == 8
    assert ys[-1][1] > ys[-2][1]


def test_late_is_drawn_as_the_last_day_is() -> None:
    """Nothing in it is alarmed: close to the house, and all its suns."""
    assert kids_scene("late", 3, 3) == kids_scene("out", 3, 3)


def test_no_set_time_fades_and_counts_nothing() -> None:
    svg = kids_scene("open")
    assert 'class="pencil a farther"' in svg
    assert not circles(svg, "moon") + circles(svg, "sun")


def test_at_home_the_two_lines_run_as_one() -> None:
    lines = re.findall(r'<path class="ink ([ab])" d="([^"]*)"', kids_scene("here"))
    assert {who for who, _ in lines} == {"a", "b"}
    assert len({drawn for _, drawn in lines}) == 1


@pytest.mark.parametrize("count", [0, 1, 12, 40])
def test_a_flower_for_each_return_up_to_twelve(count: int) -> None:
    svg = kids_scene("here", flowers=count)
    hearts = circles(svg, "heart")
    assert len(hearts) == min(count, MOST_FLOWERS)
    assert all(10 <= x <= 380 for x, _, _ in hearts)


def test_the_picture_is_taller_with_a_garden_and_lower_with_nobody_out() -> None:
    heights = [
        float(re.findall(r'viewBox="0 0 390 ([\d.]+)"', svg)[0])
        for svg in (kids_scene("here"), kids_scene("out"), kids_scene("out", flowers=1))
    ]
    assert heights == sorted(set(heights))
