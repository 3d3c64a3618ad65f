"""Everything that the app can say, as pieces of text, and where each stands.

Found by kind, never from a list: templates by the template loader, texts by folder, sentences in
code by their syntax tree, so that a new page or a new text is read as well.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.template import engines
from django.template.base import Lexer, Token, TokenType
from django.template.loaders.cached import Loader

from tests.house.source import PACKAGE, ROOT, python_files, tree

SLOT = "…"  # stands for what is filled in
PLACE = re.compile(r"\{\w*\}")  # where a sentence in code has it filled in
# These go on within a sentence; every other element begins a new one.
WITHIN = {
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "svg",
    "path",
    "use",
    "br",
    "input",
}
# Attributes that are read out or shown.
READ_OUT = {"alt", "aria-label", "aria-description", "content", "label", "placeholder", "title"}
SPOKEN_CONSTANT = re.compile(r'"([^"]*)"|\'([^\']*)\'')
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//[^\n]*|\{#.*?#\}", re.DOTALL | re.MULTILINE)
SCRIPT_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`((?:[^`\\]|\\.)*)`')
STYLE_TEXT = re.compile(r"content:\s*([^;}]+)")
# The demo couple's own words, what the host's terminal says, and names of figures.
NO_VOICE = {"insight", "ops", "front", "settings.py", "cli.py", "sqlite.py"}


@dataclass(frozen=True)
class Said:
    """One piece of text: `place` is a template's name, or a file within the program or the docs."""

    place: str
    words: str


@dataclass(frozen=True)
class Template:
    name: str
    source: str

    @property
    def tokens(self) -> list[Token]:
        return Lexer(self.source).tokenize()

    @property
    def tags(self) -> list[Token]:
        return [one for one in self.tokens if one.token_type in {TokenType.VAR, TokenType.BLOCK}]

    @property
    def html(self) -> str:
        """As it is written, without tags; what is filled in is one sign, an "else" a stroke."""
        return "".join(map(_as_html, self.tokens))


def _as_html(token: Token) -> str:
    if token.token_type is TokenType.TEXT:
        return token.contents
    if token.token_type is TokenType.VAR:
        return SLOT
    word = token.contents.split(maxsplit=1)[0]
    return {"else": " / ", "elif": " / ", "include": f" {SLOT} ", "url": SLOT}.get(word, "")


# Where texts stand -----------------------------------------------------------------------------


@cache
def templates() -> tuple[Template, ...]:
    """Every template of the program that the loader can find, by the name it is asked for with."""
    found: dict[str, Template] = {}
    for folder in template_folders():
        for file in sorted(folder.rglob("*.*")):
            name = str(file.relative_to(folder))
            found.setdefault(name, Template(name, file.read_text(encoding="utf-8")))
    return tuple(found.values())


def template_folders() -> Iterator[Path]:
    django: Any = engines["django"]
    loaders = django.engine.template_loaders
    for loader in loaders:
        inner: list[Any] = loader.loaders if isinstance(loader, Loader) else [loader]
        for one in inner:
            yield from (Path(at) for at in one.get_dirs() if Path(at).is_relative_to(PACKAGE))


@cache
def everything() -> tuple[Said, ...]:
    """All that the app can say on screen, in a message or on paper."""
    found = (*in_templates(), *in_code(), *in_tables(), *in_scripts(), *in_styles())
    return tuple(dict.fromkeys(one for one in found if any(map(str.isalpha, one.words))))


@cache
def in_docs() -> tuple[Said, ...]:
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    return tuple(
        Said(str(file.relative_to(ROOT)), " ".join(part.split()))
        for file in sorted(files)
        for part in re.split(r"\n\s*\n", file.read_text(encoding="utf-8"))
    )


@cache
def in_templates() -> tuple[Said, ...]:
    return tuple(
        Said(one.name, words) for one in templates() for words in (*seen_in(one.html), *given(one))
    )


def given(template: Template) -> Iterator[str]:
    """Words that stand inside a tag: a hint, a label, what is said where nothing is."""
    for token in template.tags:
        for found in SPOKEN_CONSTANT.findall(token.contents):
            words = "".join(found)
            if is_speech(words):
                yield words


def is_speech(words: str) -> bool:
    """Not the name of a template, an address or an option."""
    return bool(re.search(r"[^\W\d_]", words)) and not re.fullmatch(r"[a-z0-9_\-./:#&;=]+", words)


@cache
def in_code() -> tuple[Said, ...]:
    return tuple(
        Said(str(file.relative_to(PACKAGE)), words)
        for file in python_files()
        if not NO_VOICE & set(file.relative_to(PACKAGE).parts)
        for constant in sentences_of(file)
        for words in seen_in(constant)
    )


