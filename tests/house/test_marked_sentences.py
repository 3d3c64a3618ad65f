"""Every sentence that Python shows to a person is marked for translation, and is a whole one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE, python_files, tree

MARKED = {"pages", "web", "ui", "rooms", "passphrase_strength.py", "overload.py"}
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
# What is said with these, nobody reads on a page.
UNREAD = re.compile(r"(?:.*\.)?(?:cast|ParamSpec|TypeVar|compile|getLogger)|(?:LOG|WEB|log)\..*")
# Of all that is raised, only the words of these are shown.
SHOWN = {"ValidationError", "NotMade"}
SLOT = "\0"  # where something is filled in
HTML_TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")
SENTENCE = re.compile(
    r"^[“(]?[A-Z][^\W\d_]*’?[a-z]*,? \S"  # a capital, and more than one word
    r"|^[A-Z][a-z]+[:.]?$"  # one word, as on a label
    r"| .*[^\W\d_]{2}[.?!…]”?$"  # an end
    rf"|{SLOT},? [a-z]+(?: [a-z]+)* {SLOT}"  # halves with a word or two between them
)
FINE = {
    "Out and Back": "the name of the program",
    "Lax": "how far a cookie goes",
    "Strict": "how far a cookie goes",
    "Cookie": "the name of a header",
    "Pocket": "what stands in a header",
    "Etc": "in the names of time zones",
    "Factory": "in the names of time zones",
    "Contents": "a name within a PDF",
    "Membership": "the name of a model",
    "Resources": "a name within a PDF",
}


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


def is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and name_of(node).rpartition(".")[2] in MARKS


def text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or SLOT for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def strings(node: ast.AST) -> Iterator[ast.AST]:
    """All that a reader could be shown, each text once: without what is marked, names and keys."""
    yield from [node] if text_of(node) else []
    for inner in read(node):
        yield from strings(inner)


def read(node: ast.AST) -> list[ast.AST]:
    """What within it is to be looked at."""
    inside = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.JoinedStr):
        return [part for part in inside if not isinstance(part, ast.Constant)]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return []
    if isinstance(node, ast.Dict):
        return list(node.values)
    if isinstance(node, ast.Subscript):
        return [node.value]
    if isinstance(node, ast.Raise):
        return inside if shows(node) else []
    return read_in_call(node, inside) if isinstance(node, ast.Call) else inside


def read_in_call(node: ast.Call, inside: list[ast.AST]) -> list[ast.AST]:
    if is_mark(node):
        return [part for part in inside if not isinstance(part, ast.Constant)]
    if UNREAD.fullmatch(name_of(node)):
        return []
    asks_by_name = isinstance(node.func, ast.Attribute) and node.func.attr == "get"
    return [part for part in inside if not (asks_by_name and part in node.args[:1])]


def shows(node: ast.Raise) -> bool:
    return isinstance(node.exc, ast.Call) and name_of(node.exc).rpartition(".")[2] in SHOWN


def unmarked(code: ast.AST) -> list[str]:
    texts = (HTML_TAG.sub("", text_of(node)).strip() for node in strings(code))
    return [text for text in texts if SENTENCE.search(text) and text not in FINE]


def places(text: str) -> list[str]:
    return re.findall(r"\{([^{}]*)\}", text)


def texts_of(mark: ast.Call) -> list[ast.expr]:
    """One, or one and several."""
    return mark.args[: 2 if "ngettext" in name_of(mark) else 1]


def not_whole(code: ast.AST) -> list[str]:
    """Marked, and yet put together, or with a place that a translator can't tell from the next."""
    marked = (node for node in ast.walk(code) if isinstance(node, ast.Call) and is_mark(node))
    return [ast.unparse(text) for node in marked for text in texts_of(node) if not is_whole(text)]


def hidden(code: ast.AST) -> list[str]:
    """Marked within an f-string, where nobody who collects texts for a catalogue looks."""
    composed = (node for node in ast.walk(code) if isinstance(node, ast.JoinedStr))
    return [ast.unparse(one) for node in composed for one in ast.walk(node) if is_mark(one)]


def is_whole(text: ast.expr) -> bool:
    words = text.value if isinstance(text, ast.Constant) else ""
    named = isinstance(words, str) and all(one.isidentifier() for one in places(words))
    return bool(words) and named and not re.search("%[sd]", str(words))


def code_of_pages() -> dict[str, ast.Module]:
    found = {file.relative_to(PACKAGE): file for file in python_files()}
    return {
        str(name): tree(file)
        for name, file in found.items()
        if MARKED & {name.parts[0], name.name} and "migrations" not in name.parts
    }


def test_every_sentence_that_python_shows_is_marked() -> None:
    found = {name: unmarked(code) for name, code in code_of_pages().items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_what_is_marked_is_one_text_whose_places_have_names() -> None:
    found = {name: not_whole(code) for name, code in code_of_pages().items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_what_is_marked_is_found_for_a_catalogue() -> None:
    found = {name: hidden(code) for name, code in code_of_pages().items()}
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert hidden(ast.parse("""said = f"<b>{gettext('Kept')}</b>" """))


def test_every_exception_is_needed() -> None:
    texts = {text_of(one).strip() for code in code_of_pages().values() for one in strings(code)}
    assert [text for text in FINE if text not in texts] == []


@pytest.mark.parametrize(
    "planted",
    [
        'WRONG = "That is no day."',
        'name = Typed(label="Day")',
        'name = Typed(label="What it is called")',
        'form.add_error("day", "Say which day.")',
        'raise forms.ValidationError("Write a few words.")',
        'said = f"{name} is out."',
        'said = f"{out} to {back}"',
        'said = f"<h3>A new spin: <b>{name}</b></h3>"',
        'said = gettext(f"It comes round {when}.")',
        'label = WAYS.get(way, "What you told")',
        'names = {"you": "You"}',
        'said = "".join(["Held so far"])',
        'asked = [("", "Any"), ("mine", "Mine")]',
    ],
)
def test_such_a_sentence_would_be_found(planted: str) -> None:
    assert unmarked(ast.parse(planted))


@pytest.mark.parametrize(
    "fine",
    [
        'WRONG = _("That is no day.")',
        'said = gettext("{name} is out.").format(name=name)',
        'said = ngettext("{count} thing to put right", "{count} things to put right", count)',
        'def answer() -> str:\n    """What is said."""',
        'raise ValueError("An instant knows its zone.")',
        'LOG.warning("Nothing came back.")',
        'ENDS = re.compile("Held so far.")',
        'mine = cast("Membership", request.membership)',
        'where = answer["Location"], request.headers.get("Accept", "")',
        'answer = HttpResponse(headers={"Content-Type": "text/plain"})',
        "shape = '<p class=\"soft\">{}</p>'",
        'line = f"pencil {person}"',
        'Month = tuple[str, list["Chapter | Turn"]]',
    ],
)
def test_and_one_that_is_marked_or_unseen_is_fine(fine: str) -> None:
    assert not unmarked(ast.parse(fine))


@pytest.mark.parametrize(
    "planted",
    ['_(f"You are {place}.")', 'gettext("Out: {}")', "gettext(words)", 'ngettext("One", more, n)'],
)
def test_such_a_mark_would_be_found(planted: str) -> None:
    assert not_whole(ast.parse(planted))


def test_and_a_whole_one_is_fine() -> None:
    assert not not_whole(ast.parse('TWICE = _("{time} comes twice.")'))
