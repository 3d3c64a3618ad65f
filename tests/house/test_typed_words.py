"""What somebody typed is shown as they typed it: no capital is taken from a name, and no word of
theirs is put into the grammar of a sentence of ours."""

from __future__ import annotations

import ast
import re

from hypothesis import given
from hypothesis import strategies as st

from outandback.pages.plan.forms import cares_to_show, prefilled
from outandback.rooms.leave.models import Plan
from tests.house.source import PACKAGE, python_files, templates

CHANGES_CASE = {"lower", "upper", "title", "capitalize", "swapcase"}
SHOWS = {"forms.py", "fields.py", "wall_times.py", "models.py", "push_service.py"}
# Every place on the way to a page that changes the case of a text, and why it is nobody's words.
ALLOWED = {
    "rooms/account/content/export.py": "names of choices and of columns",
    "rooms/board/content/sentences.py": "a number in words",
    "rooms/cover/content/sentences.py": "the first letter of a name that begins a sentence",
    "rooms/today/content/sentences.py": "the first letter of a name that begins a sentence",
    "rooms/leave/content/sentences.py": "a number in words; the first letter of a sentence",
    "pages/parts/door_answers/templatetags/door_answers.py": "names of options",
    "rooms/away/content/sentences.py": "a number in words",
}
FILTER = re.compile(r"([\w.]+)\|(?:lower|upper|title|capfirst)\b")
# A name may begin a sentence; the rest are keys of choices that come with the program.
FILTERED = re.compile(r"(\w+_)?name|.*\.(name|kind)|above\.a|went\.0")

typed = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40).map(str.strip)


def test_the_case_of_a_text_is_changed_only_where_nobody_typed_it() -> None:
    found = {
        str(file.relative_to(PACKAGE))
        for file in python_files()
        if file.name in SHOWS or {"pages", "web", "content", "templatetags"} & set(file.parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and not node.args
        if isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES_CASE
    }
    assert found == set(ALLOWED)


def test_templates_change_the_case_of_nothing_but_the_first_letter_of_a_name() -> None:
    found = [
        f"{file.relative_to(PACKAGE)}: {value}"
        for file in templates()
        for value in FILTER.findall(file.read_text(encoding="utf-8"))
        if not FILTERED.fullmatch(value)
    ]
    assert found == []


@given(typed, typed, typed, typed, typed)
def test_made_sentences_hold_typed_words_behind_a_colon_or_on_a_line_of_their_own(
    intention: str, meaning: str, not_about: str, names: str, where: str
) -> None:
    plan = Plan(
        intention=intention,
        meaning=meaning,
        not_about=not_about,
        sort="fun",
        company="own",
        names=names,
        distance="town",
        where=where,
    )
    shown, begun = cares_to_show(plan), prefilled(plan)
    assert begun["title"] == intention
    for text, words in (
        (begun["words"], intention),
        (shown["meaning"], meaning),
        (shown["meaning"], not_about),
        (shown["company"], names),
        (shown["distance"], where),
    ):
        assert not words or f": {words}" in text
