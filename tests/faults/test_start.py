from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from tests.faults.server import Server, free_port, run

TIMES_DJANGO = 5  # about a second on an idle machine, which loads Django in a fifth of one
DJANGO = (
    "import django.forms, django.db.models, django.template.defaulttags, django.core.management"
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has been served once."""
    data = tmp_path_factory.mktemp("house") / "data"
    with Server(data):
        return data


def test_a_second_start_is_quick(prepared: Path) -> None:
    """Measured by the work of loading Django beside it, so that a busy machine decides nothing."""
    yardstick = work_of(sys.executable, "-c", DJANGO)
    with Server(prepared) as server:
        assert server.cpu_seconds() < TIMES_DJANGO * yardstick


def work_of(*command: str) -> float:
    """CPU seconds of a process."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_it_says_its_address_and_whose_folder_it_is(prepared: Path) -> None:
    server = Server(prepared).start()
    assert server.process
    assert server.process.stdout
    said = [server.process.stdout.readline() for _ in range(2)]
    server.kill()
    assert server.address in said[0]
    assert str(prepared) in said[1]
    assert "belongs to" in said[1]


def test_a_worker_ends_with_its_program(prepared: Path) -> None:
    server = Server(prepared).start()
    server.kill()
    until = time.monotonic() + 20
    while server.answers():
        assert time.monotonic() < until, "it still answers"
        time.sleep(0.02)
    with Server(prepared, port=server.port) as again:
        assert again.answers()


def test_a_stop_is_clean(prepared: Path) -> None:
    assert Server(prepared).start().stop() == 0


def refused(*arguments: object, **settings: str) -> str:
    """The one sentence of a start that cannot be."""
    done = run("run", *arguments, **settings)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is already in use" in refused("--data", tmp_path, "--port", port)


def test_a_folder_already_served_is_one_sentence(prepared: Path) -> None:
    with Server(prepared):
        assert "Another server" in refused("--data", prepared, "--port", free_port())


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused("--data", tmp_path / "file", "--port", free_port())
    assert "nothing can be kept there" in said


def test_a_missing_certificate_is_one_sentence(tmp_path: Path) -> None:
    none = tmp_path / "none.pem"
    assert "isn't there" in refused("--data", tmp_path, "--tls-cert", none, "--tls-key", none)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SQLITE", "newest"),
        ("PORT", "door"),
        ("PROT", "9000"),
        ("PROXIES", "-1"),
        ("LOG_REQUESTS", "maybe"),
        ("DATABASE_URL", "mysql://db/ours"),
        ("SERVER_KEY", "short"),
        ("HOST_NAME_FILE", "/nowhere/at/all"),
    ],
)
def test_a_wrong_setting_is_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    assert "OUTANDBACK_" in refused("--data", tmp_path, **{name: value}) or name == "PORT"


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3").write_text("words, not rows " * 100)
    assert "can't be opened" in refused("--data", tmp_path, "--port", free_port())


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    address = "postgres://nobody@127.0.0.1:1/none"
    said = refused("--data", tmp_path, "--port", free_port(), DATABASE_URL=address)
    assert "can't be opened" in said


def test_a_broken_cost_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cost.json").write_text('{"memory_kib": 8, "passes": 1, "lanes": 1}')
    assert "cost.json" in refused("--data", tmp_path, "--port", free_port())


def test_nobody_is_let_in_again_where_nobody_lives(tmp_path: Path) -> None:
    done = run("reset", "robin@example.org", "--data", tmp_path / "nowhere")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Nobody lives in" in done.stderr
    assert not (tmp_path / "nowhere").exists()
