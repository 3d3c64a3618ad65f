"""The couple of the demo: the same for the same seed, moved by what is true of them."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import datetime, timedelta
from random import Random
from statistics import mean, stdev

import pytest

from outandback.ops.demo.couple import (
    Answers,
    Circumstances,
    DemoCouple,
    Drift,
    Rated,
    Truth,
    drawn_truth,
)

NOON = datetime.fromisoformat("2026-05-01T12:00")


def lived(truth: Truth, many: int = 400, hours: float = 3.0, seed: int = 5) -> list[Rated]:
    """Many leaves of the first person, three days apart."""
    couple = DemoCouple(Random(seed), truth)
    outs = [NOON + timedelta(days=3 * number) for number in range(many)]
    return [
        couple.live(Circumstances(0, out, out + timedelta(hours=hours), 1, number, number))
        for number, out in enumerate(outs)
    ]


@pytest.fixture
def truth() -> Truth:
    """A couple in the middle of everything, in whom nothing has any effect."""
    none = (0.0, 0.0)
    return replace(
        drawn_truth(Random(1)),
        closeness=(6.0, 6.0), energy=(5.0, 5.0), felt=(5.0, 5.0), guilt=(5.0, 5.0),
        closeness_sd=(1.2, 1.2), energy_sd=(1.2, 1.2), felt_sd=(1.2, 1.2), guilt_sd=(1.2, 1.2),
        slow=0.5, days=2.5, alike=0.4, lift=0.0, limit_hours=14.0, ease=0.0,
        at_door=none, after_return=none, longer=none, farther=none, drop=none,
        exaggerates=none, courage=none, guilt_longer=0.0, guilt_farther=0.0,
    )  # fmt: skip


def answered(values: list[int | None]) -> list[int]:
    return [value for value in values if value is not None]


def average(values: list[int | None]) -> float:
    return mean(answered(values))


def test_one_seed_is_one_couple() -> None:
    assert drawn_truth(Random("truth 7")) == drawn_truth(Random("truth 7"))
    assert drawn_truth(Random("truth 7")) != drawn_truth(Random("truth 8"))
    truth = drawn_truth(Random(7))
    assert lived(truth, 20) == lived(truth, 20)


def test_every_answer_is_on_the_scale_or_passed() -> None:
    for seed in range(20):
        for rated in lived(drawn_truth(Random(seed)), 20, hours=30.0):
            for answers in (rated.door, *rated.after):
                assert all(one is None or 0 <= one <= 10 for one in astuple(answers))


def test_the_one_at_home_is_not_asked_about_guilt(truth: Truth) -> None:
    assert {rated.after[1].guilt for rated in lived(truth, 50)} == {None}
    assert {rated.door.felt for rated in lived(truth, 50)} == {None}


def test_answers_spread_as_widely_as_is_true_of_them(truth: Truth) -> None:
    felt = answered([rated.after[0].felt for rated in lived(truth)])
    assert 4.8 < mean(felt) < 5.2
    assert 1.05 < stdev(felt) < 1.45


def test_about_a_tenth_is_passed(truth: Truth) -> None:
    passed = [rated.door.guilt is None for rated in lived(truth)]
    assert 0.05 < mean(passed) < 0.15


def test_two_who_are_alike_have_their_good_days_together(truth: Truth) -> None:
    def together(alike: float) -> float:
        pairs = [rated.after for rated in lived(replace(truth, alike=alike))]
        both = [(a.closeness, b.closeness) for a, b in pairs]
        full = [(a, b) for a, b in both if a is not None and b is not None]
        return mean((a - 6) * (b - 6) for a, b in full) / 1.44

    assert together(0.8) > 0.5 > 0.2 > together(0.0) > -0.2


def test_courage_makes_the_same_leave_easier(truth: Truth) -> None:
    leaves = lived(replace(truth, courage=(-1.0, 0.0)), 60)
    early = average([rated.door.guilt for rated in leaves[:20]])
    assert early - average([rated.door.guilt for rated in leaves[-20:]]) > 2.5


def test_the_door_exaggerates_where_that_is_so(truth: Truth) -> None:
    leaves = lived(replace(truth, exaggerates=(2.0, 0.0)))
    door = average([rated.door.guilt for rated in leaves])
    assert 1.6 < door - average([rated.after[0].guilt for rated in leaves]) < 2.4


def test_a_return_lifts_the_one_out_and_the_one_at_home_apart(truth: Truth) -> None:
    leaves = lived(replace(truth, after_return=(1.0, -1.0), lift=1.5))
    away = average([rated.after[0].closeness for rated in leaves])
    assert away - average([rated.after[1].closeness for rated in leaves]) > 1.5
    energy = average([rated.after[0].energy for rated in leaves])
    assert energy - average([rated.after[1].energy for rated in leaves]) > 1.1


def test_beyond_the_limit_a_leave_sits_worse_at_home(truth: Truth) -> None:
    bounded = replace(truth, drop=(0.0, -3.0), limit_hours=12.0)
    short = average([rated.after[1].felt for rated in lived(bounded, hours=3.0)])
    assert short - average([rated.after[1].felt for rated in lived(bounded, hours=40.0)]) > 2.0


def test_a_mood_lasts_for_days_and_then_fades() -> None:
    drift = Drift(Random(3), 2.5, 0.4)
    path = [drift.at(NOON + timedelta(hours=6 * step))[0] for step in range(4000)]

    def likeness(apart: int) -> float:
        return mean(a * b for a, b in zip(path, path[apart:], strict=False))

    assert 0.8 < likeness(0) < 1.2
    assert likeness(1) > likeness(10) > likeness(60) - 0.05
    assert abs(likeness(80)) < 0.2


def test_a_short_step_and_a_long_one_differ_in_doublings() -> None:
    def length(hours: float) -> float:
        return Circumstances(0, NOON, NOON + timedelta(hours=hours), 1, 0, 0).length

    assert length(3) == 0
    assert length(12) == 2
    assert length(0.001) == length(0.15)


def test_nothing_asked_is_nothing_answered() -> None:
    assert astuple(Answers()) == (None, None, None, None)
