"""Up to which length leaves have felt good to one person: by their own answers, as far as lived."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.insight.proposals import proposed
from benchmarks.insight.worlds import FIRST, SECOND, world_of
from outandback.insight.couple import Couple
from outandback.insight.numbers import Floats
from outandback.insight.own_comfort import own_comfort
from tests.insight.couples import couple

LENGTHS = (1.0, 2.0, 3.0, 5.0, 7.0)
WELL, BADLY = 8.0, 2.0


def who_left(whole: Couple, leaver: int, hours: tuple[float, ...], felt: Floats) -> Couple:
    """All of them by one of the two, of these lengths in turn; person 0 says how each was."""
    n = whole.leaves
    said = np.column_stack([felt, np.full(n, np.nan)])
    return replace(whole, leaver=np.full(n, leaver), hours=np.resize(np.array(hours), n), felt=said)


def good_up_to(whole: Couple, role: int) -> list[str]:
    return [one.option for one in own_comfort(whole)[role] if one.felt_good]


@pytest.mark.parametrize("leaver", [0, 1])
def test_what_was_lived_and_felt_good_is_found_and_nothing_longer(leaver: int) -> None:
    whole = who_left(couple(40), leaver, LENGTHS, np.resize([WELL, 9.0], 40))
    found = own_comfort(whole)
    assert good_up_to(whole, leaver) == ["hour", "hours", "half"]
    assert [one.option for one in found[leaver]] == ["hour", "hours", "half"]
    assert {one.n for one in found[leaver]} == {40} and found[1 - leaver] == ()


def test_from_where_it_did_not_feel_good_is_found() -> None:
    hours = np.resize([1.0, 2.0, 3.0, 10.0, 12.0, 14.0], 60)
    felt = np.where(hours > 5, BADLY, WELL) + np.resize([0.0, 1.0], 60)
    whole = who_left(couple(60), 0, tuple(hours), felt)
    assert good_up_to(whole, 0) == ["hour", "hours"]
    assert [one.option for one in own_comfort(whole)[0] if one.rather_not] == ["day"]


@pytest.mark.parametrize("answered", [0, 1, 11])
def test_with_fewer_than_twelve_answers_there_is_nothing(answered: int) -> None:
    felt = np.where(np.arange(30) < answered, WELL, np.nan)
    assert own_comfort(who_left(couple(30), 0, LENGTHS, felt)) == ((), ())
    assert own_comfort(couple(0)) == ((), ())


def test_nothing_that_the_other_one_answered_moves_it() -> None:
    whole, others = couple(60), []
    for value in (np.nan, 0.0, 10.0):
        felt = whole.felt.copy()
        felt[:, 1] = value
        others.append(own_comfort(replace(whole, felt=felt)))
    assert others[0] == others[1] == others[2] and any(others[0])


@pytest.mark.parametrize("world", [FIRST, SECOND])
def test_of_made_up_couples_at_most_one_proposal_in_twenty_is_wrong(world: str) -> None:
    """Two hundred couples of a fresh seed in `benchmarks/insight`; here a few."""
    found = [
        one
        for number in range(40)
        for one in proposed(60, np.random.default_rng((31, number)), world_of(world, []))
    ]
    assert len(found) > 20
    assert sum(one.wrong for one in found) <= len(found) / 20
