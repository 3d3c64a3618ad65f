"""A real kill -9 between the calendar's answer and the note of it: one entry, and no second."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.builders.calendar_servers import Owner
from tests.builders.written import files_of
from tests.house.source import ROOT


def run(folder: Path, owner: Owner, what: str) -> subprocess.CompletedProcess[str]:
    name = "tests.programs.writing_killed"
    given = [str(folder), f"{owner.home}ours/", owner.user, what]
    command = [sys.executable, "-m", name, *given]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_a_program_that_is_killed_leaves_one_entry_and_the_next_one_goes_on(
    tmp_path: Path, owner: Owner
) -> None:
    begun = run(tmp_path, owner, "begin")
    assert begun.returncode == 0, begun.stderr
    assert run(tmp_path, owner, "killed").returncode == -signal.SIGKILL
    there = files_of(owner, "ours")
    assert len(there) == 2
    on = run(tmp_path, owner, "again")
    assert (on.returncode, on.stdout.strip()) == (0, "1"), on.stderr
    assert files_of(owner, "ours") == there
    assert run(tmp_path, owner, "again").stdout.strip() == "0"
