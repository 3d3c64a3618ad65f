"""What the pages of the account are told beside their rows.

Everything of a person goes out as one ZIP, written while it is sent: no part of it rests on a disk.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED

from django.http import StreamingHttpResponse
from zipstream import ZipStream

from outandback.people.http import is_here

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from django.http import HttpRequest

    from outandback.vault.keyring import Keyring

    from .queries import Kind

OF_THE_DOOR = {"csrfmiddlewaretoken", "passphrase", "door", "next"}
FORMAT = 1
SHAPES = {"_at": "time (ISO 8601, UTC)", "_on": "day (ISO 8601)", "_id": "id of another row"}


def carried_along(request: HttpRequest) -> list[tuple[str, str]]:
    """What was in a form when a door was opened in the middle of it; nothing where there is none.

    A hidden tab shuts the private room, so a form that wants it open opens it from where it is.
    """
    if not is_here(request, request.POST.get("resume", "")):
        return []
    kept = (pair for pair in request.POST.lists() if pair[0] not in OF_THE_DOOR)
    return [(name, str(value)) for name, values in kept for value in values]


def zip_of(kinds: list[Kind], keyring: Keyring, zone: ZoneInfo) -> StreamingHttpResponse:
    """A file with a neutral name: rows for a program, the same in words for a reader."""
    archive = ZipStream(compress_type=ZIP_DEFLATED)  # type: ignore[no-untyped-call]
    for kind in kinds:
        archive.add(_rows(kind, keyring), f"{kind.name}.json")
    archive.add(_readable(kinds, keyring, zone), "everything.md")
    archive.add(json.dumps(schema(kinds), indent=1).encode(), "schema.json")
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="export.zip"'
    return response


def schema(kinds: list[Kind]) -> dict[str, Any]:
    return {"format": FORMAT, "files": {f"{kind.name}.json": _shape(kind) for kind in kinds}}


def _shape(kind: Kind) -> dict[str, Any]:
    plain = {name: SHAPES.get(name[-3:], "value") for name in kind.plain}
    return {"holds": kind.holds, "rows": plain | dict.fromkeys(kind.sealed, "words, or null")}


def _rows(kind: Kind, keyring: Keyring) -> Iterator[bytes]:
    before = "["
    for row in kind.opened(keyring):
        yield f"{before}\n{json.dumps(row, default=_plain, ensure_ascii=False)}".encode()
        before = ","
    yield b"[]\n" if before == "[" else b"\n]\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)


def _readable(kinds: Iterable[Kind], keyring: Keyring, zone: ZoneInfo) -> Iterator[bytes]:
    yield b"# Everything\n"
    for kind in kinds:
        yield f"\n## {kind.holds}\n".encode()
        for row in kind.opened(keyring):
            yield "\n".join(["", *_lines(row, zone), ""]).encode()


def _lines(row: dict[str, Any], zone: ZoneInfo) -> Iterator[str]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _lines(value, zone)
        elif value not in (None, "", ()) and not isinstance(value, UUID):
            yield f"- {_named(name)}: {_said(value, zone)}"


def _named(name: str) -> str:
    return name.removesuffix("_at").removesuffix("_on").replace("_", " ")


def _said(value: object, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%A %-d %B %Y, %H:%M")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "\n  ".join(str(value).splitlines())
