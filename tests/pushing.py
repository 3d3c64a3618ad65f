"""A push service and a mail server on this machine, for the tests: what they get, they keep."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from outandback.notify.models import Address
from tests.vault.phone import ReadingPhone

ANSWERED = 201


@dataclass
class Pushed:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """`answer` is called with each push and gives the status; it may take its time."""

    port: int = 0
    got: list[Pushed] = field(default_factory=list)
    answer: Callable[[Pushed], int] = lambda _: ANSWERED
    drip: float = 0.0
    phones: dict[str, ReadingPhone] = field(default_factory=dict)

    @property
    def named(self) -> str:
        return f"127.0.0.1:{self.port}"

    def new_phone(self, name: str) -> Address:
        self.phones[f"/{name}"] = phone = ReadingPhone.new()
        return Address(f"http://{self.named}/{name}", **phone.typed)

    def opened(self) -> list[bytes]:
        """What each phone read, in the order of arrival."""
        return [self.phones[push.path].open(push.body) for push in self.got]

    def shown(self) -> set[tuple[str, str]]:
        """Of each phone and topic the last push stays, as a push service keeps it."""
        return {(push.path, push.headers["Topic"]) for push in self.got}


def after(seconds: float) -> Callable[[Pushed], int]:
    """Takes its time, and then takes it."""

    def answer(_: Pushed) -> int:
        time.sleep(seconds)
        return ANSWERED

    return answer


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            pushed = Pushed(self.path, dict(self.headers.items()), body)
            service.got.append(pushed)
            with suppress(OSError):
                self.reply(service.answer(pushed))

        def reply(self, status: int) -> None:
            self.send_response_only(status)
            if 300 <= status < 400:
                self.send_header("Location", f"http://{service.named}/elsewhere")
            self.end_headers()
            while service.drip:
                self.wfile.write(b"x")
                time.sleep(service.drip)

        def log_message(self, *_: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    service.port = server.server_address[1]
    with served(server):
        yield service


@dataclass
class MailServer:
    """`refuse` is said in place of taking the mail."""

    port: int = 0
    got: list[Message] = field(default_factory=list)
    refuse: str = ""
    slow: float = 0.0

    def said(self) -> list[tuple[str, str]]:
        """Subject and text of each."""
        return [(str(one["Subject"]), str(one.get_payload()).strip()) for one in self.got]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    mails = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            time.sleep(mails.slow)
            self.say("220 here")
            for line in self.rfile:
                word = line[:4].upper().strip()
                if word == b"DATA":
                    self.take()
                elif word == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 yes")

        def take(self) -> None:
            self.say(mails.refuse or "354 go on")
            if not mails.refuse:
                lines = iter(self.rfile.readline, b".\r\n")
                mails.got.append(message_from_bytes(b"".join(lines)))
                self.say("250 kept")

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    mails.port = server.server_address[1]
    with served(server):
        yield mails


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
