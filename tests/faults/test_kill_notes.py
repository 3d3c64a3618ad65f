"""kill -9 while people come home: held notes are handed over whole, once, and never before.

Every kill takes the pages and the worker at once, as a power cut does, at any point of one leave:
while it is told of, while notes are written for it, while several devices say the return, while the
worker says that there is something. KILLING=nightly kills two hundred times, with a thousand notes.

What a worker promises: a job is taken off only after it was said, so that it is said at least once
(and given up after six tries). It is said again only where a kill came between the two: under the
same Message-ID, and at most once for a kill. Nobody else has it before its lease is over.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from outandback.rooms.away.actions import arrival_name
from outandback.vault import seal
from tests.built import lay_into
from tests.house.source import ROOT
from tests.pushing import Mails, mail_server
from tests.server import Answer, Server, Visitor, environment, run_in

KILLS = 200 if os.environ.get("KILLING") == "nightly" else 6
PLANTED_KILLS = 2
NOTES, DEVICES = 5, 3
ROBIN = ("robin@example.org", "slack-stitch-before-supper")
ELLIS = ("ellis@example.org", "copper-kettle-near-marshes")
LONG = 60.0
# Seconds within which a kill comes, once a stage of a leave has begun: about as long as it takes.
SOON = {"told": 0.12, "notes": 0.06, "home": 0.03, "over": 0.12}
EARLY = """SELECT count(*) FROM quiet_handedover AS handed
    JOIN quiet_heldnote AS note ON note.id = handed.note_id
    JOIN leave_headsup AS told ON told.id = note.heads_up_id
    LEFT JOIN comeback_homecoming AS home ON home.leave_id = told.leave_id
    WHERE home.id IS NULL OR handed.handed_at < home.came_back_at"""

# Notes of somebody who is back that were not handed over.
HALF = """SELECT count(*) FROM quiet_heldnote AS note
    JOIN leave_headsup AS told ON told.id = note.heads_up_id
    JOIN comeback_homecoming AS home ON home.leave_id = told.leave_id
    LEFT JOIN quiet_handedover AS handed ON handed.note_id = note.id
    WHERE note.held_at IS NOT NULL AND handed.id IS NULL"""
WAITING = "SELECT count(*) FROM notify_job"


@dataclass
class Household:
    """The two, the program they use, and what it said to them."""

    data: Path
    server: Server
    worker_command: list[str]
    mails: Mails
    chance: random.Random = field(default_factory=lambda: random.Random(31))
    people: dict[str, Visitor] = field(default_factory=dict)
    kept: dict[UUID, dict[UUID, str]] = field(default_factory=dict)
    early: int = 0
    found: Counter[str] = field(default_factory=Counter)
    stage: str = ""
    worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Both at once; a leave goes on when both are there."""
        named = environment(self.data, **self.server.settings)
        begun = subprocess.PIPE
        self.worker = subprocess.Popen(self.worker_command, cwd=ROOT, env=named, stdout=begun)
        self.server.start()
        assert self.worker.stdout and self.worker.stdout.readline() == b"here\n"

    def kill(self) -> None:
        assert self.worker
        self.worker.kill()
        self.server.kill()
        self.worker.communicate(timeout=20)

    # One leave -----------------------------------------------------------------------------------

    def live(self, leave: UUID) -> None:
        """Told of, begun, written for and come back from, however often it has to be said."""
        robin, ellis = (self.people[name].twin() for name in ("Robin", "Ellis"))
        place = f"/leaves/{leave}"
        self.says("told", robin, f"{place}/heads-up/", {"title": "Knitting", "seen": "0"})
        self.says("out", robin, f"{place}/departure/", {})
        for _ in range(NOTES):
            name, text = uuid4(), secrets.token_hex(8)
            self.says("notes", ellis, f"{place}/notes/", {"form_id": str(name), "text": text})
            self.kept.setdefault(leave, {})[arrival_name(name, "note", text)] = text
        home = [threading.Thread(target=self.comes_home, args=(place,)) for _ in range(DEVICES)]
        for device in home:
            device.start()
        for device in home:
            device.join(LONG)
        self.stage = "over"
        for one in (robin, ellis):
            one.hang_up()

    def comes_home(self, place: str) -> None:
        device = self.people["Robin"].twin()
        self.says("home", device, f"{place}/homecoming/", {})
        device.hang_up()

    def says(self, stage: str, visitor: Visitor, place: str, typed: dict[str, str]) -> Answer:
        self.stage = stage
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            with suppress(OSError, http.client.HTTPException):
                answer = visitor.post(place, typed)
                assert answer.status in {302, 303}, f"{place} answered {answer.status}"
                return answer
            time.sleep(0.02)
        raise AssertionError(f"{place} was never answered")

    def killed_in(self, leave: UUID, stage: str) -> None:
        """Lives one leave, and is killed once at some point after this stage of it has begun."""
        self.stage = ""
        life = threading.Thread(target=self.live, args=(leave,))
        life.start()
        until(lambda: self.stage in {stage, "over"})
        time.sleep(self.chance.uniform(0, SOON[stage]))
        self.found[f"while {self.stage}"] += 1
        self.found["said by then"] = len(self.mails.got)
        self.kill()
        self.found["whole"] += not self.half_done()
        self.start()
        life.join(LONG)

    def half_done(self) -> int:
        """What a kill left half: asked of a copy, so that the program itself finds it as it was."""
        with tempfile.TemporaryDirectory() as folder:
            for file in self.data.glob("db.sqlite3*"):
                shutil.copy(file, folder)
            with closing(sqlite3.connect(Path(folder, "db.sqlite3"))) as rows:
                return int(rows.execute(HALF).fetchone()[0])

    def ask(self, asked: str) -> list[Any]:
        address = f"file:{self.data / 'db.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=20)) as rows:
            return [row[0] for row in rows.execute(asked)]

    def watch(self, over: threading.Event) -> None:
        while not over.wait(0.02):
            with suppress(sqlite3.OperationalError):  # nobody has the file open just now
                self.early += self.ask(EARLY)[0]
                self.found["looks"] += 1

    # What came of it -----------------------------------------------------------------------------

    @property
    def written(self) -> dict[UUID, str]:
        return {name: text for notes in self.kept.values() for name, text in notes.items()}

    def handed(self) -> Counter[UUID]:
        return Counter(map(UUID, self.ask("SELECT note_id FROM quiet_handedover")))

    def read(self) -> list[str]:
        """The words of each note, as often as their reader finds them on a page."""
        robin = self.people["Robin"].twin()
        pages = {leave: robin.get(f"/leaves/{leave}/notes/").body.decode() for leave in self.kept}
        robin.hang_up()
        return [
            text
            for leave, notes in self.kept.items()
            for text in notes.values()
            for _ in range(pages[leave].count(text))
        ]

    def said(self) -> Counter[str]:
        return Counter(str(mail["Message-ID"]) for mail in self.mails.got)

    def says_the_rest(self) -> None:
        """What a killed worker held comes again once its lease is over."""
        if self.ask(WAITING)[0]:
            with closing(sqlite3.connect(self.data / "db.sqlite3", timeout=20)) as rows, rows:
                rows.execute("UPDATE notify_job SET due_at = '2020-01-01 00:00:00'")
        until(lambda: not self.ask(WAITING)[0])
        assert self.worker and self.worker.poll() is None


