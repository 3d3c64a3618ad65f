"""In a container, or on a borrowed disk: it works, or says in one sentence why it can't."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import strange
from tests.faults.server import Server, free_port, run
from tests.server import run_in


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.count("\n") == 1 and done.stderr.endswith(".\n"), done.stderr
    return done.stderr


def given_away(folder: Path) -> None:
    for file in (folder, *folder.rglob("*")):
        os.chown(file, strange.NUMBER, strange.NUMBER)


@pytest.mark.parametrize("arguments", [(), ("--data", "~/ours")])
def test_a_user_without_a_home_says_where_the_data_is(arguments: tuple[str, ...]) -> None:
    strange.needs_root()
    assert "--data" in one_sentence(strange.as_nobody("run", *arguments))


def test_a_user_without_a_home_or_rights_is_told(open_place: Path) -> None:
    strange.needs_root()
    open_place.chmod(0o755)
    said = one_sentence(strange.as_nobody("run", "--data", open_place / "ours"))
    assert "permission denied" in said


def test_under_a_read_only_root_everything_goes_into_the_data_folder(open_place: Path) -> None:
    """As a user whom nobody knows, with no home, and without a place for temporary files."""
    strange.needs_mounts()
    server = Server(open_place / "ours")
    server.process = subprocess.Popen(
        strange.under_a_read_only_root(
            open_place, "run", "--data", server.data, "--port", server.port
        ),
        env=strange.bare_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        server.wait(120)
    finally:
        server.stop()


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that everybody reaches; those of the tests are their owner's."""
    with tempfile.TemporaryDirectory(prefix="outandback-") as place:
        Path(place).chmod(0o777)
        yield Path(place)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    strange.needs_root()
    data = tmp_path_factory.mktemp("ours") / "data"
    run_in(data, "outandback", "prepare")
    for name in ("serving", "address", "prepared"):
        (data / name).touch()
    return data


@pytest.mark.parametrize(
    "name",
    ["db.sqlite3", "serving", "address", "prepared", "static"],
)
def test_a_file_of_somebody_else_is_one_sentence(
    name: str, prepared: Path, open_place: Path
) -> None:
    """A copy that was put back by another user, and has to be prepared again."""
    data = open_place / "data"
    shutil.copytree(prepared, data)
    given_away(data)
    os.chown(data / name, 0, 0)
    (data / name).chmod(0o500 if name == "static" else 0o400)
    done = strange.as_nobody("run", "--data", data, "--port", free_port())
    assert str(data / name) in one_sentence(done) or name in done.stderr


@pytest.mark.parametrize("name", ["server_key", "cost.json"])
def test_a_file_that_cannot_be_read_is_one_sentence(
    name: str, prepared: Path, open_place: Path
) -> None:
    """A folder in its place: whoever tries this may read what belongs to others."""
    data = open_place / "data"
    shutil.copytree(prepared, data)
    (data / name).unlink(missing_ok=True)
    (data / name).mkdir()
    assert name in one_sentence(run("run", "--data", data, "--port", free_port()))
