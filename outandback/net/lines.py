"""One connection for one request, to an address that was looked at before.

No proxy is asked, TLS is verified by the name, and a watch hangs up when the time is over, also on
whoever sends one byte at a time.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from time import monotonic
from typing import TYPE_CHECKING

from .answers import Heard, MeteredAnswer
from .errors import Refused, Rule, Unreachable
from .places import looked_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

USUAL = {"https": 443, "http": 80}
MOST_ADDRESSES = 4


@dataclass(frozen=True)
class Target:
    """An address that may be asked, taken apart. The host has no brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def origin(self) -> str:
        usual = USUAL[self.scheme] == self.port
        return f"{self.scheme}://{self.named}" + ("" if usual else f":{self.port}")

    @property
    def url(self) -> str:
        return self.origin + self.path


@dataclass(frozen=True)
class Sending:
    method: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class Watch:
    """Hangs up when the time is over."""

    def __init__(self, seconds: float) -> None:
        self.until = monotonic() + seconds
        self.over = Event()
        self.line: PlainLine | None = None
        self.timer = Timer(max(seconds, 0), self.hang_up)
        self.timer.daemon = True
        self.timer.start()

    @property
    def left(self) -> float:
        """Seconds; raises Unreachable where there are none."""
        left = self.until - monotonic()
        if left <= 0 or self.over.is_set():
            raise Unreachable
        return left

    def hang_up(self) -> None:
        self.over.set()
        try:
            if self.line is not None and self.line.socket is not None:
                self.line.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def end(self) -> None:
        self.timer.cancel()
        if self.line is not None:
            self.line.close()


class PlainLine(HTTPConnection):
    """A connection to an address that was looked up before, under the name it was looked up by."""

    response_class = MeteredAnswer

    def __init__(self, target: Target, address: str, watch: Watch, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.address = address
        self.watch = watch
        self.socket: socket.socket | None = None

    def connect(self) -> None:
        place = (self.address, self.port)
        self.hold(socket.create_connection(place, self.timeout))

    def hold(self, line: socket.socket) -> None:
        """In reach of the watch; whatever ran out before that is seen here."""
        self.sock = self.socket = line
        line.settimeout(self.watch.left)


class SealedLine(PlainLine, HTTPSConnection):
    """The same over TLS, verified by the name."""

    default_port = 443

    def connect(self) -> None:
        super().connect()
        trusted = ssl.create_default_context()
        sealed = trusted.wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.hold(sealed)
        sealed.do_handshake()


@contextmanager
def heard(
    target: Target, sending: Sending, fits: Callable[[str], bool], seconds: float
) -> Iterator[Heard]:
    """The answer to one request. Raises Refused for where it leads, Unreachable where it fails."""
    watch = Watch(seconds)
    try:
        line = _connected(target, fits, watch)
        line.request(sending.method, target.path, sending.body or None, dict(sending.headers))
        with line.getresponse() as answer:
            yield Heard(answer, watch.over)
    except (OSError, HTTPException, ValueError) as trouble:
        raise Unreachable from trouble
    finally:
        watch.end()


def _connected(target: Target, fits: Callable[[str], bool], watch: Watch) -> PlainLine:
    """To the first address of the name that answers; to none where one of them does not fit."""
    found = looked_up(target.host, target.port, watch.left)
    if not found or not all(map(fits, found)):
        raise Refused(Rule.INSIDE)
    kind = SealedLine if target.scheme == "https" else PlainLine
    tried = found[:MOST_ADDRESSES]
    for number, address in enumerate(tried):
        line = kind(target, address, watch, watch.left / (len(tried) - number))
        watch.line = line
        try:
            line.connect()
        except OSError:
            line.close()
        else:
            return line
    raise Unreachable
