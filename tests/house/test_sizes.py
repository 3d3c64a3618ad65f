"""Caps that measure how code reads: statements of a function, lines of a file, letters of a line.
ruff keeps the 100 letters of a line of Python."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.house.source import (
    PACKAGE,
    ROOT,
    Function,
    functions,
    lines,
    python_files,
    statements,
    templates,
    tree,
    where,
)

STATEMENTS, MEDIAN_STATEMENTS, NINE_OF_TEN = 20, 5, 12
LINES, MEDIAN_LINES = 300, 80
LETTERS = 120
OF_DJANGO = {"Meta", "Command"}


def texts_for_browsers() -> list[Path]:
    """Templates, styles and scripts, but for what others wrote."""
    files = (file for file in PACKAGE.rglob("*") if file.suffix in {".css", ".js", ".mjs"})
    return templates() + sorted(file for file in files if "vendor" not in file.parts)


def test_functions_have_few_statements() -> None:
    found = [
        f"{where(file, function)} {function.name} {statements(function)}"
        for file in python_files()
        for function in functions(file)
        if statements(function) > STATEMENTS
    ]
    assert found == []


def test_most_functions_have_very_few() -> None:
    sizes = [statements(one) for file in python_files() for one in functions(file)]
    assert median(sizes) <= MEDIAN_STATEMENTS
    assert quantiles(sizes, n=10)[-1] <= NINE_OF_TEN


def test_files_are_short() -> None:
    files = [*python_files(), *texts_for_browsers()]
    assert [str(file) for file in files if lines(file) > LINES] == []
    assert median(map(lines, python_files())) <= MEDIAN_LINES


def test_no_line_for_a_browser_is_long() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in texts_for_browsers()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LETTERS
    ]
    assert found == []


def test_no_two_classes_share_a_name() -> None:
    found = defaultdict(list)
    for file in python_files():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ClassDef) and node.name not in OF_DJANGO:
                found[node.name].append(where(file, node))
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_nothing_is_packed_to_be_unpacked_at_once() -> None:
    found = [
        where(file, node)
        for file in python_files()
        for node in (*unpacked_displays(tree(file)), *packed_and_unpacked(tree(file)))
    ]
    assert found == []


def unpacked_displays(module: ast.AST) -> Iterator[ast.Starred]:
    """As in `{*("a", "b")}`, which saves a line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Starred) and isinstance(node.value, ast.Tuple | ast.List):
            yield node


def packed_and_unpacked(module: ast.AST) -> Iterator[ast.Assign]:
    """A tuple whose only use is to be unpacked in the statement that follows."""
    for function in (node for node in ast.walk(module) if isinstance(node, Function)):
        uses = [node.id for node in ast.walk(function) if isinstance(node, ast.Name)]
        for one, following in neighbours(function):
            match one:
                case ast.Assign(targets=[ast.Name(name)], value=ast.Tuple()):
                    if uses.count(name) == 2 and name in set(unpacked_names(following)):
                        yield one


def neighbours(function: ast.AST) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    for node in ast.walk(function):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list):
                yield from pairwise(block)


def unpacked_names(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        match inner:
            case ast.Starred(value=ast.Name(name)):
                yield name


@pytest.mark.parametrize(
    "planted",
    [
        'names = {*("a", "b"), "c"}',
        "def one():\n    both = 1, 2\n    return add(*both)",
        "def one():\n    if so:\n        both = (1, 2)\n        add(*both, 3)",
    ],
)
def test_such_a_saving_would_be_found(planted: str) -> None:
    module = ast.parse(planted)
    assert [*unpacked_displays(module), *packed_and_unpacked(module)]


@pytest.mark.parametrize(
    "fine",
    [
        "def one():\n    both = 1, 2\n    return both",
        "def one():\n    both = 1, 2\n    add(*both)\n    return both",
        "names = {*others, 'c'}",
    ],
)
def test_and_what_is_none_is_fine(fine: str) -> None:
    module = ast.parse(fine)
    assert not [*unpacked_displays(module), *packed_and_unpacked(module)]
