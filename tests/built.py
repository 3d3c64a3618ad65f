"""The rows' tables as the migrations make them, made once and taken over by every worker.

The migrations are long: each worker of each run would walk through all of them. What they made is
kept under `test-results/` by a name that follows from every migration and from the program that
runs them, so that a migration that was changed is run anew. `migrate` still has the last word in
each worker, and finds nothing left to do.
"""

from __future__ import annotations

import fcntl
import importlib
import os
import pkgutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import django
from django.apps import apps
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader

if TYPE_CHECKING:
    from sqlite3 import Connection

KEPT = Path(__file__).parent.parent / "test-results" / "tables"
# Where Django has the tests' database; were it elsewhere, the migrations would run in it as ever.
MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def on_sqlite() -> DatabaseWrapper | None:
    """The rooms' connection where it is one to SQLite."""
    connection = connections["default"]
    return connection if isinstance(connection, DatabaseWrapper) else None


def name(connection: DatabaseWrapper) -> str:
    """Follows from whatever the tables follow from."""
    library, options = connection.Database.sqlite_version, connection.settings_dict["OPTIONS"]
    told = sha256(f"{django.VERSION} {library} {options}".encode())
    for file in sorted(migrations(), key=str):
        told.update(f"{file.parent.parent.name} {file.name}\n".encode() + file.read_bytes())
    return told.hexdigest()[:24]


def migrations() -> Iterator[Path]:
    for app in apps.get_app_configs():
        module, _ = MigrationLoader.migrations_module(app.label)
        if module and (Path(app.path) / "migrations").is_dir():
            folder = importlib.import_module(module).__path__
            for found in pkgutil.iter_modules(folder):
                yield Path(folder[0]) / f"{found.name}.py"


@contextmanager
def in_turn(connection: DatabaseWrapper) -> Iterator[Path]:
    """One worker at a time finds the kept file, or is the one to make it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield KEPT / f"{name(connection)}.sqlite3"


def keep(connection: DatabaseWrapper, file: Path) -> None:
    """Whole or not at all; what was kept of migrations before goes."""
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    connection.ensure_connection()
    with closing(connection.Database.connect(half)) as kept:
        connection.connection.backup(kept)
    for old in KEPT.glob("*.sqlite3"):
        old.unlink()
    os.replace(half, file)


def lay_into(data: Path) -> None:
    """A new data folder begins with the tables, where a worker has made them: preparing it then
    takes four seconds of work instead of fourteen. Where none has, the program makes them."""
    connection = on_sqlite()
    if connection is None:
        return
    with in_turn(connection) as file:
        if file.exists():
            tables = data / "db.sqlite3"
            tables.touch(0o600)
            copyfile(file, tables)


def take_over(connection: DatabaseWrapper, file: Path) -> Connection:
    """Into the memory that this worker's database will be; it lasts as long as the connection."""
    memory: Connection = connection.Database.connect(MEMORY, uri=True)
    with closing(connection.Database.connect(f"file:{file}?mode=ro", uri=True)) as kept:
        kept.backup(memory)
    return memory
