"""Leaves of the two at the same time: nobody is at home, and each is in one phase at most."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.insight.around import NAMES, around, design_of
from outandback.insight.arrays import couple_of
from outandback.insight.couple import Couple
from outandback.insight.frontier import NAMES as FELT_NAMES
from outandback.insight.frontier import fitted, frontier
from outandback.insight.guilt import guilt
from outandback.insight.history import History, LivedLeave, Rating
from outandback.insight.numbers import Floats, Integers
from outandback.insight.phases import Phases, phases_of
from outandback.insight.sayings import sayings_of
from tests.insight.couples import couple

HOUR = 1 / 24
A, B = 0, 1


class Some(NamedTuple):
    """Leaves in any order and however they lie to each other, and times of ratings."""

    out: Floats
    back: Floats
    leaver: Integers
    at: Floats


@st.composite
def some(draw: st.DrawFn) -> Some:
    """Whole hours, so that leaves often begin and end together."""
    many = draw(st.integers(0, 8))
    hours = st.integers(0, 60)
    out = np.array(draw(st.lists(hours, min_size=many, max_size=many)), dtype=float)
    long_ = np.array(draw(st.lists(st.integers(1, 40), min_size=many, max_size=many)), dtype=float)
    leaver = np.array(draw(st.lists(st.integers(0, 1), min_size=many, max_size=many)), dtype=int)
    at = np.array(draw(st.lists(st.integers(0, 200), min_size=1, max_size=12)), dtype=float)
    return Some(out * HOUR, (out + long_) * HOUR, leaver, np.sort(at) * HOUR)


def phases(given: Some) -> Phases:
    return phases_of(given.at, given.out, given.back, given.leaver)


def is_out(given: Some, person: int, at: float) -> bool:
    own = given.leaver == person
    return bool(((given.out[own] < at) & (at < given.back[own])).any())


@settings(max_examples=300, deadline=None)
@given(some())
def test_each_is_in_one_phase_at_most(given: Some) -> None:
    found = phases(given)
    every = found.columns.reshape(-1, 2, 10).sum(axis=2) + found.both_out
    assert set(np.unique(every)) <= {0.0, 1.0}


@settings(max_examples=300, deadline=None)
@given(some())
def test_whoever_is_out_is_never_at_home(given: Some) -> None:
    found = phases(given)
    at_home = np.asarray(found.columns[:, 1::2].reshape(-1, 2, 5).sum(axis=2))
    for row, at in enumerate(given.at):
        for person in (A, B):
            if is_out(given, person, at):
                assert not at_home[row, person]
                assert bool(found.both_out[row, person]) or bool(
                    found.away[row, person, 0] + found.door[row, person, 0]
                )


@settings(max_examples=300, deadline=None)
@given(some())
def test_while_both_are_out_neither_is_in_any_other_phase(given: Some) -> None:
    found = phases(given)
    for row, at in enumerate(given.at):
        if all(is_out(given, person, at) for person in (A, B)):
            assert found.both_out[row].all()


@settings(max_examples=300, deadline=None)
@given(some())
def test_which_is_the_first_of_the_two_changes_nothing(given: Some) -> None:
    found, other = phases(given), phases(given._replace(leaver=1 - given.leaver))
    for one, two in zip(found[:6], other[:6], strict=True):
        assert (one == two[:, ::-1]).all()


def test_who_comes_back_to_an_empty_home_comes_back_to_nobody() -> None:
    """A is out from 10 to 18, B from 14 to 20."""
    times = np.array([10.0, 12, 14, 16, 18, 20, 21, 44]) * HOUR
    given = Some(np.array([10, 14]) * HOUR, np.array([18, 20]) * HOUR, np.array([A, B]), times)
    found = phases(given)
    assert found.door[:, A, 0].tolist() == [1, 0, 0, 0, 0, 0, 0, 0]
    assert found.away[:, A, 0].tolist() == [0, 1, 0, 0, 0, 0, 0, 0]
    assert found.both_out.T.tolist() == [[0, 0, 1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0]]
    assert found.away[:, B, 0].tolist() == [0, 0, 0, 0, 1, 0, 0, 0]
    assert found.back[:, :, 0].T.tolist() == [[0, 0, 0, 0, 0, 1, 1, 0]] * 2
    assert found.next_day[-1, :, 0].tolist() == [1, 1]
    assert not found.columns[:, 1::2].any()


def test_two_who_hand_over_at_the_door_are_not_both_out() -> None:
    out, back = np.array([10, 18]) * HOUR, np.array([18, 20]) * HOUR
    for minutes in (0, 14):
        back[0] = 18 * HOUR + minutes / 1440
        assert not phases_of(np.array([0.6]), out, back, np.array([A, B])).both_out.any()


def meeting(leaves: int = 30) -> Couple:
    """Every third leave is met by one of the other in its middle."""
    whole = couple(leaves)
    met = np.arange(0, leaves, 3)
    middle = (whole.out[met] + whole.back[met]) / 2
    parts = {
        name: np.concatenate([getattr(whole, name), getattr(whole, name)[met]])
        for name in (
            "company", "channel", "distance", "received", "landed", "felt", "guilt_at_door",
            "guilt_looking_back", "on_time", "hours",
        )
    }  # fmt: skip
    out = np.concatenate([whole.out, middle])
    back = np.concatenate([whole.back, middle + whole.hours[met] / 24])
    leaver = np.concatenate([whole.leaver, 1 - whole.leaver[met]])
    found = replace(whole, out=out, back=back, leaver=leaver, in_trip=np.empty(0), **parts)
    assert found.both_out.sum() >= 2 * len(met)
    return found


def test_of_leaves_of_both_at_once_no_role_at_home_is_learnt() -> None:
    """How they were for whoever was not their leaver is no answer of somebody at home."""
    whole = meeting()
    rows = np.flatnonzero(whole.both_out)
    felt = whole.felt.copy()
    felt[rows, whole.home[rows]] = 0.0
    spoilt = replace(whole, felt=felt)
    assert [one.n for one in guilt(spoilt).foretells] == [one.n for one in guilt(whole).foretells]
    assert frontier(fitted(spoilt), A).n == frontier(fitted(whole), A).n < len(whole.out)
    rows_of = {one.name: one.effect.n for one in sayings_of(spoilt)}
    assert rows_of == {one.name: one.effect.n for one in sayings_of(whole)}
    column = FELT_NAMES.index("both out")
    unit = np.eye(len(FELT_NAMES))[[column]]
    assert fitted(spoilt).posterior.means(unit)[0] < fitted(whole).posterior.means(unit)[0]


def test_without_any_the_columns_of_both_out_and_trips_are_their_prior() -> None:
    found, felt = around(couple(40)).posterior, fitted(couple(40)).posterior
    for posterior, names, column in (
        (found, NAMES, "both out"),
        (found, NAMES, "on a trip"),
        (felt, FELT_NAMES, "both out"),
        (felt, FELT_NAMES, "in a trip home"),
    ):
        unit = np.eye(len(names))[[names.index(column)]]
        assert posterior.means(unit)[0] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("own", [True, False])
def test_nobody_is_out_twice_at_once(own: bool) -> None:
    """By promised times somebody may seem to be: the first ends when the next begins."""
    first, second = LivedLeave(1.0, 2.0, own, felt=(3, 4)), LivedLeave(1.5, 1.75, own)
    found = couple_of(History((second, first)))
    assert found.leaves == 2
    assert found.back.tolist() == [1.5, 1.75]
    assert found.felt[0].tolist() == [3, 4]
    assert not found.both_out.any()


def test_the_same_leave_twice_is_one() -> None:
    twice = [LivedLeave(1.0 + minutes / 1440, 2.0, own=True, felt=(8, None)) for minutes in (0, 6)]
    assert couple_of(History(tuple(twice))).leaves == 1


def test_leaves_at_the_same_time_are_all_there_in_the_order_of_their_ends() -> None:
    long_, short = LivedLeave(1.0, 5.0, own=True), LivedLeave(2.0, 2.2, own=False)
    found = couple_of(History((long_, short)))
    assert found.leaver.tolist() == [B, A]
    assert found.both_out.all()


def test_days_of_a_trip_are_no_usual_evenings() -> None:
    """Also those on which nobody had hours of their own."""
    leave = LivedLeave(10.5, 10.6, own=True, trip=True)
    rated = tuple(Rating(at, own=True, closeness=7) for at in (1.9, 10.9, 14.0, 15.9, 40.9))
    without = around(couple_of(History((replace(leave, trip=False),), rated)))
    by_day = around(couple_of(History((leave,), rated)))
    by_trip = around(couple_of(History((leave,), rated, ((10.0, 17.0),))))
    assert (without.baseline, by_day.baseline, by_trip.baseline) == (3, 3, 2)
    trip = np.eye(len(NAMES))[[NAMES.index("on a trip")]]
    _, _, design = design_of(couple_of(History((leave,), rated, ((10.0, 17.0),))))
    assert (design[::2] @ trip[0]).tolist() == [0, 1, 1, 1, 0]