def until(so: Callable[[], object]) -> None:
    end = time.monotonic() + LONG
    while not so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.002)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[UUID]]:
    """A data folder of two who have leaves ahead, and these leaves."""
    data = tmp_path_factory.mktemp("held") / "data"
    data.mkdir(mode=0o700)
    (data / "cost.json").write_text(json.dumps(asdict(seal.FLOOR)), encoding="utf-8")
    lay_into(data)
    run_in(data, "outandback", "prepare")
    return data, [UUID(name) for name in run_in(data, "tests.faults.holding", str(KILLS)).split()]


@contextmanager
def household(data: Path, server: str, *planted: str) -> Iterator[Household]:
    command = [sys.executable, "-m", "tests.faults.hurried", *planted]
    with mail_server() as mails:
        settings = {
            "BOOT_SECRET": secrets.token_hex(32),
            "SMTP_URL": f"smtp://127.0.0.1:{mails.port}",
            "MAIL_FROM": "out@example.org",
            "WORKER": "none",
        }
        house = Household(data, Server(data, server, settings=settings), command, mails)
        house.start()
        try:
            for name, who in (("Robin", ROBIN), ("Ellis", ELLIS)):
                house.people[name] = Visitor(house.server.port)
                house.people[name].sign_in(*who)
                house.people[name].hang_up()
            yield house
        finally:
            house.kill()


def killed_again_and_again(house: Household, leaves: list[UUID], *stages: str) -> None:
    over = threading.Event()
    watching = threading.Thread(target=house.watch, args=(over,))
    watching.start()
    for number, leave in enumerate(leaves):
        house.killed_in(leave, stages[number % len(stages)])
    over.set()
    watching.join(LONG)
    house.says_the_rest()


def test_killed_while_people_come_home_no_note_is_early_lost_or_doubled(
    lived_in: tuple[Path, list[UUID]], tmp_path: Path
) -> None:
    data = Path(shutil.copytree(lived_in[0], tmp_path / "data"))
    with household(data, "outandback") as house:
        killed_again_and_again(house, lived_in[1], "told", "home", "notes", "home")
        said, found = house.said(), house.found
        print(KILLS, "kills,", len(house.written), "notes,", said.total(), "mails,", dict(found))
        assert len(house.written) == KILLS * NOTES
        assert house.handed() == dict.fromkeys(house.written, 1)
        assert sorted(house.read()) == sorted(house.written.values())
        assert house.early == 0 and found["looks"] > KILLS
        assert found["whole"] == KILLS
        assert len(said) == KILLS, "what there is to say is said"
        assert said.total() <= 2 * KILLS, "and said again once for a kill at the most"


def test_the_same_kills_find_what_is_done_before_it_can_be_lost(
    lived_in: tuple[Path, list[UUID]], tmp_path: Path
) -> None:
    """Notes handed over after the return is written, sentences crossed off before they are said."""
    data = Path(shutil.copytree(lived_in[0], tmp_path / "data"))
    with household(data, "tests.faults.hasty", "planted") as house:
        killed_again_and_again(house, lived_in[1][:PLANTED_KILLS], "over")
        assert set(house.written) - set(house.handed())
        assert house.found["whole"] < PLANTED_KILLS
        assert len(house.said()) < PLANTED_KILLS
