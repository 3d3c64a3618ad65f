"""`make bench`: the real server on loopback, in folders of its own; a table in benchmarks/results.

Every loop is bounded, in number or in time, and only processes started here are ended.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import sys
import tempfile
import threading
import time
import tomllib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks import beside, calendars, free_hours
from benchmarks.first_load import first_load
from benchmarks.forms import PLANNED, SOUGHT
from benchmarks.measuring import cpu_seconds, machine, memory_mib
from benchmarks.report import PAGES, Figures, written
from outandback.vault.passphrase_hash import FLOOR
from tests.server import Answer, Server, Visitor, run_in

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (100, 5_000, 50_000)
MIDDLE = 5_000
ROUNDS, REQUESTS, WARM = 9, 60, 20
SLOW, FEW = {"search"}, 5
CLIENTS, CAPTURE_SECONDS = 8, 6.0
STARTS = 5
CONTENT = Path("outandback/ops/demo/content/en.toml")
RESULTS = Path(__file__).parent / "results"


@dataclass
class Couple:
    """One data folder being served, with its two visitors."""

    server: Server
    home: Visitor
    out: Visitor
    leave: str

    @property
    def pages(self) -> dict[str, Callable[[], Answer]]:
        return {
            "today": lambda: self.home.get("/"),
            "story": lambda: self.home.get("/story/"),
            "search": lambda: self.home.post("/story/search/", SOUGHT, part=True),
            "away": lambda: self.out.get(f"{self.leave}/away/"),
            "capture": lambda: capture(self.out, self.leave),
            "check": lambda: self.home.post("/leaves/check/", PLANNED, part=True),
            "comfort": lambda: self.home.get("/comfort/"),
            "month": lambda: self.home.get("/calendar/"),
        }


@dataclass
class Reference:
    """The page to which milliseconds are scaled, with somebody who is signed in there."""

    server: Server
    visitor: Visitor

    def cost(self, times: int) -> float:
        return cost(self.server, lambda: self.visitor.get("/"), times)


def main() -> None:
    began, load = time.monotonic(), os.getloadavg()[0]
    folder = Path(tempfile.mkdtemp(prefix="outandback-bench-"))
    try:
        figures = measured(folder)
    finally:
        shutil.rmtree(folder)
    text = written(figures, machine(), load, time.monotonic() - began)
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}.md"
    file.write_text(text, encoding="utf-8")
    print(text, f"Written to {file.relative_to(Path.cwd())}", sep="\n")


def measured(folder: Path) -> Figures:
    figures = Figures()
    servers = [Server(filled(folder / str(items), items)) for items in SIZES]
    for items, server in zip(SIZES, servers, strict=True):
        say(f"queries at {items} items")
        figures.queries[items] = json.loads(run_in(server.data, "benchmarks.counting"))
    measure_starts(servers[SIZES.index(MIDDLE)], figures)
    bare = Server(folder, "benchmarks.reference")
    try:
        couples = {items: served(server) for items, server in zip(SIZES, servers, strict=True)}
        measure_served(couples, reference(bare), figures)
    finally:
        for server in (*servers, bare):
            server.__exit__()
    read = json.loads(run_in(servers[0].data, "benchmarks.calendars"))
    figures.calendars = [calendars.Taken(**one) for one in read]
    say("what means no good")
    thrown = json.loads(run_in(servers[0].data, "benchmarks.bombs"))
    figures.bombs = [calendars.Thrown(**one) for one in thrown]
    say("the loop page of the demo")
    demo = folder / "demo"
    demo.mkdir(mode=0o700)
    run_in(demo, "outandback", "demo", "--data", str(demo))
    figures.own_leaves = json.loads(run_in(demo, "benchmarks.own_leaves"))
    say("free hours")
    figures.free_hours = free_hours.measured()
    return figures


def filled(data: Path, items: int) -> Path:
    say(f"filling {items} items")
    data.mkdir(mode=0o700, parents=True)
    (data / "cost.json").write_text(json.dumps(asdict(FLOOR)), encoding="utf-8")
    run_in(data, "outandback", "prepare")
    run_in(data, "benchmarks.filling", str(items))
    return data


def served(server: Server) -> Couple:
    server.start()
    home, out = visitor(server, "ellis"), visitor(server, "robin")
    leave = run_in(server.data, "benchmarks.filling", "--leave").strip()
    return Couple(server, home, out, f"/leaves/{leave}")


def visitor(server: Server, name: str) -> Visitor:
    who, one = people()[name], Visitor(server.port)
    one.sign_in(who["email"], who["passphrase"])
    return one


def reference(server: Server) -> Reference:
    server.start()
    one = Visitor(server.port)
    assert one.get("/in").status == 200
    return Reference(server, one)


def measure_served(couples: dict[int, Couple], bare: Reference, figures: Figures) -> None:
    middle = couples[MIDDLE]
    say("cpu of each page at each size, by turns")
    figures.cpu = {items: {} for items in couples}
    bare.cost(WARM)
    for name in middle.pages:
        figures.reference.append(bare.cost(REQUESTS))
        for items, ms in by_turns(couples, name).items():
            figures.cpu[items][name] = ms
        figures.reference.append(bare.cost(REQUESTS))
    figures.sizes = {name: len(page().body) for name, page in middle.pages.items()}
    say("a calendar that is given out")
    figures.calendar, figures.calendar_unchanged = given_out(middle)
    say("pages while a calendar is read")
    figures.beside = beside.measured(middle, PAGES)
    say("captures, eight clients")
    figures.captures, figures.capture_errors = captures(middle)
    say("first load in a browser")
    load = first_load(middle.home)
    figures.load_bytes, figures.load_requests = load.bytes_, load.addresses


def by_turns(couples: dict[int, Couple], name: str) -> dict[int, float]:
    """The sizes take turns, so that a busy minute of the machine touches them all alike."""
    warm, requests = (FEW, FEW) if name in SLOW else (WARM, REQUESTS)
    for couple in couples.values():
        cost(couple.server, couple.pages[name], warm)
    turns = [
        {
            items: cost(couple.server, couple.pages[name], requests)
            for items, couple in couples.items()
        }
        for _ in range(ROUNDS)
    ]
    return {items: median(turn[items] for turn in turns) for items in couples}


def cost(server: Server, page: Callable[[], Answer], times: int) -> float:
    """CPU of the server's processes in ms a request."""
    workers = server.workers()
    assert workers, "nobody serves"
    before = cpu_seconds(*workers)
    for _ in range(times):
        status = page().status
        assert status in {200, 303, 304}, f"a page answered {status}"
    return (cpu_seconds(*workers) - before) / times * 1000


