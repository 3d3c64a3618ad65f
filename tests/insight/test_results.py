"""What was measured is of the program as it is now, and what is said of it is what was measured."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks.insight import full, measured, report, sample
from benchmarks.insight.results import is_of_now, kept
from benchmarks.insight.running import Many

CLOSE = 2e-4  # what is kept is rounded
PARTS = [part.name for part in full.PARTS]


@pytest.mark.parametrize("name", PARTS)
def test_priors_are_those_that_it_rests_on(name: str) -> None:
    """Else: python -m benchmarks.insight.full."""
    assert is_of_now(kept(name))


def test_figures_are_what_they_were() -> None:
    was = kept("sample")
    now = sample.figures(Many(was["couples"], was["seed"]))
    assert now.keys() == was["figures"].keys()
    for couple, points in now.items():
        assert np.array(points) == pytest.approx(np.array(was["figures"][couple]), abs=CLOSE)


def test_the_page_of_limits_says_what_was_measured() -> None:
    assert json.loads(measured.FILE.read_text(encoding="utf-8")) == measured.measured()


def test_tables_are_of_the_results() -> None:
    page = report.PAGE.read_text(encoding="utf-8")
    assert report.filled(page) == page


def test_every_table_stands_on_the_page() -> None:
    page = report.PAGE.read_text(encoding="utf-8")
    assert [name for name in report.TABLES if f"<!-- end of {name} -->" not in page] == []


def test_another_prior_is_seen() -> None:
    found = kept("sample")
    found["rests_on"]["around 1"] = "of before"
    assert not is_of_now(found)
