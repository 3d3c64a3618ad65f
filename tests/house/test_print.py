"""What is for paper alone is written flat: there WebKit leaves out a rule within another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .source import PACKAGE, ROOT

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STEP = re.compile(r"([^{};]*)([{};])")
SHEETS = [file for file in sorted(PACKAGE.rglob("*.css")) if "vendor" not in file.parts]


def nested_on_paper(css: str) -> Iterator[str]:
    around: list[str] = []
    for step in STEP.finditer(COMMENT.sub("", css)):
        head, ends = step[1].strip(), step[2]
        if ends == "}":
            around.pop()
        elif ends == "{":
            on_paper = any(one.startswith("@media print") for one in (*around, head))
            if on_paper and any(not one.startswith("@") for one in around):
                yield " ".join((*around, head))
            around.append(head)


@pytest.mark.parametrize(
    ("css", "nested"),
    [
        ("@media print { .year { gap: 0; } .year li { gap: 0; } }", []),
        ("@media print { .year { gap: 0; li { gap: 0; } } }", ["@media print .year li"]),
        (".year { li { gap: 0; } @media print { gap: 0; } }", [".year @media print"]),
    ],
)
def test_a_rule_within_another_is_found(css: str, nested: list[str]) -> None:
    assert list(nested_on_paper(css)) == nested


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_rule_for_paper_stands_within_another(sheet: Path) -> None:
    assert list(nested_on_paper(sheet.read_text(encoding="utf-8"))) == []
