"""Tables, static files, promised times and the cost of a passphrase are made ready only when
something has changed.

A warm start compares one hash and loads no framework.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from zoneinfo import TZPATH

from outandback import __version__
from outandback.front.page_folders import static_folders
from outandback.front.refusal import Refusal, WrongSetting
from outandback.vault.errors import SealError
from outandback.vault.passphrase_hash import FLOOR, Cost, require

PACKAGE = Path(__file__).parent.parent
UNCLAIMED = "unclaimed"
FRAMEWORKS = ("django", "allauth", "whitenoise")


def watched() -> Iterator[Path]:
    yield from sorted(PACKAGE.glob("vault/migrations/*.py"))
    yield from sorted(PACKAGE.glob("rooms/*/migrations/*.py"))
    for folder in (PACKAGE / "ui" / "static", *static_folders()):
        yield from sorted(file for file in folder.rglob("*") if file.is_file())
    yield PACKAGE / "ui" / "storage.py"
    yield PACKAGE / "ui" / "bound_scripts.py"


def framework_places() -> Iterator[Path]:
    for name in FRAMEWORKS:
        found = importlib.util.find_spec(name)
        yield from map(Path, (found and found.submodule_search_locations) or [])


def clocks() -> Iterator[Path]:
    """The machine's own time zones, by which a promised clock time becomes an instant."""
    places = (Path(folder, name) for folder in TZPATH for name in (".", "tzdata.zi"))
    yield from filter(Path.exists, places)


def mark_of(data: Path) -> str:
    """A hash of all that preparing depends on."""
    parts = [__version__, str(PACKAGE), import_module("tzdata").IANA_VERSION]
    for file in (*watched(), *framework_places(), *clocks()):
        seen = file.stat()
        parts.append(f"{file} {seen.st_size if file.is_file() else 0} {seen.st_mtime_ns}")
    parts.append(which_database(data / "db.sqlite3"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def which_database(file: Path) -> str:
    """Another file in its place, say an older copy, has tables of its own to bring up to date."""
    return str(file.stat().st_ino) if file.exists() else "none"


def is_prepared(data: Path) -> bool:
    stamp = data / "prepared"
    if not (data / "db.sqlite3").exists():  # a server elsewhere may have changed unseen
        return False
    return stamp.exists() and stamp.read_text(encoding="utf-8") == mark_of(data)


def prepare_apart(data: Path) -> None:
    """In a process of its own, so that what serves stays small."""
    done = subprocess.run([sys.executable, "-m", "outandback", "prepare"], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    (data / "prepared").write_text(mark_of(data), encoding="utf-8")


def prepare(data: Path) -> None:
    calibrate(data / "cost.json")
    import_module("django").setup()
    call = import_module("django.core.management").call_command
    trouble = import_module("django.db").DatabaseError
    try:
        call("migrate", verbosity=0, interactive=False)
        call("createcachetable", verbosity=0)
        call("clearsessions")
        keep_promised_times()
        note_unclaimed(data / UNCLAIMED)
    except trouble as error:
        raise Refusal(f"The database can't be opened: {first_line(error)}.") from None
    call("collectstatic", verbosity=0, interactive=False, clear=True)
    import_module("outandback.rooms.help.actions").lay_out_example(data / "help.toml")


def keep_promised_times() -> None:
    """Who said half past nine means half past nine, also where the clocks are changed meanwhile."""
    now = import_module("django.utils.timezone").now()
    import_module("outandback.rooms.leave.actions").keep_wall_times(now)


def note_unclaimed(mark: Path) -> None:
    """A file says, to a start that loads no framework, that nobody has claimed this server yet."""
    if import_module("outandback.rooms.people.queries").is_unclaimed():
        mark.touch()
    else:
        mark.unlink(missing_ok=True)


def first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(".")


def calibrate(file: Path) -> None:
    """Measure this machine once: a passphrase is to take about a quarter of a second."""
    if file.exists():
        return
    write_cost(file, import_module("outandback.vault.seal").calibrate())


def write_cost(file: Path, cost: Cost) -> None:
    words = {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes}
    file.write_text(json.dumps(words), encoding="utf-8")


def calibrated(file: Path) -> Cost:
    if not file.exists():
        return FLOOR
    try:
        cost = Cost(**json.loads(file.read_text(encoding="utf-8")))
        require(cost, FLOOR)
    except (OSError, ValueError, TypeError, SealError):
        raise WrongSetting(f"{file} can't be read: remove it and start again.") from None
    return cost
