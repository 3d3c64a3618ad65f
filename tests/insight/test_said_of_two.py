"""How often what is said of both is not so, in the run that is stored; and what counts as wrong."""

from __future__ import annotations

import json

import pytest

from benchmarks.insight.said_of_two import RESULTS, named, said
from outandback.insight.shared import Length, PairAnswers

MOST_WRONG = 0.05
GOOD, MIDDLING, BAD = 0.9, 0.6, 0.2
UP_TO = PairAnswers(40, 40, 40, up_to=Length.HALF_A_DAY)
FROM = PairAnswers(40, 40, 40, beyond=Length.HALF_A_DAY)


@pytest.mark.parametrize("world", ["first", "second"])
def test_it_is_seldom_wrong_in_either_world(world: str) -> None:
    found = json.loads(RESULTS.read_text(encoding="utf-8"))[world]
    assert found["couples"] >= 90
    for sentence in ("up to", "from"):
        assert found[sentence] > 0
        assert found[f"{sentence}, wrongly"] <= MOST_WRONG * found[sentence]


def test_a_small_run_counts_as_the_stored_one_does() -> None:
    found = said("first", 3, seed=1)
    assert found["couples"] == 3 and found["up to, wrongly"] <= found["up to"] <= 3


@pytest.mark.parametrize(
    ("answers", "both", "names"),
    [
        (UP_TO, {2: GOOD, 6: GOOD, 24: BAD}, {"up to"}),
        (UP_TO, {2: GOOD, 6: MIDDLING, 24: BAD}, {"up to", "up to, wrongly"}),
        (FROM, {2: GOOD, 6: GOOD, 24: BAD}, {"from"}),
        (FROM, {2: GOOD, 6: BAD, 24: MIDDLING}, {"from", "from, wrongly"}),
    ],
)
def test_what_is_not_so_is_wrong(
    answers: PairAnswers, both: dict[int, float], names: set[str]
) -> None:
    assert named(answers, both, longest=30.0) == names
