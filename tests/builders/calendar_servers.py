"""Calendar servers on this machine: a real Radicale, and one of our own that means no good."""

from __future__ import annotations

import gzip
import http.client
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from django.test import override_settings

from tests.builders.certificates import Certificate
from tests.pushing import served
from tests.server import NEVER, free_port

PASSWORD = "lamp-in-the-hall"
CALENDAR = (
    '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
    "<D:displayname>{name}</D:displayname><C:supported-calendar-component-set>"
    '<C:comp name="{kind}"/></C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>'
)


@dataclass(frozen=True)
class Owner:
    """Somebody with an account at a calendar server."""

    server: Radicale
    user: str
    password: str = PASSWORD

    @property
    def home(self) -> str:
        return f"{self.server.address}{self.user}/"

    def make_calendar(self, slug: str, name: str = "Ours", kind: str = "VEVENT") -> str:
        """The address of a new calendar."""
        self.ask("MKCALENDAR", f"{slug}/", CALENDAR.format(name=escape(name), kind=kind))
        return f"{self.home}{slug}/"

    def put(self, path: str, text: str) -> None:
        """As another program of theirs does it. `path` is that of the calendar and the file."""
        self.ask("PUT", path, text, {"Content-Type": "text/calendar; charset=utf-8"})

    def remove(self, path: str) -> None:
        self.ask("DELETE", path)

    def read(self, path: str) -> str:
        return self.ask("GET", path)

    def ask(
        self, method: str, path: str, text: str = "", headers: dict[str, str] | None = None
    ) -> str:
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        word = b64encode(f"{self.user}:{self.password}".encode()).decode()
        sent = {"Authorization": f"Basic {word}", **(headers or {})}
        try:
            line.request(method, f"/{self.user}/{path}", text.encode(), sent)
            with line.getresponse() as answer:
                read = answer.read().decode()
        finally:
            line.close()
        assert answer.status < 300, f"{method} {path}: {answer.status} {read}"
        return read


@dataclass
class Radicale:
    folder: Path
    port: int = field(default_factory=free_port)
    owners: int = 0

    @property
    def named(self) -> str:
        """As `OUTANDBACK_LAN_CALENDARS` names it."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.named}/"

    def new_owner(self) -> Owner:
        """An account of its own, so that tests can share one server."""
        self.owners += 1
        user = f"owner{self.owners}"
        with (self.folder / "users").open("a") as users:
            users.write(f"{user}:{PASSWORD}\n")
        return Owner(self, user)

    def command(self) -> list[str]:
        options = {
            "config": "",
            "server-hosts": self.named,
            "auth-type": "htpasswd",
            "auth-htpasswd-filename": str(self.folder / "users"),
            "auth-htpasswd-encryption": "plain",
            "auth-delay": "0",
            "storage-filesystem-folder": str(self.folder / "kept"),
            "web-type": "none",
            "logging-level": "error",
        }
        given = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [sys.executable, "-m", "radicale", *given]


@contextmanager
def radicale() -> Iterator[Radicale]:
    """A real server with an empty storage, which the settings name. Ask it for a `new_owner()`."""
    with tempfile.TemporaryDirectory() as folder:
        server = Radicale(Path(folder))
        (server.folder / "users").touch()
        process = subprocess.Popen(server.command(), stderr=subprocess.DEVNULL)
        try:
            wait_for(server.port, process)
            with override_settings(LAN_CALENDARS={server.named}):
                yield server
        finally:
            process.terminate()
            process.wait(20)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while time.monotonic() < began + NEVER:
        assert process.poll() is None, "it ended by itself"
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("OPTIONS", "/")
            line.getresponse().read()
            return
        except OSError:
            time.sleep(0.01)
        finally:
            line.close()
    raise AssertionError("no answer in half a minute")


# --- one that means no good -------------------------------------------------------------------
LAUGHS = (
    '<!DOCTYPE m [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + ']><multistatus xmlns="DAV:"><response><href>&i;</href></response></multistatus>'
)
OUTSIDER = (
    '<multistatus xmlns="DAV:"><response><href>{href}</href><propstat><prop><getetag>"1"</getetag>'
    "</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
)


@cache
def bomb() -> bytes:
    """A tenth of a gigabyte of nothing, packed."""
    return gzip.compress(bytes(100 * 1024 * 1024), 9)


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Said:
    """What the server answers at a path, in place of what it does there by itself."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Nasty:
    """`answers` by path; else `everything`, where it is set; else the first part of the path says
    what it does: see `Rude`."""

    port: int
    scheme: str = "http"
    host: str = "127.0.0.1"
    answers: dict[str, Said] = field(default_factory=dict)
    everything: Said | None = None
    got: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def named(self) -> str:
        return f"{self.host}:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.named}{path}"

    def paths(self) -> list[str]:
        return [one.path for one in self.got]


