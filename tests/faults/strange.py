"""The program as a user whom the machine doesn't know, or under a root that nobody may write to."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.server import command

NUMBER = 54321
# It may read what it is not given: the interpreter may stand in somebody's home.
AS_NOBODY = [
    "setpriv",
    f"--reuid={NUMBER}",
    f"--regid={NUMBER}",
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
]
READ_ONLY = """set -e
mount --make-rprivate /
mount -t tmpfs -o mode=777 tmpfs "$1"
mount -o remount,bind,ro /
shift
exec "$@"
"""


def needs_root() -> None:
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root may run something as another user")


def needs_mounts() -> None:
    needs_root()
    done = subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("this machine lets nobody have mounts of their own")


def bare_environment(**named: str) -> dict[str, str]:
    """No home, no name, no folder for temporary files."""
    return {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **named}


def as_nobody(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*AS_NOBODY, *command(*arguments)],
        env=bare_environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def under_a_read_only_root(writable: Path, *arguments: object) -> list[str]:
    shell = ["unshare", "--mount", "bash", "-c", READ_ONLY, "bash", str(writable)]
    return [*shell, *AS_NOBODY, *command(*arguments)]
