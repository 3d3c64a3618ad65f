"""Every sentence of a room is marked for translation, whole, with named places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE, python_files, tree

MARKS = {"_", "gettext", "gettext_lazy", "ngettext"}
# A capital and more than one word, or an end. What else stands in code is mostly a key.
SENTENCE = re.compile(r"^[A-Z“].*\s|[^\W\d_]{2}[.?!…][”]?$", re.DOTALL)
UNNAMED = re.compile(r"\{\d*\}|%[sd]")


def marks(code: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield node


def texts_of(mark: ast.Call) -> list[ast.expr]:
    """One, or one and several."""
    plural = isinstance(mark.func, ast.Name) and mark.func.id == "ngettext"
    return mark.args[: 2 if plural else 1]


def unmarked(code: ast.Module) -> Iterator[str]:
    fine = {id(text) for mark in marks(code) for text in texts_of(mark)}
    fine |= {id(node.value) for node in ast.walk(code) if isinstance(node, ast.Expr)}
    for node in ast.walk(code):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in fine else None
        if isinstance(text, str) and SENTENCE.search(text):
            yield text


def not_whole(code: ast.Module) -> Iterator[ast.expr]:
    """What no catalogue could hold: put together, or with a place that has no name."""
    for text in (text for mark in marks(code) for text in texts_of(mark)):
        words = text.value if isinstance(text, ast.Constant) else None
        if not isinstance(words, str) or not words or UNNAMED.search(words):
            yield text


def rooms() -> Iterator[tuple[str, ast.Module]]:
    for file in python_files():
        parts = file.relative_to(PACKAGE).parts
        if parts[0] == "rooms" and "migrations" not in parts:
            yield str(file.relative_to(PACKAGE)), tree(file)


def test_every_sentence_of_a_room_is_marked() -> None:
    found = [f"{name}: {text!r}" for name, code in rooms() for text in unmarked(code)]
    assert found == []


def test_what_is_marked_is_one_text_with_named_places() -> None:
    found = [f"{name}: {ast.unparse(text)}" for name, code in rooms() for text in not_whole(code)]
    assert found == []


@pytest.mark.parametrize(
    "planted", ['A = "Keep it"', 'A = {"keep": "Kept."}', 'f(f"You are {place}.")', 'A = "Wow."']
)
def test_such_a_sentence_would_be_found(planted: str) -> None:
    assert list(unmarked(ast.parse(planted)))


@pytest.mark.parametrize(
    "planted",
    ['_(f"You are {place}.")', 'gettext("Out: {}")', "gettext(words)", 'ngettext("One", more, n)'],
)
def test_such_a_mark_would_be_found(planted: str) -> None:
    assert list(not_whole(ast.parse(planted)))


@pytest.mark.parametrize(
    "fine", ['A = _("Keep it")', 'gettext("{name} is out.").format(name=name)', 'A = "two homes"']
)
def test_and_what_is_marked_is_fine(fine: str) -> None:
    assert not list(unmarked(ast.parse(fine))) and not list(not_whole(ast.parse(fine)))
