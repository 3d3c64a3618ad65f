"""A page of the app as a picture of itself: what it says, and nothing that could do anything.

Only what is named here comes through. A form becomes a plain block, a control rests, a link leads
to another of the pages or nowhere, and names, tokens, scripts and addresses stay behind. An element
that nobody has thought of yet stops the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser


def names(written: str) -> frozenset[str]:
    return frozenset(written.split())


BLOCKS = names(
    "article aside blockquote caption dd div dl dt figcaption figure footer form h1 h2 h3 header"
    " li main nav ol p section table tbody td th thead tr ul"
)
INLINE = names("a b bdi br details em fieldset i label legend q small span strong summary time")
CONTROLS = names("button input optgroup option output select textarea")
DRAWN = names("circle ellipse g line path polyline rect svg text title")
STAYS_BEHIND = names("datalist link meta script style template")
VOID = names("br hr img input link meta wbr")
BECOMES = {"form": "div", "main": "div"}

SAID = names(
    "checked class cols colspan datetime dir label lang multiple open placeholder role rows rowspan"
    " scope selected type value"
)
SHAPES = names(
    "cx cy d height opacity pathlength points preserveaspectratio r rx ry stroke-dasharray"
    " stroke-width transform viewbox width x x1 x2 y y1 y2"
)
NAMED_IN_SVG = {
    "viewbox": "viewBox",
    "pathlength": "pathLength",
    "preserveaspectratio": "preserveAspectRatio",
}
REFERS = names("aria-controls aria-describedby aria-labelledby for headers id")
SPEAKS_UP = {"alert", "status"}

Attributes = dict[str, str | None]
LeadsTo = Callable[["Element"], str]


class Unthought(Exception):
    """Something is on a page that this file does not know what to do with."""


@dataclass
class Element:
    tag: str
    given: Attributes
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        parts = (one if isinstance(one, str) else one.text for one in self.inside)
        return " ".join("".join(parts).split())

    def all(self) -> Iterator[Element]:
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.all()

    def first(self, tag: str) -> Element:
        return next(one for one in self.all() if one.tag == tag)


class Tree(HTMLParser):
    """The page as elements. It is the app's own, so each that is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, dict(attrs))
        self.open[-1].inside.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


class Picture:
    """What is inside one page's `main`, written anew. `leads_to` answers an address, or ""."""

    def __init__(self, html: str, leads_to: LeadsTo) -> None:
        page = Tree(html).root
        self.main, self.leads_to = page.first("main"), leads_to
        self.body_class = page.first("body").given.get("class") or ""
        self.main_class = self.main.given.get("class") or ""
        self.me = page.first("html").given.get("data-me") or "a"
        self.names: dict[str, str] = {}

    @property
    def html(self) -> str:
        return "".join(map(self.written, self.main.inside)).strip()

    def written(self, one: Element | str) -> str:
        if isinstance(one, str):
            return escape(one, quote=False)
        if self.stays_behind(one):
            return ""
        tag, given = self.in_its_place(one)
        said = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        inside = "".join(map(self.written, one.inside))
        return f"<{tag}{said}>" if tag in VOID else f"<{tag}{said}>{inside}</{tag}>"

    def stays_behind(self, one: Element) -> bool:
        unseen = "hidden" in one.given or one.given.get("type") == "hidden"
        # what Enter presses in a form, and nobody sees
        unsaid = one.tag in CONTROLS and one.given.get("aria-hidden") == "true"
        return unseen or unsaid or one.tag in STAYS_BEHIND

    def in_its_place(self, one: Element) -> tuple[str, dict[str, str]]:
        if one.tag not in BLOCKS | INLINE | CONTROLS | DRAWN and "-" not in one.tag:
            raise Unthought(f"<{one.tag}>")
        given = dict(self.kept(one.given))
        leads = self.leads_to(one) if one.tag in {"a", "button"} else ""
        if leads:
            return "a", {name: given[name] for name in given if name != "type"} | {"href": leads}
        if one.tag not in {"input", "li"} or given.get("type") in {"radio", "checkbox"}:
            given.pop("value", None)  # what a press would send, at times the name of a row
        if one.tag == "button":
            return "button", {**given, "type": "button", "disabled": ""}
        if one.tag in CONTROLS - {"option", "optgroup", "output"}:
            given["disabled"] = ""
        return BECOMES.get(one.tag, one.tag), given

    def kept(self, given: Attributes) -> Iterator[tuple[str, str]]:
        for name, value in given.items():
            if (name == "role" and value in SPEAKS_UP) or name == "aria-live":
                continue
            if name == "href" and (value or "").startswith("#"):
                yield name, f"#{self.named((value or '')[1:])}"
            elif name in REFERS:
                yield name, " ".join(map(self.named, (value or "").split()))
            elif name in SAID | SHAPES or name.startswith("aria-"):
                yield NAMED_IN_SVG.get(name, name), value or ""

    def named(self, name: str) -> str:
        """Ids hold names of rows at times; here they are numbered, in the order they come."""
        return self.names.setdefault(name, f"at-{len(self.names) + 1}")


def leads(presses: Mapping[str, str], addresses: Mapping[str, str]) -> LeadsTo:
    """By what stands on a button, or by where a link leads in the app, to another of the pages."""

    def leads_to(one: Element) -> str:
        address = (one.given.get("href") or "").partition("?")[0]
        return presses.get(one.text) or addresses.get(address, "")

    return leads_to
