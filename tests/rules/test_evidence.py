from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.evidence import LEAST, LIKE, MOST, Evidence, Past, evidence

ratings = st.integers(0, 10)
pasts = st.lists(st.builds(Past, ratings, ratings), max_size=30)


def felt(*values: int, guilt: int = 7) -> list[Past]:
    return [Past(guilt, value) for value in values]


def alike(guilt: int, past: list[Past]) -> list[Past]:
    return [one for one in past if guilt - LIKE <= one.guilt <= guilt + LIKE]


def test_from_four_on_there_is_something_to_show() -> None:
    assert evidence(7, felt(9, 8, 7)) is None
    assert evidence(7, felt(9, 8, 7, 6)) == Evidence(tuple(felt(6, 7, 8, 9)), 6, 9, False)


def test_the_newest_six_are_shown_oldest_first() -> None:
    shown = evidence(7, felt(9, 8, 7, 6, 5, 4, 3, 2, 1, 0))
    assert shown is not None
    assert [one.felt for one in shown.shown] == [4, 5, 6, 7, 8, 9]
    assert (shown.low, shown.high) == (4, 9)


@pytest.mark.parametrize(("guilt", "there"), [(5, False), (6, True), (8, True), (9, False)])
def test_guilt_is_alike_within_one(guilt: int, there: bool) -> None:
    assert (evidence(guilt, felt(9, 9, 9, 9)) is not None) is there


def test_where_guilt_was_passed_there_is_nothing_and_where_it_is_none_there_can_be() -> None:
    past = felt(9, 9, 9, 9, guilt=0)
    assert evidence(None, past) is None
    assert evidence(0, past) is not None


@pytest.mark.parametrize(
    ("values", "poor"),
    [
        ((5, 5, 5, 5), True),
        ((0, 5, 5, 10), True),
        ((0, 5, 6, 10), False),
        ((6, 6, 6, 6), False),
        ((10, 10, 5, 4, 3), True),
        ((10, 10, 6, 0, 0), False),
    ],
)
def test_it_was_poor_where_the_middle_is_five_or_less(values: tuple[int, ...], poor: bool) -> None:
    shown = evidence(7, felt(*values))
    assert shown is not None
    assert shown.poor is poor


@given(ratings, pasts)
def test_what_is_shown_is_the_newest_alike_and_nothing_under_four(
    guilt: int, past: list[Past]
) -> None:
    shown, known = evidence(guilt, past), alike(guilt, past)
    if len(known) < LEAST:
        assert shown is None
    else:
        assert shown is not None
        assert list(shown.shown) == known[:MOST][::-1]
        assert {shown.low, shown.high} <= {one.felt for one in shown.shown}
        assert all(shown.low <= one.felt <= shown.high for one in shown.shown)


@given(ratings, pasts, st.lists(st.tuples(st.integers(0, 40), ratings, ratings), max_size=9))
def test_leaves_at_another_guilt_change_nothing(
    guilt: int, past: list[Past], others: list[tuple[int, int, int]]
) -> None:
    mixed = list(past)
    for at, other, value in others:
        if abs(other - guilt) > LIKE:
            mixed.insert(at, Past(other, value))
    assert evidence(guilt, mixed) == evidence(guilt, past)


@given(ratings, pasts)
def test_past_is_read_once_from_any_iterable(guilt: int, past: list[Past]) -> None:
    assert evidence(guilt, iter(past)) == evidence(guilt, past)
