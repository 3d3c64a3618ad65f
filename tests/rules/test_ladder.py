from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from outandback.rules.cares import LENGTHS, Level
from outandback.rules.ladder import (
    LARGEST,
    SIZES,
    Feeling,
    Proposal,
    Tried,
    Why,
    next_step,
    start_size,
)

EASY, TALK, NOT_NOW = Level.EASY, Level.TALK, Level.NOT_NOW
sizes = st.integers(0, LARGEST)
answers = st.none() | st.integers(0, 10)
steps = st.builds(Tried, sizes, answers, answers, answers)
pasts = st.lists(steps, max_size=12)
tried = st.lists(steps, min_size=1, max_size=12)
feelings = st.none() | st.sampled_from(Feeling)
restful = st.sampled_from([Feeling.TOO_MUCH, Feeling.TIRED])
restless = st.sampled_from([None, Feeling.RESTLESS, Feeling.UNSURE])


def well(size: int) -> Tried:
    """Answered, neither heavy nor light."""
    return Tried(size, 5, 5, 6)


# --- where to begin ---


@pytest.mark.parametrize(
    ("lengths", "longest", "minutes"),
    [
        ({}, "", 10),
        ({"hour": EASY}, "", 40),
        ({"hour": EASY, "half": EASY}, "", 300),
        ({"half": EASY, "hour": TALK}, "", 300),
        ({"nights": EASY}, "", 2880),
        ({"hour": TALK, "night": NOT_NOW}, "", 10),
        ({}, "ten minutes", 10),
        ({}, "an hour", 40),
        ({}, "an evening", 150),
        ({}, "a day", 600),
        ({}, "a night", 1440),
        ({"nights": EASY}, "an hour", 40),
        ({"hour": EASY}, "a night", 40),
        ({"strange": EASY}, "strange", 10),
    ],
)
def test_the_ladder_begins_at_the_smaller_of_what_was_said(
    lengths: dict[str, Level], longest: str, minutes: int
) -> None:
    assert SIZES[start_size(lengths, longest)] == minutes


@given(st.dictionaries(st.sampled_from(LENGTHS), st.sampled_from(Level)), st.text(max_size=9))
def test_where_to_begin_is_always_a_size(lengths: dict[str, Level], longest: str) -> None:
    assert start_size(lengths, longest) in range(len(SIZES))


# --- what comes next ---


def test_a_step_after_which_guilt_rose_is_not_light() -> None:
    assert Tried(2, before=3, after=3, felt=7).light
    assert not Tried(2, before=3, after=4, felt=9).light
    assert not Tried(2, felt=6).light


@given(st.integers(-5, 20), restless)
def test_with_nothing_tried_the_first_is_where_to_begin(
    start: int, feeling: Feeling | None
) -> None:
    assert next_step(start, [], feeling) == Proposal(min(max(start, 0), LARGEST), Why.FIRST)


@pytest.mark.parametrize("feeling", [Feeling.TOO_MUCH, Feeling.TIRED])
@pytest.mark.parametrize(
    ("start", "last", "size"), [(2, 5, 2), (5, 2, 1), (3, 3, 2), (4, 0, 0), (0, 1, 0)]
)
def test_somebody_tired_is_offered_rest_with_something_smaller(
    feeling: Feeling, start: int, last: int, size: int
) -> None:
    assert next_step(start, [well(last)], feeling) == Proposal(size, Why.REST)
    assert next_step(start, [], feeling) == Proposal(start, Why.REST)


@pytest.mark.parametrize(
    "last",
    [
        Tried(3, felt=4),
        Tried(3, felt=0),
        Tried(3, before=2, after=3, felt=9),
        Tried(3, before=2, after=3),
        Tried(3, before=9, after=8, felt=9),
        Tried(3, after=8),
    ],
)
def test_after_a_heavy_step_the_next_is_one_smaller(last: Tried) -> None:
    assert next_step(0, [well(3), well(3), last]) == Proposal(2, Why.SMALLER)
    assert next_step(0, [replace(last, size=0)]) == Proposal(0, Why.SMALLER)


