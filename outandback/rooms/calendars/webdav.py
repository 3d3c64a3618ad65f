"""What is written to a calendar server, and what it answers: texts in, plain values out.

WebDAV (RFC 4918), CalDAV (RFC 4791), collection synchronization (RFC 6578). No connection here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from outandback.net.errors import Broken, Refused, Rule
from outandback.net.lines import USUAL
from outandback.net.xml_tree import Node, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from urllib.parse import SplitResult

DAV, CALDAV, SERVER = "DAV:", "urn:ietf:params:xml:ns:caldav", "http://calendarserver.org/ns/"
PREFIXES = {"D": DAV, "C": CALDAV, "S": SERVER}
SPACES = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
BEGIN = '<?xml version="1.0" encoding="utf-8"?>'
# What no XML may hold.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STATUS = re.compile(r"HTTP/[0-9.]+\s+([0-9]{3})\b")
WORLD = "%Y%m%dT%H%M%SZ"
KEPT_IN_PARTS = ":@!$&'()*+,;=~"
KEPT_IN_HREFS = f"/%{KEPT_IN_PARTS}"


def full(name: str) -> str:
    """`D:href` as a tree names it."""
    prefix, _, local = name.partition(":")
    return f"{PREFIXES[prefix]}}}{local}"


HREF, PROP, STATUS_LINE = full("D:href"), full("D:prop"), full("D:status")


@dataclass(frozen=True)
class DavResponse:
    """Of one address: its status where it has one of its own, and the properties that it gave."""

    href: str
    status: int
    props: Node

    def text(self, prop: str) -> str:
        return self.props.text_of(full(prop))

    def hrefs(self, prop: str) -> list[str]:
        node = self.props.one(full(prop))
        found = () if node is None else node.all(HREF)
        return [href for one in found if (href := one.text.strip())]

    def names(self, prop: str) -> set[str]:
        """What stands within a property, by name: the kinds of a resource."""
        node = self.props.one(full(prop))
        return set() if node is None else {child.name for child in node.children}

    def components(self) -> set[str] | None:
        """What a calendar may hold; None where it does not say."""
        node = self.props.one(full("C:supported-calendar-component-set"))
        if node is None:
            return None
        return {one.named.get("name", "").upper() for one in node.all(full("C:comp"))}

    def may_be_written(self) -> bool:
        """Also where the server does not say."""
        node = self.props.one(full("D:current-user-privilege-set"))
        if node is None:
            return True
        given = {right.name for one in node.all(full("D:privilege")) for right in one.children}
        return bool(given & {full("D:all"), full("D:write"), full("D:write-content")})


@dataclass(frozen=True)
class Multistatus:
    responses: list[DavResponse]
    token: str = ""


def multistatus(text: bytes) -> Multistatus:
    """Raises Broken."""
    root = read_xml(text)
    if root.name != full("D:multistatus"):
        raise Broken("another answer than asked for")
    responses = [_response(node) for node in root.all(full("D:response"))]
    return Multistatus(responses, root.text_of(full("D:sync-token")))


def _response(node: Node) -> DavResponse:
    props = Node(PROP)
    for one in node.all(full("D:propstat")):
        if _status(one) in {0, 200}:
            props.children += _props_of(one)
    return DavResponse(node.text_of(HREF), _status(node), props)


def _props_of(propstat: Node) -> Iterator[Node]:
    return (child for prop in propstat.all(PROP) for child in prop.children)


def _status(node: Node) -> int:
    """0 where none is said."""
    found = STATUS.match(node.text_of(STATUS_LINE))
    return int(found[1]) if found else 0


def at(base: str, href: str) -> str:
    """Where an href leads from an address. Raises Broken, or Refused where it leaves its origin."""
    try:
        url = urljoin(base, quote(href, safe=KEPT_IN_HREFS))
        there, here = urlsplit(url), urlsplit(base)
        same = _origin(there) == _origin(here)
    except ValueError:
        raise Broken("no address") from None
    if not same or "@" in there.netloc:
        raise Refused(Rule.REDIRECT)
    return f"{here.scheme}://{here.netloc}{_one_form(there.path or '/')}"


def _one_form(path: str) -> str:
    """Servers write the same href in more than one way. Raises Broken for a way up."""
    parts = [unquote_to_bytes(part) for part in path.split("/")]
    if {b".", b".."} & set(parts):
        raise Broken("no address")
    return "/".join(quote(part, safe=KEPT_IN_PARTS) for part in parts)


def path_of(url: str) -> str:
    return urlsplit(url).path


def _origin(split: SplitResult) -> tuple[str, str | None, int | None]:
    return split.scheme, split.hostname, split.port or USUAL.get(split.scheme)


def words(text: str) -> str:
    """A text within XML. Raises Broken for what no XML may hold."""
    if UNWRITABLE.search(text):
        raise Broken("a text that can't be written")
    return escape(text).replace("\r", "&#13;")


def propfind(*props: str) -> bytes:
    return _written("D:propfind", _prop(props))


def sync_collection(token: str) -> bytes:
    asked = f"<D:sync-token>{words(token)}</D:sync-token><D:sync-level>1</D:sync-level>"
    return _written("D:sync-collection", asked + _prop(["D:getetag"]))


def calendar_query(since: datetime | None = None, until: datetime | None = None) -> bytes:
    """The etags of all events, or of those that touch a stretch of time."""
    given = {"start": since, "end": until}
    times = "".join(f' {name}="{_time(at)}"' for name, at in given.items() if at is not None)
    stretch = f"<C:time-range{times}/>" if times else ""
    events = f'<C:comp-filter name="VEVENT">{stretch}</C:comp-filter>'
    whole = f'<C:comp-filter name="VCALENDAR">{events}</C:comp-filter>'
    return _written("C:calendar-query", f"{_prop(['D:getetag'])}<C:filter>{whole}</C:filter>")


def multiget(hrefs: Iterable[str]) -> bytes:
    asked = "".join(f"<D:href>{words(href)}</D:href>" for href in hrefs)
    return _written("C:calendar-multiget", _prop(["D:getetag", "C:calendar-data"]) + asked)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime(WORLD)


def _prop(props: Iterable[str]) -> str:
    return "<D:prop>" + "".join(f"<{prop}/>" for prop in props) + "</D:prop>"


def _written(name: str, within: str) -> bytes:
    return f"{BEGIN}<{name}{SPACES}>{within}</{name}>".encode()
