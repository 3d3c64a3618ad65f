"""A whole life of two people in a database file, then one of them erases their account.

Run as a program of its own with a folder as its argument, for the other tests' database is in
memory. Prints the pieces of keys that are still found in any file of the folder, one a line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings

from tests import settings as ours

PIECE = 24


class NoMigrations(dict[str, None]):
    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def prepare(folder: Path) -> None:
    chosen = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
    chosen["DATABASES"]["default"]["NAME"] = folder / "db.sqlite3"
    settings.configure(**chosen, MIGRATION_MODULES=NoMigrations())
    django.setup()


def pieces(blobs: list[bytes]) -> Iterator[bytes]:
    """Stretches of each wrapped key; its first bytes are the same in all of them and left out."""
    for blob in blobs:
        yield from (blob[start : start + PIECE] for start in range(40, len(blob) - PIECE, PIECE))


def found_in(folder: Path, wanted: list[bytes]) -> list[str]:
    whole = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    return [piece.hex() for piece in wanted if piece in whole]


if __name__ == "__main__":
    chosen = Path(sys.argv[1])
    prepare(chosen)
    import_module("tests.programs.erase_in_a_file").erase(chosen)
