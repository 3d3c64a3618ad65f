"""What is answered where there is little to go by, and that figures stay what they were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from outandback.insight.answers import READER
from outandback.insight.courage import kept_returns
from outandback.insight.decisions import as_of, checks_at, verdict
from outandback.insight.effects import Effect
from outandback.insight.frontier import fitted, frontier
from outandback.insight.looks import BOTH, Fits, Looks
from outandback.insight.sayings import Saying, sayings_of
from tests.insight.couples import answering, couple

FROZEN = Path(__file__).parent / "forty_leaves.json"
WITHIN = 1e-6  # other builds of LAPACK round otherwise


def figures(one: Effect) -> list[float]:
    return [*one.almost_sure, *one.likely, one.middle, one.below_zero]


def all_figures(leaves: int) -> dict[str, list[float]]:
    whole = couple(leaves)
    found = {name_of(one): figures(one.effect) for one in sayings_of(whole)}
    known = fitted(whole)
    for leaver in (0, 1):
        at = frontier(known, leaver)
        found[f"frontier {leaver}"] = [at.longest, at.up_to, *at.both[::6].ravel()]
    return found | {"kept returns": figures(kept_returns(whole))}


def name_of(one: Saying) -> str:
    return " ".join(filter(None, (one.name, str(one.person), one.detail)))


def test_figures_of_forty_leaves_stay_what_they_were() -> None:
    """Written by `python -m tests.insight.test_answers` once, and compared with the prototype."""
    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))
    now = all_figures(40)
    assert frozen.keys() == now.keys()
    for name, values in frozen.items():
        assert now[name] == pytest.approx(values, abs=WITHIN), name


@pytest.mark.parametrize("leaves", [0, 1, 2, 9])
def test_with_little_nothing_is_said(leaves: int) -> None:
    for one in sayings_of(couple(leaves)):
        assert np.isfinite(figures(one.effect)).all(), one.name
        assert not verdict(one.effect, one.effect, one.least).speaks


@pytest.mark.parametrize("value", [np.nan, 0.0, 10.0, 1e6, -1e6])
def test_one_answer_to_everything_tells_nothing_of_leaves(value: float) -> None:
    """Of leaves; that returns were kept, or that hours are too many, is so."""
    whole = answering(couple(30), value)
    sayings = sayings_of(whole)
    assert all(np.isfinite(figures(one.effect)).all() for one in sayings)
    assert [one.name for one in sayings if verdict(one.effect, one.effect, one.least).speaks] == []


def test_nobody_who_answered_nothing_moves_the_prior() -> None:
    silent, none = answering(couple(30), np.nan), couple(0)
    for one, other in zip(sayings_of(silent), sayings_of(none), strict=True):
        assert one.effect.n == 0
        assert figures(one.effect) == pytest.approx(figures(other.effect), abs=WITHIN), one.name


def test_a_frontier_of_nothing_says_nothing() -> None:
    for leaves in (0, 1, 11):
        found = frontier(fitted(couple(leaves)), 0)
        assert (found.may_say, found.next_step if leaves == 0 else None) == ("", None)
        assert np.isfinite(found.both).all()


@pytest.mark.parametrize(
    ("leaves", "checks"), [(0, (0, 0)), (9, (0, 0)), (10, (0, 10)), (37, (20, 30)), (40, (30, 40))]
)
def test_checks_come_every_ten_leaves(leaves: int, checks: tuple[int, int]) -> None:
    assert checks_at(leaves) == checks


def test_what_came_after_a_check_changes_nothing_of_it() -> None:
    """A couple of forty leaves and one of thirty stood alike after thirty."""
    whole = couple(40)
    other = answering(whole, 3.0)
    later = np.arange(40) >= 30
    mixed = np.where(later[:, None], other.felt, whole.felt)
    changed = replace(whole, felt=mixed)
    for one, two in zip(sayings_of(as_of(whole, 30)), sayings_of(as_of(changed, 30)), strict=True):
        assert figures(one.effect) == figures(two.effect)


@pytest.mark.parametrize("leaves", [9, 27, 40])
def test_what_is_not_worked_out_changes_no_verdict(leaves: int) -> None:
    whole = couple(leaves)
    before, last = (as_of(whole, at) for at in checks_at(leaves))
    looks = Looks(Fits(before), Fits(last), Fits(whole))
    every = zip(sayings_of(before), sayings_of(last), sayings_of(whole), strict=True)
    of_reader = [one for one in every if one[0].person in (BOTH, READER)]
    for found, (one, other, now) in zip(looks.checked(READER), of_reader, strict=True):
        least = now.least
        assert verdict(found.before.effect, found.last.effect, least) == verdict(
            one.effect, other.effect, least
        )
        assert found.last == other and found.now == now


if __name__ == "__main__":
    text = json.dumps(all_figures(40), indent=1)
    FROZEN.write_text(text + "\n", encoding="utf-8")
