"""The data folder: what a household writes, and the keys that the server needs."""

from __future__ import annotations

import fcntl
import os
import pwd
import secrets
from pathlib import Path

from outandback.front.refusal import Refusal

FIRST_KEYS = ("secret_key", "server_key")
KEYS = (*FIRST_KEYS, "vapid_key", "transit_key")


def default_folder() -> Path:
    above = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return at_home(Path(above)) / "outandback"


def at_home(folder: Path) -> Path:
    """Whole, with ~ as the home of whoever runs this, if they have one."""
    try:
        return folder.expanduser().absolute()
    except RuntimeError:
        raise Refusal(
            "Whoever runs this has no home folder: say where the data is, with --data."
        ) from None


def open_folder(folder: Path) -> Path:
    """The folder, made for its owner's eyes only if it wasn't there, with its keys in it."""
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_keys(folder)
        try_to_write(folder / f".trial-{os.getpid()}")
        refuse_read_only(folder)
    except NotADirectoryError:
        raise Refusal(f"{folder} is not a folder, so nothing can be kept there.") from None
    except FileExistsError:
        raise Refusal(f"{folder} is a file, so nothing can be kept there.") from None
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise Refusal(f"The data folder {folder} can't be written to: {why}.") from None
    return folder


def refuse_empty(folder: Path) -> None:
    """For what needs people: a folder in which the server never ran holds none."""
    if not all((folder / name).exists() for name in FIRST_KEYS):
        raise Refusal(f"Nobody lives in {folder} yet: start with “outandback run”.")


def make_keys(folder: Path) -> None:
    """One start at a time, so that of two the first one's keys stand for both."""
    if all((folder / name).exists() for name in KEYS):
        return
    lock = os.open(folder / ".keys", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock_file(lock, folder, wait=True)
        for name in KEYS:
            make_key(folder / name)
    finally:
        os.close(lock)


def make_key(file: Path) -> None:
    """Written whole or not at all: a half-written key would lock its owners out."""
    if file.exists():
        return
    fresh = file.with_name(f".{file.name}-{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(secrets.token_bytes(32))
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(file)


def try_to_write(trial: Path) -> None:
    trial.touch(mode=0o600)
    trial.unlink()


def refuse_read_only(folder: Path) -> None:
    for file in sorted(folder.glob("db.sqlite3*")):
        if not os.access(file, os.W_OK):
            raise Refusal(f"{file} can't be written to: it belongs to {owner_of(file)}.")


def hold(folder: Path) -> int:
    """Take the folder for this server; the hold ends with the process, however it ends."""
    descriptor = os.open(folder / "serving", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock_file(descriptor, folder)
    except Refusal:
        os.close(descriptor)
        raise
    return descriptor


def lock_file(descriptor: int, folder: Path, *, wait: bool = False) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        raise Refusal(f"Another server is already using the data folder {folder}.") from None
    except OSError:
        raise Refusal(
            f"The disk of {folder} can't lock files, so two servers might write over each other:"
            " choose a folder on another one."
        ) from None


def note_address(folder: Path, address: str) -> None:
    """For the commands that print a link while the server runs elsewhere."""
    (folder / "address").write_text(address, encoding="utf-8")


def noted_address(folder: Path) -> str:
    try:
        return (folder / "address").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def owner_of(folder: Path) -> str:
    number = folder.stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"
