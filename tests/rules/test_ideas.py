from __future__ import annotations

from uuid import UUID, uuid4

from outandback.rules.ideas import KINDS, Small, three_for

LEAVE = UUID(int=7)
SHIPPED = [Small(kind, f"{kind} {n}") for kind in KINDS for n in range(12)]
OWN = [Small("visit", "The kiln.", "a"), Small("visit", "The tide gauge.", "b")]


def visits(ideas: list[Small], turns: int, leave: UUID = LEAVE) -> list[Small]:
    return [three_for(ideas, leave, turn)[0] for turn in range(turns)]


def test_one_of_each_kind_in_their_order() -> None:
    assert tuple(one.kind for one in three_for(SHIPPED, LEAVE, 0)) == KINDS


def test_asked_again_they_are_the_same() -> None:
    assert three_for(SHIPPED, LEAVE, 3) == three_for(SHIPPED[::-1], LEAVE, 3)


def test_all_are_seen_before_one_comes_again() -> None:
    seen = visits(SHIPPED, 24)
    assert len(set(seen)) == 12
    assert seen[:12] == seen[12:]


def test_leaves_differ() -> None:
    assert len({three_for(SHIPPED, uuid4(), 0) for _ in range(40)}) > 10


def test_own_words_come_first_and_then_by_turns() -> None:
    first, second, third, *others = visits([*SHIPPED, *OWN], 14)
    assert {first, third} == set(OWN)
    assert not second.by and not any(one.by for one in others)
    assert len(set(others)) == 11


def test_one_more_leaves_the_others_in_their_order() -> None:
    before = visits(SHIPPED, 12)
    after = visits([*SHIPPED, Small("visit", "Another.")], 13)
    assert [one for one in after if one.words != "Another."] == before


def test_a_kind_without_ideas_is_left_out() -> None:
    assert three_for(OWN, LEAVE, 5)[0].kind == "visit"
    assert len(three_for(OWN, LEAVE, 5)) == 1
    assert three_for([], LEAVE, 0) == ()
