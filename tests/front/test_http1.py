"""Requests taken apart: what is read, and what is refused because it could be read in two ways."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.front import http1
from outandback.front.http1 import LONGEST_BODY, Request, Unfit

HOST = b"Host: your.name"
CHUNKED = (b"POST / HTTP/1.1", HOST, b"Transfer-Encoding: chunked")


def request(*lines: bytes) -> Request:
    return Request(b"".join(line + b"\r\n" for line in lines) + b"\r\n")


def test_a_request_is_read() -> None:
    read = request(b"POST /a/%C3%A9?x=1 HTTP/1.1", HOST, b"Cookie: a=1", b"cookie: b=2")
    head = read.head
    assert (head.method, head.target, head.version) == ("POST", "/a/%C3%A9?x=1", "HTTP/1.1")
    assert head.headers == {"HOST": "your.name", "COOKIE": "a=1; b=2"}
    assert (head.length, read.whole) == (0, True)


def test_a_whole_address_counts_as_its_path() -> None:
    assert request(b"GET http://your.name/a?b HTTP/1.1", HOST).head.target == "/a?b"
    assert request(b"GET https://your.name HTTP/1.1", HOST).head.target == "/"


def test_names_with_an_underscore_are_dropped() -> None:
    read = request(b"GET / HTTP/1.1", HOST, b"X_Forwarded_For: 192.0.2.1")
    assert list(read.head.headers) == ["HOST"]


@pytest.mark.parametrize(
    ("status", "lines"),
    [
        (400, [b"GET /"]),
        (400, [b"GET  / HTTP/1.1", HOST]),
        (400, [b"get / HTTP/1.1", HOST]),
        (400, [b"GET a HTTP/1.1", HOST]),
        (400, [b"GET /\0 HTTP/1.1", HOST]),
        (400, [b"GET /\xc3\xa9 HTTP/1.1", HOST]),
        (400, [b"CONNECT your.name:443 HTTP/1.1", HOST]),
        (400, [b"CONNECT / HTTP/1.1", HOST]),
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
        (400, [b"GET / HTTP/1.1", HOST, b"A: \x0b"]),
        (400, [b"GET / HTTP/1.1\nX: y", HOST]),
        (400, [b"GET / HTTP/1.1", HOST + b"\n"]),
        (400, [b"GET / HTTP/1.1", HOST, b"Content-Type: a/b", b"Content-Type: c/d"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1", b"Content-Length: 2"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1", b"Content-Length: 1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1, 1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: +1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: -1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 0x1"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: \xb2"]),
        (400, [b"POST / HTTP/1.1", HOST, b"Content-Length: 1", b"Transfer-Encoding: chunked"]),
        (400, [b"POST / HTTP/1.1", HOST, b"transfer-encoding: chunked", b"content-length: 1"]),
        (400, [b"POST / HTTP/1.0", b"Transfer-Encoding: chunked"]),
        (501, [b"POST / HTTP/1.1", HOST, b"Transfer-Encoding: gzip, chunked"]),
        (501, [b"POST / HTTP/1.1", HOST, b"Transfer-Encoding: xchunked"]),
        (501, [*CHUNKED, b"Transfer-Encoding: chunked"]),
        (413, [b"POST / HTTP/1.1", HOST, b"Content-Length: %d" % (LONGEST_BODY + 1)]),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(status: int, lines: list[bytes]) -> None:
    with pytest.raises(Unfit) as refused:
        request(*lines)
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
    length = b"Content-Length: %d" % len(whole)
    for lines, sent in ((CHUNKED, in_chunks(parts)), ((*CHUNKED[:2], length), whole)):
        read, left = request(*lines), sent + after
        rest = read.take(b"")
        while left:
            cut = data.draw(st.integers(1, len(left)))
            piece, left = left[:cut], left[cut:]
            rest += piece if read.whole else read.take(piece)
        assert (bytes(read.content), read.whole, rest) == (whole, True, after)


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, b"g\r\n"),
        (400, b"\r\n"),
        (400, b"-1\r\n"),
        (400, b"1\nx\r\n"),
        (400, b"1\r\nxy\r\n"),
        (400, b"1\r\nx0\r\n\r\n"),
        (400, b"1" + b"0" * 300 + b"\r\n"),
        (400, b"0\r\n\nGET /other HTTP/1.1\r\n"),
        (400, b"0\r\nTrailer: x\n\r\n"),
        (400, b"0\r\nno colon\r\n\r\n"),
        (431, b"1;" + b"x" * 4000),
        (431, b"0\r\n" + b"a: b\r\n" * 4000),
        (413, (b"400\r\n" + b"x" * 1024 + b"\r\n") * (LONGEST_BODY // 1024 + 1)),
    ],
)
def test_chunks_that_are_none_are_refused(status: int, sent: bytes) -> None:
    for size in (len(sent), 1 if len(sent) < 10_000 else 1000):
        read = request(*CHUNKED)
        with pytest.raises(Unfit) as refused:
            for start in range(0, len(sent), size):
                read.take(sent[start : start + size])
        assert refused.value.status == status


def test_a_body_has_so_many_chunks_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http1, "MOST_CHUNKS", 3)
    assert request(*CHUNKED).take(b"1\r\nx\r\n" * 3 + b"0\r\n\r\nafter") == b"after"
    with pytest.raises(Unfit) as refused:
        request(*CHUNKED).take(b"1\r\nx\r\n" * 4)
    assert refused.value.status == 413


@pytest.mark.parametrize("bad", [b"1;" + b" " * 60_000 + b"\n\r\n", b"0\r\nA:" + b" " * 60_000])
def test_a_bad_line_costs_little_time(bad: bytes) -> None:
    """h11 goes over the spaces once for each of them."""
    began = time.process_time()
    with pytest.raises(Unfit):
        request(*CHUNKED).take(bad + b"\0\r\n\r\n")
    with pytest.raises(Unfit):
        request(b"GET / HTTP/1.1", HOST, b"A:" + b" " * 30_000 + b"\x0b")
    assert time.process_time() - began < 1
