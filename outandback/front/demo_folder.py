"""`outandback demo`: a couple who never lived, in a data folder where nobody lives."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from outandback.front import data_folder
from outandback.front.preparing import UNCLAIMED
from outandback.front.refusal import Refusal

MARK = "demo"
DATABASE = "db.sqlite3"


def folder_beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-demo")


def refuse_real_data(folder: Path) -> None:
    """Only a folder that a demo made, or an empty one, is ever filled."""
    if os.environ.get("OUTANDBACK_DATABASE_URL") or os.environ.get("OUTANDBACK_DATABASE_URL_FILE"):
        raise Refusal("The demo keeps to its own folder: unset OUTANDBACK_DATABASE_URL first.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise Refusal(f"{folder} holds something already; the demo needs a folder of its own.")


def begin_anew(folder: Path) -> None:
    data_folder.open_folder(folder)
    (folder / MARK).touch()
    os.close(data_folder.hold(folder))
    for file in folder.glob(f"{DATABASE}*"):
        file.unlink()


def fill(folder: Path) -> None:
    refuse_real_data(folder)
    begin_anew(folder)
    os.environ["OUTANDBACK_DATA"] = str(folder)
    for step in (["prepare"], ["manage", "demo"]):
        # S603: the steps are written here, and go through no shell.
        done = subprocess.run([sys.executable, "-m", "outandback", *step], check=False)  # noqa: S603
        if done.returncode:
            raise SystemExit(done.returncode)
    (folder / UNCLAIMED).unlink(missing_ok=True)


def how_to_serve(folder: Path, options: dict[str, object]) -> str:
    """The command to type next, in the way that this one was typed."""
    given = "".join(f" --{name} {value}" for name, value in options.items() if value)
    asked = f"--data {shlex.quote(str(folder))}{given}"
    if "MAKELEVEL" in os.environ:
        return f'make run ARGS="{asked}"'
    return f"outandback run {asked}"
