from __future__ import annotations

from datetime import timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.suggestions import (
    keeps_landing_flat,
    keeps_staying_unheard,
    lonelier_than_usual,
)

evenings = st.lists(st.integers(0, 10), max_size=20)


@pytest.mark.parametrize(
    ("marks", "flat"),
    [
        ([], False),
        (["no", "no"], False),
        (["no", "no", "no"], True),
        (["no", "", "no", "", "no"], True),
        (["no", "no", "no", "yes"], True),
        (["yes", "no", "no", "no"], False),
        (["no", "partly", "no", "no"], False),
        (["", "", ""], False),
    ],
)
def test_three_of_ones_own_marks_in_a_row(marks: list[str], flat: bool) -> None:
    assert keeps_landing_flat(marks) is flat


@pytest.mark.parametrize(
    ("told", "unheard"),
    [
        ([], False),
        ([(5, False), (6, False)], False),
        ([(5, False), (6, False), (7, False)], True),
        ([(4, False), (6, False), (7, False)], False),
        ([(1, False), (4, False), (5, False), (6, False), (7, False)], True),
        ([(0, True), (5, False), (6, False), (7, False)], False),
        ([(5, False), (6, True), (7, False), (8, False)], False),
        ([(5, False), (6, False), (7, False), (8, True)], True),
    ],
)
def test_three_in_a_row_to_which_nothing_came_back(
    told: list[tuple[int, bool]], unheard: bool
) -> None:
    days = [(timedelta(days=ago), heard) for ago, heard in told]
    assert keeps_staying_unheard(days) is unheard


@pytest.mark.parametrize(
    ("lonely", "says"),
    [
        ([9, 9, 1, 1, 1, 1], False),
        ([9, 9, 1, 1, 1, 1, 1], True),
        ([9, 1, 1, 1, 1, 1, 1], False),
        ([1, 9, 1, 1, 1, 1, 1], False),
        ([5, 5, 5, 5, 5, 5, 5], False),
        # somebody whose usual is high is not told so every evening
        ([8, 8, 8, 9, 8, 9, 8], False),
        ([2, 2, 0, 0, 0, 0, 0], True),
    ],
)
def test_two_evenings_above_ones_own_usual(lonely: list[int], says: bool) -> None:
    assert lonelier_than_usual(lonely) is says


@given(evenings)
def test_it_is_silent_with_few_earlier_evenings(lonely: list[int]) -> None:
    assert not lonelier_than_usual(lonely[:6])


@given(evenings)
def test_it_never_speaks_below_ones_own_middle(lonely: list[int]) -> None:
    if lonelier_than_usual(lonely):
        assert min(lonely[:2]) > median(lonely[2:])


@given(evenings)
def test_a_less_lonely_evening_never_makes_it_speak(lonely: list[int]) -> None:
    if not lonelier_than_usual(lonely) and lonely:
        assert not lonelier_than_usual([max(lonely[0] - 1, 0), *lonely[1:]])
