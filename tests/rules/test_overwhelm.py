from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.ladder import Feeling
from outandback.rules.overwhelm import SUGGESTIONS, overwhelmed

ratings = st.integers(0, 10)
guilts = st.none() | ratings
energies = st.lists(ratings, max_size=8)
feelings = st.none() | st.sampled_from(Feeling)
UNSAID = [None, Feeling.UNSURE]


@given(guilts, energies)
def test_too_much_is_believed_whatever_was_answered(guilt: int | None, known: list[int]) -> None:
    assert overwhelmed(Feeling.TOO_MUCH, guilt, known)


@given(guilts, energies)
def test_restless_is_believed_whatever_was_answered(guilt: int | None, known: list[int]) -> None:
    assert not overwhelmed(Feeling.RESTLESS, guilt, known)


@pytest.mark.parametrize("feeling", [*UNSAID, Feeling.TIRED])
@pytest.mark.parametrize(
    ("known", "spent"),
    [
        ([2, 2, 2], True),
        ([0, 1, 2], True),
        ([9, 9, 2, 2, 2], True),
        ([2, 2, 2, 3], False),
        ([3, 2, 2], False),
        ([2, 3, 2], False),
        ([2, 2], False),
        ([], False),
    ],
)
def test_three_low_energies_on_end_are_enough(
    feeling: Feeling | None, known: list[int], spent: bool
) -> None:
    assert overwhelmed(feeling, None, known) is spent


@pytest.mark.parametrize("feeling", UNSAID)
@pytest.mark.parametrize(
    ("guilt", "known", "heavy"),
    [
        (8, [2], True),
        (10, [9, 0], True),
        (7, [2], False),
        (8, [3], False),
        (8, [2, 3], False),
        (8, [], False),
        (None, [0], False),
    ],
)
def test_high_guilt_at_a_low_last_energy_is_enough(
    feeling: Feeling | None, guilt: int | None, known: list[int], heavy: bool
) -> None:
    assert overwhelmed(feeling, guilt, known) is heavy


def test_somebody_tired_is_not_asked_about_guilt() -> None:
    assert not overwhelmed(Feeling.TIRED, 10, [0])


@given(feelings, guilts, energies, energies)
def test_energies_before_the_last_three_change_nothing(
    feeling: Feeling | None, guilt: int | None, older: list[int], known: list[int]
) -> None:
    last = [*known, 5, 5, 5][-3:] if len(known) < 3 else known[-3:]
    assert overwhelmed(feeling, guilt, older + last) == overwhelmed(feeling, guilt, last)


@given(feelings, guilts, st.lists(ratings, min_size=1, max_size=8))
def test_more_energy_never_makes_it_too_much(
    feeling: Feeling | None, guilt: int | None, known: list[int]
) -> None:
    more = [min(energy + 1, 10) for energy in known]
    assert overwhelmed(feeling, guilt, known) or not overwhelmed(feeling, guilt, more)


def test_rest_is_suggested_first_and_help_is_there() -> None:
    assert SUGGESTIONS == ("rest", "smaller", "cover", "person", "help")
