"""How much slower pages are while a calendar is brought in: `python -m benchmarks.beside`.

Somebody sends in a file of ten thousand events, some of which come again and again; while the
process that reads it runs, somebody else asks for Today and for the story. Turns with and without
it alternate, so that a busy minute of the machine touches both alike.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.calendars import mixed
from benchmarks.measuring import cpu_seconds, started_by
from tests.server import is_alive

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.run import Couple
    from tests.server import Answer, Visitor

TURNS, REQUESTS, WARM = 8, 40, 20
BEGINS, ENDS = 20.0, 120.0
BOUNDARY = "a-calendar-follows"
PAGES = ("today", "story")


@dataclass
class Turns:
    """Seconds of each request, turn by turn, and CPU of the server over all of them."""

    turns: list[list[float]] = field(default_factory=list)
    cpu: float = 0.0

    def add(self, wall: float, cpu: float) -> None:
        self.turns[-1].append(wall)
        self.cpu += cpu

    @property
    def requests(self) -> int:
        return sum(map(len, self.turns))

    @property
    def wall_ms(self) -> float:
        return median(wall for turn in self.turns for wall in turn) * 1000

    @property
    def cpu_ms(self) -> float:
        return self.cpu / self.requests * 1000


@dataclass
class Beside:
    """One page, asked with a calendar being read beside it and without."""

    title: str
    read: Turns = field(default_factory=Turns)
    quiet: Turns = field(default_factory=Turns)

    @property
    def wall(self) -> float:
        """The median of neighbouring turns: what a busy machine does to both is in neither."""
        pairs = zip(self.read.turns, self.quiet.turns, strict=True)
        return median(median(read) / median(quiet) for read, quiet in pairs if read)

    @property
    def cpu(self) -> float:
        return self.read.cpu_ms / self.quiet.cpu_ms


class Import:
    """A file that is sent in by one visitor, and read while the other asks for pages."""

    def __init__(self, couple: Couple) -> None:
        self.servers, self.who = couple.server.workers(), couple.out.twin()
        self.raw = mixed(datetime.now(UTC).replace(microsecond=0, second=0)).decode()
        self.child = 0
        self.address = urlsplit(self.send("/calendars/file/").headers["Location"]).path + "mending/"
        self.ended()

    def send(self, address: str) -> Answer:
        """Until the process that reads it is there."""
        answer = sent(self.who, address, self.raw)
        assert answer.status == 303, f"{address} answered {answer.status}"
        until = time.monotonic() + BEGINS
        while not (found := started_by(*self.servers)):
            assert time.monotonic() < until, "nothing reads the calendar"
            time.sleep(0.002)
        self.child = found[0]
        return answer

    def ended(self) -> None:
        until = time.monotonic() + ENDS
        while is_alive(self.child):
            assert time.monotonic() < until, "the calendar is not read in time"
            time.sleep(0.02)

    def __enter__(self) -> Callable[[], bool]:
        """Answers whether it is still read."""
        self.send(self.address)
        return lambda: is_alive(self.child)

    def __exit__(self, *_: object) -> None:
        self.ended()


def sent(who: Visitor, address: str, raw: str) -> Answer:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="name"\r\n\r\nWork\r\n']
    about = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.ics"\r\n\r\n'
    whole = "".join([*parts, about, raw, f"\r\n--{BOUNDARY}--\r\n"])
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    headers["X-CSRFToken"] = who.cookies.get("ob_csrf", "")
    return who.ask("POST", address, whole, headers)


def measured(couple: Couple, titles: dict[str, str]) -> list[Beside]:
    importing = Import(couple)
    return [_page(importing, couple.pages[name], Beside(titles[name])) for name in PAGES]


def _page(importing: Import, page: Callable[[], Answer], found: Beside) -> Beside:
    for _ in range(WARM):
        page()
    for _ in range(TURNS):
        _turn(importing.servers, page, found.quiet, lambda: True)
        with importing as runs:
            _turn(importing.servers, page, found.read, runs)
    return found


def _turn(
    servers: list[int], page: Callable[[], Answer], turns: Turns, runs: Callable[[], bool]
) -> None:
    """The request within which the calendar's end fell is in none of the figures."""
    turns.turns.append([])
    for _ in range(REQUESTS):
        cpu, began = cpu_seconds(*servers), time.perf_counter()
        assert page().status == 200
        wall, used = time.perf_counter() - began, cpu_seconds(*servers) - cpu
        if not runs():
            return
        turns.add(wall, used)


def main() -> None:
    from benchmarks.report import PAGES as TITLES
    from benchmarks.run import filled, served
    from tests.server import Server

    with tempfile.TemporaryDirectory(prefix="outandback-bench-") as folder:
        server = Server(filled(Path(folder) / "data", 100))
        try:
            for one in measured(served(server), TITLES):
                print(f"{one.title}: {one.quiet.wall_ms:.2f} ms, {one.read.wall_ms:.2f} ms beside,")
                print(f"  {one.wall:.3f}×, CPU {one.cpu:.3f}×, {one.read.requests} requests")
        finally:
            server.__exit__()


if __name__ == "__main__":
    main()