def sentences_of(file: Path) -> Iterator[str]:
    """Text in code; of a module of texts each word, elsewhere what has a space in it."""
    whole = "content" in file.parts
    code = tree(file)
    silent = {id(one) for one in docstrings(code)} | {id(one) for one in within_formatted(code)}
    for node in ast.walk(code):
        text = text_of(node)
        if text and id(node) not in silent and (whole or " " in text.strip()):
            yield PLACE.sub(SLOT, text)


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or SLOT for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return PLACE.sub(SLOT, node.value)
    return ""


def docstrings(code: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(code):
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant):
                yield inner.value


def within_formatted(code: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(code):
        if isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))


@cache
def in_tables() -> tuple[Said, ...]:
    """The texts to choose from, by language."""
    return tuple(
        Said(str(file.relative_to(PACKAGE)), words)
        for file in sorted(PACKAGE.rglob("content/*.toml"))
        if not NO_VOICE & set(file.relative_to(PACKAGE).parts)
        for words in strings(tomllib.loads(file.read_text(encoding="utf-8")))
    )


def strings(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        table = list(table.values())
    if isinstance(table, list):
        for one in table:
            yield from strings(one)
    elif isinstance(table, str):
        yield table


@cache
def in_scripts() -> tuple[Said, ...]:
    return tuple(
        Said(str(file.relative_to(PACKAGE)), words)
        for file in static("js", "mjs")
        for found in SCRIPT_TEXT.findall(COMMENTS.sub("", file.read_text(encoding="utf-8")))
        for words in seen_in(re.sub(r"\$\{[^}]*\}", SLOT, "".join(found)))
        if " " in words
    )


@cache
def in_styles() -> tuple[Said, ...]:
    return tuple(
        Said(str(file.relative_to(PACKAGE)), words)
        for file in static("css")
        for words in STYLE_TEXT.findall(COMMENTS.sub("", file.read_text(encoding="utf-8")))
    )


def static(*kinds: str) -> list[Path]:
    files = [file for kind in kinds for file in PACKAGE.rglob(f"static/**/*.{kind}")]
    return sorted(file for file in files if "vendor" not in file.parts)


# HTML as it is read ----------------------------------------------------------------------------


class Reader(HTMLParser):
    """Takes a page apart into what is read as one: a paragraph, a button, a row, a label."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.now: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in WITHIN:
            self.turn()
        for name, value in attrs:
            shown = name == "value" and ("type", "hidden") not in attrs and tag == "input"
            if value and (name in READ_OUT or shown):
                self.pieces.append(" ".join(value.split()))

    def handle_endtag(self, tag: str) -> None:
        if tag not in WITHIN:
            self.turn()

    def handle_data(self, data: str) -> None:
        self.now.append(data)

    def turn(self) -> None:
        words = " ".join("".join(self.now).split())
        if words:
            self.pieces.append(words)
        self.now = []


def seen_in(html: str) -> list[str]:
    if "<" not in html and "&" not in html:
        return [" ".join(html.split())] if html.strip() else []
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.turn()
    return reader.pieces


# What a template does with a row ---------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """`expression` is what a template prints, hands to a tag, or asks about."""

    place: str
    expression: str

    @property
    def names(self) -> set[str]:
        """Each attribute in it: `told.back_at|clock` has `told` and `back_at`."""
        return set(re.findall(r"[A-Za-z_]\w*", SPOKEN_CONSTANT.sub("", self.expression)))

    @property
    def filters(self) -> set[str]:
        return set(re.findall(r"\|\s*(\w+)", SPOKEN_CONSTANT.sub("", self.expression)))


@cache
def printed() -> tuple[Printed, ...]:
    return tuple(Printed(one.name, tag.contents) for one in templates() for tag in one.tags)


def naming(words: set[str]) -> set[str]:
    """The templates in which one of these rows is used, all that is built with them, and what
    else stands on those pages."""
    found = {one.place for one in printed() if one.names & words}
    while more := {one.name for one in templates() if built_with(one) & found} - found:
        found |= more
    return found | parts_of(found)


def parts_of(pages: set[str]) -> set[str]:
    """What these include, and what that includes."""
    found = set(pages)
    while more := {part for one in templates() if one.name in found for part in parts(one)} - found:
        found |= more
    return found


def parts(template: Template) -> set[str]:
    pieces = built_with(template)
    return {name for name in pieces if name.startswith("parts/") or "/_" in name}


def built_with(template: Template) -> set[str]:
    """What it includes and what it is built on."""
    tags = (one.contents for one in template.tags if one.token_type is TokenType.BLOCK)
    used = (re.match(r'(?:include|extends)\s+"([^"]+)"', tag) for tag in tags)
    return {one[1] for one in used if one}
