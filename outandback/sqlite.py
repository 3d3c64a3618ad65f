"""The one spot where the SQLite library is chosen, before Django loads.

`pysqlite3` brings a newer SQLite than most systems do and is put in the stdlib module's place.
The write-ahead log is used only where the library has the WAL-reset fix; elsewhere a truncated
rollback journal with extra syncing keeps what was saved.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

OLDEST = (3, 31, 0)
WAL_RESET_FIXED = (3, 51, 3)
ALWAYS = "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA mmap_size=0;"
WITH_LOG = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
WITH_JOURNAL = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;"


def chosen(which: str) -> ModuleType:
    """The DB-API module for "bundled", "system" or "auto"; ImportError where there is none."""
    if which == "system":
        return importlib.import_module("sqlite3")
    try:
        return importlib.import_module("pysqlite3")
    except ImportError:
        if which == "bundled":
            raise
        return importlib.import_module("sqlite3")


def put_in_place(library: ModuleType) -> None:
    if library.__name__ == "pysqlite3":
        sys.modules["sqlite3"] = library
        sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def why_unusable(library: ModuleType) -> str:
    """One sentence when this build cannot carry the data, else nothing."""
    if library.sqlite_version_info < OLDEST:
        return f"SQLite {library.sqlite_version} is too old: 3.31 or later is needed."
    if library.threadsafety == 0:
        return f"SQLite {library.sqlite_version} was built without thread safety and can't be used."
    return ""


def opening(library: ModuleType) -> str:
    """What every new connection says first."""
    fixed = library.sqlite_version_info >= WAL_RESET_FIXED
    return ALWAYS + (WITH_LOG if fixed else WITH_JOURNAL)
