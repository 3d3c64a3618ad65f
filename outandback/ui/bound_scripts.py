"""Scripts bound into one file: an entry with the modules that it imports inside, so that a page
asks once. Each part keeps its own scope; what it exports, the parts after it read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple

# Each with those of its parts that no other script imports: they are served inside it alone.
ENTRIES = {
    "ui/shell.js": ("ui/page-change.js",),
    "ui/typing.js": ("ui/letter-count.js", "ui/unsent.js"),
}
IMPORT = re.compile(
    r'^import (?:\{ (?P<names>[\w, ]+) \} from )?"(?P<part>\./[\w-]+\.js)";\n', re.MULTILINE
)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?P<name>\w+))", re.MULTILINE)
COMMENT = re.compile(r"\A\s*/\*.*?\*/\s*", re.DOTALL)

Read = Callable[[str], str]


class ScriptPart(NamedTuple):
    name: str
    text: str


def bind(entry: str, read: Read) -> str:
    """The entry with each module that it imports, and those that these import, before it."""
    parts: dict[str, ScriptPart] = {}
    text = _without_imports(entry, read, parts)
    return "".join(part.text for part in parts.values()) + text


def _without_imports(script: str, read: Read, parts: dict[str, ScriptPart]) -> str:
    """Its text, with names from other parts where it imported them; these come into `parts`."""
    folder = posixpath.dirname(script)
    plain = COMMENT.sub("", read(script))

    def named(found: re.Match[str]) -> str:
        whose = _add(posixpath.normpath(posixpath.join(folder, found["part"])), read, parts)
        return f"const {{ {found['names']} }} = {whose};\n" if found["names"] else ""

    return IMPORT.sub(named, plain)


def _add(script: str, read: Read, parts: dict[str, ScriptPart]) -> str:
    """The name by which a part is known in the whole, which has it once."""
    if script not in parts:
        text = _without_imports(script, read, parts)
        exported = ", ".join(found["name"] for found in EXPORT.finditer(text))
        name = f"part{len(parts)}"
        closed = (
            f"const {name} = (() => {{\n{EXPORT.sub('', text)}return {{ {exported} }};\n}})();\n"
        )
        parts[script] = ScriptPart(name, closed)
    return parts[script].name
