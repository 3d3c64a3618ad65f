"""XML that another machine wrote, as a plain tree: no declarations, no entities, no depths."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from .errors import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 32
MOST_NODES = 200_000
MOST_ATTRIBUTES = 50
BETWEEN = "}"  # as in “DAV:}href”


@dataclass(slots=True)
class Node:
    """`name` is the name space, a brace, and the name within it."""

    name: str
    named: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def all(self, name: str) -> Iterator[Node]:
        return (child for child in self.children if child.name == name)

    def one(self, name: str) -> Node | None:
        return next(self.all(name), None)

    def text_of(self, name: str) -> str:
        """Of a child, without the space around it; nothing where there is none."""
        child = self.one(name)
        return "" if child is None else child.text.strip()


def read_xml(text: bytes) -> Node:
    """Its root. Raises Broken, and nothing else."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.buffer_text = True
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.say
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as trouble:
        raise Broken("no XML") from trouble
    return reading.root()


def refuse(*_: object) -> int:
    raise Broken("XML with declarations")


class _Reading:
    def __init__(self) -> None:
        self.open = [Node("")]
        self.nodes = 0

    def begin(self, name: str, named: dict[str, str]) -> None:
        self.nodes += 1
        if len(self.open) > DEEPEST or self.nodes > MOST_NODES or len(named) > MOST_ATTRIBUTES:
            raise Broken("XML without end")
        node = Node(name, named)
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _: str) -> None:
        self.open.pop()

    def say(self, text: str) -> None:
        self.open[-1].pieces.append(text)

    def root(self) -> Node:
        if not self.open[0].children:
            raise Broken("no XML")
        return self.open[0].children[0]
