"""One's own energy around one's own leaves, and how lonely it is at home in those of the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from outandback.insight.answers import answers_of
from outandback.insight.arrays import couple_of
from outandback.insight.couple import Couple
from outandback.insight.energy import energy
from outandback.insight.history import History, LivedLeave, Rating
from outandback.insight.loneliness import loneliness
from outandback.insight.sayings import Saying, sayings_of
from tests.insight.couples import couple

READER, OTHER = 0, 1
EVENING = 0.88


def saying(whole: Couple, name: str, person: int) -> Saying:
    return next(one for one in sayings_of(whole) if (one.name, one.person) == (name, person))


def evenings_alone(lonely: list[float], hours: list[float]) -> Couple:
    """The other one leaves every fourth day for so long, and each evening of it is answered."""
    leaves = [
        LivedLeave(4.0 * at + 0.8, 4.0 * at + 0.8 + long_ / 24, own=False)
        for at, long_ in enumerate(hours)
    ]
    rated = [
        Rating(4.0 * at + EVENING, own=True, loneliness=points) for at, points in enumerate(lonely)
    ]
    return couple_of(History(tuple(leaves), tuple(rated)))


def test_longer_is_lonelier_where_it_is() -> None:
    hours = [2.0, 30.0] * 15
    whole = evenings_alone([2.0 if long_ < 10 else 8.0 for long_ in hours], hours)
    found = saying(whole, "lonelier longer", READER).effect
    assert (found.n, found.middle > 1, found.below_zero < 0.01) == (30, True, True)
    assert loneliness(whole).longer[OTHER].n == 0


def test_it_eases_where_it_does() -> None:
    whole = evenings_alone([9.0 - at / 5 for at in range(40)], [3.0] * 40)
    found = saying(whole, "lonely easing", READER).effect
    assert (found.n, found.middle < -0.5, found.below_zero > 0.99) == (40, True, True)


def test_leaves_of_one_length_tell_nothing_of_length() -> None:
    whole = evenings_alone([2.0, 9.0] * 10, [6.0] * 20)
    one = saying(whole, "lonelier longer", READER)
    assert abs(one.effect.middle) < one.least.worth


def test_an_evening_on_which_nobody_was_out_is_not_asked_of() -> None:
    leave = LivedLeave(4.1, 4.3, own=False)
    rated = tuple(Rating(day + EVENING, own=True, loneliness=5) for day in (1, 4, 5))
    assert loneliness(couple_of(History((leave,), rated))).longer[READER].n == 1


def rarely_out(leaves: int) -> Couple:
    """One leave in nine days, so that there are usual evenings; each evening is answered."""
    whole = couple(leaves)
    out = whole.out * 3
    back = out + whole.hours / 24
    at = np.sort(np.concatenate([out, back, np.arange(9 * leaves) + EVENING]))
    points = np.random.default_rng(2).integers(4, 9, (len(at), 2)).astype(float)
    nothing = np.full(points.shape, np.nan)
    found = replace(whole, out=out, back=back, rated_at=at, energy=points, closeness=nothing)
    return replace(found, loneliness=nothing)


def test_what_the_other_answers_is_theirs() -> None:
    """A reader’s figures stand on their own answers; those of the other count for the other."""
    whole = rarely_out(40)
    found, again = energy(whole), energy(with_energy_of_other(whole, np.nan))
    assert again.baseline[OTHER] == again.back[OTHER].n == again.next_day[OTHER].n == 0
    assert again.baseline[READER] == found.baseline[READER] > 10
    assert again.back[READER].n == found.back[READER].n > 0


def with_energy_of_other(whole: Couple, points: float) -> Couple:
    mine = whole.energy.copy()
    mine[:, OTHER] = points
    return replace(whole, energy=mine)


def test_more_energy_at_ones_own_returns_is_found() -> None:
    whole = rarely_out(60)
    mine = whole.energy.copy()
    own = whole.back[whole.leaver == READER]
    mine[np.isin(whole.rated_at, own), READER] += 3.0
    found = energy(replace(whole, energy=mine))
    assert found.back[READER].middle > 1 > abs(found.next_day[READER].middle)
    assert found.back[READER].middle > found.back[OTHER].middle
    assert (
        saying(replace(whole, energy=mine), "energy back leaver", READER).effect.below_zero < 0.01
    )


@pytest.mark.parametrize("name", ["energy back leaver", "energy next day leaver"])
def test_without_usual_evenings_of_ones_own_energy_is_not_spoken_of(name: str) -> None:
    """Also where the other one answers on many."""
    whole = rarely_out(60)
    assert saying(whole, name, READER).effect.n > 8
    last = np.searchsorted(np.sort(whole.back), whole.rated_at + 1e-4) - 1
    since = whole.rated_at - np.sort(whole.back)[last]
    mine = whole.energy.copy()
    mine[(since > 3) | (last < 0), READER] = np.nan
    quiet = replace(whole, energy=mine)
    found = energy(quiet)
    assert (found.baseline[READER], found.baseline[OTHER] > 10) == (0, True)
    assert found.next_day[READER].n > 8
    assert saying(quiet, name, READER).effect.n == 0


def test_they_are_among_the_answers_of_a_reader() -> None:
    found = answers_of(History()).by_name
    names = {"energy back leaver", "energy next day leaver", "lonelier longer", "lonely easing"}
    assert names <= found.keys()
    assert not any(found[name].verdict.speaks for name in names)
