"""By how much a plan stretches somebody, in words."""

from __future__ import annotations

import pytest

from outandback.rooms.leave.content import sentences
from outandback.rules.care_check import Finding, Reading
from outandback.rules.cares import Care, Level

EASY, UNSAID = Reading(Level.EASY, 0, "day"), Reading(None, 0, "day")


def talk(steps: int, option: str = "day") -> Reading:
    return Reading(Level.TALK, steps, option)


@pytest.mark.parametrize(
    ("own", "theirs", "said"),
    [
        (EASY, EASY, ""),
        (UNSAID, UNSAID, ""),
        (talk(2), EASY, "Two steps beyond what is easy for you."),
        (UNSAID, talk(1), "One step beyond what is easy for Ellis."),
        (talk(2), talk(1), "Two steps beyond what is easy for you, one for Ellis."),
        (talk(1), talk(1), "One step beyond what is easy for you both."),
        (talk(1, "evening"), EASY, ""),
        (talk(1, "evening"), talk(3), "Three steps beyond what is easy for Ellis."),
    ],
)
def test_steps_are_said_along_a_scale(own: Reading, theirs: Reading, said: str) -> None:
    assert sentences.beyond(Finding(Care.TIME, own, theirs), "Ellis") == said


def test_what_is_no_scale_has_no_steps() -> None:
    finding = Finding(Care.COMPANY, talk(1, "past"), talk(2, "past"))
    assert sentences.beyond(finding, "Ellis") == ""
