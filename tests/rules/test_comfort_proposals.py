"""What one's own leaves propose to what one calls easy: no more than felt good, and only once."""

from __future__ import annotations

import pytest

from outandback.rules.cares import LENGTHS, Level
from outandback.rules.comfort_proposals import (
    EASY,
    OWN,
    STEPS,
    TALK,
    THEIRS,
    ProposedStep,
    SoFar,
    filled_in,
    proposal,
)

SHARE, N = (0.75, 0.95), 20


def so_far(good: str = "", not_good: str = "", lived: str = "hour hours half day") -> list[SoFar]:
    return [
        SoFar(one, one in good.split(), one in not_good.split(), SHARE, N) for one in lived.split()
    ]


def levels(**said: str) -> dict[str, Level]:
    by_name = {"easy": Level.EASY, "talk": Level.TALK, "no": Level.NOT_NOW}
    return {option: by_name[level] for option, level in said.items()}


UP_TO_HALF = so_far("hour hours half")


@pytest.mark.parametrize(
    ("said", "proposed"),
    [
        ({}, ("half", EASY, "")),
        (levels(hours="easy"), ("half", EASY, "hours")),
        (levels(hours="easy", half="talk"), ("half", EASY, "hours")),
        (levels(hour="no", half="easy"), ("half", EASY, "")),
        (levels(half="easy"), None),
        (levels(day="easy"), None),
    ],
)
def test_the_longest_that_felt_good_is_proposed_to_whoever_calls_less_easy(
    said: dict[str, Level], proposed: tuple[str, str, str] | None
) -> None:
    found = proposal(OWN, UP_TO_HALF, said, ())
    got = (found.step.option, found.step.level, found.said) if found else None
    assert got == proposed


def test_where_leaves_have_not_felt_good_less_is_proposed_and_before_more() -> None:
    found = so_far("hour", "half day")
    smaller = proposal(THEIRS, found, levels(day="easy"), ())
    assert smaller and smaller.step == ProposedStep(THEIRS, "half", TALK)
    assert proposal(THEIRS, found, levels(half="talk", hour="easy"), ()) is None


def test_what_was_decided_on_comes_again_only_as_another_step() -> None:
    decided = {ProposedStep(OWN, "half", EASY).key}
    assert proposal(OWN, UP_TO_HALF, {}, decided) is None
    assert proposal(THEIRS, UP_TO_HALF, {}, decided)
    more = proposal(OWN, so_far("hour hours half day"), {}, decided)
    assert more and more.step.option == "day"


def test_nothing_found_proposes_nothing() -> None:
    assert proposal(OWN, (), levels(nights="easy"), ()) is None
    assert proposal(OWN, so_far(), levels(nights="easy"), ()) is None


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_changes_lengths_alone_and_is_not_proposed_to_what_it_comes_to(
    step: ProposedStep,
) -> None:
    said = {"evening": "talk"} | ({} if step.level == EASY else dict.fromkeys(LENGTHS, EASY))
    after = filled_in(said, step)
    assert after["evening"] == "talk"
    assert set(after) <= {"evening", *LENGTHS}
    assert (after[step.option] == EASY) is (step.level == EASY)
    beyond = LENGTHS[LENGTHS.index(step.option) + 1 :]
    assert all(after.get(one) != EASY for one in beyond)
    known = so_far(step.option, "" if step.level == EASY else step.option, step.option)
    now = {one: Level.EASY if level == EASY else Level.TALK for one, level in after.items()}
    again = proposal(step.side, known, now, ())
    assert again is None or again.step.level != step.level


def test_beyond_what_is_lived_a_step_takes_nothing_back() -> None:
    assert filled_in({"day": EASY}, ProposedStep(OWN, "half", EASY))["day"] == EASY
    assert filled_in({"half": "not", "day": EASY}, ProposedStep(OWN, "half", TALK))["half"] == "not"
