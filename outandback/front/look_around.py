"""The pages of “Look around” are drawn before a start that shows them, and again after an upgrade.

They are drawn from the demo's couple in a database of their own, in a folder that is thrown away,
by a process that is told nothing of this house: neither its folder, nor its database, nor a key.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from outandback import __version__
from outandback.vault.passphrase_hash import FLOOR

from .preparing import PACKAGE, write_cost

FILE = "look-around.json"
TRIAL = ".look-around-"
# Which SQLite library there is says nothing of the house.
HANDED_ON = {"OUTANDBACK_SQLITE"}
SHOWN_IN = {".py", ".html", ".toml"}


def draw_if_asked(data: Path) -> None:
    if not import_module("outandback.settings").LOOK_AROUND or is_drawn(data):
        return
    print("Drawing the pages of “Look around”, once for this version.", flush=True)
    if not draw(data):
        print("They could not be drawn, so the front page has no link to them.", flush=True)


def is_drawn(data: Path) -> bool:
    file = data / FILE
    return file.exists() and _read(file).get("mark") == mark_of_package()


def mark_of_package() -> str:
    """Whatever a page is made of changes it: texts, templates, and what asks and draws."""
    parts = [__version__, str(PACKAGE)]
    for file in sorted(one for one in PACKAGE.rglob("*") if one.suffix in SHOWN_IN):
        seen = file.stat()
        parts.append(f"{file} {seen.st_size} {seen.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def draw(data: Path) -> bool:
    """Whether they are there now. What fails leaves none of another version."""
    (data / FILE).unlink(missing_ok=True)
    for left in data.glob(f"{TRIAL}*"):  # by a start that was cut short
        shutil.rmtree(left)
    with TemporaryDirectory(dir=data, prefix=TRIAL) as folder:
        made = Path(folder, FILE)
        write_cost(Path(folder) / "cost.json", FLOOR)  # nobody is to be kept out of there
        if not _drawn_in(Path(folder), made):
            return False
        marked = {**_read(made), "mark": mark_of_package()}
        made.write_text(json.dumps(marked), encoding="utf-8")
        made.rename(data / FILE)
    return True


def _read(file: Path) -> dict[str, object]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _drawn_in(folder: Path, file: Path) -> bool:
    steps = (["prepare"], ["manage", "look_around", str(file)])
    return all(map(_done, steps, [_told_nothing(folder)] * len(steps)))


def _told_nothing(folder: Path) -> dict[str, str]:
    """This process's surroundings without a setting of the house, and with a folder of its own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("OUTANDBACK_") or name in HANDED_ON
    }
    ours = {"DJANGO_SETTINGS_MODULE": "outandback.settings", "OUTANDBACK_DATA": str(folder)}
    return {**kept, **ours}


def _done(step: list[str], environment: dict[str, str]) -> bool:
    run = [sys.executable, "-m", "outandback", *step]
    # the steps are written here, and go through no shell
    done = subprocess.run(run, env=environment, check=False)  # noqa: S603  # see the line above
    return done.returncode == 0
