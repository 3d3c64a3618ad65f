"""Until the notice, the one who was left finds everything as if nobody had left, whatever they do.

Two worlds: in one Ben has left silently. Ana does everything that her pages offer, in both.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from django.urls import reverse

from outandback.rooms.account.actions import erase, leave_pair
from outandback.rooms.board.models import SleepsBoard
from outandback.rooms.board.queries import seen_by_child
from outandback.rooms.people.models import Person
from tests.cast import PASSPHRASE, Cast
from tests.everywhere.two_worlds import HOUR, NEVER, Couple, days_of_ana, in_a_world
from tests.everywhere.walking import Answers, Walk, seeded

A_WEEK = 7 * 24


@pytest.fixture
def couple(cast: Cast, clock: Callable[[datetime], None], at: datetime) -> Couple:
    clock(at)
    return Couple(cast, clock, at)


@pytest.fixture
def seed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return seeded(monkeypatch)


def differences(one: Answers, other: Answers) -> list[str]:
    """Where two walks part, in words."""
    found = []
    for before, after in zip(one, other, strict=False):
        if before[0] != after[0]:
            found.append(f"the walks part at {before[0]} and {after[0]}")
            break
        if before != after:
            lines = difflib.unified_diff(
                before[2].splitlines(), after[2].splitlines(), n=0, lineterm=""
            )
            found.append(f"{before[0]}: {before[1]} {after[1]}\n" + "\n".join(list(lines)[:14]))
    if len(one) != len(other):
        found.append(f"{len(one)} answers, {len(other)} answers")
    return found


def he_leaves(couple: Couple, seed: Callable[[str], None], seen: str = "week") -> None:
    ben = couple.ben
    assert ben.current is not None
    seed("he leaves")
    leave_pair(ben.current, couple.keys(ben), seen, "Farewell.", couple.at)


def he_is_gone(couple: Couple, seed: Callable[[str], None]) -> None:
    he_leaves(couple, seed)
    ben = couple.ben
    seed("he erases")
    erase(ben, ben.current, couple.keys(ben), couple.at)


def read_by(couple: Couple, person: Person, seed: Callable[[str], None], hours: int) -> Answers:
    """All of somebody's pages at a time, and what they take along."""
    couple.clock(couple.at + hours * HOUR)
    seed("reading")
    walk = Walk(couple.cast.client(person, room=True), seed, tuple(NEVER))
    walk.look_round(couple.addresses(everywhere=True))
    walk.take_along()
    return walk.answers


@pytest.mark.parametrize(
    ("out", "evenings"),
    [
        pytest.param(False, 1, id="both at home, one evening"),
        pytest.param(False, 3, id="both at home", marks=pytest.mark.longer),
        pytest.param(True, 3, id="the other one out", marks=pytest.mark.longer),
    ],
)
def test_everything_that_the_one_who_was_left_does_is_answered_the_same(
    couple: Couple, seed: Callable[[str], None], out: bool, evenings: int
) -> None:
    """And nothing of it reaches the one who left, nor takes away what he had."""
    couple.lives(out)
    copies: list[Answers] = []

    def parted() -> Answers:
        he_leaves(couple, seed)
        read_by(couple, couple.ben, seed, A_WEEK - 1)  # what he opens by reading is opened
        copies.append(read_by(couple, couple.ben, seed, A_WEEK - 1))
        answers = days_of_ana(couple, seed, evenings).answers
        copies.append(read_by(couple, couple.ben, seed, A_WEEK - 1))
        return answers

    together = in_a_world(lambda: days_of_ana(couple, seed, evenings).answers)
    apart = in_a_world(parted)
    assert differences(together, apart) == []
    assert differences(*copies) == []


@pytest.mark.parametrize("ends", [he_leaves, he_is_gone])
def test_nor_does_it_show_to_whoever_leaves_second(
    couple: Couple,
    seed: Callable[[str], None],
    ends: Callable[[Couple, Callable[[str], None]], None],
) -> None:
    """She says that the words differ, which they don't; then she leaves, and looks around."""
    couple.lives(his_out=False)

    def leaves_too() -> Answers:
        couple.clock(couple.at + HOUR)
        walk = Walk(couple.cast.client(couple.ana, room=True), seed, tuple(NEVER))
        for name in ("pair", "pair-words"):
            walk.look(reverse(name))
        walk.send(reverse("pair-words-differ"), {})
        assert _has_a_partner(couple)
        form = {"seen": "week", "words": "Fare well.", "passphrase": PASSPHRASE}
        walk.send(reverse("parting"), form)
        assert not _has_a_partner(couple)
        couple.clock(couple.at + 2 * HOUR)
        walk.look_round([reverse("boards"), *couple.addresses(everywhere=False)])
        walk.answers += [_as_a_child_sees(couple)]
        walk.take_along()
        return walk.answers

    def second() -> Answers:
        ends(couple, seed)
        return leaves_too()

    assert differences(in_a_world(leaves_too), in_a_world(second)) == []


def _has_a_partner(couple: Couple) -> bool:
    return couple.ana.current is not None


def _as_a_child_sees(couple: Couple) -> tuple[str, int, str]:
    board = SleepsBoard.objects.get()
    seen, standing = seen_by_child(board, couple.at + 2 * HOUR), board.rests_at
    return "a child's page", 200, f"{seen} {standing}"


def test_erasing_before_the_notice_shows_nowhere(
    couple: Couple, seed: Callable[[str], None]
) -> None:
    couple.lives(his_out=False)

    def erased() -> Answers:
        he_is_gone(couple, seed)
        return read_by(couple, couple.ana, seed, A_WEEK - 1)

    together = in_a_world(lambda: read_by(couple, couple.ana, seed, A_WEEK - 1))
    assert differences(together, in_a_world(erased)) == []


def test_an_erasing_takes_nothing_from_the_other_that_a_parting_leaves(
    couple: Couple, seed: Callable[[str], None]
) -> None:
    couple.lives(his_out=False)

    def closed(ends: Callable[[Couple, Callable[[str], None]], None]) -> Answers:
        ends(couple, seed)
        couple.clock(couple.at + A_WEEK * HOUR)
        couple.cast.client(couple.ana).post(reverse("parting-notice"))
        assert couple.ana.current is None
        return read_by(couple, couple.ana, seed, A_WEEK + 1)

    left, gone = (in_a_world(partial(closed, ends)) for ends in (he_leaves, he_is_gone))
    assert differences(left, gone) == []
