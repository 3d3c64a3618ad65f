"""One process of the server on loopback with a small program in it, visited by plain sockets."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from typing import Any

import pytest

from outandback.front import connections, process
from outandback.front.concurrency import Pages
from outandback.front.wsgi_gateway import ServedAt

Environ = dict[str, Any]
HOST = b"Host: here\r\n"
SHORT = 0.3
PART, PARTS = b"x" * 65536, 200
STATUS = {"/empty": "204 No Content", "/same": "304 Not Modified"}


class Served:
    """Runs a process's event loop in a thread."""

    def __init__(self, proxies: int = 0) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.listening.setblocking(False)
        self.port = self.listening.getsockname()[1]
        self.place = ServedAt("here", self.port, "http", proxies)
        self.seen: list[Environ] = []
        self.closed = threading.Event()
        self.held, self.go_on = threading.Event(), threading.Event()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self.thread.start()
        self.ready.wait()

    async def _run(self) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        self.door = process.Acceptor(self.listening, self.program, self.place, Pages(2))
        self.door.open()
        self.ready.set()
        await self.over.wait()
        await self.door.close()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join()
        self.listening.close()

    def program(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        self.seen.append({**environ, "body": environ["wsgi.input"].read()})
        path = environ["PATH_INFO"]
        headers = [("Content-Type", "text/plain")]
        if environ["QUERY_STRING"].isdigit():
            headers.append(("Content-Length", environ["QUERY_STRING"]))
        start(STATUS.get(path, "200 OK"), headers)
        if path == "/stream":
            return self.stream()
        if path == "/torn":
            return self.torn()
        if path == "/held":
            self.held.set()
            self.go_on.wait(20)
        if path == "/broken":
            raise ValueError
        return [b"well"]

    def torn(self) -> Iterator[bytes]:
        yield b"begun"
        raise ValueError

    def stream(self) -> Iterator[bytes]:
        try:
            for _ in range(PARTS):
                yield PART
        finally:
            self.closed.set()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(process, "STOP_SECONDS", 2.0)
    running = Served()
    yield running
    running.go_on.set()
    running.stop()


def line_to(served: Served, source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), 20, source_address=(source, 0))


def everything(line: socket.socket) -> bytes:
    """Until the server closes."""
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)


def said(served: Served, *sent: bytes) -> bytes:
    with closing(line_to(served)) as line:
        for part in sent:
            line.sendall(part)
        return everything(line)


def asked(path: bytes, *more: bytes, method: bytes = b"GET", last: bool = True) -> bytes:
    close = b"Connection: close\r\n" if last else b""
    return method + b" " + path + b" HTTP/1.1\r\n" + HOST + close + b"".join(more) + b"\r\n"


def test_a_page_is_answered(served: Served) -> None:
    answer = said(served, asked(b"/%C3%A9?a=%20", b"X-Word: one\r\n"))
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n") and answer.endswith(b"\r\n\r\nwell")
    assert b"Content-Length: 4\r\n" in answer and b"Connection: close\r\n" in answer
    seen = served.seen[0]
    assert (seen["PATH_INFO"], seen["QUERY_STRING"]) == ("/\xc3\xa9", "a=%20")
    assert (seen["HTTP_X_WORD"], seen["REMOTE_ADDR"]) == ("one", "127.0.0.1")


def test_requests_follow_one_another_on_a_line(served: Served) -> None:
    three = asked(b"/1", last=False) + asked(b"/2", last=False) + asked(b"/3")
    assert said(served, three).count(b"HTTP/1.1 200 OK") == 3
    assert [seen["PATH_INFO"] for seen in served.seen] == ["/1", "/2", "/3"]


def test_a_head_has_no_body(served: Served) -> None:
    answer = said(served, asked(b"/", method=b"HEAD"))
    assert answer.endswith(b"\r\n\r\n") and b"Content-Length: 4\r\n" in answer


def test_a_body_is_whole_before_a_thread_is_taken(served: Served) -> None:
    with closing(line_to(served)) as line:
        line.sendall(asked(b"/", b"Content-Length: 4\r\n", method=b"POST") + b"ab")
        assert said(served, asked(b"/other"))
        assert [seen["PATH_INFO"] for seen in served.seen] == ["/other"]
        line.sendall(b"cd")
        assert everything(line).endswith(b"well")
    assert served.seen[1]["body"] == b"abcd"


