from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT


def asked(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    named = {f"OUTANDBACK_{name}": value for name, value in settings.items()}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "outandback.settings", **named}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the tests' own, not a server's
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_under_tls_there_is_nothing_to_warn_of(tmp_path: Path) -> None:
    done = asked(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        DATA=str(tmp_path),
        SECRET_KEY="0123456789abcdef" * 4,
        SERVER_KEY="0123456789abcdef" * 4,
        VAPID_KEY="0123456789abcdef" * 4,
        TRANSIT_KEY="0123456789abcdef" * 4,
        ORIGIN="https://home.example",
    )
    assert done.returncode == 0, done.stderr


def test_rows_and_migrations_agree() -> None:
    done = asked(
        "makemigrations", "--check", "--dry-run", "--settings=tests.settings", DATABASE_URL=""
    )
    assert done.returncode == 0, done.stdout + done.stderr
