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

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from outandback.rooms.notify.models import Address
from tests.server import free_port
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

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    service.port = server.server_address[1]
    with served(server):
        yield service


@dataclass
class Mails:
    """`refuse` is answered to a mail in place of taking it."""

    port: int = field(default_factory=free_port)
    got: list[Message] = field(default_factory=list)
    refuse: str = ""

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if not self.refuse:
            self.got.append(message_from_bytes(envelope.original_content or b""))
        return self.refuse or "250 kept"

    def said(self) -> list[tuple[str, str]]:
        """Subject and text of each."""
        return [(str(one["Subject"]), str(one.get_payload()).strip()) for one in self.got]


@contextmanager
def mail_server() -> Iterator[Mails]:
    mails = Mails()
    server = Controller(mails, "127.0.0.1", mails.port)
    server.start()
    try:
        yield mails
    finally:
        server.stop()


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
