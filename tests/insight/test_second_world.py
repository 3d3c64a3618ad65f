from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import numpy.typing as npt
import pytest

from benchmarks.insight import second_world_answers as answers
from benchmarks.insight.second_world import World, about_days, couple, life
from benchmarks.insight.second_world_answers import Draft, Life
from benchmarks.insight.second_world_days import Leaves, days
from benchmarks.insight.second_world_truth import LENGTHS, next_leaves, truth
from outandback.insight.couple import Channel, Couple

SEED = 4
USUAL = World()
STEADY = World(weekend=0, wander=0, slow_hours=15)
ABOUT_LEAVES = ("received", "landed", "felt", "guilt_at_door", "guilt_looking_back")
RATINGS = (*ABOUT_LEAVES, "closeness", "energy")
MAY_BE_ALL = {"both_good", "kept"}


def chance(seed: int = SEED) -> np.random.Generator:
    return np.random.default_rng(seed)


def one(leaves: int = 40, world: World = USUAL, seed: int = SEED) -> Couple:
    return couple(leaves, chance(seed), world)[0]


@pytest.mark.parametrize("leaves", [1, 10, 100])
def test_shapes(leaves: int) -> None:
    found = one(leaves)
    weeks, times = len(found.weekly_gap), len(found.rated_at)
    for name in ("out", "back", "leaver", "hours", "distance", "company", "channel", "on_time"):
        assert getattr(found, name).shape == (leaves,)
    assert found.felt.shape == (leaves, 2)
    assert found.closeness.shape == found.energy.shape == (times, 2)
    assert found.weekly_gap.shape == (weeks, 2)
    assert 7 * weeks <= found.back[-1] + 7


@pytest.mark.parametrize("seed", range(5))
def test_leaves_are_in_order_and_never_meet(seed: int) -> None:
    found = one(80, seed=seed)
    assert (found.hours > 0).all()
    assert np.allclose(found.back - found.out, found.hours / 24)
    assert (found.out[1:] - found.back[:-1] >= 3 / 24).all()
    assert set(found.leaver) == {0, 1}


@pytest.mark.parametrize("seed", range(5))
def test_times_are_in_order_at_doors_returns_and_evenings(seed: int) -> None:
    found = one(80, seed=seed)
    assert (np.diff(found.rated_at) > 0).all()
    assert np.isfinite(found.closeness).any(axis=1).all()
    at_leaves = np.isin(found.rated_at, np.concatenate([found.out, found.back]))
    assert 60 < at_leaves.sum() <= 160
    assert np.allclose(found.rated_at[~at_leaves] % 1, 0.88)


@pytest.mark.parametrize("name", RATINGS)
def test_ratings_are_whole_points(name: str) -> None:
    given = getattr(one(), name)
    seen = given[np.isfinite(given)]
    assert 0 < len(seen) < given.size
    assert np.isin(seen, np.arange(11)).all()


def test_who_did_not_tell_rates_no_telling() -> None:
    found = one(100)
    silent = found.channel == Channel.NONE
    assert silent.any()
    assert np.isnan(found.received[silent]).all() and np.isnan(found.landed[silent]).all()


def test_the_same_seed_makes_the_same_couple() -> None:
    (first, its_truth), (second, same_truth) = (couple(20, chance()) for _ in range(2))
    for field in fields(first):
        np.testing.assert_array_equal(getattr(first, field.name), getattr(second, field.name))
    assert str(its_truth) == str(same_truth)
    assert not np.array_equal(first.out, one(20, seed=SEED + 1).out)


def test_truth_does_not_hang_on_who_answered() -> None:
    world, other = World(), World(skipping=2)
    assert str(couple(20, chance(), world)[1]) == str(couple(20, chance(), other)[1])


@pytest.mark.parametrize("world", [World(null=True), World(null=True, ceiling=True, drift=True)])
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_true_of_a_null_couple(world: World, seed: int) -> None:
    its_truth = couple(30, chance(seed), world)[1]
    for field in fields(its_truth):
        if field.name not in MAY_BE_ALL:
            assert np.all(np.asarray(getattr(its_truth, field.name)) == 0), field.name
    assert np.ptp([*its_truth.both_good.values()]) < 1e-9


def test_effects_spread_as_asked() -> None:
    def spread(effects: float) -> float:
        found = [couple(5, chance(seed), World(effects=effects))[1] for seed in range(8)]
        return float(np.std([[one.back_leaver, one.back_home] for one in found]))

    assert spread(0.5) < spread(1) < spread(1.5)


def state_at_leaving(world: World) -> float:
    lived = life(300, chance(), world)
    return float(lived.state(lived.leaves.out)[np.arange(300), lived.leaves.leaver].mean())


def test_who_selects_leaves_on_good_days() -> None:
    assert state_at_leaving(World(selection=1)) > state_at_leaving(World()) + 0.3


