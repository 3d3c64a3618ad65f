"""A script holds no sentence: what it says, its page hands over, marked for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from outandback.rooms.pocket.content import sentences
from outandback.ui import script_words
from tests.house.source import PACKAGE, ROOT, tree

SLOT = "\0"  # where something is filled in
HTML_TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")
COMMENT = r"/\*.*?\*/|//[^\n]*"
# After a bracket, a comma or a sign, a slash begins a pattern.
PATTERN = r"(?:(?<=\()|(?<=[,=:!&|?] ))/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/"
PASSED = re.compile(rf"{COMMENT}|{PATTERN}", re.DOTALL)
PLAIN = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
SENTENCE = re.compile(
    r"^[“(]?[A-Z][^\W\d_]*’?[a-z]*,? \S"  # a capital, and more than one word
    r"|^[A-Z][a-z]+[:.]?$"  # one word, as on a label
    r"| .*[^\W\d_]{2}[.?!…]”?$"  # an end
    r"|(?:^|[ (])[a-z’]+ [a-z’]+ [a-z’]+"  # three words in a row
    rf"|{SLOT},? [a-z]+(?: [a-z]+)*(?:,? {SLOT}|$)|^[a-z]+ {SLOT}"  # halves around a place
)
FINE = {
    "Shift": "the name of a key",
    "Notification": "what a browser calls it",
    f"Pocket {SLOT}": "what stands in a header",
}


def texts(script: str) -> Iterator[str]:
    """Every string, and every template with one sign for each of its places, and those within."""
    at = 0
    while at < len(script):
        if script[at] == "`":
            text, inner, at = template(script, at + 1)
            yield text
            yield from texts(inner)
        elif passed := PASSED.match(script, at):
            at = passed.end()
        elif plain := PLAIN.match(script, at):
            yield "".join(filter(None, plain.groups()))
            at = plain.end()
        else:
            at += 1


def template(script: str, at: int) -> tuple[str, str, int]:
    """The text of a template that begins there, the code in its places, and where it has ended."""
    text, inner = "", ""
    while script[at] != "`":
        if script.startswith("${", at):
            end = end_of_place(script, at + 2)
            text, inner, at = text + SLOT, f"{inner};{script[at + 2 : end]}", end + 1
        else:
            step = 2 if script[at] == "\\" else 1
            text, at = text + script[at : at + step], at + step
    return text, inner, at + 1


def end_of_place(script: str, at: int) -> int:
    depth = 0
    while depth or script[at] != "}":
        if script[at] == "`":
            at = template(script, at + 1)[2]
            continue
        depth += {"{": 1, "}": -1}.get(script[at], 0)
        at += 1
    return at


def spoken(script: str) -> list[str]:
    found = (HTML_TAG.sub("", text).strip() for text in texts(script))
    return [text for text in found if SENTENCE.search(text) and text not in FINE]


def scripts() -> list[Path]:
    found = (file for kind in ("js", "mjs") for file in PACKAGE.rglob(f"static/**/*.{kind}"))
    return sorted(file for file in found if "vendor" not in file.parts)


def test_no_script_holds_a_sentence() -> None:
    found = {str(one.relative_to(ROOT)): spoken(one.read_text("utf-8")) for one in scripts()}
    assert {name: said for name, said in found.items() if said} == {}


def test_every_exception_is_needed() -> None:
    found = {text for one in scripts() for text in texts(one.read_text("utf-8"))}
    assert [text for text in FINE if text not in found] == []


@pytest.mark.parametrize(
    "planted",
    [
        'const KEPT = "Kept on this phone.";',
        'label.textContent = "Stop";',
        "line.textContent = 'Start afresh';",
        'say(left < 0 ? `${letter(-left)} too many. It all stays here.` : "");',
        "return `on ${dated(at, zone)}`;",
        'const which = first ? " (the first of two)" : "";',
        "return `${time} in ${city}`;",
        'return `${day ? `You are out ${day}.` : ""}`;',
        'const QUOTE = /["\']/; // it isn’t one\nsay("Kept. What goes along is still here");',
        "line.innerHTML = `<b>${count}</b> letters left`;",
    ],
)
def test_such_a_sentence_would_be_found(planted: str) -> None:
    assert spoken(planted)


@pytest.mark.parametrize(
    "fine",
    [
        'this.say(sentence("kept"));',
        "/* Says “Kept on this phone.” where it is so. */",
        'go(); // "Kept on this phone." is said elsewhere',
        'const DOOR = /^\\/leaves\\/(departure|evidence) "Is this one\\/$/;',
        'form.querySelector("leave-guard[keep] form, textarea");',
        'Object.assign(line, { className: "btn btn--quiet", type: "button" });',
        'fetch(`/unsent/?form=${about}`, { method: "POST", redirect: "manual" });',
        'throw new Error("too long");',
        'page.replace("</p>", () => `<script type="a/b" id="posted">${fields}</script></p>`);',
        "const exactly = `${what} ${refused}`;",
        'const KINDS = ["audio/webm;codecs=opus", "audio/mp4"];',
    ],
)
def test_and_what_nobody_reads_is_fine(fine: str) -> None:
    assert not spoken(fine)


# What a page hands over, and what its scripts ask for ------------------------------------------

HANDED = {
    "words": {"left", "over", "stays", *script_words.UNSENT},
    "box-words": set(sentences.BOX),
    "shell-words": {*sentences.SHELL, *script_words.TIMES},
}
WITH = re.compile(r"wordsOf\(\"([\w-]+)\"\)")
ASKED = re.compile(r"\b(?:sentence|inBox)\(([^()]*)")
NUMBERED = re.compile(r"(?:day|month)_\d+|(?:ahead|out)_until")


def asked(script: str) -> set[str]:
    """What it certainly asks for by name."""
    calls = (re.split(r"[,{]", call.partition("?")[2] or call)[0] for call in ASKED.findall(script))
    return {name for call in calls for name in re.findall(r"\"(\w+)\"", call)}


def readers(block: str) -> list[str]:
    found = [one.read_text("utf-8") for one in scripts()]
    return [script for script in found if block in WITH.findall(script)]


def test_every_sentence_that_a_script_asks_for_is_handed_over() -> None:
    for script in {script for block in HANDED for script in readers(block)}:
        handed = set().union(*(HANDED[block] for block in WITH.findall(script)))
        assert asked(script) <= handed


@pytest.mark.parametrize("block", HANDED)
def test_no_sentence_is_handed_over_for_nothing(block: str) -> None:
    used = {text for script in readers(block) for text in texts(script)}
    assert {name for name in HANDED[block] - used if not NUMBERED.fullmatch(name)} == set()


def test_a_script_says_a_time_in_the_sentences_of_the_server() -> None:
    of_the_server = {
        node.value
        for name in ("spoken", "names_of_days")
        for node in ast.walk(tree(PACKAGE / "ui" / f"{name}.py"))
        if isinstance(node, ast.Constant)
    }
    assert {str(one) for one in script_words.TIMES.values()} <= of_the_server
