"""One process of the server: who is let in, who gives way, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import signal
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from outandback.front.concurrency import Pages
from outandback.front.connections import WAITING, HttpConnection
from outandback.front.http1 import Request
from outandback.front.wsgi_gateway import Program, ServedAt, answer, environment, visitor

LOG = logging.getLogger("outandback.front")
AT_ONCE = 2
HANDSHAKE_SECONDS = 10.0
MOST_OF_ONE = 32
MOST_CONNECTIONS = 900
MOST_HELD = 64 * 1024 * 1024
STOP_SECONDS = 5.0
LET_OTHERS = 0.003


@dataclass
class Acceptor:
    """Takes connections in. Where there are too many, whoever has waited longest gives way."""

    listening: socket.socket
    program: Program
    place: ServedAt
    pages: Pages
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.connections: dict[HttpConnection, None] = {}  # the oldest first
        self.by_peer: Counter[str] = Counter()
        self.asking: Counter[str] = Counter()
        self.over = False

    def open(self) -> None:
        if not self.over:
            self.loop.add_reader(self.listening.fileno(), self.accept)

    def accept(self) -> None:
        """One at a time, and none for a moment while every thread here is at work: a process that
        has one to spare is quicker."""
        if self.pages.busy:
            self.loop.remove_reader(self.listening.fileno())
            self.loop.call_later(LET_OTHERS, self.accept_now)
        else:
            self.accept_now(reopen=False)

    def accept_now(self, *, reopen: bool = True) -> None:
        if self.over:
            return
        try:
            connection, address = self.listening.accept()
        except OSError:  # another process was quicker, or the visitor has gone
            connection = None
        if connection is not None:
            self.let_in(connection, str(address[0]).removeprefix("::ffff:"))
        if reopen:
            self.open()

    def let_in(self, sock: socket.socket, peer: str) -> None:
        sock.setblocking(False)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.has_room(peer):
            sock.close()
            return
        connection = HttpConnection(peer, self.whole)
        connection.on_gone, connection.on_held = self.forget, self.weigh
        self.connections[connection] = None
        self.by_peer[peer] += 1
        connection.connecting = self.loop.create_task(self.connect(sock, connection))

    async def connect(self, sock: socket.socket, connection: HttpConnection) -> None:
        shakes = HANDSHAKE_SECONDS if self.tls else None
        try:
            await self.loop.connect_accepted_socket(
                lambda: connection, sock, ssl=self.tls, ssl_handshake_timeout=shakes
            )
        except (OSError, TimeoutError):
            connection.abort()

    def has_room(self, peer: str) -> bool:
        if not self.place.proxies and self.by_peer[peer] >= MOST_OF_ONE:
            return self.give_way(peer)
        return len(self.connections) < MOST_CONNECTIONS or self.give_way()

    def give_way(self, peer: str = "") -> bool:
        """Ends the one that has waited longest without a whole request, of this peer or of all."""
        for connection in self.connections:
            if connection.state in WAITING and (not peer or connection.peer == peer):
                connection.abort()
                return True
        return False

    def weigh(self, connection: HttpConnection) -> None:
        """Bodies wait in memory: together they may take so much and no more."""
        if connection.held > 1024 and sum(one.held for one in self.connections) > MOST_HELD:
            self.give_way()

    def forget(self, connection: HttpConnection) -> None:
        if connection in self.connections:
            del self.connections[connection]
            less(self.by_peer, connection.peer)

    def whole(self, connection: HttpConnection, request: Request) -> None:
        who = visitor(request.head, connection.peer, self.place)
        if self.asking[who] >= MOST_OF_ONE:
            connection.refuse(503)
            return
        self.asking[who] += 1
        environ = environment(request, who, self.place)
        taken = PageConnection(connection, self.pages)
        self.pages.submit(lambda: self.page(environ, request, taken, who))

    def page(
        self, environ: dict[str, object], request: Request, connection: PageConnection, who: str
    ) -> None:
        try:
            answer(self.program, environ, request, connection)
        except Exception:
            LOG.exception("an answer")
        finally:
            self.loop.call_soon_threadsafe(less, self.asking, who)

    async def close(self) -> None:
        """No more come in; who has asked is answered."""
        self.over = True
        self.loop.remove_reader(self.listening.fileno())
        until = self.loop.time() + STOP_SECONDS
        while self.connections and self.loop.time() < until:
            for connection in list(self.connections):
                connection.last = True
                if connection.state in WAITING:
                    connection.close()
            await asyncio.sleep(0.01)


@dataclass
class PageConnection:
    """A connection as a page's thread has it."""

    connection: HttpConnection
    pages: Pages

    def send(self, data: bytes) -> None:
        self.connection.send(data)

    def end(self, *, stays: bool) -> None:
        self.connection.end(stays=stays)

    def until_taken(self) -> bool:
        """Waits, aside, for a visitor who takes an answer slowly. False: they have gone."""
        written = threading.Event()
        self.connection.loop.call_soon_threadsafe(written.set)
        written.wait()
        if not self.connection.flowing.is_set():
            with self.pages.aside():
                self.connection.flowing.wait()
        return not self.connection.gone


def less(counted: Counter[str], name: str) -> None:
    counted[name] -= 1
    if not counted[name]:
        del counted[name]


def serve(door: Callable[[], Acceptor]) -> None:
    """Until SIGTERM."""
    asyncio.run(until_stopped(door))


async def until_stopped(door: Callable[[], Acceptor]) -> None:
    over, opened = asyncio.Event(), door()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    opened.open()
    await over.wait()
    await opened.close()


def room_for_lines() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 4096:
        most = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
