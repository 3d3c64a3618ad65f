"""The real program, started and hit from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

from tests.house.source import ROOT
from tests.server import children_of


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port: int = trial.getsockname()[1]
        return port


def environment(**settings: str) -> dict[str, str]:
    """This machine's, without a setting of its own, and with those given."""
    plain = {name: value for name, value in os.environ.items() if "OUTANDBACK_" not in name}
    plain.pop("DJANGO_SETTINGS_MODULE", None)
    named = {f"OUTANDBACK_{name}": value for name, value in settings.items()}
    return {**plain, "PYTHONPATH": str(ROOT), **named}


def command(*arguments: object, module: str = "outandback") -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]


def cpu_seconds_of(pid: int) -> float:
    """proc(5): the 14th and 15th field, in ticks of the clock."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    data: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments: object) -> Server:
        asked = command("run", "--data", self.data, "--port", self.port, *arguments)
        self.process = subprocess.Popen(
            asked, env=environment(**self.settings), stdout=subprocess.PIPE, text=True
        )
        self.wait()
        return self

    def wait(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not self.answers():
            assert self.process and self.process.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server never answered"
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def cpu_seconds(self) -> float:
        """What the program and its workers have worked so far."""
        assert self.process
        pids = [self.process.pid, *children_of(self.process.pid)]
        return sum(map(cpu_seconds_of, pids))

    def kill(self) -> None:
        """As a power cut would: no goodbye, workers included."""
        assert self.process
        self.process.kill()
        self.end()

    def stop(self) -> int:
        assert self.process
        self.process.terminate()
        return self.end()

    def end(self) -> int:
        assert self.process
        assert self.process.stdout
        self.process.stdout.close()
        return self.process.wait(20)

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process and self.process.poll() is None:
            self.kill()


def run(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """A start that ends by itself."""
    return subprocess.run(
        command(*arguments),
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
