"""Every word of a template that a person can read is marked for translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.template.base import Lexer, Token, TokenType

from tests.house.source import ROOT, templates

FILLED = "\0"  # where a tag or a variable stands
MARKED = {"blocktranslate": "endblocktranslate", "comment": "endcomment"}
# Blocks of the base page that hold a class, an attribute, an address, or the name of a tab.
NAMES = {"body_class", "main_class", "manifest", "tab", "help_here", "settings_here"}
EXAMPLES = {"Robin", "Ellis"}  # who stands on the page of parts
HTML_TAG = re.compile(r"<(?:!--.*?--|[a-zA-Z/!](?:[^<>\"]|\"[^\"]*\")*)>", re.DOTALL)
READ_ALOUD = re.compile(
    r"\s(?:aria-label|aria-description|alt|title|placeholder)=\"([^\"]*)\"", re.DOTALL
)
ENTITY = re.compile(r"&[a-z]+;|&#\d+;")
LETTERS = re.compile(r"[^\W\d_]")
# Their strings are names: of templates, addresses, files, libraries, of a variable's value.
NAMING = {
    "url",
    "extends",
    "load",
    "static",
    "if",
    "elif",
    "ifchanged",
    "block",
    "endblock",
    "icon",
}
STRING = re.compile(r"(_\()?\"([^\"]*)\"|(_\()?'([^']*)'")
SENTENCE = re.compile(r"^[A-Z][^\W\d_]|[^\W\d_] +[^\W\d_]|[^\W\d_]{2}[.?!…]$")


def without_tags(tokens: list[Token]) -> Iterator[str]:
    """The text of a template, with one sign for each tag, variable and marked text."""
    until = ""
    for token in tokens:
        first, _, rest = token.contents.partition(" ")
        if token.token_type is not TokenType.BLOCK:
            first = rest = ""
        if until:
            until = "" if first == until else until
        elif token.token_type is TokenType.TEXT:
            yield token.contents
        else:
            until = "endblock" if first == "block" and rest in NAMES else MARKED.get(first, "")
            yield FILLED


def unmarked_strings(tokens: list[Token]) -> Iterator[str]:
    """Sentences in the arguments of tags and filters."""
    for token in tokens:
        words = token.contents.split(" ")
        if token.token_type is TokenType.BLOCK and (
            words[0] in NAMING or words[0].endswith(("translate", "plural"))
        ):
            continue
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        for marked, double, marked_too, single in STRING.findall(token.contents):
            text = double or single
            named = text in EXAMPLES or "/" in text
            if not (marked or marked_too or named) and SENTENCE.search(text):
                yield text


def unmarked(template: str) -> Iterator[str]:
    tokens = Lexer(template).tokenize()
    text = "".join(without_tags(tokens))
    spoken = [words for tag in HTML_TAG.findall(text) for words in READ_ALOUD.findall(tag)]
    for words in (*HTML_TAG.sub(FILLED, text).split(FILLED), *spoken):
        if LETTERS.search(ENTITY.sub("", words)) and words.strip() not in EXAMPLES:
            yield " ".join(words.split())
    yield from unmarked_strings(tokens)


def test_every_word_that_a_template_shows_is_marked() -> None:
    found = {
        str(file.relative_to(ROOT)): list(unmarked(file.read_text(encoding="utf-8")))
        for file in templates()
    }
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Keep</p>",
        '<p>{% translate "Keep" %} it</p>',
        '<a aria-label="Keep" href="/">{{ sign }}</a>',
        '{% button "Keep it" %}',
        '{{ title|default:"A leave" }}',
        "<p>{% if two %}You {% endif %}{{ name }}</p>",
    ],
)
def test_such_a_word_would_be_found(planted: str) -> None:
    assert list(unmarked(planted))


@pytest.mark.parametrize(
    "fine",
    [
        '<p class="soft">{% translate "Keep" %} &middot; {{ name }}</p>',
        '{% blocktranslate trimmed %}Keep <a href="{{ there }}">it</a>{% endblocktranslate %}',
        '{% button _("Keep it") look="quiet" %}{% url \'today\' as home %}',
        '{% if state == "Held" %}{% include "ui/_line.html" with kind="big" %}{% endif %}',
    ],
)
def test_and_one_that_is_marked_is_fine(fine: str) -> None:
    assert not list(unmarked(fine))
