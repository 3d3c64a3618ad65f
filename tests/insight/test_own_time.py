"""Whether there is enough time of one's own: said by two looks, and where it is off by much."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.insight.worlds import FIRST, couple_of, world_of
from outandback.insight.couple import Couple
from outandback.insight.decisions import Direction
from outandback.insight.own_time import LEAST, own_time
from tests.insight.couples import couple


def weeks_of(gap: float, weeks: int = 60, leaves: int = 60) -> Couple:
    """Nobody but the reader says a wish; every other week is a little more, and a little less."""
    gaps = np.column_stack([gap + np.resize([1.0, -1.0], weeks), np.full(weeks, np.nan)])
    return replace(couple(leaves), weekly_gap=gaps)


@pytest.mark.parametrize(
    ("gap", "direction"),
    [(-12.0, Direction.LESS), (12.0, Direction.MORE), (1.0, Direction.NEITHER), (-1.5, 0)],
)
def test_more_than_two_hours_off_is_said_and_less_is_as_wished(gap: float, direction: int) -> None:
    found = own_time(weeks_of(gap))
    assert found and found.verdict.direction == direction
    assert found.now.n == 60 and found.now.almost_sure[0] < gap < found.now.almost_sure[1]


def test_without_a_wish_there_is_nothing_and_with_few_weeks_nothing_is_said() -> None:
    assert own_time(couple(0)) is None
    assert own_time(weeks_of(np.nan)) is None
    few = own_time(weeks_of(-9.0, weeks=LEAST.rows - 1))
    assert few and few.missing == 1 and not few.verdict.speaks


def test_what_came_after_the_last_check_decides_nothing() -> None:
    whole = weeks_of(-6.0, leaves=45)
    last = int((whole.back[39] + 1.9) // 7)
    later = np.arange(60)[:, None] >= last
    other = replace(whole, weekly_gap=np.where(later, 30.0, whole.weekly_gap))
    one, two = own_time(whole), own_time(other)
    assert one and two and one.verdict == two.verdict and one.now != two.now


def test_of_made_up_couples_who_have_what_they_wished_few_are_told_otherwise() -> None:
    """At most two hours off, in the last week; one look, after a hundred leaves."""
    near = said = 0
    for number in range(150):
        made, truth = couple_of(100, np.random.default_rng((17, number)), world_of(FIRST, []))
        if abs(truth.gap_now[0]) <= 2:
            found = own_time(made)
            near, said = near + 1, said + bool(found and found.verdict.speaks)
    assert near > 20 and said <= near / 20