def given_out(couple: Couple) -> tuple[float, float]:
    """CPU of five thousand times, and of the answer that they are those of before."""
    address = run_in(couple.server.data, "benchmarks.calendar_out").strip()
    version = couple.home.get(address).headers["ETag"]
    unchanged = {"If-None-Match": version}
    pages = (
        lambda: couple.home.get(address),
        lambda: couple.home.ask("GET", address, headers=unchanged),
    )
    whole, same = (
        median(cost(couple.server, page, times) for _ in range(ROUNDS))
        for page, times in zip(pages, (FEW, REQUESTS), strict=True)
    )
    return whole, same


def capture(out: Visitor, leave: str) -> Answer:
    typed = {"client_id": str(uuid4()), "kind": "aha", "text": "The white is set as well."}
    return out.post(f"{leave}/moments/", typed, part=True)


def captures(couple: Couple) -> tuple[float, int]:
    """Acknowledged moments a second, and the answers that were none."""
    kept, errors, until = [0] * CLIENTS, [0] * CLIENTS, time.monotonic() + CAPTURE_SECONDS

    def write(number: int) -> None:
        one = couple.out.twin()
        while time.monotonic() < until:
            try:
                well = capture(one, couple.leave).status == 200
            except (OSError, http.client.HTTPException):
                well = False
            (kept if well else errors)[number] += 1
        one.hang_up()

    clients = [threading.Thread(target=write, args=(number,)) for number in range(CLIENTS)]
    began = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(kept) / (time.monotonic() - began), sum(errors)


def measure_starts(server: Server, figures: Figures) -> None:
    say("starts")
    server.start()  # the first one prepares
    server.stop()
    starts, pages = [], []
    for _ in range(STARTS):
        starts.append(server.start())
        began = time.perf_counter()
        assert Visitor(server.port).get("/").status == 200
        pages.append(starts[-1] + time.perf_counter() - began)
        time.sleep(2)
        figures.memory = memory_mib(server.pid, *server.workers())
        server.stop()
    figures.cold, figures.cold_page = median(starts), median(pages)


def people() -> dict[str, dict[str, str]]:
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))


def say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)
