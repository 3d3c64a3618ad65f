"""Connections of one process: each is read here until a request is whole, and only then costs a
page's thread. Everything that a visitor does has to be done by some time.

All of this runs in the process's event loop, but for what `Line` offers a page's thread.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from enum import Enum, auto
from http import HTTPStatus
from typing import cast

from outandback.front.http1 import END, LONGEST_HEAD, Request, Unfit
from outandback.front.wsgi_gateway import plain

HEAD_SECONDS = 10.0
IDLE_SECONDS = 30.0
BODY_SECONDS = 30.0
TAKEN_SECONDS = 30.0
LEAVING_SECONDS = 2.0
SLOWEST = 8 * 1024  # bytes a second that a body has to come in with, and an answer to be taken
MOST_READ_AHEAD = 64 * 1024


class ConnectionState(Enum):
    IDLE = auto()
    HEAD = auto()
    BODY = auto()
    PAGE = auto()
    LEAVING = auto()


WAITING = {ConnectionState.IDLE, ConnectionState.HEAD, ConnectionState.BODY}


class HttpConnection(asyncio.Protocol):
    """One visitor's connection."""

    def __init__(self, peer: str, whole: Callable[[HttpConnection, Request], None]) -> None:
        self.peer, self.whole = peer, whole
        self.loop = asyncio.get_running_loop()
        self.state, self.ahead = ConnectionState.HEAD, bytearray()
        self.request: Request | None = None
        self.transport: asyncio.Transport | None = None
        self.on_gone: Callable[[HttpConnection], None] = lambda _: None
        self.on_held: Callable[[HttpConnection], None] = lambda _: None
        self.connecting: asyncio.Task[None] | None = None
        self.gone = self.heard_all = self.last = False
        self.flowing = threading.Event()
        self.flowing.set()
        self.deadline = self.loop.call_later(HEAD_SECONDS, self.too_late)

    @property
    def held(self) -> int:
        """Bytes of a request that is not whole."""
        return len(self.ahead) + (len(self.request.content) if self.request else 0)

    # What the event loop calls ------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        if self.gone:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if self.state is ConnectionState.LEAVING:
            return
        self.ahead += data
        if self.state is ConnectionState.PAGE:
            if len(self.ahead) > MOST_READ_AHEAD and self.transport:
                self.transport.pause_reading()
            return
        self.read_on()
        self.on_held(self)

    def eof_received(self) -> bool:
        """Whoever has said everything may still listen, if it is not over TLS."""
        self.heard_all = True
        open_still = self.transport is not None and self.transport.can_write_eof()
        return open_still and self.state is ConnectionState.PAGE

    def connection_lost(self, trouble: Exception | None) -> None:
        self.leave()

    def pause_writing(self) -> None:
        self.flowing.clear()
        self.due(TAKEN_SECONDS)

    def resume_writing(self) -> None:
        self.flowing.set()
        if self.state is ConnectionState.PAGE:
            self.deadline.cancel()
        elif self.state is ConnectionState.IDLE:
            self.due(IDLE_SECONDS)

    # How a request comes together ---------------------------------------------------------------

    def due(self, seconds: float) -> None:
        self.deadline.cancel()
        self.deadline = self.loop.call_later(seconds, self.too_late)

    def too_late(self) -> None:
        """Said only to those who have begun to ask."""
        begun = self.state in {ConnectionState.HEAD, ConnectionState.BODY}
        if begun and (self.ahead or self.request):
            self.refuse(408)
        else:
            self.abort()

    def read_on(self) -> None:
        try:
            if self.state in {ConnectionState.IDLE, ConnectionState.HEAD}:
                self._read_head()
            if self.state is ConnectionState.BODY:
                self._read_body()
        except Unfit as unfit:
            self.refuse(unfit.status)

    def _read_head(self) -> None:
        while self.ahead[:2] == b"\r\n":  # some send one too many between two requests
            del self.ahead[:2]
        if self.state is ConnectionState.IDLE and self.ahead:
            self.state = ConnectionState.HEAD
            self.due(HEAD_SECONDS)
        end = self.ahead.find(END)
        if end > LONGEST_HEAD or (end < 0 and len(self.ahead) > LONGEST_HEAD):
            raise Unfit(431)
        if end < 0:
            return
        raw = bytes(self.ahead[: end + len(END)])
        del self.ahead[: len(raw)]
        self.request = Request(raw)
        self.state = ConnectionState.BODY
        self.due(BODY_SECONDS + self.request.head.length / SLOWEST)

    def _read_body(self) -> None:
        if self.request is None:
            return
        data = bytes(self.ahead)
        self.ahead.clear()
        self.ahead += self.request.take(data)
        if self.request.whole:
            request, self.request, self.state = self.request, None, ConnectionState.PAGE
            self.deadline.cancel()
            self.whole(self, request)
        elif self.transport and (word := self.request.go_on()):
            self.transport.write(word)

    def refuse(self, status: int) -> None:
        """One line of text. What still comes is read over for a moment, or it would not arrive."""
        self.request, self.state = None, ConnectionState.LEAVING
        self.ahead.clear()
        if self.transport is None or self.transport.is_closing():
            return
        self.transport.write(plain(HTTPStatus(status)))
        self.due(LEAVING_SECONDS)
        if self.transport.can_write_eof():
            self.transport.write_eof()

    def close(self) -> None:
        """After what was written has been taken."""
        self.state, self.last = ConnectionState.LEAVING, True
        if self.transport is not None:
            self.due(TAKEN_SECONDS + self.transport.get_write_buffer_size() / SLOWEST)
            self.transport.close()

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()
        elif self.connecting is not None:
            self.connecting.cancel()
        self.leave()

    def leave(self) -> None:
        self.deadline.cancel()
        if not self.gone:
            self.gone = True
            self.flowing.set()
            self.ahead.clear()
            self.request = None
            self.on_gone(self)

    # What a page's thread calls -----------------------------------------------------------------

    def send(self, data: bytes) -> None:
        self.loop.call_soon_threadsafe(self._send, data)

    def end(self, *, stays: bool) -> None:
        self.loop.call_soon_threadsafe(self._end, stays)

    def _send(self, data: bytes) -> None:
        if self.transport is None or self.gone or self.transport.is_closing():
            return
        self.transport.write(data)
        if not self.flowing.is_set():
            self.due(TAKEN_SECONDS + self.transport.get_write_buffer_size() / SLOWEST)

    def _end(self, stays: bool) -> None:
        if self.gone or self.transport is None:
            return
        if self.last or self.heard_all or not stays:
            self.close()
            return
        self.state = ConnectionState.IDLE
        if self.flowing.is_set():
            self.due(IDLE_SECONDS)
        self.transport.resume_reading()
        self.read_on()
