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

from outandback.front.answers import Program, ServedAt, answer, environment, visitor
from outandback.front.http1 import Request
from outandback.front.lines import WAITING, HttpLine
from outandback.front.turns import Pages

LOG = logging.getLogger("outandback.front")
AT_ONCE = 2
HANDSHAKE_SECONDS = 10.0
MOST_OF_ONE = 32
MOST_LINES = 900
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
        self.lines: dict[HttpLine, None] = {}  # the oldest first
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
            line, address = self.listening.accept()
        except OSError:  # another process was quicker, or the visitor has gone
            line = None
        if line is not None:
            self.let_in(line, str(address[0]).removeprefix("::ffff:"))
        if reopen:
            self.open()

    def let_in(self, sock: socket.socket, peer: str) -> None:
        sock.setblocking(False)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.has_room(peer):
            sock.close()
            return
        line = HttpLine(peer, self.whole)
        line.on_gone, line.on_held = self.forget, self.weigh
        self.lines[line] = None
        self.by_peer[peer] += 1
        line.connecting = self.loop.create_task(self.connect(sock, line))

    async def connect(self, sock: socket.socket, line: HttpLine) -> None:
        shakes = HANDSHAKE_SECONDS if self.tls else None
        try:
            await self.loop.connect_accepted_socket(
                lambda: line, sock, ssl=self.tls, ssl_handshake_timeout=shakes
            )
        except (OSError, TimeoutError):
            line.abort()

    def has_room(self, peer: str) -> bool:
        if not self.place.proxies and self.by_peer[peer] >= MOST_OF_ONE:
            return self.give_way(peer)
        return len(self.lines) < MOST_LINES or self.give_way()

    def give_way(self, peer: str = "") -> bool:
        """The line that has waited longest without a whole request, of this peer or of all."""
        for line in self.lines:
            if line.state in WAITING and (not peer or line.peer == peer):
                line.abort()
                return True
        return False

    def weigh(self, line: HttpLine) -> None:
        """Bodies wait in memory: together they may take so much and no more."""
        if line.held > 1024 and sum(one.held for one in self.lines) > MOST_HELD:
            self.give_way()

    def forget(self, line: HttpLine) -> None:
        if line in self.lines:
            del self.lines[line]
            less(self.by_peer, line.peer)

    def whole(self, line: HttpLine, request: Request) -> None:
        who = visitor(request.head, line.peer, self.place)
        if self.asking[who] >= MOST_OF_ONE:
            line.refuse(503)
            return
        self.asking[who] += 1
        environ = environment(request, who, self.place)
        taken = PageLine(line, self.pages)
        self.pages.submit(lambda: self.page(environ, request, taken, who))

    def page(self, environ: dict[str, object], request: Request, line: PageLine, who: str) -> None:
        try:
            answer(self.program, environ, request, line)
        except Exception:
            LOG.exception("an answer")
        finally:
            self.loop.call_soon_threadsafe(less, self.asking, who)

    async def close(self) -> None:
        """No more come in; who has asked is answered."""
        self.over = True
        self.loop.remove_reader(self.listening.fileno())
        until = self.loop.time() + STOP_SECONDS
        while self.lines and self.loop.time() < until:
            for line in list(self.lines):
                line.last = True
                if line.state in WAITING:
                    line.close()
            await asyncio.sleep(0.01)


@dataclass
class PageLine:
    """A line as a page's thread has it."""

    line: HttpLine
    pages: Pages

    def send(self, data: bytes) -> None:
        self.line.send(data)

    def end(self, *, stays: bool) -> None:
        self.line.end(stays=stays)

    def until_taken(self) -> bool:
        """Waits, aside, for a visitor who takes an answer slowly. False: they have gone."""
        written = threading.Event()
        self.line.loop.call_soon_threadsafe(written.set)
        written.wait()
        if not self.line.flowing.is_set():
            with self.pages.aside():
                self.line.flowing.wait()
        return not self.line.gone


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
