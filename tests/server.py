"""The real program as a process on loopback, and visitors who speak plain HTTP to it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

if TYPE_CHECKING:
    from pathlib import Path

HOST = "localhost"
NEVER = 30.0
IDLE = 5.0  # the server closes lines on which nothing is said


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def environment(data: Path, **settings: str) -> dict[str, str]:
    """No setting of whoever runs this comes along, but for those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OUTANDBACK_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    named = {f"OUTANDBACK_{name}": value for name, value in settings.items()}
    return {**kept, "OUTANDBACK_DATA": str(data), **named}


def run_in(data: Path, *command: str) -> str:
    """One command of the program on this data folder, to its end. Answers what it printed."""
    whole = [sys.executable, "-m", *command]
    done = subprocess.run(
        whole, env=environment(data), check=True, stdout=subprocess.PIPE, text=True, timeout=300
    )
    return done.stdout


@dataclass
class Server:
    data: Path
    module: str = "outandback"
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds from the start of the process to its first answer."""
        command = [sys.executable, "-m", self.module, "run"]
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*command, "--data", str(self.data), "--port", str(self.port)],
            env=environment(self.data, **self.settings),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.wait(began)
        return time.perf_counter() - began

    def wait(self, began: float) -> None:
        while time.perf_counter() < began + NEVER:
            assert self.process is not None and self.process.poll() is None, "it ended by itself"
            if self.answers():
                return
            time.sleep(0.005)
        raise AssertionError("no answer in half a minute")

    def answers(self) -> bool:
        visitor = Visitor(self.port)
        try:
            return visitor.get("/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            visitor.hang_up()

    def kill(self) -> None:
        """As a power cut would: the program and its workers, at once and without a word."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        assert self.process is not None
        workers = self.workers()
        target = os.killpg if how is signal.SIGKILL else os.kill
        target(self.process.pid, how)
        self.process.wait(20)
        deadline = time.monotonic() + 10
        while any(map(is_alive, workers)) and time.monotonic() < deadline:
            time.sleep(0.002)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def workers(self) -> list[int]:
        return children_of(self.pid)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()


def children_of(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as listed:
        return [int(child) for child in listed.read().split()]


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Visitor:
    """One browser without a face: a connection that is kept, and cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None
    asked_at: float = 0.0

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, typed: dict[str, str], part: bool = False) -> Answer:
        headers = {"X-CSRFToken": self.cookies.get("ob_csrf", "")}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        if part:
            headers["HX-Request"] = "true"
        return self.ask("POST", path, urlencode(typed), headers)

    def sign_in(self, email: str, passphrase: str) -> None:
        self.get("/sign-in/")
        answer = self.post("/sign-in/", {"login": email, "password": passphrase})
        assert answer.status in {302, 303}, f"signing in answered {answer.status}"

    def twin(self) -> Visitor:
        """Another tab: a connection of its own, the same cookies."""
        return Visitor(self.port, dict(self.cookies))

    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        if time.monotonic() - self.asked_at > IDLE:
            self.hang_up()
        self.asked_at = time.monotonic()
        if self.line is None:
            self.line = http.client.HTTPConnection(HOST, self.port, timeout=20)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.line.request(method, path, body or None, {**(headers or {}), "Cookie": jar})
            with self.line.getresponse() as answer:
                read = Answer(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        self._keep_cookies(read)
        return read

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None

    def _keep_cookies(self, answer: Answer) -> None:
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
                if not morsel.value:
                    del self.cookies[name]
