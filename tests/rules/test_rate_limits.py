from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.rate_limits import ALLOWED, DAY, Allowance, GuessedSecret, Reach

MONTH = 30 * DAY
UNKNOWN = (Reach.INSIDE, Reach.SHEET, Reach.OUTSIDE)
EVERY = [(door, reach) for door, reaches in ALLOWED.items() for reach in reaches]


def most_in(span: timedelta, allowed: Allowance) -> int:
    """How many tries somebody gets who takes each as soon as it is let in."""
    passed, tries = timedelta(), 0
    while passed <= span:
        tries += 1
        passed += allowed.wait_after(tries)
    return tries


def test_a_passphrase_is_guessed_at_no_more_than_a_hundred_times_in_a_month() -> None:
    doors = (
        ALLOWED[GuessedSecret.PASSPHRASE],
        {Reach.INSIDE: ALLOWED[GuessedSecret.PARTING][Reach.INSIDE]},
    )
    every = [reaches[reach] for reaches in doors for reach in UNKNOWN if reach in reaches]
    assert sum(most_in(MONTH, allowed) for allowed in every) <= 100


def test_six_digits_are_guessed_at_no_more_than_a_hundred_times_in_a_month() -> None:
    every = [ALLOWED[GuessedSecret.SECOND_STEP][reach] for reach in UNKNOWN]
    assert sum(most_in(MONTH, allowed) for allowed in every) <= 100


@pytest.mark.parametrize(("door", "reach"), EVERY)
@given(tries=st.integers(0, 10**6))
def test_every_wait_ends_and_none_is_shorter_than_the_one_before(
    door: GuessedSecret, reach: Reach, tries: int
) -> None:
    allowed = ALLOWED[door][reach]
    assert allowed.wait_after(tries) <= allowed.wait_after(tries + 1) <= allowed.longest
    assert allowed.longest <= allowed.lapses


@pytest.mark.parametrize("door", GuessedSecret)
def test_every_door_has_its_allowances_and_lets_a_few_typing_errors_through(
    door: GuessedSecret,
) -> None:
    assert ALLOWED[door][Reach.OUTSIDE].wait_after(2) == timedelta()


def test_a_known_device_never_waits_longer_than_an_hour() -> None:
    for reaches in ALLOWED.values():
        if Reach.OWN in reaches:
            assert reaches[Reach.OWN].longest <= timedelta(hours=1)
