"""The pages of “Look around”, drawn by the real program beside a house that it must not touch."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

from outandback.front import look_around
from tests.faults.server import Server

NEVER = b"This is no database, and nobody but its house may open it."


def test_the_house_is_not_opened_to_draw_them(tmp_path: Path) -> None:
    """Its database here opens for nobody, and its keys are none: drawing asks for neither."""
    house = {"db.sqlite3": NEVER, "secret_key": b"short", "cost.json": b"{}"}
    for name, raw in house.items():
        (tmp_path / name).write_bytes(raw)
    assert look_around.draw(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in house} == house
    drawn = (tmp_path / look_around.FILE).read_text(encoding="utf-8")
    assert len(json.loads(drawn)["pages"]) == 12
    assert {file.name for file in tmp_path.iterdir()} == {*house, look_around.FILE}


class PatientServer(Server):
    def wait(self, seconds: float = 240) -> None:
        super().wait(seconds)


def test_a_start_draws_them_once(tmp_path: Path) -> None:
    file, seen = tmp_path / "data" / look_around.FILE, []
    for _ in range(2):
        with PatientServer(file.parent, settings={"LOOK_AROUND": "1"}) as server:
            with urllib.request.urlopen(f"{server.address}/look-around/1/", timeout=20) as answer:
                assert answer.status == 200 and not answer.headers["Set-Cookie"]
            seen.append(file.stat().st_mtime_ns)
    assert seen[0] == seen[1]