@pytest.mark.parametrize("name", ["closeness", "felt"])
def test_who_skips_leaves_low_answers_out(name: str) -> None:
    all_, high = (getattr(one(100, World(skipping=much)), name) for much in (0, 2))
    assert np.nanmean(high) > np.nanmean(all_) + 0.1


def test_a_ceiling_is_reached() -> None:
    top = [np.mean(one(40, World(ceiling=True), seed).closeness >= 9) for seed in range(5)]
    assert np.mean(top) > 0.3


def test_who_drifts_ends_elsewhere() -> None:
    lived = life(150, chance(), replace(STEADY, drift=True))
    assert (np.abs(lived.days.level[lived.end] - lived.days.level[0]) > 0.3).all()


def on_new_days(lived: Life, leaves: Leaves, every: float) -> Life:
    """The same couple, leaving so often."""
    out = np.linspace(10.5, 10.5 + every * len(leaves.out), len(leaves.out), endpoint=False)
    moved = replace(leaves, out=out, back=out + leaves.hours / 24)
    lasting = days(lived.traits, lived.world, int(moved.back[-1]) + 12, chance())
    return replace(lived, leaves=moved, days=lasting)


def raw_difference(lived: Life, draft: Draft, seed: int) -> npt.NDArray[np.float64]:
    """By person: ratings within 12 hours after own returns, less those of evenings far from any."""
    other = days(lived.traits, lived.world, len(lived.days.states), chance(seed))
    at, closeness, _ = about_days(replace(lived, days=other), draft, chance(seed))
    row = np.searchsorted(lived.leaves.back, at, "right") - 1
    since = 24 * (at - lived.leaves.back[row])
    far = (since > 84) & (np.searchsorted(lived.leaves.out, at, "right") - 1 == row)
    after = (since >= 0) & (since <= 12)
    own = [after & (lived.leaves.leaver[row] == person) for person in range(2)]
    return np.array([mean(closeness[own[p], p]) - mean(closeness[far, p]) for p in range(2)])


def mean(values: npt.NDArray[np.float64]) -> float:
    return float(np.nanmean(values))


def test_truth_of_a_return_is_what_many_records_show() -> None:
    few = life(30, chance(), STEADY)
    lived = on_new_days(few, few.leaves, 12)
    draft = answers.about_leaves(lived, chance())
    found = np.array([raw_difference(lived, draft, seed).mean() for seed in range(200)])
    error = found.std() / len(found) ** 0.5
    expected = truth(lived, draft.telling).back_leaver
    assert abs(expected) > 5 * error
    assert abs(found.mean() - expected) < 3 * error + 0.02


def many_of(lived: Life, leaves: Leaves, times: int) -> Life:
    """The same leaves again and again."""
    rows = np.tile(np.arange(len(leaves.out)), times)
    again = Leaves(*(getattr(leaves, field.name)[rows] for field in fields(leaves)))
    return on_new_days(lived, again, 5)


def test_truth_of_both_being_good_is_the_share_of_many_leaves() -> None:
    lived = life(40, chance(), STEADY)
    many = many_of(lived, next_leaves(lived.leaves, np.array(LENGTHS, float)), 3000)
    good = (answers.about_leaves(many, chance()).felt >= 6).all(axis=1)
    share = good.reshape(3000, -1).mean(axis=0)
    its_truth = truth(lived, answers.about_leaves(lived, chance()).telling)
    keys = [(who, hours) for who in range(2) for hours in LENGTHS]
    np.testing.assert_allclose(share, [its_truth.both_good[key] for key in keys], atol=0.035)


def test_truth_of_guilt_is_what_many_leaves_show() -> None:
    lived = life(40, chance(), STEADY)
    many = many_of(lived, lived.leaves, 300)
    draft = answers.about_leaves(many, chance())
    its_truth = truth(lived, answers.about_leaves(lived, chance()).telling)
    for who in range(2):
        rows = many.leaves.leaver == who
        more = (draft.door - draft.back)[rows].mean()
        assert more == pytest.approx(its_truth.guilt_exaggerates[who], abs=0.06)
        slope = held_slope(many.leaves, rows, draft.door, draft.felt[:, 1 - who])
        assert slope == pytest.approx(its_truth.guilt_foretells[who], abs=0.04)


def held_slope(
    leaves: Leaves,
    rows: npt.NDArray[np.bool_],
    guilt: npt.NDArray[np.float64],
    felt: npt.NDArray[np.float64],
) -> float:
    held = [leaves.log_hours[rows] ** power for power in range(4)]
    columns = np.stack([guilt[rows], *held, leaves.distance[rows]], axis=1)
    return float(np.linalg.lstsq(columns, felt[rows], rcond=None)[0][0])
