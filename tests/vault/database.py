"""Where the database of an earlier version lies, and settings for one that rests in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings

from tests import settings as ours

if TYPE_CHECKING:
    from outandback.vault.fields import Sealed

HERE = Path(__file__).parent
DATABASE = HERE / "written.sqlite3.xz"
WORDS = HERE / "written.json"


def prepare(folder: Path) -> None:
    chosen = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
    chosen["DATABASES"]["default"]["NAME"] = folder / "db.sqlite3"
    settings.configure(**chosen)
    django.setup()


def as_json(column: Sealed, words: Any) -> str:
    return json.dumps(words.decode()) if column.kind is bytes else column.pack(words).decode()
