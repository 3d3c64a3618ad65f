"""Requests taken apart: what is read, and what is refused because it could be read in two ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.front.http1 import LONGEST_BODY, Body, Unfit, read_head

HOST = b"Host: your.name"


def head(*lines: bytes) -> bytes:
    return b"\r\n".join(lines)


def test_a_request_is_read() -> None:
    read = read_head(head(b"POST /a/%C3%A9?x=1 HTTP/1.1", HOST, b"Cookie: a=1", b"cookie: b=2"))
    assert (read.method, read.target, read.version) == ("POST", "/a/%C3%A9?x=1", "HTTP/1.1")
    assert read.headers == {"HOST": "your.name", "COOKIE": "a=1; b=2"}
    assert (read.length, read.stays) == (0, True)


def test_a_whole_address_counts_as_its_path() -> None:
    assert read_head(head(b"GET http://your.name/a?b HTTP/1.1", HOST)).target == "/a?b"
    assert read_head(head(b"GET https://your.name HTTP/1.1", HOST)).target == "/"


def test_names_with_an_underscore_are_dropped() -> None:
    read = read_head(head(b"GET / HTTP/1.1", HOST, b"X_Forwarded_For: 192.0.2.1"))
    assert list(read.headers) == ["HOST"]


@pytest.mark.parametrize("line", [b"Connection: close", b"Connection: Close, TE"])
def test_a_connection_stays_unless_it_is_said(line: bytes) -> None:
    assert not read_head(head(b"GET / HTTP/1.1", HOST, line)).stays
    assert not read_head(b"GET / HTTP/1.0").stays


@pytest.mark.parametrize(
    ("status", "lines"),
    [
        (400, [b"GET /"]),
        (400, [b"GET  / HTTP/1.1", HOST]),
        (400, [b"get / HTTP/1.1", HOST]),
        (400, [b"GET a HTTP/1.1", HOST]),
        (400, [b"GET /\0 HTTP/1.1", HOST]),
        (400, [b"OPTIONS * HTTP/1.1", HOST]),
        (400, [b"GET / FTP/1.1", HOST]),
        (505, [b"GET / HTTP/2.0", HOST]),
        (400, [b"GET / HTTP/1.1"]),
        (400, [b"GET / HTTP/1.1", HOST, HOST]),
        (400, [b"GET / HTTP/1.1", HOST, b"no colon"]),
        (400, [b"GET / HTTP/1.1", HOST, b"Name : spaced"]),
        (400, [b"GET / HTTP/1.1", HOST, b" folded: line"]),
        (400, [b"GET / HTTP/1.1", HOST, b"A: b\nHost: other"]),
        (400, [b"GET / HTTP/1.1", HOST, b"A: b\rHost: other"]),
        (400, [b"GET / HTTP/1.1", HOST, b"A: \0"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1", b"Content-Length: 2"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1", b"Content-Length: 1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1, 1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: +1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: -1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 0x1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: \xb2"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1", b"Transfer-Encoding: chunked"]),
        (400, [b"POST / HTTP/1.0", b"Transfer-Encoding: chunked"]),
        (501, [b"POST / HTTP/1.1", HOST, b"Transfer-Encoding: gzip, chunked"]),
        (501, [b"POST / HTTP/1.1", HOST, b"Transfer-Encoding: xchunked"]),
        (413, [b"POST / HTTP/1.1", HOST, b"Content-Length: %d" % (LONGEST_BODY + 1)]),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(status: int, lines: list[bytes]) -> None:
    with pytest.raises(Unfit) as refused:
        read_head(head(*lines))
    assert refused.value.status == status


def in_chunks(parts: list[bytes]) -> bytes:
    whole = b"".join(b"%X;a=b\r\n%b\r\n" % (len(part), part) for part in parts if part)
    return whole + b"0\r\nTrailer: x\r\n\r\n"


@given(st.lists(st.binary(max_size=40), max_size=6), st.binary(max_size=20), st.data())
@settings(deadline=None)
def test_a_body_is_the_same_however_it_is_cut(
    parts: list[bytes], after: bytes, data: st.DataObject
) -> None:
    whole = b"".join(parts)
    for length, sent in ((None, in_chunks(parts)), (len(whole), whole)):
        body, left = Body(length), sent + after
        rest = body.take(b"")
        while left:
            cut = data.draw(st.integers(1, len(left)))
            piece, left = left[:cut], left[cut:]
            rest += piece if body.whole else body.take(piece)
        assert (bytes(body.content), body.whole, rest) == (whole, True, after)


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, b"g\r\n"),
        (400, b"\r\n"),
        (400, b"-1\r\n"),
        (400, b"1\nx" + b"0" * 300),
        (400, b"1\r\nxy\r\n"),
        (400, b"1\r\nx0\r\n\r\n"),
        (400, b"1" + b"0" * 300),
        (400, b"0\r\n" + b"a: b\r\n" * 4000),
        (413, b"FFFFFFF\r\n"),
    ],
)
def test_chunks_that_are_none_are_refused(status: int, sent: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        Body(None).take(sent)
    assert refused.value.status == status
