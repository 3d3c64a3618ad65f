"""What is written to a calendar server and what it answers, as texts alone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outandback.net.errors import Broken, Refused
from outandback.net.xml_tree import Node, read_xml
from outandback.rooms.calendars import webdav
from outandback.rooms.calendars.visits import home_at
from outandback.rooms.calendars.webdav import full

BASE = "https://calendar.example/dav/ana/ours/"
ANYTHING = st.text(max_size=60)
PIECES = st.sampled_from(
    [
        '<multistatus xmlns="DAV:">', "</multistatus>", "<response>", "</response>", "<href>",
        "</href>", "/a.ics", "<propstat>", "</propstat>", "<prop>", "</prop>", "<getetag>",
        "</getetag>", "<status>HTTP/1.1 200 OK</status>", "<status>HTTP/1.1 999999</status>",
        "<status/>", "<sync-token>", "</sync-token>", "<resourcetype/>", "&lt;", "&#13;", "<!--",
        "-->", "<x:y/>", '<comp name="">', "&a;", "<!DOCTYPE a>", "<?x?>",
    ]
)  # fmt: skip


def find(node: Node, name: str) -> list[Node]:
    found = [node] if node.name == full(name) else []
    return found + [one for child in node.children for one in find(child, name)]


@given(st.lists(PIECES, max_size=40).map("".join).map(str.encode) | st.binary(max_size=300))
def test_an_answer_is_read_or_broken(text: bytes) -> None:
    try:
        found = webdav.multistatus(text)
    except Broken:
        return
    for one in found.responses:
        assert 0 <= one.status <= 999
        one.components(), one.may_be_written(), one.names("D:resourcetype")
        one.hrefs("C:calendar-home-set"), one.text("D:getetag")


def test_a_large_answer_is_read_soon() -> None:
    one = (
        "<response><href>/a.ics</href><propstat><prop><getetag>1</getetag></prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response>"
    )
    text = f'<multistatus xmlns="DAV:">{one * 20_000}</multistatus>'.encode()
    began = time.monotonic()
    assert len(webdav.multistatus(text).responses) == 20_000
    assert time.monotonic() - began < 10


def test_of_properties_those_count_that_were_given() -> None:
    text = b"""<?xml version="1.0"?>
    <d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>
      <d:href> /dav/ana/ours/ </d:href>
      <d:propstat><d:prop><d:displayname/><d:getetag>no</d:getetag></d:prop>
        <d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>
      <d:propstat><d:prop>
        <d:resourcetype><d:collection/><c:calendar/></d:resourcetype>
        <c:supported-calendar-component-set><c:comp name="vevent"/>
        </c:supported-calendar-component-set>
        <d:current-user-privilege-set><d:privilege><d:read/></d:privilege>
        </d:current-user-privilege-set>
      </d:prop><d:status>HTTP/2 200</d:status></d:propstat>
    </d:response><d:sync-token> 7 </d:sync-token></d:multistatus>"""
    found = webdav.multistatus(text)
    (one,) = found.responses
    assert (one.href, one.status, found.token) == ("/dav/ana/ours/", 0, "7")
    assert one.text("D:getetag") == "" and one.components() == {"VEVENT"}
    assert full("C:calendar") in one.names("D:resourcetype") and not one.may_be_written()


@pytest.mark.parametrize("text", [b"", b"<html/>", b'<error xmlns="DAV:"/>', b"BEGIN:VCALENDAR"])
def test_another_answer_is_broken(text: bytes) -> None:
    with pytest.raises(Broken):
        webdav.multistatus(text)


@given(ANYTHING)
def test_a_text_comes_back_as_it_was_written(text: str) -> None:
    try:
        written = webdav.sync_collection(text), webdav.multiget([text, "/b"])
    except Broken:
        assert webdav.UNWRITABLE.search(text)
        return
    token, hrefs = (read_xml(one) for one in written)
    assert [node.text for node in find(token, "D:sync-token")] == [text]
    assert [node.text for node in find(hrefs, "D:href")] == [text, "/b"]


def test_a_stretch_of_time_is_said_in_utc() -> None:
    east = timezone(timedelta(hours=2))
    since, until = datetime(2026, 12, 1, 1, tzinfo=east), datetime(2026, 12, 2, tzinfo=UTC)
    (both,) = find(read_xml(webdav.calendar_query(since, until)), "C:time-range")
    assert both.named == {"start": "20261130T230000Z", "end": "20261202T000000Z"}
    (one,) = find(read_xml(webdav.calendar_query(since)), "C:time-range")
    assert one.named == {"start": "20261130T230000Z"}
    assert find(read_xml(webdav.calendar_query()), "C:time-range") == []


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("a.ics", f"{BASE}a.ics"),
        ("/x/a.ics", "https://calendar.example/x/a.ics"),
        (f"{BASE}a.ics", f"{BASE}a.ics"),
        ("https://calendar.example:443/a", "https://calendar.example/a"),
        ("https://CALENDAR.example/a", "https://calendar.example/a"),
        ("a%40b c.ics", f"{BASE}a@b%20c.ics"),
        ("a@b%20c.ics", f"{BASE}a@b%20c.ics"),
        ("%C3%BC.ics", f"{BASE}%C3%BC.ics"),
        ("ü.ics", f"{BASE}%C3%BC.ics"),
        ("a%2fb.ics", f"{BASE}a%2Fb.ics"),
        ("?x=1", f"{BASE}%3Fx=1"),
        ("../x/", "https://calendar.example/dav/ana/x/"),
    ],
)
def test_an_href_leads_on_at_its_origin_and_has_one_form(href: str, url: str) -> None:
    assert webdav.at(BASE, href) == url == webdav.at(BASE, url)


@pytest.mark.parametrize(
    "href",
    [
        "https://other.example/dav/ana/ours/a.ics",
        "//other.example/a.ics",
        "http://calendar.example/a.ics",
        "https://calendar.example:8443/a.ics",
        "https://ana@calendar.example/a.ics",
        "https://calendar.example@other.example/",
        "https://calendar.example.other.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://p42-caldav.icloud.com/a.ics",
    ],
)
def test_and_to_no_other(href: str) -> None:
    with pytest.raises(Refused):
        webdav.at(BASE, href)


@pytest.mark.parametrize("href", ["/a/%2e%2e/b", "%2e./a", "https://[::1/"])
def test_an_href_that_climbs_or_is_none_is_broken(href: str) -> None:
    with pytest.raises(Broken):
        webdav.at(BASE, href)


@given(ANYTHING)
def test_no_href_leaves_its_origin(href: str) -> None:
    try:
        url = urlsplit(webdav.at(BASE, href))
    except (Refused, Broken):
        return
    assert (url.scheme, url.netloc) == ("https", "calendar.example")


APPLE = "https://caldav.icloud.com/123/principal/"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://p42-caldav.icloud.com:443/123/calendars/", "https://p42-caldav.icloud.com"),
        ("https://p142-caldav.icloud.com/123/calendars/", "https://p142-caldav.icloud.com"),
        ("/123/calendars/", "https://caldav.icloud.com"),
    ],
)
def test_apple_keeps_calendars_at_hosts_of_its_own(href: str, url: str) -> None:
    assert home_at(APPLE, href) == f"{url}/123/calendars/"


@pytest.mark.parametrize(
    "href",
    [
        "http://p42-caldav.icloud.com/123/calendars/",
        "https://p42-caldav.icloud.com:8443/123/calendars/",
        "https://p42-caldav.icloud.com.other.example/",
        "https://ana@p42-caldav.icloud.com/",
        "https://other.icloud.com/",
        "https://other.example/",
        "https://xp42-caldav.icloud.com/",
    ],
)
def test_and_nothing_else_is_apple(href: str) -> None:
    with pytest.raises(Refused):
        home_at(APPLE, href)
    with pytest.raises(Refused):
        home_at(BASE, "https://p42-caldav.icloud.com/123/calendars/")
