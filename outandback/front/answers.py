"""From a request that is whole to the program (PEP 3333), and from its answer to bytes."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

from outandback.front.http1 import Head

Program = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
WITHOUT_BODY = {"204", "304"}


@dataclass(frozen=True)
class Place:
    """Where this server listens, and how many proxies stand in front of it."""

    name: str
    port: int
    scheme: str
    proxies: int = 0


class Line(Protocol):
    """What an answer is written to, from a page's thread."""

    def send(self, data: bytes) -> None: ...
    def end(self, *, stays: bool) -> None: ...
    def until_taken(self) -> bool: ...


def visitor(head: Head, peer: str, place: Place) -> str:
    """The address of whoever asks, past the proxies that the host has named."""
    if not place.proxies:
        return peer
    told = head.headers.get("X-FORWARDED-FOR", "").split(",")
    try:
        return str(ip_address(told[-place.proxies].strip()))
    except (IndexError, ValueError):
        return peer


def environment(head: Head, body: bytes, peer: str, place: Place) -> dict[str, Any]:
    path, _, query = head.target.partition("#")[0].partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": head.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": place.name,
        "SERVER_PORT": str(place.port),
        "SERVER_PROTOCOL": head.version,
        "REMOTE_ADDR": peer,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": place.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in head.headers.items():
        environ[f"HTTP_{name.replace('-', '_')}"] = value
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


class Answer:
    """One answer on its way out."""

    def __init__(self, head: Head, line: Line) -> None:
        self.head, self.line = head, line
        self.status, self.headers = "", list[tuple[str, str]]()
        self.begun = self.chunked = False
        self.stays = head.stays

    def start(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = status, headers

    @property
    def is_empty(self) -> bool:
        return self.head.method == "HEAD" or self.status[:3] in WITHOUT_BODY

    def first_lines(self, size: int | None) -> bytes:
        """`size`: how long the body is, where that is known."""
        self.begun = True
        names = {name.lower() for name, _ in self.headers}
        more = [("Date", formatdate(usegmt=True))]
        if "content-length" not in names and self.status[:3] not in WITHOUT_BODY:
            more += self._frame(size)
        if not self.stays:
            more.append(("Connection", "close"))
        written = "".join(f"{name}: {value}\r\n" for name, value in (*self.headers, *more))
        return f"HTTP/1.1 {self.status}\r\n{written}\r\n".encode("latin-1")

    def _frame(self, size: int | None) -> list[tuple[str, str]]:
        if size is not None:
            return [("Content-Length", str(size))]
        if self.head.version == "HTTP/1.1":
            self.chunked = True
            return [("Transfer-Encoding", "chunked")]
        self.stays = False
        return []

    def framed(self, data: bytes) -> bytes:
        return b"%x\r\n%b\r\n" % (len(data), data) if self.chunked else data


def answer(program: Program, environ: dict[str, Any], head: Head, line: Line) -> None:
    """Runs in a page's thread. Whatever goes wrong, the line is told that it is over."""
    said = Answer(head, line)
    try:
        _run(program, environ, said)
    except Exception:
        if not said.begun:
            line.send(plain(HTTPStatus.INTERNAL_SERVER_ERROR))
        said.stays = False
        raise
    finally:
        line.end(stays=said.stays)


def _run(program: Program, environ: dict[str, Any], said: Answer) -> None:
    parts = program(environ, said.start)
    try:
        known = _whole(parts)
        if said.is_empty or known is not None:
            body = known or b""
            size = len(body) if known is not None else None
            said.line.send(said.first_lines(size) + (b"" if said.is_empty else body))
        else:
            _stream(parts, said)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()


def _whole(parts: Iterable[bytes]) -> bytes | None:
    """The body of an answer that is no stream."""
    if isinstance(parts, list | tuple):
        return b"".join(parts)
    return None if getattr(parts, "streaming", True) else b"".join(parts)


def _stream(parts: Iterable[bytes], said: Answer) -> None:
    """Part by part, as fast as they are taken."""
    for part in parts:
        if not part:
            continue
        lead = b"" if said.begun else said.first_lines(None)
        said.line.send(lead + said.framed(part))
        if not said.line.until_taken():
            said.stays = False
            return
    lead = b"" if said.begun else said.first_lines(None)
    said.line.send(lead + (b"0\r\n\r\n" if said.chunked else b""))


def plain(status: HTTPStatus) -> bytes:
    """Where there is no page: a bad request, a crowd."""
    body = f"{status.phrase}.\n".encode()
    wait = "Retry-After: 10\r\n" if status == HTTPStatus.SERVICE_UNAVAILABLE else ""
    lines = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n{wait}Connection: close\r\n\r\n"
    )
    return lines.encode() + body
