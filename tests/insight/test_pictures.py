"""What is drawn beside the answers, and what more would tell: where there is little, and how they
hang together with what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from outandback.insight.decisions import Least, is_small
from outandback.insight.effects import Effect
from outandback.insight.history import History, LivedLeave, Rating
from outandback.insight.looks import looks_of
from outandback.insight.more_answers import MOST, TENS, more_to_tell
from outandback.insight.pictures import PHASES, counts_of, missing_of, pictures_of
from outandback.insight.sayings import BASELINE, LEAST
from tests.insight.couples import couple

WORTH = Least(8, 0.25, small=0.2)


def effect(middle: float, around: float, n: int) -> Effect:
    """A normal one: `around` of it on either side hold it with 80 %."""
    wide, deviation = around * 1.96 / 1.2816, around / 1.2816
    below = 0.5 * (1 + np.tanh(-middle / deviation * 0.8))
    return Effect(
        middle, (middle - around, middle + around), (middle - wide, middle + wide), float(below), n
    )


# What more would tell -----------------------------------------------------------------------------


def test_more_of_them_narrow_it_with_their_root() -> None:
    """What is wider by 1.4 takes twice as many in all."""
    narrow, wide = effect(0.6, 0.5, 40), effect(0.6, 0.7, 40)
    one, other = more_to_tell(narrow, WORTH), more_to_tell(wide, WORTH)
    assert one is not None and other is not None
    assert (40 + other) / (40 + one) == pytest.approx((0.7 / 0.5) ** 2, abs=0.2)
    assert one % TENS == other % TENS == 0


def test_so_many_more_would_have_been_enough() -> None:
    found = effect(0.6, 0.6, 40)
    more = more_to_tell(found, WORTH)
    assert more
    before, after = (0.6 * (40 / (40 + many)) ** 0.5 / 1.2816 for many in (more - TENS, more))
    assert 0.6 / after >= 2.326 > 0.6 / before


@pytest.mark.parametrize("middle", [0.0, 0.1, -0.24])
def test_near_nothing_no_number_is_named(middle: float) -> None:
    assert more_to_tell(effect(middle, 0.4, 50), WORTH) is None


def test_nor_where_it_would_take_for_ever_or_anything_is_missing() -> None:
    assert more_to_tell(effect(0.26, 1.5, 60), WORTH) is None
    assert more_to_tell(effect(0.9, 0.5, 7), WORTH) is None


def test_what_one_check_found_is_to_be_found_again() -> None:
    assert more_to_tell(effect(1.0, 0.2, 30), WORTH) == TENS <= MOST


def test_next_to_nothing_is_said_where_both_checks_hold_it_so() -> None:
    narrow, wide = effect(0.0, 0.19, 20), effect(0.0, 0.3, 20)
    assert is_small(narrow, narrow, WORTH)
    assert not is_small(wide, narrow, WORTH) and not is_small(narrow, wide, WORTH)
    assert not is_small(narrow.of_rows(7), narrow, WORTH)
    assert not is_small(narrow, narrow, replace(WORTH, small=0.0))
    assert [name for name, one in LEAST.items() if one.small] == ["guilt foretells"]


def test_what_is_missing_is_what_keeps_it_from_being_said() -> None:
    """By the same least rows as the sayings; of each name that counts several kinds."""
    for leaves in (0, 3, 9, 40):
        counts = counts_of(couple(leaves))
        missing = missing_of(counts)
        for role in PHASES:
            back = missing[f"back {role}"]
            assert back["returns"] == 8 - counts[f"back {role} closeness"]
            assert back["evenings"] == BASELINE - counts["evenings closeness"]
            sides = missing[f"far {role}"]
            assert min(counts[f"{side} {role}"] for side in sides) == 4 - max(sides.values())


# Pictures -----------------------------------------------------------------------------------------


def history(
    leaves: int, felt: Callable[[int], float | None], hours: Callable[[int], float] = lambda _: 3.0
) -> History:
    """One every third day, in turns; both rated."""
    lived = [
        LivedLeave(
            3.0 * at,
            3.0 * at + hours(at) / 24,
            own=at % 2 == 0,
            felt=(felt(at), felt(at)),
            guilt_at_door=felt(at),
        )
        for at in range(leaves)
    ]
    said = [(one.back, felt(at)) for at, one in enumerate(lived)]
    ratings = [Rating(at, own=True, closeness=one) for at, one in said if one is not None]
    return History(tuple(lived), tuple(ratings))


@pytest.mark.parametrize("leaves", [0, 1, 25])
@pytest.mark.parametrize("value", [None, 0.0, 10.0])
def test_of_nothing_and_of_one_answer_to_everything_there_is_a_picture(
    leaves: int, value: float | None
) -> None:
    whole = history(leaves, lambda _: value)
    drawn = pictures_of(whole, looks_of(whole))
    dots = [one.effect for role in drawn.closeness.values() for one in role]
    assert all(np.isfinite([*one.almost_sure, one.middle]).all() for one in dots)
    rated = value is not None and leaves
    assert bool(dots) == bool(rated)
    assert len(drawn.lengths[0].lived) == ((leaves + 1) // 2 if rated else 0)
    assert sum(drawn.weeks) == (2 * leaves if rated else 0)


def test_of_a_length_that_the_other_alone_lived_nothing_is_said() -> None:
    """Short ones of one's own, long ones of the other, all of them good."""
    whole = history(60, lambda _: 9.0, lambda at: 2.0 if at % 2 == 0 else 20.0)
    own, theirs = pictures_of(whole, looks_of(whole)).lengths
    assert own.longest == pytest.approx(2.0) and theirs.longest == pytest.approx(20.0)
    assert own.said in ("", "up to") and own.hours == pytest.approx(2.0)
    assert theirs.said == "up to" and theirs.hours > 2.0


def test_what_is_said_of_lengths_changes_at_checks_alone() -> None:
    """At leave 60 there is a check; three bad and long ones after it change the picture."""
    whole = history(60, lambda at: 9.0, lambda at: 2.0 + at % 3)
    lived = whole.leaves
    worse = tuple(
        LivedLeave(
            200.0 + 3 * at, 200.0 + 3 * at + 0.15, own=True, felt=(1.0, 1.0), guilt_at_door=None
        )
        for at in range(3)
    )
    later = replace(whole, leaves=(*lived, *worse))
    drawn = [pictures_of(one, looks_of(one)) for one in (whole, later)]
    before, after = (one.lengths[0] for one in drawn)
    assert (before.said, before.hours) == (after.said, after.hours)
    assert not np.allclose(before.now.both, after.now.both)


def test_low_lately_is_of_either_and_of_the_last_ones() -> None:
    for felt, low in ((lambda _: 8.0, False), (lambda at: 2.0 if at > 20 else 9.0, True)):
        whole = history(30, felt)
        assert pictures_of(whole, looks_of(whole)).low is low
