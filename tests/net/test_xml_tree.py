"""XML from strangers: a tree or Broken, soon."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.net.errors import Broken
from outandback.net.xml_tree import Node, read_xml
from tests.builders.calendar_servers import LAUGHS

SOON = 5.0
BOMBS = {
    "a billion laughs": LAUGHS.encode(),
    "one entity, said often": b'<!DOCTYPE a [<!ENTITY x "'
    + b"x" * 50_000
    + b'">]><a>'
    + b"&x;" * 50_000
    + b"</a>",
    "a file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "an address": b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/">]><a>&x;</a>',
    "a parameter": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd">%x;]><a/>',
    "declarations elsewhere": b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
    "declarations that are public": b'<!DOCTYPE a PUBLIC "-//W3C//DTD" "http://127.0.0.1/"><a/>',
    "no entity at all": b"<!DOCTYPE a><a/>",
    "an entity that nobody knows": b"<a>&nbsp;</a>",
    "a depth": b"<a>" * 500_000,
    "a closed depth": b"<a>" * 100 + b"</a>" * 100,
    "a breadth": b"<a>" + b"<b/>" * 400_000 + b"</a>",
    "attributes": b"<a " + b" ".join(b'x%d="1"' % n for n in range(100_000)) + b"/>",
    "an attribute": b'<a x="' + b"x" * 4_000_000,
    "name spaces": b"<a " + b" ".join(b'xmlns:x%d="u"' % n for n in range(60_000)),
    "a name": b"<" + b"a" * 4_000_000,
    "a comment": b"<a><!--" + b"-" * 4_000_000,
    "brackets": b"<a><![CDATA[" + b"]" * 4_000_000,
    "nothing": b"",
    "no end": b"<a>",
    "two roots": b"<a/><b/>",
    "an unknown encoding": b'<?xml version="1.0" encoding="klingon"?><a/>',
    "an encoding of several bytes": b'<?xml version="1.0" encoding="utf-7"?><a/>',
    "a wrong encoding": '<?xml version="1.0" encoding="ascii"?><a>ü</a>'.encode(),
    "half a letter": b"<a>\xc3</a>",
    "a control character": b"<a>\x00</a>",
    "one that is written out": b"<a>&#0;</a>",
    "a surrogate": b"<a>&#xD800;</a>",
    "a name space of none": b"<x:a/>",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_broken_and_soon(bomb: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(Broken):
        read_xml(bomb)
    assert time.monotonic() - began < SOON


def flat(node: Node) -> list[tuple[str, dict[str, str], str]]:
    return [(node.name, node.named, node.text)] + [
        one for child in node.children for one in flat(child)
    ]


def test_it_reads_what_others_read() -> None:
    text = (
        '<?xml version="1.0" encoding="utf-16"?><D:a xmlns:D="DAV:" xmlns="urn:x"><b c="1">é&amp;'
        "<![CDATA[<d>]]></b><!-- no --><?no no?><e/></D:a>"
    )
    tree = read_xml(text.encode("utf-16"))
    assert flat(tree) == [
        ("DAV:}a", {}, ""),
        ("urn:x}b", {"c": "1"}, "é&<d>"),
        ("urn:x}e", {}, ""),
    ]
    assert tree.text_of("urn:x}b") == "é&<d>" and tree.text_of("urn:x}nothing") == ""


@given(st.binary(max_size=400) | st.text("<>/&;!?[]-\"'ax= \n", max_size=400).map(str.encode))
def test_bytes_are_a_tree_or_broken(text: bytes) -> None:
    try:
        tree = read_xml(text)
    except Broken:
        return
    assert flat(tree)


def with_children(name: str, children: list[ElementTree.Element]) -> ElementTree.Element:
    node = ElementTree.Element(name, {"x": "<&>\"'"})
    node.text = "a < b & c"
    node.extend(children)
    return node


TREES = st.recursive(
    st.builds(ElementTree.Element, st.sampled_from(["a", "{DAV:}b", "{urn:x}c"])),
    lambda inner: st.builds(with_children, st.sampled_from(["{DAV:}d", "e"]), st.lists(inner)),
    max_leaves=20,
)


def flat_too(node: ElementTree.Element) -> list[tuple[str, dict[str, str], str]]:
    text = (node.text or "") + "".join(child.tail or "" for child in node)
    return [(node.tag.removeprefix("{"), dict(node.attrib), text)] + [
        one for child in node for one in flat_too(child)
    ]


@given(TREES)
def test_a_tree_comes_back_as_it_was_written(tree: ElementTree.Element) -> None:
    assert flat(read_xml(ElementTree.tostring(tree))) == flat_too(tree)
