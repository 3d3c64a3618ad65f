"""Calendar servers on this machine: a real Radicale, and one of our own that means no good."""

from __future__ import annotations

import http.client
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.test import override_settings

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
        self.ask("MKCALENDAR", f"{slug}/", CALENDAR.format(name=name, kind=kind))
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
