"""Whether one of two can guess at a rating of the other by what pages say: a small form of what
`benchmarks.insight.attacks` stores, beside a leak that it has to find."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks.insight.attacks import (
    RESULTS,
    couples,
    known_but_one,
    known_but_ten,
    regression,
)
from benchmarks.insight.published import (
    digits_each_leave,
    own_page,
    pair_page,
    pair_page_features,
)

WITHIN = 0.03
SEED = 7  # of couples that the stored run has not seen
FORTY = 40


def test_by_the_page_of_both_the_last_rating_is_guessed_no_better() -> None:
    found = known_but_one(pair_page, couples(12, FORTY, SEED, shared=True))
    assert found.gain <= WITHIN


def test_by_ones_own_page_a_kept_rating_is_guessed_no_better() -> None:
    found = known_but_one(own_page, couples(3, FORTY, SEED, shared=False))
    assert found.gain == pytest.approx(0, abs=0.01)  # what is hardly believed is not tried


def test_a_rating_that_was_read_off_three_digits_is_found() -> None:
    found = known_but_one(digits_each_leave, couples(4, FORTY, SEED, shared=True))
    assert found.gain > 0.5


def test_regression_finds_a_rating_that_stands_on_the_page() -> None:
    """And does no better with what the page says than without."""
    known = list(couples(60, 20, SEED, shared=True))
    leaking = regression(lambda one: np.eye(11)[one.last], iter(known))
    assert leaking.gain > 0.3
    assert regression(pair_page_features, iter(known)).gain <= WITHIN


def test_what_is_learnt_on_draws_of_ten_is_scored_on_others() -> None:
    known = list(couples(1, 20, SEED, shared=True))
    told = known_but_ten(lambda one: one.leaves[-1].felt, iter(known))
    assert told.attack > 0.9 > told.base + 0.2


def test_the_run_that_is_stored_stays_within_three_points() -> None:
    stored = json.loads(RESULTS.read_text(encoding="utf-8"))
    for leaves in ("20 leaves", "40 leaves"):
        of_pages = {name: one for name, one in stored[leaves].items() if "planted" not in name}
        assert len(of_pages) == 5
        assert {name: one["gain"] for name, one in of_pages.items() if one["gain"] > WITHIN} == {}
        (planted,) = stored[leaves].keys() - of_pages
        assert stored[leaves][planted]["gain"] > 0.5
