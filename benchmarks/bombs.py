"""How long it takes until what means no good is refused: `python -m benchmarks.bombs`, with a data
folder as OUTANDBACK_DATA. It prints one line of JSON.

The corpus is that of the tests: calendars that are too deep, too long or come too often (read by
the process that reads them, its start included), answers in XML by depth and by names, and answers
of a server that are packed or have no end.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "outandback.settings")
django.setup()  # rows can be imported only after this, so imports follow it here

from django.conf import settings

from benchmarks.calendars import Thrown, said_of
from outandback.net.client import WebRequest, fetch
from outandback.net.errors import NetError
from outandback.net.xml_tree import read_xml
from tests.builders.calendar_servers import bomb, nasty
from tests.net.test_xml_tree import BOMBS as XML
from tests.rooms.calendars.texts import BOMBS as CALENDARS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SERVED = ("bomb/gzip", "endless/", "long/", "heads/")


def measured() -> list[Thrown]:
    return [*_calendars(), *_xml(), *_served()]


def _calendars() -> Iterator[Thrown]:
    at = datetime.now(UTC)
    for name, (raw, trouble) in CALENDARS.items():
        began = time.perf_counter()
        said = said_of(raw, at)
        yield Thrown(name, time.perf_counter() - began, said.get("trouble") == trouble)


def _xml() -> Iterator[Thrown]:
    for name, raw in XML.items():
        yield _thrown(f"{name}, in XML", partial(read_xml, raw))


def _served() -> Iterator[Thrown]:
    bomb()  # made before it is thrown
    with nasty() as server:
        for path in SERVED:
            request = WebRequest(server.url(f"/{path}"))
            yield _thrown(f"/{path}", partial(fetch, request, settings.LAN_CALENDARS))


def _thrown(what: str, reads: Callable[[], object]) -> Thrown:
    began, refused = time.perf_counter(), False
    try:
        reads()
    except NetError:
        refused = True
    return Thrown(what, time.perf_counter() - began, refused)


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in measured()]))
