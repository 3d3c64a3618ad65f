"""What is in a spoken list several times is said once, with its number."""

from __future__ import annotations

import ast
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

import outandback
from outandback.rooms.today.content import sentences
from outandback.rules.whereabouts import Outing
from outandback.ui.spoken import COUNTS, counted
from outandback.ui.templatetags.drawings import evidence

HOUSE = Path(outandback.__file__).parent
NOW = datetime(2026, 5, 13, 18, 0, tzinfo=ZoneInfo("Europe/London"))
ITEM = re.compile(r"^(.*?)(?: \((twice|(\w+) times)\))?$")
WORDS = {word.lower(): number for number, word in enumerate(COUNTS)}
items = st.lists(st.sampled_from(["a walk", "the sea", "tea", "Kim"]), max_size=40)
# Lists for the eye or for a person to choose from, in which nothing can be twice.
NOT_SPOKEN = {
    ("ui/zones.py", "which_one"): "cities to choose from, each of another zone",
    ("ui/bound_scripts.py", "_add"): "names in a script",
    ("front/environment.py", "*"): "what a setting may be, for whoever runs the server",
    ("rooms/loop/tables.py", "_column"): "codes in a cell, for a program",
}
LINKS = {"today/_come_round.html": "each is a link to a tradition of its own"}


def heard(said: str, between: str = ", ") -> list[tuple[str, int]]:
    """Each thing that was said, and how many times it was said to be."""
    found = [ITEM.match(one) for one in said.split(between) if said]
    return [(one[1], _number(one[2], one[3])) for one in found if one]


def _number(times: str | None, word: str | None) -> int:
    if times in (None, "twice"):
        return 2 if times else 1
    return WORDS.get(str(word), 0) or int(str(word))


@given(items)
@settings(deadline=None)
def test_each_thing_is_said_once_and_the_numbers_add_up(names: list[str]) -> None:
    found = heard(counted(names))
    assert [name for name, _ in found] == list(dict.fromkeys(names))
    assert dict(found) == dict(Counter(names))


def test_numbers_beyond_the_words_stand_as_figures() -> None:
    assert counted(["tea"] * 9 + ["sea"] * 12) == "tea (nine times), sea (12 times)"


@given(st.lists(st.tuples(st.booleans(), st.integers(-60, 60)), max_size=12))
@settings(deadline=None)
def test_todays_week_says_each_evening_once(outs: list[tuple[bool, int]]) -> None:
    hour = timedelta(hours=1)
    week = [
        Outing(uuid4(), own, NOW + n * hour, NOW + (n + 1) * hour, NOW if n < 0 else None)
        for own, n in outs
        if n
    ]
    said = sentences.week_in_words(sentences.Reader("Robin", NOW), week, NOW)
    parts = [part.partition(": ")[2].rstrip(".") for part in re.split(r"(?<=\.) ", said)]
    for part in parts:
        names = [name for name, _ in heard(part)]
        assert len(names) == len(set(names))
    been = [one for one in week if not one.is_ahead(NOW) and not one.is_out]
    ahead = [one for one in week if one.is_ahead(NOW)]
    told = sum(count for part in parts if part for _, count in heard(part))
    assert told == len(been) + len(ahead)


@given(st.lists(st.tuples(st.integers(6, 8), st.integers(0, 2)), min_size=1, max_size=9))
@settings(deadline=None)
def test_the_card_at_the_door_says_equal_leaves_once(pairs: list[tuple[int, int]]) -> None:
    said = re.search(r'<p class="hush">(.*)\.</p>', evidence(pairs))
    assert said
    found = dict(heard(said[1], "; "))
    assert found == {f"guilt {a}, return {b}": n for (a, b), n in Counter(pairs).items()}


def test_nothing_but_the_one_function_joins_a_list_with_commas() -> None:
    """A list that anybody reads or hears is made by `counted`."""
    found = set()
    for path in HOUSE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and any(map(_joins, ast.walk(function))):
                found.add((str(path.relative_to(HOUSE)), function.name))
    excused = {key for key in found if key in NOT_SPOKEN or (key[0], "*") in NOT_SPOKEN}
    assert found - excused == set()
    assert all(any(file == one for one, _ in found) for file, _ in NOT_SPOKEN)


def test_no_template_joins_a_list_with_commas() -> None:
    found = {
        "/".join(path.parts[-2:])
        for path in HOUSE.rglob("*.html")
        if "forloop.last" in path.read_text(encoding="utf-8") or "|join" in path.read_text("utf-8")
    }
    assert found == set(LINKS)


def _joins(node: ast.AST) -> bool:
    """ ", ".join(…), "; ".join(…), " and ".join(…)"""
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    if not call or node.func.attr != "join":  # type: ignore[attr-defined]  # a call, as seen above
        return False
    text = node.func.value  # type: ignore[attr-defined]  # an attribute, as seen above
    return isinstance(text, ast.Constant) and text.value in {", ", "; ", " and ", " or ", " · "}
