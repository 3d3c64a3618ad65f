"""What a reader left out is worked out without, as if it had never been answered."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from outandback.insight.answers import answers_of
from outandback.insight.arrays import couple_of
from outandback.insight.history import History, LivedLeave, Rating
from outandback.insight.left_out import without_left_out

HOURS = 1 / 24


def leave(out: float, guilt: float | None = None) -> LivedLeave:
    back = out + 6 * HOURS
    return LivedLeave(
        out, back, own=True, felt=(7, None), guilt_at_door=guilt, guilt_looking_back=guilt and 2
    )


def lived(many: int, **more: tuple[tuple[float, float], ...]) -> History:
    """One leave every five days, with an answer at its door, at its return and each evening."""
    leaves = [leave(5 * n + 0.5, n % 7) for n in range(many)]
    at = {one.out for one in leaves} | {one.back for one in leaves}
    at |= {day + 0.875 for day in range(5 * many)}
    ratings = (Rating(one, own=True, closeness=round(one * 7) % 5 + 4) for one in sorted(at))
    return History(tuple(leaves), tuple(ratings), **more)


def test_with_nothing_left_out_nothing_changes() -> None:
    known = lived(3)
    assert without_left_out(known) is known


def test_what_began_inside_goes_and_what_began_before_stays() -> None:
    before, inside, after = leave(9.9), leave(10), leave(12)
    known = History((before, inside, after), (), ((10.0, 12.0),))
    assert without_left_out(known).leaves == (before, after)


def test_an_answer_goes_that_was_given_inside_or_after_a_leave_that_goes() -> None:
    """A return just after the span would else be taken for an evening near no leave."""
    gone, kept = leave(11.9), leave(20)
    at = (9.9, 10.0, 11.9, 12.15, 13.0, 15.0, 15.9, 20.0)
    ratings = tuple(Rating(one, own=True, closeness=5) for one in at)
    stays = without_left_out(History((gone, kept), ratings, ((10.0, 12.0),))).ratings
    assert [one.at for one in stays] == [9.9, 15.9, 20.0]


def test_an_answer_stays_that_belongs_to_a_later_leave() -> None:
    gone, kept = leave(11.9), leave(13)
    ratings = tuple(Rating(one, own=True, closeness=5) for one in (12.5, 13.0, 13.9))
    stays = without_left_out(History((gone, kept), ratings, ((10.0, 12.0),))).ratings
    assert [one.at for one in stays] == [13.0, 13.9]


def test_what_goes_on_has_no_end() -> None:
    known = without_left_out(lived(4, left_out=((5.0, inf),)))
    assert len(known.leaves) == 1 and max(one.at for one in known.ratings) < 5


def test_answers_are_those_of_a_history_that_never_had_it() -> None:
    """Also of the checks: the tenth leave is the tenth that counts."""
    known = lived(24)
    span = (47.0, 58.0)
    gone = [one for one in known.leaves if span[0] <= one.out < span[1]]
    assert len(gone) == 2
    left = without_left_out(replace(known, left_out=(span,)))
    never = History(left.leaves, left.ratings)
    asked = answers_of(replace(known, left_out=(span,)))
    assert repr(asked) == repr(answers_of(never)) and asked.leaves == (22, 0)
    assert repr(asked) != repr(answers_of(known))


def test_with_all_of_it_left_out_nothing_is_said() -> None:
    couple = couple_of(lived(12, left_out=((0.0, inf),)))
    assert couple.leaves == 0 and len(couple.rated_at) == 0
    answers = answers_of(lived(12, left_out=((0.0, inf),)))
    assert not any(one.verdict.speaks for one in answers.by_name.values())
    assert answers.easing is None and answers.kept == ()
