"""What is said of leaves of two, of what both shared: in words, after every tenth leave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from outandback.insight.frontier import HOURS
from outandback.insight.pair import DAYS_TO_ANSWER, length_from, length_up_to, pair_answers
from outandback.insight.shared import Length, PairAnswers, SharedLeave, SoFar
from tests.insight.shared_leaves import always_good, anything, good_while_short, shared_leaves

MUCH_LATER = 10**6


def kept(leave: SharedLeave) -> SharedLeave:
    return replace(leave, felt=(leave.felt[0], None), shared_on=(leave.shared_on[0], None))


@pytest.mark.parametrize("many", [0, 1, 9, 10, 19])
def test_of_too_few_nothing_is_looked_for(many: int) -> None:
    found = pair_answers(shared_leaves(many, always_good), MUCH_LATER)
    assert found == PairAnswers(shared=many, leaves=many // 10 * 10, n=many // 10 * 10)


def test_twelve_that_both_shared_are_enough_to_look_and_eleven_are_not() -> None:
    leaves = shared_leaves(20, always_good)
    some = [*map(kept, leaves[:8]), *leaves[8:]]
    assert pair_answers(some, MUCH_LATER).kinds
    assert not pair_answers([*some[:8], kept(some[8]), *some[9:]], MUCH_LATER).kinds


def test_one_look_says_nothing_and_two_do() -> None:
    leaves = shared_leaves(30, always_good)
    assert pair_answers(leaves[:20], MUCH_LATER).up_to is None
    found = pair_answers(leaves, MUCH_LATER)
    assert (found.up_to, found.beyond, found.n) == (Length.DAY, None, 30)
    assert list(found.kinds) == [SoFar.USUALLY_GOOD] * 4 + [SoFar.NOT_LIVED]


def test_from_where_on_it_has_more_often_not_been_good() -> None:
    found = pair_answers(shared_leaves(60, good_while_short, (2.0, 5.0, 26.0, 30.0)), MUCH_LATER)
    assert found.beyond is Length.DAY
    assert list(found.kinds)[3:] == [SoFar.RATHER_NOT, SoFar.NOT_LIVED]


def test_from_where_on_is_said_of_no_length_that_was_not_lived() -> None:
    """From eighteen hours on it has been bad, and a day was never lived."""
    found = pair_answers(shared_leaves(60, bad_by_night, (3.0, 15.0, 18.5, 19.5)), MUCH_LATER)
    assert found.beyond is None and found.kinds[3:] == (SoFar.NOT_LIVED,) * 2


def test_from_where_on_is_about_as_long_as_it_is_said() -> None:
    leaves = shared_leaves(60, bad_beyond_a_day, (3.0, 12.0, 18.0, 26.0, 30.0))
    assert pair_answers(leaves, MUCH_LATER).beyond is Length.DAY


def bad_by_night(hours: float, chance: np.random.Generator) -> int:
    return int(chance.integers(8, 11) if hours < 18 else chance.integers(0, 3))


def bad_beyond_a_day(hours: float, chance: np.random.Generator) -> int:
    return int(chance.integers(8, 11) if hours < 25 else chance.integers(0, 3))


def test_nothing_is_said_of_a_length_that_was_not_lived() -> None:
    for seed in range(5):
        found = pair_answers(shared_leaves(40, anything, (1.0, 2.0, 3.0), seed), MUCH_LATER)
        assert list(found.kinds)[2:] == [SoFar.NOT_LIVED] * 3


def test_between_two_looks_nothing_moves() -> None:
    leaves = shared_leaves(49, always_good)
    after_forty = pair_answers(leaves[:40], MUCH_LATER)
    for many in range(41, 50):
        assert replace(pair_answers(leaves[:many], MUCH_LATER), shared=40) == after_forty


def test_there_are_two_days_to_answer_to_the_tenth() -> None:
    leaves = shared_leaves(40, always_good)
    over_on = leaves[-1].over_on
    for day in range(over_on, over_on + DAYS_TO_ANSWER):
        assert pair_answers(leaves, day).leaves == 30
    assert pair_answers(leaves, over_on + DAYS_TO_ANSWER).leaves == 40


@pytest.mark.parametrize("felt", [0, 5, 10])
def test_what_is_shared_after_a_look_waits_for_the_next(felt: int) -> None:
    leaves = shared_leaves(49, always_good)
    looked_on = leaves[39].over_on + DAYS_TO_ANSWER
    waiting = replace(leaves[3], felt=(leaves[3].felt[0], felt), shared_on=(looked_on, looked_on))
    found, without = (
        pair_answers([*leaves[:3], fourth, *leaves[4:]], MUCH_LATER)
        for fourth in (waiting, kept_both(leaves[3]))
    )
    assert found == replace(without, shared=49)


def kept_both(leave: SharedLeave) -> SharedLeave:
    return replace(leave, felt=(None, None), shared_on=(None, None))


def test_which_of_the_two_is_the_first_changes_nothing() -> None:
    """Both directions are pooled, and a rating is nobody's by itself."""
    leaves = shared_leaves(60, good_while_short)
    turned = [replace(one, own=not one.own, felt=one.felt[::-1]) for one in leaves]
    one, other = (pair_answers(each, MUCH_LATER) for each in (leaves, turned))
    assert (one.up_to, one.beyond, one.n) == (other.up_to, other.beyond, other.n)


def test_up_to_and_beyond_never_meet() -> None:
    for place, hours in enumerate(HOURS[:-1]):
        up_to = length_up_to(hours)
        beyond = length_from(HOURS[place + 1], up_to)
        assert not up_to or not beyond or up_to.value < beyond.value


@pytest.mark.parametrize(
    ("hours", "up_to", "beyond"),
    [
        (0.5, None, Length.HOUR),
        (1.0, Length.HOUR, Length.HOUR),
        (8.6, Length.FEW_HOURS, Length.HALF_A_DAY),
        (11.0, Length.HALF_A_DAY, Length.HALF_A_DAY),
        (16.6, Length.HALF_A_DAY, Length.DAY),
        (25.8, Length.DAY, Length.DAY),
        (96.0, Length.TWO_DAYS, None),
    ],
)
def test_hours_are_said_by_a_word_that_is_about_right(
    hours: float, up_to: Length | None, beyond: Length | None
) -> None:
    assert (length_up_to(hours), length_from(hours)) == (up_to, beyond)


def test_what_is_good_is_not_where_it_stops_being_so() -> None:
    assert length_from(13.3, Length.HALF_A_DAY) is Length.DAY
