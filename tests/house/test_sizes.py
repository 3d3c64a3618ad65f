from __future__ import annotations

from statistics import median

from tests.house.source import PACKAGE, functions, length, lines, python_files, templates, where

FUNCTION, VIEW, FILE = 30, 20, 300
TEMPLATE, CSS_PART, SCRIPT = 100, 150, 120
MEDIAN = 8


def test_functions_are_short() -> None:
    found = [
        f"{where(file, function)} {function.name} {length(function)}"
        for file in python_files()
        for function in functions(file)
        if length(function) > (VIEW if file.name == "views.py" else FUNCTION)
    ]
    assert found == []


def test_most_functions_are_very_short() -> None:
    sizes = [length(function) for file in python_files() for function in functions(file)]
    assert median(sizes) <= MEDIAN


def test_files_are_short() -> None:
    assert [str(file) for file in python_files() if lines(file) > FILE] == []


def test_templates_are_short() -> None:
    assert [str(file) for file in templates() if lines(file) > TEMPLATE] == []


def test_styles_and_scripts_are_short() -> None:
    caps = {".css": CSS_PART, ".js": SCRIPT, ".mjs": SCRIPT}
    found = [
        str(file)
        for file in PACKAGE.rglob("static/**/*")
        if file.suffix in caps and "vendor" not in file.parts and lines(file) > caps[file.suffix]
    ]
    assert found == []
