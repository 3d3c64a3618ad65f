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

import h11
from django.utils.translation import gettext_lazy as _

from outandback.front.http1 import Head, Request

Program = Callable[[dict[str, object], Callable[..., Any]], Iterable[bytes]]
SAYS = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _(
        "That is larger than this server takes. Go back and choose a smaller file: what you typed "
        "is still there."
    )
}
WITHOUT_BODY = {"204", "304"}


@dataclass(frozen=True)
class ServedAt:
    """Where this server listens, and how many proxies stand in front of it."""

    name: str
    port: int
    scheme: str
    proxies: int = 0


class AnswerTarget(Protocol):
    """What an answer is written to, from a page's thread."""

    def send(self, data: bytes) -> None: ...
    def end(self, *, stays: bool) -> None: ...
    def until_taken(self) -> bool: ...


def visitor(head: Head, peer: str, place: ServedAt) -> str:
    """The address of whoever asks, past the proxies that the host has named."""
    if not place.proxies:
        return peer
    told = head.headers.get("X-FORWARDED-FOR", "").split(",")
    try:
        return str(ip_address(told[-place.proxies].strip()))
    except (IndexError, ValueError):
        return peer


def environment(request: Request, peer: str, place: ServedAt) -> dict[str, object]:
    head, body = request.head, bytes(request.content)
    request.content.clear()  # not held twice while a page works on it
    path, _, query = head.target.partition("#")[0].partition("?")
    environ: dict[str, object] = {
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


class HttpAnswer:
    """One answer on its way out. h11 frames it, and refuses what would not fit its own length."""

    def __init__(self, request: Request, connection: AnswerTarget) -> None:
        self.request, self.connection = request, connection
        self.status, self.headers = "", list[tuple[str, str]]()
        self.begun = False

    def start(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = status, headers

    @property
    def is_empty(self) -> bool:
        return self.request.head.method == "HEAD" or self.status[:3] in WITHOUT_BODY

    @property
    def stays(self) -> bool:
        """Whether it is over, and another request may follow on this connection."""
        return self.request.http.our_state is h11.DONE

    def send(self, *events: h11.Response | h11.Data | h11.EndOfMessage) -> None:
        data = b"".join([self.request.http.send(event) for event in events])
        self.begun = True
        self.connection.send(data)

    def first(self, size: int | None = None) -> h11.Response:
        """`size`: how long the body is, where that is known."""
        code, _, reason = self.status.partition(" ")
        headers = [(latin(name), latin(value.strip())) for name, value in self.headers]
        headers.append((b"Date", formatdate(usegmt=True).encode()))
        names = {name.lower() for name, _ in self.headers}
        if size is not None and code not in WITHOUT_BODY and "content-length" not in names:
            headers.append((b"Content-Length", b"%d" % size))
        return h11.Response(status_code=int(code), reason=latin(reason), headers=headers)

    def lead(self) -> list[h11.Response]:
        """What goes before a part."""
        return [] if self.begun else [self.first()]


def latin(text: str) -> bytes:
    return text.encode("latin-1")


def answer(
    program: Program, environ: dict[str, object], request: Request, connection: AnswerTarget
) -> None:
    """Runs in a page's thread. Whatever goes wrong, the connection is told that it is over."""
    said = HttpAnswer(request, connection)
    try:
        _run(program, environ, said)
    except Exception:
        if not said.begun:
            connection.send(plain(HTTPStatus.INTERNAL_SERVER_ERROR, request.head.method))
        raise
    finally:
        connection.end(stays=said.stays)


def _run(program: Program, environ: dict[str, object], said: HttpAnswer) -> None:
    parts = program(environ, said.start)
    try:
        whole = _whole(parts)
        size = None if whole is None else len(whole)
        if said.is_empty:
            said.send(said.first(size), h11.EndOfMessage())
        elif whole is not None:
            said.send(said.first(size), h11.Data(data=whole), h11.EndOfMessage())
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


def _stream(parts: Iterable[bytes], said: HttpAnswer) -> None:
    """Part by part, as fast as they are taken."""
    for part in parts:
        if not part:
            continue
        said.send(*said.lead(), h11.Data(data=part))
        if not said.connection.until_taken():
            return
    said.send(*said.lead(), h11.EndOfMessage())


def plain(status: HTTPStatus, method: str = "GET") -> bytes:
    """Where there is no page: a bad request, a crowd. The connection ends with it."""
    body = f"{SAYS.get(status) or status.phrase + '.'}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", "10"))
    headers.append(("Connection", "close"))
    first = h11.Response(status_code=status, reason=status.phrase, headers=headers)
    text = b"" if method == "HEAD" else body
    return h11.Connection(h11.SERVER).send(first) + text
