"""Whoever sends slowly, or asks much at once, costs nobody else their page."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

import pytest

from outandback.front.process import MOST_OF_ONE
from outandback.vault.passphrase_hash import FLOOR
from tests.built import lay_into
from tests.faults.slow import BODY, KINDS, ended, from_one, held
from tests.server import Answer, Server, Visitor, is_alive, run_in

ROBIN = ("robin@example.org", "slack-stitch-before-supper")
ELLIS = ("ellis@example.org", "copper-kettle-near-marshes")
SOON = 2.0
TRIES = 4
CROWD = 12


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder with a couple in it, and as many planned leaves as there are tries."""
    data = tmp_path_factory.mktemp("slow") / "data"
    data.mkdir(mode=0o700)
    (data / "cost.json").write_text(json.dumps(asdict(FLOOR)))
    lay_into(data)
    run_in(data, "outandback", "prepare")
    leaves = run_in(data, "tests.faults.holding", str(len(KINDS) * TRIES)).split()
    shutil.copytree(data, data.with_name("beside"))
    return data, leaves


@pytest.fixture(scope="module")
def beside(lived_in: tuple[Path, list[str]]) -> Path:
    """A copy, to be started, stopped and killed: the other one's visitors keep their connections,
    and tests come in any order."""
    return lived_in[0].with_name("beside")


@pytest.fixture(scope="module")
def server(lived_in: tuple[Path, list[str]]) -> Iterator[Server]:
    with Server(lived_in[0]) as running:
        yield running


@pytest.fixture(scope="module")
def couple(server: Server) -> Iterator[tuple[Visitor, Visitor]]:
    """Signed in, and agreed on “I need you”."""
    robin, ellis = Visitor(server.port), Visitor(server.port)
    robin.sign_in(*ROBIN)
    ellis.sign_in(*ELLIS)
    assert robin.post("/need/", {"words": "The baby.", "seen": "0"}).status == 303
    assert ellis.post("/need/yes/", {"yes": "yes", "seen": "1"}).status == 303
    yield robin, ellis
    robin.hang_up()
    ellis.hang_up()


def is_well(port: int) -> bool:
    visitor = Visitor(port)
    try:
        return visitor.get("/healthz").status == 200
    finally:
        visitor.hang_up()


def took(act: Callable[[], Answer], *good: int) -> float:
    began = time.monotonic()
    answer = act()
    assert answer.status in good, answer.status
    return time.monotonic() - began


def there_and_back(robin: Visitor, ellis: Visitor, leave: str) -> float:
    """The longest that one of the three that matter took."""
    assert robin.post(f"{leave}/heads-up/", {"title": "Knitting", "seen": "0"}).status == 303
    assert robin.post(f"{leave}/departure/", {}).status == 303
    return max(
        took(lambda: ellis.post(f"{leave}/need/", {"form_id": str(uuid4())}), 303, 429),
        took(lambda: robin.post(f"{leave}/homecoming/", {}), 303),
        took(lambda: ellis.get("/healthz"), 200),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_who_send_slowly_hold_up_nobody(
    kind: str,
    server: Server,
    couple: tuple[Visitor, Visitor],
    lived_in: tuple[Path, list[str]],
) -> None:
    """Other tests run beside this one, so the calmest of a few tries counts."""
    first = list(KINDS).index(kind) * TRIES
    leaves = (f"/leaves/{leave}" for leave in lived_in[1][first : first + TRIES])
    with held(server.port, KINDS[kind]):
        assert any(there_and_back(*couple, leave) < SOON for leave in leaves)


def test_one_address_holds_so_many_lines_and_no_more(server: Server) -> None:
    """The oldest of its own give way, so that whoever shares it gets in."""
    with held(server.port, BODY, 200, from_one) as lines:
        assert ended(lines, 5.0) >= 200 - 2 * MOST_OF_ONE
        assert is_well(server.port)


def test_a_stop_does_not_wait_for_the_slow(beside: Path) -> None:
    server = Server(beside)
    server.start()
    workers = server.workers()
    with held(server.port, BODY, 20):
        server.stop()
    assert not any(map(is_alive, workers))


def test_a_killed_program_leaves_nothing_behind(beside: Path) -> None:
    server = Server(beside)
    server.start()
    assert server.process is not None
    workers = server.workers()
    assert len(workers) == 2
    server.process.kill()
    server.process.wait()
    assert within(10, lambda: not any(map(is_alive, workers)))
    with Server(beside, port=server.port) as again:
        assert again.answers()


def test_a_killed_worker_is_begun_again(beside: Path) -> None:
    with Server(beside) as server:
        one, other = server.workers()
        os.kill(one, signal.SIGKILL)
        assert is_well(server.port)
        assert within(10, lambda: other in server.workers() and len(server.workers()) == 2)


def test_a_crowd_at_the_sign_in_holds_up_no_page(
    server: Server, couple: tuple[Visitor, Visitor]
) -> None:
    """Passphrases are stretched two at a time over all workers, and whoever waits is no page."""
    crowd = [threading.Thread(target=knock, args=(server.port,)) for _ in range(CROWD)]
    for one in crowd:
        one.start()
    assert any(took(lambda: couple[0].get("/"), 200) < SOON for _ in range(TRIES))
    for one in crowd:
        one.join()


def knock(port: int) -> None:
    """As somebody whom nobody knows; a passphrase is stretched all the same."""
    visitor = Visitor(port)
    visitor.get("/sign-in/")
    visitor.post("/sign-in/", {"login": f"{uuid4().hex}@example.org", "password": "not this"})
    visitor.hang_up()


def within(seconds: float, so: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while not so() and time.monotonic() < until:
        time.sleep(0.02)
    return so()
