"""What the pages of the account are told beside their rows.

Everything of a person goes out as one ZIP, written while it is sent: no part of it rests on a disk.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from outandback.rooms.account.content import export
from outandback.rooms.account.queries import tellings_with_more
from outandback.rooms.away.queries import moments_with_more, put_together
from outandback.rooms.comeback.queries import brought_along
from outandback.rules.return_times import WallTime, instant
from outandback.ui.spoken import DayFormat, Here, counted, day_and_time, say_day
from outandback.ui.zones import city_of
from outandback.vault.errors import SealError
from outandback.web.media import kind_of_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from outandback.rooms.account.export_spec import Exported
    from outandback.rooms.away.models import Caught
    from outandback.rooms.comeback.models import Told
    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

FORMAT = 1
File = tuple[str, "Iterator[bytes]"]
SUFFIXES = {"audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a"}
TIMES, DAYS = {"caught_at", "changed_at"}, {"on", "until"}
NOTHING: tuple[object, ...] = (None, "", (), [], {})
AT_THE_END = {"back_at", "returned_at"}
PARTS_OF_A_TIME = (("wall", "zone", "fold"), ("talk_wall", "talk_zone", "talk_fold"))
SHAPES = {"_at": "time (ISO 8601, UTC)", "_on": "day (ISO 8601)", "_id": "id of another row"}
ExportedRow = dict[str, Any]


def zip_of(kinds: list[Exported], person: Person, keyring: Keyring) -> StreamingHttpResponse:
    """A file with a neutral name: rows for a program, the same in words for a reader."""
    archive = import_module("zipstream").ZipStream(compress_type=ZIP_DEFLATED)
    here = Here(person.zone, timezone.now())
    for kind in kinds:
        archive.add(_rows(kind, keyring), f"{kind.name}.json")
    for name, content in _along(person, keyring):
        archive.add(content, name)
    archive.add(_readable(kinds, keyring, here), "everything.md")
    archive.add(json.dumps(schema(kinds), indent=1).encode(), "schema.json")
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="export.zip"'
    return response


def schema(kinds: list[Exported]) -> dict[str, object]:
    files = {f"{kind.name}.json": _shape(kind) for kind in kinds}
    folders = {
        "photos/": gettext("The photos, each named as its moment or its telling."),
        "voices/": gettext("The voice notes, named in the same way."),
    }
    return {"format": FORMAT, "files": files, "folders": folders, "choices": export.choices()}


def _along(person: Person, keyring: Keyring) -> Iterator[File]:
    """Photos and voice notes, each put together when its turn comes."""
    if keyring.room_open:
        for moment in moments_with_more(person).iterator(chunk_size=200):
            caught: Caught = keyring.open(moment, "caught")
            yield from _files(moment.pk, caught, partial(put_together, person, keyring))
    if keyring.everyday_open:
        for telling in tellings_with_more(person, keyring.room_open):
            told: Told = keyring.open(telling, "told")
            yield from _files(telling.pk, told, partial(brought_along, keyring, telling))


def _files(
    name: UUID, words: Caught | Told, together: Callable[[Sequence[str]], bytes]
) -> Iterator[File]:
    if words.photo:
        yield f"photos/{name}.jpg", _whole(together, words.photo)
    if words.voice:
        begins = b"".join(_whole(together, words.voice[:1]))
        suffix = SUFFIXES.get(kind_of_sound(begins), "bin")
        yield f"voices/{name}.{suffix}", _whole(together, words.voice)


def _whole(together: Callable[[Sequence[str]], bytes], names: Sequence[str]) -> Iterator[bytes]:
    """Where a piece is still on its phone the file is empty, and the others go on."""
    try:
        yield together(names)
    except (Http404, SealError):
        yield b""


def _shape(kind: Exported) -> dict[str, object]:
    plain = {name: SHAPES.get(name[-3:], "value") for name in kind.plain}
    return {"holds": kind.holds, "rows": plain | dict.fromkeys(kind.sealed, "words, or null")}


def _rows(kind: Exported, keyring: Keyring) -> Iterator[bytes]:
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


def _readable(kinds: Iterable[Exported], keyring: Keyring, here: Here) -> Iterator[bytes]:
    title = gettext("Everything")
    yield f"# {title}\n".encode()
    for kind in kinds:
        yield f"\n## {kind.holds}\n".encode()
        for row in kind.opened(keyring):
            yield "\n".join(["", *_lines(row, here), ""]).encode()


def _lines(row: ExportedRow, here: Here) -> Iterator[str]:
    for name, value in row.items():
        if (
            name in export.FOR_PROGRAMS
            or isinstance(value, UUID)
            or value in (None, "", (), [], {})
        ):
            continue
        if isinstance(value, dict) and name not in export.CHOSEN:
            yield from _lines(value, here)
        else:
            yield f"- {_labelled(export.label(name), _said(name, value, row, here))}"
    yield from _walls(row, here)


def _walls(row: ExportedRow, here: Here) -> Iterator[str]:
    """A time that rests in parts is said whole."""
    label = gettext("At")
    for wall, zone, fold in PARTS_OF_A_TIME:
        if row.get(wall):
            typed = datetime.fromisoformat(row[wall])
            at = instant(WallTime(typed, row[zone], row.get(fold) or 0))
            yield f"- {_labelled(label, _time(at, row[zone], here))}"


def _labelled(label: str, value: str) -> str:
    return gettext("{label}: {value}").format(label=label, value=value)


def _said(name: str, value: object, row: ExportedRow, here: Here) -> str:
    if isinstance(value, datetime):
        place = row.get("back_zone" if name in AT_THE_END else "zone", "")
        return _time(value, place, here)
    if isinstance(value, date):
        return say_day(value, here, shape=DayFormat.DATED)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dict):
        said = (
            _labelled(export.option(one), export.chosen(name, str(how)))
            for one, how in value.items()
        )
        return counted(said, "; ")
    if isinstance(value, list | tuple):
        return counted(export.chosen(name, str(one)) for one in value)
    return _words(name, str(value), here)


def _words(name: str, value: str, here: Here) -> str:
    # when the other changed their words is taken along to the day
    if name in TIMES and "T" in value:
        return _time(datetime.fromisoformat(value), "", here)
    if name in DAYS | TIMES:
        return say_day(date.fromisoformat(value), here, shape=DayFormat.DATED)
    if name in ("zone", "back_zone"):
        return city_of(value)
    return "\n  ".join(export.chosen(name, value).splitlines())


def _time(at: datetime, place: str, here: Here) -> str:
    return day_and_time(at, here, place, DayFormat.DATED)
