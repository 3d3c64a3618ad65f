"""Whoever says what is due is killed, slowed down, doubled: nothing shows twice, no page waits."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Event

import pytest

from outandback.vault import seal
from tests.built import lay_into
from tests.faults.server import Server, command, environment
from tests.house.source import ROOT
from tests.pushing import PushService, after, push_service
from tests.server import Visitor, run_in

AT_HOME = "ellis@example.org"
ROBIN = ("robin@example.org", "slack-stitch-before-supper")
SOON = 30.0
ROUND = 3.0
PAGES = 60
LONG = 120.0


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which one of the two is out, and the other at home."""
    data = tmp_path_factory.mktemp("told") / "data"
    data.mkdir(mode=0o700)
    (data / "cost.json").write_text(json.dumps(asdict(seal.FLOOR)), encoding="utf-8")
    lay_into(data)
    run_in(data, "outandback", "prepare")
    run_in(data, "benchmarks.filling", "20")
    return data


@pytest.fixture
def data(lived_in: Path, tmp_path: Path) -> Iterator[Path]:
    """Nothing waits in it but what a test tells."""
    copy = tmp_path / "data"
    shutil.copytree(lived_in, copy)
    with sqlite3.connect(copy / "db.sqlite3") as rows:
        rows.execute("DELETE FROM notify_job")
    yield copy
    shutil.rmtree(copy)


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as found:
        yield found


def tell(data: Path, service: PushService, times: int, *names: str) -> None:
    phones = "\n".join(json.dumps(asdict(service.new_phone(name))) for name in names)
    subprocess.run(
        [sys.executable, "-m", "tests.faults.telling", AT_HOME, str(times)],
        cwd=ROOT,
        env=environment(DATA=str(data)),
        input=phones,
        text=True,
        check=True,
        timeout=60,
    )


def told_of(data: Path, service: PushService, **settings: str) -> Server:
    return Server(data, settings={"PUSH_HOSTS": service.named, **settings})


@contextmanager
def worker_beside(data: Path, service: PushService) -> Iterator[subprocess.Popen[bytes]]:
    named = environment(PUSH_HOSTS=service.named)
    with subprocess.Popen(command("worker", "--data", data), cwd=ROOT, env=named) as process:
        try:
            yield process
        finally:
            process.kill()


def until(so: Callable[[], object], seconds: float = SOON) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def waiting(data: Path) -> int:
    with sqlite3.connect(data / "db.sqlite3") as rows:
        return int(rows.execute("SELECT count(*) FROM notify_job").fetchone()[0])


def let_leases_end(data: Path) -> None:
    with sqlite3.connect(data / "db.sqlite3", timeout=20) as rows:
        rows.execute("UPDATE notify_job SET due_at = '2020-01-01 00:00:00'")


def test_a_worker_killed_while_it_says_something_says_it_again_and_one_stays(
    data: Path, service: PushService
) -> None:
    service.answer = after(4)
    tell(data, service, 1, "phone")
    server = told_of(data, service).start()
    until(lambda: service.got)
    server.kill()
    assert waiting(data) == 1
    service.answer = lambda _: 201
    with told_of(data, service):
        time.sleep(ROUND + 1)
        assert len(service.got) == 1, "nobody takes it before its lease is over"
        let_leases_end(data)
        until(lambda: len(service.got) == 2)
        until(lambda: waiting(data) == 0)
    assert len(service.shown()) == 1, "the second takes the place of the first"
    assert service.opened() == [b"\x01", b"\x01"]


def test_no_page_waits_for_a_push_service_that_never_answers(
    data: Path, service: PushService
) -> None:
    """Nothing is timed: a page that waited for a push would never come."""
    released = Event()
    service.answer = lambda _: 201 if released.wait(LONG) else 500
    with told_of(data, service) as server:
        visitor = Visitor(server.port)
        visitor.sign_in(*ROBIN)
        tell(data, service, 10, "phone")
        until(lambda: service.got)
        for _ in range(PAGES):
            assert visitor.get("/").status == 200
            assert visitor.get("/healthz").status == 200
        assert waiting(data) >= 9, "it was still at it"
        visitor.hang_up()
    released.set()


def test_where_a_worker_elsewhere_does_it_the_server_leaves_it(
    data: Path, service: PushService
) -> None:
    tell(data, service, 1, "phone")
    with told_of(data, service, WORKER="none"):
        time.sleep(ROUND + 1.5)
        assert service.got == []
        with worker_beside(data, service):
            until(lambda: service.got)
            until(lambda: waiting(data) == 0)


def test_servers_and_workers_side_by_side_say_each_thing_once(
    data: Path, service: PushService
) -> None:
    names = [f"phone{number}" for number in range(4)]
    tell(data, service, 10, *names)
    server = told_of(data, service).start("--workers", 2)
    with worker_beside(data, service):
        until(lambda: len(service.got) >= 40)
        until(lambda: waiting(data) == 0)
    server.kill()
    assert Counter(push.path for push in service.got) == {f"/{name}": 10 for name in names}


def test_a_stop_does_not_wait_for_a_push_that_hangs(data: Path, service: PushService) -> None:
    service.answer = after(8)
    tell(data, service, 3, "phone")
    server = told_of(data, service).start()
    until(lambda: service.got)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 8
