"""Patterns over which readers stumbled stay away: what not to say is listed in docs/WORDS.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from scripts import catalogues
from tests.house.source import ROOT, templates

ROW = re.compile(
    r"^\|(?P<say>[^|]+)\|(?P<never>[^|]*“[^|]*)\|\s*(?P<where>\w+)\s*\|$", re.MULTILINE
)
PHRASE = re.compile(r"“([^”]+)”")
CONSTANT = re.compile(r"\b(?:translate\s+|_\()\"([^\"]*)\"")
BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)
HEADING = re.compile(r"<(h[1-6]|button|summary|legend|label|strong)\b[^>]*>(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
TAGS = re.compile(r"<[^>]*>|\s+")
# Said as it is, and no picture: by text, with its reason.
LITERAL = {
    "At the door": "of a goodbye to a child, at a real door",
}


def listed(where: str) -> set[str]:
    text = (ROOT / "docs" / "WORDS.md").read_text(encoding="utf-8")
    section = text.partition("## Say, and don’t say")[2]
    rows = [row for row in ROW.finditer(section) if row["where"] == where]
    return {phrase for row in rows for phrase in PHRASE.findall(row["never"])}


def says(phrase: str, text: str) -> bool:
    return re.search(rf"(?<![\w’]){re.escape(phrase)}(?![\w’])", text, re.IGNORECASE) is not None


@cache
def everything() -> dict[str, str]:
    """Every marked text, and a file that has it."""
    return {
        one: file
        for file, _, text in catalogues.texts()
        for one in ([text] if isinstance(text, str) else [*filter(None, text)])
    }


@cache
def labels() -> dict[str, str]:
    """Whatever Python marks, for that names, offers or refuses; in templates headings, buttons and
    what a tag is given."""
    found = {text: file for text, file in everything().items() if file.endswith(".py")}
    for template in templates():
        source = template.read_text(encoding="utf-8")
        found |= dict.fromkeys(in_template(source), str(template.relative_to(ROOT)))
    return found


def in_template(source: str) -> Iterator[str]:
    for _, inner in HEADING.findall(source):
        yield from CONSTANT.findall(inner)
        yield from (TAGS.sub(" ", block).strip() for block in BLOCK.findall(inner))
    for tag in TAG.findall(source):
        if not tag.startswith("{% translate"):
            yield from CONSTANT.findall(tag)


def found(phrases: set[str], texts: dict[str, str]) -> list[str]:
    return [
        f"{file}: “{phrase}” in {text!r}"
        for text, file in texts.items()
        if text not in LITERAL
        for phrase in phrases
        if says(phrase, text)
    ]


def test_nothing_is_said_that_readers_stumbled_over() -> None:
    assert len(listed("anywhere")) > 20
    assert found(listed("anywhere"), everything()) == []


def test_no_label_button_heading_or_error_is_a_picture() -> None:
    assert len(listed("labels")) > 10
    assert found(listed("labels"), labels()) == []


def test_what_is_literal_is_still_said() -> None:
    assert set(LITERAL) <= everything().keys()
    assert all(any(says(one, text) for one in listed("labels")) for text in LITERAL)


@pytest.mark.parametrize(
    "planted",
    [
        '<h2 id="it">{% translate "Nothing waits to be carried" %}</h2>',
        "<h1>{% blocktranslate %}Offer {{ name }} a window{% endblocktranslate %}</h1>",
        '{% button _("Go to the door") look="line" %}',
        '{% field form.cover own=True label=_("Put it in the box") %}',
        '<button class="btn" form="one">{% translate "Take it off the shelf" %}</button>',
    ],
)
def test_such_a_label_would_be_found(planted: str) -> None:
    assert found(listed("labels"), dict.fromkeys(in_template(planted), "planted"))


@pytest.mark.parametrize(
    "fine",
    [
        '<h2>{% translate "Before you go." %}</h2>',
        '{% button _("Add this tradition") look="line" %}',
        '<p>{% translate "Two kisses at the door." %}</p>',
    ],
)
def test_and_a_plain_one_is_fine(fine: str) -> None:
    assert not found(listed("labels"), dict.fromkeys(in_template(fine), "fine"))
