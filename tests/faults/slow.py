"""Visitors who take their time: each a plain socket from an address of its own on loopback."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

TRICKLE = 0.25

HEAD = b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BODY = (
    b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\nlogin="
)
CHUNKS = (
    b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n"
)
SILENT = b""
KINDS = {"a head": HEAD, "a body": BODY, "chunks": CHUNKS, "silence": SILENT}


def address(number: int) -> str:
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def from_one(_: int) -> str:
    return address(0)


def dripping(line: socket.socket) -> None:
    with suppress(OSError):
        line.send(b"x")


@contextmanager
def held(
    port: int, first: bytes, count: int = 200, source: Callable[[int], str] = address
) -> Iterator[list[socket.socket]]:
    """So many connections, each with the beginning of a request and a byte now and then."""
    lines = [opened(port, source(number), first) for number in range(count)]
    over = Event()
    drips = Thread(target=drip, args=(lines if first else [], over))
    drips.start()
    try:
        yield lines
    finally:
        over.set()
        drips.join()
        for line in lines:
            line.close()


def drip(lines: list[socket.socket], over: Event) -> None:
    while not over.wait(TRICKLE):
        for line in lines:
            dripping(line)


def opened(port: int, source: str, first: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), 10, source_address=(source, 0))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.setblocking(False)
    if first:
        line.send(first)
    return line


def ended(lines: list[socket.socket], seconds: float) -> int:
    """How many of them the server has closed within that time."""
    until, open_still = time.monotonic() + seconds, set(lines)
    while open_still and time.monotonic() < until:
        open_still -= {line for line in open_still if is_closed(line)}
        time.sleep(0.05)
    return len(lines) - len(open_still)


def is_closed(line: socket.socket) -> bool:
    try:
        return line.recv(65536) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
