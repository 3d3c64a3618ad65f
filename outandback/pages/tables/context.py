"""One's own answers as one small file: tables, what stands in them, and programs that read them.

The programs are handed out as they are, and nothing here runs them.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.template.loader import render_to_string

from outandback.rooms.loop.history import history_of
from outandback.rooms.loop.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

PROGRAMS = {"figure.py": "figure.py.txt", "figure.R": "figure.R.txt"}
CONTENT = Path(__file__).parent / "content"
AS_A_FILE = {"Content-Disposition": 'attachment; filename="out-and-back-tables.zip"'}


def as_a_file(packed: bytes) -> HttpResponse:
    return HttpResponse(packed, content_type="application/zip", headers=AS_A_FILE)


def zip_of(person: Person, side: Membership | None, keyring: Keyring) -> bytes:
    """For the one who reads. Raises Closed in a closed room."""
    tables = tables_of(history_of(person, side, keyring), ZoneInfo(person.zone))
    programs = {name: (CONTENT / file).read_text("utf-8") for name, file in PROGRAMS.items()}
    about = {"README.txt": render_to_string("tables/readme.txt")}
    return _packed(about | tables | programs)


def _packed(files: Mapping[str, str]) -> bytes:
    """The same bytes for the same files, whenever they are packed."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text.encode(), ZIP_DEFLATED)
    return packed.getvalue()
