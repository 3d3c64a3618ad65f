"""What people write may run from right to left: wherever a template prints it, it stands in an
element that takes its direction from its words, and turns nothing around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from outandback.rules.text_direction import CONTROLS, END, ISOLATE, isolated
from outandback.vault.fields import Sealed, SealedBytes
from tests.house.source import PACKAGE, templates

# Keys of choices, ids and times: nobody typed them, and no page prints them as they are.
KEYS = {
    "meet_at",
    "caught_at",
    "changed_at",
    "every",
    "feeling",
    "fingerprint",
    "first",
    "first_on",
    "last_on",
    "form",
    "homecoming",
    "ink",
    "key",
    "kind",
    "longest",
    "on",
    "settled",
    "sort",
    "spun",
    "talk",
    "talk_wall",
    "wall",
    "talk_zone",
    "telling",
    "until",
    "way",
    "weight",
    "what",
    "why",
    "wish",
    "zone",
    "hands",
    "how",
    "reach",
    "address",
}
# Composed of such words before they reach a template.
MADE_OF_THEM = {"first_words", "their_words", "grew", "inviter", "host"}
# The same name, and nobody's words.
PROGRAM_S = {
    "plan.company|reads": "a choice",
    "plan.distance|reads": "a choice",
    "section.title": "comes with the help page",
    "section.words": "comes with the help page",
    "entry.words": "comes with the program",
    "one.title": "comes with the program",
    "month.name": "a month",
    "week.words": "made of names, which are isolated",
    "held.says": "a day and hours, nobody's words",
    "entry.name": "a name, which is isolated",
    "entry.title": "isolated by its tag",
    "leaf.name": "a name, which is isolated",
    "leaf.title": "isolated by its tag",
    "part.name": "a name, which is isolated",
    "line.question": "comes with the program",
    "words.cover": "comes with the program",
}
PRINTED = re.compile(r"{{ ([^}]+?) }}")
TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?:[^<>\"]|\"[^\"]*\")*)>")
NO_END = {"input", "img", "br", "hr", "meta", "link", "path", "option"}
OF_A_FORM = re.compile(r"^form\.")


def written() -> set[str]:
    """The names of everything that rests sealed and that somebody typed."""
    names = set(MADE_OF_THEM)
    for model in apps.get_models():
        for column in model._meta.local_fields:
            if isinstance(column, Sealed) and not isinstance(column, SealedBytes):
                kind = column.kind
                assert kind is not None
                names |= {one.name for one in fields(kind) if str(one.type) in ("str", "list[str]")}
    return names - KEYS


def prints_words(expression: str, names: set[str]) -> bool:
    last = expression.partition("|")[0].rpartition(".")[2]
    known = expression in PROGRAM_S or expression.partition("|")[0] in PROGRAM_S
    dotted = "." in expression.partition("|")[0] or last in MADE_OF_THEM
    return dotted and last in names and not known and not OF_A_FORM.match(expression)


def stands_apart(before: str, expression: str) -> bool:
    """Whether the innermost element around it takes its direction from its words."""
    bare = re.sub(r"{%.*?%}", lambda tag: " " * len(tag.group()), before)
    if "|isolated" in expression:
        return True
    if bare.rfind("<") > bare.rfind(">"):
        return False  # inside a tag: an attribute can only be isolated by letters
    open_ones: list[str] = []
    for end, name, rest in TAG.findall(bare):
        if end:
            while open_ones and not open_ones.pop().startswith(f"{name} "):
                pass
        elif name not in NO_END:
            open_ones.append(f"{name} {rest}")
    inner = open_ones[-1] if open_ones else ""
    return 'dir="auto"' in inner or inner.startswith("bdi ")


def unguarded(text: str, names: set[str]) -> Iterator[str]:
    for match in PRINTED.finditer(text):
        if prints_words(match[1], names) and not stands_apart(text[: match.start()], match[1]):
            yield match[1]


def test_every_template_sets_words_apart() -> None:
    names = written()
    found = {
        str(file.relative_to(PACKAGE)): list(unguarded(file.read_text(encoding="utf-8"), names))
        for file in templates()
        if "ui/parts" not in str(file)
    }
    assert {name: printed for name, printed in found.items() if printed} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "<h1>{{ plan.intention }}</h1>",
        '<p dir="auto"><b>{{ shown.title }}</b></p>',
        '<p aria-label="{{ shown.title }}" dir="auto">',
        '<bdi>{{ a.title }}</bdi>{{ shown.title|default:"A leave" }}',
    ],
)
def test_such_a_template_would_be_found(planted: str) -> None:
    assert list(unguarded(planted, written()))


@pytest.mark.parametrize(
    "fine", ['<h1 dir="auto">{{ plan.intention }}</h1>', "<p>To <bdi>{{ told.verb }}</bdi> is</p>"]
)
def test_and_one_that_sets_it_apart_is_fine(fine: str) -> None:
    assert not list(unguarded(fine, written()))


@given(st.text())
def test_a_name_steers_nothing_around_it(name: str) -> None:
    said = isolated(name)
    inside = said.removeprefix(ISOLATE).removesuffix(END)
    assert not set(map(ord, inside)) & set(CONTROLS)
    assert (said == inside) or said == f"{ISOLATE}{inside}{END}"


def test_a_name_from_right_to_left_is_set_apart_and_another_stays() -> None:
    assert isolated("נועה") == f"{ISOLATE}נועה{END}"
    assert isolated("Ana\u202egnp.exe") == "Anagnp.exe"
    assert isolated("Zoë O’Neill-李") == "Zoë O’Neill-李"


# A name as its person wrote it, in a field where they may change it.
FOR_A_FIELD = {"pages/kids/views.py", "pages/start/views.py"}


def raw_names() -> Iterator[str]:
    """Code that opens somebody's name for a page without `name_of`."""
    for file in sorted(Path(PACKAGE).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if re.search(r"\bcalled\.name\b", text):
            yield str(file.relative_to(PACKAGE))


def test_names_come_from_where_they_are_isolated() -> None:
    assert set(raw_names()) <= {"rooms/people/queries.py", "rooms/people/actions.py", *FOR_A_FIELD}
