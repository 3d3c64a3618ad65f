from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.cover import WHATS, CoverAnswer, CoverState, Item, Who, items

whats = st.sampled_from([*WHATS, "garden", ""])
plans = st.dictionaries(whats, st.sampled_from([*map(str, Who), "", "cat"]))
answers = st.dictionaries(whats, st.sampled_from([*map(str, CoverAnswer), "", "maybe"]))


@pytest.mark.parametrize(
    ("who", "answer", "state", "declined"),
    [
        ("someone", "", CoverState.COVERED, False),
        ("someone", "yes", CoverState.COVERED, False),
        ("someone", "part", CoverState.COVERED, False),
        ("someone", "no", CoverState.COVERED, False),
        ("partner", "", CoverState.PLANNED, False),
        ("partner", "yes", CoverState.COVERED, False),
        ("partner", "part", CoverState.OFFERED, False),
        ("partner", "no", CoverState.OPEN, True),
        ("open", "", CoverState.OPEN, False),
        ("open", "yes", CoverState.OFFERED, False),
        ("open", "part", CoverState.OFFERED, False),
        ("open", "no", CoverState.OPEN, True),
    ],
)
def test_each_plan_and_each_answer_give_one_state(
    who: str, answer: str, state: CoverState, declined: bool
) -> None:
    assert items({"dinner": who}, {"dinner": answer}) == (Item("dinner", state, declined),)


def test_no_answer_at_all_is_like_an_empty_one() -> None:
    for who in Who:
        assert items({"door": who}, {}) == items({"door": who}, {"door": ""})


def test_an_answer_that_is_not_known_is_none() -> None:
    for who in Who:
        assert items({"door": who}, {"door": "maybe"}) == items({"door": who}, {})


def test_items_stand_in_one_order_whatever_the_order_of_the_plan() -> None:
    needs = dict.fromkeys(reversed(WHATS), "open")
    assert [item.what for item in items(needs, {})] == list(WHATS)


def test_what_nobody_needs_is_not_there() -> None:
    assert items({}, {"dinner": "yes"}) == ()
    assert items({"dinner": "", "garden": "open", "door": "cat"}, {}) == ()


@given(plans, answers)
def test_one_item_for_each_known_need_and_no_other(
    needs: dict[str, str], said: dict[str, str]
) -> None:
    known = [what for what in WHATS if needs.get(what) in ("open", "partner", "someone")]
    assert [item.what for item in items(needs, said)] == known


@given(plans, answers, whats, st.sampled_from(CoverAnswer))
def test_an_answer_touches_its_own_item_alone(
    needs: dict[str, str], said: dict[str, str], what: str, answer: CoverAnswer
) -> None:
    before = {item.what: item for item in items(needs, said)}
    after = {item.what: item for item in items(needs, {**said, what: answer})}
    assert before.keys() == after.keys()
    assert all(before[other] == after[other] for other in before if other != what)


@given(plans, answers)
def test_what_was_declined_is_open_and_what_someone_has_is_covered(
    needs: dict[str, str], said: dict[str, str]
) -> None:
    for item in items(needs, said):
        assert not item.declined or item.state is CoverState.OPEN
        assert needs[item.what] != "someone" or item.state is CoverState.COVERED
        if needs[item.what] == "partner":
            assert (item.state is CoverState.COVERED) == (said.get(item.what) == "yes")