@pytest.mark.parametrize(
    ("past", "proposal"),
    [
        ([well(2)], Proposal(2, Why.AGAIN)),
        ([well(2), well(2)], Proposal(3, Why.NEXT)),
        ([well(2), well(1)], Proposal(1, Why.AGAIN)),
        ([well(2), Tried(2, felt=3), well(2)], Proposal(3, Why.NEXT)),
        ([Tried(2, felt=3), well(2)], Proposal(2, Why.AGAIN)),
        ([Tried(2), well(2)], Proposal(2, Why.AGAIN)),
        ([Tried(2, felt=5)], Proposal(2, Why.AGAIN)),
        ([Tried(2, felt=7)], Proposal(3, Why.NEXT)),
        ([Tried(2, 5, 5, 7)], Proposal(3, Why.NEXT)),
        ([Tried(2, before=9, felt=6)], Proposal(2, Why.AGAIN)),
        ([Tried(2, before=7, after=7)], Proposal(2, Why.AGAIN)),
        ([Tried(2, after=7), Tried(2, after=7)], Proposal(3, Why.NEXT)),
        ([Tried(2)], Proposal(2, Why.AGAIN)),
        ([well(2), well(2), Tried(2)], Proposal(2, Why.AGAIN)),
        ([well(2), well(2), Tried(2, before=3)], Proposal(2, Why.AGAIN)),
        ([Tried(LARGEST, felt=10)], Proposal(LARGEST, Why.AGAIN)),
    ],
)
def test_a_size_is_done_twice_or_lightly_before_the_next_one(
    past: list[Tried], proposal: Proposal
) -> None:
    assert next_step(0, past) == proposal


@given(sizes, tried, feelings)
def test_no_size_is_ever_left_out(start: int, past: list[Tried], feeling: Feeling | None) -> None:
    assert next_step(start, past, feeling).size <= max(step.size for step in past) + 1


@given(st.integers(), st.lists(st.builds(Tried, st.integers())), feelings)
def test_what_is_proposed_is_always_a_size(
    start: int, past: list[Tried], feeling: Feeling | None
) -> None:
    assert next_step(start, past, feeling).size in range(len(SIZES))


@given(sizes, pasts, feelings)
def test_the_same_past_proposes_the_same(
    start: int, past: list[Tried], feeling: Feeling | None
) -> None:
    assert next_step(start, tuple(past), feeling) == next_step(start, list(past), feeling)


@given(sizes, tried, feelings)
def test_after_a_heavy_step_nothing_larger_is_proposed(
    start: int, past: list[Tried], feeling: Feeling | None
) -> None:
    assume(past[-1].heavy)
    assert next_step(start, past, feeling).size <= past[-1].size


@given(sizes, tried, restless, st.integers(0, 10), st.integers(0, 10))
def test_a_heavier_last_step_never_proposes_a_larger_one(
    start: int, past: list[Tried], feeling: Feeling | None, felt: int, lower: int
) -> None:
    assume(lower <= felt)
    each = [
        next_step(start, [*past[:-1], replace(past[-1], felt=answer)], feeling).size
        for answer in (lower, felt)
    ]
    assert each[0] <= each[1]


@given(sizes, tried, restful)
def test_somebody_tired_is_never_offered_a_larger_one(
    start: int, past: list[Tried], feeling: Feeling
) -> None:
    proposal = next_step(start, past, feeling)
    assert proposal.why is Why.REST
    assert proposal.size <= min(start, past[-1].size)
    assert proposal.size < past[-1].size or past[-1].size == 0


@given(sizes, tried)
def test_the_next_one_is_one_above_the_last_and_only_after_an_answer(
    start: int, past: list[Tried]
) -> None:
    proposal = next_step(start, past)
    assert (proposal.size > past[-1].size) == (proposal.why is Why.NEXT)
    assert proposal.why is not Why.NEXT or past[-1].answered


def test_the_sizes_grow_from_ten_minutes_to_a_weekend() -> None:
    assert SIZES == (10, 20, 40, 75, 150, 300, 600, 1440, 2880)
    assert list(SIZES) == sorted(set(SIZES))
