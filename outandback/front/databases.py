"""Where the rows are: a file in the data folder, or a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from urllib.parse import SplitResult, parse_qsl, unquote

from outandback import sqlite
from outandback.front.refusal import WrongSetting


def in_a_file(path: Path, library: ModuleType) -> dict[str, object]:
    if reason := sqlite.why_unusable(library):
        raise WrongSetting(reason)
    sqlite.put_in_place(library)
    # IMMEDIATE takes the write lock at once, so that writers wait in line and never fail halfway.
    first = sqlite.opening(library)
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": first}
    return {
        "ENGINE": "outandback.front.sqlite_backend",
        "NAME": path,
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


def on_a_server(url: SplitResult) -> dict[str, object]:
    # An answer of success is sent only after the commit is on disk.
    options = {**dict(parse_qsl(url.query)), "options": "-c synchronous_commit=on"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
