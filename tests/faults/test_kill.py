"""kill -9 under writes, again and again: what was acknowledged is there, whole, and once."""

from __future__ import annotations

import http.client
import json
import random
import secrets
import shutil
import sqlite3
import threading
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from outandback.rooms.away.actions import arrival_name
from outandback.vault import seal
from outandback.vault.fields import Stored
from outandback.vault.padding import padded_size
from tests.built import lay_into
from tests.server import Server, Visitor, run_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLS, FEW_KILLS = 50, 5
WRITERS = 4
FEWEST, MOST = 5, 15  # moments acknowledged between two kills
SOON = 0.02
PATIENCE = 60.0
OVERHEAD = {seal.RECORD: 94, seal.LETTER: 95}


@dataclass
class Ledger:
    """What the server said it has kept. Written by the writers, read at the end."""

    sent: int = 0
    kept: set[UUID] = field(default_factory=set)
    refused: list[int] = field(default_factory=list)
    told: threading.Condition = field(default_factory=threading.Condition)

    def note(self, arrival: UUID, status: int) -> None:
        with self.told:
            self.sent += 1
            if status in {200, 303}:
                self.kept.add(arrival)
            else:
                self.refused.append(status)
            self.told.notify_all()

    def wait_for_more(self, count: int) -> None:
        """However slow the machine is: until so many more were answered."""
        with self.told:
            goal = self.sent + count
            assert self.told.wait_for(lambda: self.sent >= goal, PATIENCE), "nothing is answered"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which one of the two is out."""
    data = tmp_path_factory.mktemp("killed") / "data"
    data.mkdir(mode=0o700)
    (data / "cost.json").write_text(json.dumps(asdict(seal.FLOOR)), encoding="utf-8")
    lay_into(data)
    run_in(data, "outandback", "prepare")
    run_in(data, "benchmarks.filling", "20")
    return data


@pytest.fixture
def data(lived_in: Path, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "data"
    shutil.copytree(lived_in, copy)
    yield copy
    shutil.rmtree(copy)


@pytest.mark.parametrize("kills", [FEW_KILLS, pytest.param(KILLS, marks=pytest.mark.longer)])
def test_no_acknowledged_moment_is_lost_in_so_many_kills(data: Path, kills: int) -> None:
    ledger = killed_again_and_again(serving(data), kills)
    assert ledger.refused == []
    assert len(ledger.kept) >= kills * FEWEST
    assert lost(data, ledger) == set()
    assert half_states(data) == []


def test_the_same_kills_find_a_moment_acknowledged_before_it_is_kept(data: Path) -> None:
    ledger = killed_again_and_again(serving(data, "tests.faults.planted"), FEW_KILLS)
    assert lost(data, ledger) != set()


def serving(data: Path, module: str = "outandback") -> Server:
    """What is open stays open over a kill, as on several machines; else each start would lock."""
    return Server(data, module, settings={"BOOT_SECRET": secrets.token_hex(32)})


def killed_again_and_again(server: Server, times: int) -> Ledger:
    chance, ledger = random.Random(31), Ledger()
    with server:
        one_out, place = someone_out(server)
        for _ in range(times):
            write_until_killed(server, one_out, place, ledger, chance)
            server.start()
        one_out.hang_up()
    return ledger


def someone_out(server: Server) -> tuple[Visitor, str]:
    """Robin, signed in, and where Robin's moments go."""
    visitor = Visitor(server.port)
    visitor.sign_in("robin@example.org", "slack-stitch-before-supper")
    with sqlite3.connect(server.data / "db.sqlite3") as rows:
        found = "SELECT id FROM leave_leave WHERE begun_at IS NOT NULL AND returned_at IS NULL"
        (leave,) = rows.execute(found).fetchone()
    return visitor, f"/leaves/{UUID(leave)}/moments/"


def write_until_killed(
    server: Server, one_out: Visitor, place: str, ledger: Ledger, chance: random.Random
) -> None:
    over = threading.Event()
    writers = [
        threading.Thread(target=write, args=(one_out.twin(), place, ledger, over))
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    ledger.wait_for_more(chance.randint(FEWEST, MOST))
    time.sleep(chance.uniform(0, SOON))  # so that it falls anywhere within a write
    server.kill()
    over.set()
    for writer in writers:
        writer.join(30)


def write(visitor: Visitor, place: str, ledger: Ledger, over: threading.Event) -> None:
    """One moment after the other until the line goes dead."""
    while not over.is_set():
        name, text = uuid4(), "x" * random.randint(0, 400)
        typed = {"client_id": str(name), "kind": "aha", "text": text}
        try:
            answer = visitor.post(place, typed, part=True)
        except (OSError, http.client.HTTPException):
            break
        ledger.note(arrival_name(name, "aha", text), answer.status)
    visitor.hang_up()


def lost(data: Path, ledger: Ledger) -> set[UUID]:
    with sqlite3.connect(data / "db.sqlite3") as rows:
        found = {UUID(name) for (name,) in rows.execute("SELECT client_id FROM away_moment")}
    return ledger.kept - found


def half_states(data: Path) -> list[str]:
    """Everything about the file that would not be so after a calm day."""
    with sqlite3.connect(data / "db.sqlite3") as rows:
        said = [row[0] for row in rows.execute("PRAGMA integrity_check")]
        wrong = [line for line in said if line != "ok"]
        wrong += [str(row) for row in rows.execute("PRAGMA foreign_key_check")]
        sealed = rows.execute("SELECT id, row_version, caught FROM away_moment")
        wrong += [name for name, version, raw in sealed if not is_whole(version, raw)]
    return wrong


def is_whole(version: int, raw: bytes) -> bool:
    stored = Stored.read(raw)
    padded = len(stored.envelope) - OVERHEAD[seal.header_of(stored.envelope).suite]
    return stored.version == version and padded_size(padded) == padded