def test_a_body_in_chunks_is_whole_too(served: Served) -> None:
    chunks = b"2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"
    said(served, asked(b"/", b"Transfer-Encoding: chunked\r\n", method=b"POST"), chunks)
    assert (served.seen[0]["body"], served.seen[0]["CONTENT_LENGTH"]) == (b"abcd", "4")


def test_whoever_waits_for_a_word_gets_it(served: Served) -> None:
    with closing(line_to(served)) as line:
        line.sendall(
            asked(b"/", b"Content-Length: 2\r\n", b"Expect: 100-continue\r\n", method=b"POST")
        )
        assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(b"ab")
        assert everything(line).endswith(b"well")


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (b"400", b"words\r\n\r\n"),
        (b"501", asked(b"/", b"Transfer-Encoding: gzip\r\n", method=b"POST")),
        (b"505", b"GET / HTTP/3.0\r\n\r\n"),
        (b"413", asked(b"/", b"Content-Length: 99999999\r\n", method=b"POST") + b"x" * 300_000),
        (b"431", b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000),
    ],
)
def test_what_does_not_fit_is_refused_in_words(status: bytes, sent: bytes, served: Served) -> None:
    answer = said(served, sent)
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert served.seen == []


def test_a_program_that_breaks_says_so(served: Served) -> None:
    assert said(served, asked(b"/broken", last=False)).startswith(b"HTTP/1.1 500")


def test_a_head_is_told_that_a_program_broke_without_a_body(served: Served) -> None:
    answer = said(served, asked(b"/broken", method=b"HEAD"))
    assert answer.startswith(b"HTTP/1.1 500") and answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("path", [b"/empty", b"/same"])
def test_some_answers_have_no_body_and_the_line_stays(path: bytes, served: Served) -> None:
    answer = said(served, asked(path, last=False) + asked(b"/"))
    first, _, second = answer.partition(b"\r\n\r\n")
    assert b"Content-Length" not in first and b"Transfer-Encoding" not in first
    assert second.startswith(b"HTTP/1.1 200 OK") and second.endswith(b"well")