class Rude(BaseHTTPRequestHandler):
    nasty: Nasty
    protocol_version = "HTTP/1.1"

    def handle_one(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.nasty.got.append(Asked(self.command, self.path, headers, body))
        self.close_connection = True
        with suppress(OSError):
            self.act()

    def act(self) -> None:
        if said := self.nasty.answers.get(self.path):
            self.say(said)
            return
        if self.nasty.everything:
            self.say(self.nasty.everything)
            return
        name, _, rest = self.path.removeprefix("/").partition("/")
        getattr(self, f"do_as_{name}", self.do_as_nothing)(rest)

    def say(self, said: Said) -> None:
        self.send_response_only(said.status)
        for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said.body)

    def send_on(self, place: str, status: int = 302) -> None:
        self.say(Said(status, headers={"Location": place}))

    def do_as_nothing(self, _: str) -> None:
        self.say(Said(404))

    def do_as_loop(self, _: str) -> None:
        self.send_on("/loop/")

    def do_as_hops(self, left: str) -> None:
        """So many redirects, then an answer."""
        if left == "0":
            self.say(Said(body=b"here"))
        else:
            self.send_on(f"/hops/{int(left) - 1}")

    def do_as_to(self, rest: str) -> None:
        """`/to/302/` and the place, quoted."""
        status, _, place = rest.partition("/")
        self.send_on(unquote(place), int(status))

    def do_as_drip(self, _: str) -> None:
        self.send_response_only(200)
        self.end_headers()
        self.drip(b"x")

    def do_as_driphead(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.drip(b"x")

    def drip(self, piece: bytes) -> None:
        while not self.nasty.over.wait(0.02):
            self.wfile.write(piece)

    def do_as_endless(self, _: str) -> None:
        self.send_response_only(200)
        self.end_headers()
        while not self.nasty.over.is_set():
            self.wfile.write(bytes(64 * 1024))

    def do_as_minus(self, _: str) -> None:
        """A chunk of a size below nothing, which some readers take for all there is."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n")
        while not self.nasty.over.is_set():
            self.wfile.write(bytes(64 * 1024))

    def do_as_crumbs(self, _: str) -> None:
        """Chunks of one byte without end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not self.nasty.over.is_set():
            self.wfile.write(b"1\r\nx\r\n" * 10_000)

    def do_as_heads(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.wfile.write(b"".join(b"X-%d: %s\r\n" % (n, b"x" * 60_000) for n in range(50)))
        self.wfile.write(b"\r\n")

    def do_as_continue(self, _: str) -> None:
        while not self.nasty.over.is_set():
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    def do_as_long(self, _: str) -> None:
        self.say(Said(headers={"Content-Length": str(10**15)}))

    def do_as_short(self, _: str) -> None:
        self.say(Said(body=b"BEGIN", headers={"Content-Length": "100"}))

    def do_as_reset(self, _: str) -> None:
        self.say(Said(body=b"BEGIN", headers={"Content-Length": "100"}))
        self.wfile.flush()
        hard = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, hard)

    def do_as_bomb(self, coding: str) -> None:
        self.say(Said(body=bomb(), headers={"Content-Encoding": coding}))

    def do_as_noise(self, _: str) -> None:
        self.wfile.write(bytes(range(256)) * 4)

    def do_as_laughs(self, _: str) -> None:
        self.say(Said(207, LAUGHS.encode()))

    def do_as_outsider(self, href: str) -> None:
        self.say(Said(207, OUTSIDER.format(href=unquote(href)).encode()))

    def do_as_who(self, _: str) -> None:
        self.say(Said(401, headers={"WWW-Authenticate": 'Basic realm="again"'}))

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT"):
    setattr(Rude, f"do_{method}", Rude.handle_one)


@contextmanager
def nasty(certificate: Certificate | None = None) -> Iterator[Nasty]:
    """On loopback, which the settings name where it speaks without TLS."""
    handler = type("RudeHere", (Rude,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads, server.block_on_close = True, False
    found = Nasty(server.server_address[1])
    handler.nasty = found  # type: ignore[attr-defined]  # a class made for this server
    if certificate is not None:
        found.scheme, found.host = "https", certificate.name
        sealing = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        sealing.load_cert_chain(certificate.file)
        server.socket = sealing.wrap_socket(server.socket, server_side=True)
    with served(server), override_settings(LAN_CALENDARS={found.named}):
        try:
            yield found
        finally:
            found.over.set()
