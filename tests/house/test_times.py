"""One way to say a day and one to say a time: `ui/spoken.py`, and no other on any page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, PAGES, ROOT, python_files, templates, tree, where

SPOKEN = PACKAGE / "ui" / "spoken.py"
IN_A_BROWSER = PAGES / "pocket" / "static" / "pocket" / "times.js"
OTHER_FILTERS = re.compile(
    r"\|\s*(date|time|timesince|timeuntil|naturalday|naturaltime|localtime|utc|timezone)\b"
    r"|{%\s*(now|localtime|timezone|load (?:tz|l10n|humanize))\b"
)
# A leave's times belong to a place, which the filter is told.
OF_A_LEAVE = re.compile(r"\b(?:out|back|begun|returned|came_back|set_out)_at\|[a-z_]+(?!:|[a-z_])")
CALLS = {
    "strftime",
    "ctime",
    "localtime",
    "date_format",
    "time_format",
    "naturalday",
    "get_current_timezone_name",
}
# Not for anybody to read: what a row keeps, what a browser's own field is given, and
# what a calendar program reads.
FOR_MACHINES = {"WALL", "MONTH", "LOCAL", "WORLD"}
OWN_WORDS = re.compile(
    r"toLocale(Date|Time)String\(|Date\([^)]*\)\.toLocale|Intl\.DateTimeFormat\([^)]"
)


def other_ways(text: str) -> list[str]:
    found = [*OTHER_FILTERS.finditer(text), *OF_A_LEAVE.finditer(text)]
    return [match.group() for match in found]


def test_no_template_says_a_day_or_a_time_in_another_way() -> None:
    found = {file.name: other_ways(file.read_text(encoding="utf-8")) for file in templates()}
    assert {name: ways for name, ways in found.items() if ways} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "{{ leave.out_at|date:'Y' }}",
        "{% now 'Y' as year %}",
        "{{ told.held_at|timesince }}",
        "{{ leave.out_at|long_day }}",
        "{% load tz %}",
    ],
)
def test_such_a_template_would_be_found(planted: str) -> None:
    assert other_ways(planted)


def formats(node: ast.AST) -> Iterator[str]:
    """Calls and formats by which Python writes a day or a time."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        plain = node.args and isinstance(node.args[0], ast.Name) and node.args[0].id in FOR_MACHINES
        if name in CALLS and not plain:
            yield name
    if (
        isinstance(node, ast.FormattedValue)
        and node.format_spec
        and "%" in ast.dump(node.format_spec)
    ):
        yield ast.unparse(node.format_spec)


def other_code(file: Path) -> list[str]:
    return [f"{where(file, node)} {way}" for node in ast.walk(tree(file)) for way in formats(node)]


def test_no_code_says_a_day_or_a_time_in_another_way() -> None:
    assert [one for file in python_files() if file != SPOKEN for one in other_code(file)] == []


@pytest.mark.parametrize(
    "planted", ["at.strftime('%H:%M')", "timezone.localtime(at)", "f'{day:%A}'", "date_format(at)"]
)
def test_such_code_would_be_found(planted: str) -> None:
    assert [way for node in ast.walk(ast.parse(planted)) for way in formats(node)]


def test_no_script_says_a_day_or_a_time_in_another_way() -> None:
    scripts = [file for file in PACKAGE.rglob("static/**/*.js") if file != IN_A_BROWSER]
    found = [file.relative_to(ROOT) for file in scripts if OWN_WORDS.search(file.read_text())]
    assert found == []