def test_an_old_visitor_reads_until_the_end(served: Served) -> None:
    answer = said(served, b"GET /torn HTTP/1.0\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Connection: close" in head and b"Transfer-Encoding" not in head
    assert body == b"begun"


def test_a_stream_that_breaks_is_seen_to_be_cut(served: Served) -> None:
    answer = said(served, asked(b"/torn", last=False) + asked(b"/"))
    assert b"Transfer-Encoding: chunked" in answer
    assert answer.endswith(b"\r\n\r\n5\r\nbegun\r\n")


@pytest.mark.parametrize("length", [b"3", b"99"])
def test_an_answer_that_is_not_as_long_as_it_says_is_none(length: bytes, served: Served) -> None:
    assert said(served, asked(b"/?" + length, last=False)).startswith(b"HTTP/1.1 500")
    whole = said(served, asked(b"/stream?" + length, last=False))
    assert len(whole.partition(b"\r\n\r\n")[2]) != int(length)


def test_whoever_has_said_everything_may_still_listen(served: Served) -> None:
    with closing(line_to(served)) as line:
        line.sendall(asked(b"/held", last=False))
        assert served.held.wait(5)
        line.shutdown(socket.SHUT_WR)
        served.go_on.set()
        assert everything(line).endswith(b"well")


def test_an_empty_line_too_many_is_read_over(served: Served) -> None:
    body = asked(b"/", b"Content-Length: 2\r\n", method=b"POST", last=False) + b"ab"
    assert said(served, body + b"\r\n" + asked(b"/2")).count(b"HTTP/1.1 200 OK") == 2


def test_what_comes_after_chunks_is_the_next_request(served: Served) -> None:
    chunks = asked(b"/1", b"Transfer-Encoding: chunked\r\n", method=b"POST", last=False)
    said(served, chunks + b"2\r\nab\r\n0\r\n\r\n" + asked(b"/2"))
    assert [seen["PATH_INFO"] for seen in served.seen] == ["/1", "/2"]


def test_a_stream_comes_part_by_part(served: Served) -> None:
    answer = said(served, asked(b"/stream"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Transfer-Encoding: chunked" in head
    assert len(re.sub(rb"(\r\n)?[0-9a-f]+\r\n", b"", body)) >= len(PART) * PARTS
    assert served.closed.wait(5)


def test_who_reads_slowly_holds_no_thread_and_who_goes_ends_the_stream(served: Served) -> None:
    slow = [line_to(served) for _ in range(6)]
    for line in slow:
        line.sendall(asked(b"/stream"))
    assert said(served, asked(b"/")).endswith(b"well")
    served.closed.clear()
    for line in slow:
        line.close()
    assert served.closed.wait(10)


@pytest.mark.parametrize(
    ("limit", "sent", "told"),
    [
        ("HEAD_SECONDS", b"", b""),
        ("HEAD_SECONDS", b"GET / HT", b"408"),
        ("BODY_SECONDS", asked(b"/", b"Content-Length: 4\r\n", method=b"POST") + b"ab", b"408"),
        ("IDLE_SECONDS", asked(b"/", last=False), b"200"),
        ("TAKEN_SECONDS", asked(b"/stream"), b""),
    ],
)
def test_everything_has_to_be_done_by_some_time(
    limit: str, sent: bytes, told: bytes, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, limit, SHORT)
    monkeypatch.setattr(connections, "LEAVING_SECONDS", SHORT)
    with closing(line_to(served)) as line:
        line.sendall(sent)
        if limit == "TAKEN_SECONDS":
            assert served.closed.wait(20)
        else:
            assert told in everything(line)[:14]


def test_of_one_address_the_oldest_gives_way(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MOST_OF_ONE", 3)
    waiting = [line_to(served, "127.0.0.9") for _ in range(4)]
    assert waiting[0].recv(1) == b""
    other = line_to(served, "127.0.0.10")
    for line in (*waiting[1:], other):
        line.sendall(asked(b"/"))
        assert everything(line).endswith(b"well")
        line.close()
    waiting[0].close()


def test_of_all_the_oldest_gives_way(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_CONNECTIONS", 3)
    waiting = [line_to(served, f"127.0.0.{number}") for number in range(11, 15)]
    assert waiting[0].recv(1) == b""
    for line in waiting:
        line.close()


def test_bodies_together_take_so_much_memory(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MOST_HELD", 100_000)
    begun = asked(b"/", b"Content-Length: 90000\r\n", method=b"POST") + b"x" * 60_000
    first, second = line_to(served), line_to(served)
    first.sendall(begun)
    assert within(lambda: any(line.held > 50_000 for line in list(served.door.connections)))
    second.sendall(begun)
    with closing(first), closing(second), suppress(ConnectionResetError):
        assert first.recv(1) == b""


def test_a_visitor_asks_for_so_much_at_once(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MOST_OF_ONE", 2)
    served.place = served.door.place = ServedAt("here", served.port, "http", proxies=1)
    two = [line_to(served) for _ in range(2)]
    for line in two:
        line.sendall(asked(b"/held", b"X-Forwarded-For: 192.0.2.1\r\n"))
    assert within(lambda: served.door.asking["192.0.2.1"] == 2)
    assert b"503" in said(served, asked(b"/", b"X-Forwarded-For: 9.9.9.9, 192.0.2.1\r\n"))
    served.go_on.set()
    assert b"200" in said(served, asked(b"/", b"X-Forwarded-For: 192.0.2.2\r\n"))
    assert served.seen[-1]["REMOTE_ADDR"] == "192.0.2.2"
    for line in two:
        line.close()


def test_a_stop_answers_who_has_asked(served: Served) -> None:
    asking, waiting = line_to(served), line_to(served)
    asking.sendall(asked(b"/held"))
    assert served.held.wait(5)
    served.loop.call_soon_threadsafe(served.over.set)
    assert waiting.recv(1) == b""
    served.go_on.set()
    assert everything(asking).endswith(b"well")
    asking.close()
    waiting.close()


def within(so: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not so() and time.monotonic() < until:
        time.sleep(0.01)
    return so()
