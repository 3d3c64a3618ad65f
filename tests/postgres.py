"""A private PostgreSQL for one run: `python -m tests.postgres COMMAND…`, gone when it ends.

It listens on a socket in a temporary folder only, and as root it runs as nobody.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


def programs() -> Path:
    if folder := os.environ.get("POSTGRES"):
        return Path(folder)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found else Path(shutil.which("initdb") or "").parent


def as_nobody() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def told(program: str, *arguments: str) -> None:
    command = [*as_nobody(), str(programs() / program), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh, empty database."""
    with tempfile.TemporaryDirectory(prefix="ob-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        data = str(folder / "data")
        told("initdb", "-D", data, "-U", "outandback", "--auth=trust", "-E", "UTF8", "--no-sync")
        listening = f"-c listen_addresses= -c unix_socket_directories={folder} {QUICK}"
        told("pg_ctl", "-D", data, "-w", "-o", listening, "-l", str(folder / "log"), "start")
        try:
            yield f"postgres://outandback@/postgres?host={folder}"
        finally:
            told("pg_ctl", "-D", data, "-m", "immediate", "stop")


def main() -> int:
    with server() as address:
        environment = {**os.environ, "OUTANDBACK_DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
