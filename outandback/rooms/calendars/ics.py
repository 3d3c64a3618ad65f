"""A calendar’s text is read in a process of its own, which gives back busy times and no words."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import BoundedSemaphore, Timer
from typing import TYPE_CHECKING

from outandback.net.waiting import aside
from outandback.rules.busy_times import AHEAD, BACK, Read, merged, within

from .models import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


LARGEST, MOST_SAID = 5 << 20, 1 << 20
# Pages come first: at this niceness it takes a tenth of a core that they want, too, and gives way
# at once. So it has longer than it may compute, and less than servers in front wait for a page.
NICENESS, SECONDS = 10, 45.0
# Told where the program is: alone it looks for it nowhere.
PROCESS = """import os, sys
os.nice(int(sys.argv[2]))
sys.path.insert(0, sys.argv[1])
from outandback.rooms.calendars.ics_process import main
main()"""
LARGE = 1 << 20  # reading it takes longer than somebody waits for a page
PROGRAM = Path(__file__).parents[3]
AT_ONCE = BoundedSemaphore(2)
Trouble = Source.ReadTrouble


class NotRead(Exception):
    """Why nothing of a calendar was read."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def read(raws: Iterable[bytes], zone: str, at: datetime) -> Read:
    """The busy times of one or several texts together. Raises NotRead."""
    since, until = int((at - BACK).timestamp()), int((at + AHEAD).timestamp())
    front = json.dumps({"since": since, "until": until, "zone": zone}).encode() + b"\n"
    said = _understood(_given_back(front + _joined(raws)))
    return Read(within(merged(said.spans), since, until), said.left_out)


def is_large(raw: bytes) -> bool:
    """Whether it takes a while. Raises NotRead where one sees at once that it is in vain."""
    if len(raw) > LARGEST:
        raise NotRead(Trouble.TOO_LARGE)
    if b"BEGIN:VCALENDAR" not in raw.replace(b"\0", b"").upper():  # in UTF-16 as well
        raise NotRead(Trouble.NO_CALENDAR)
    return len(raw) > LARGE


def _joined(raws: Iterable[bytes]) -> bytes:
    """Raises NotRead where it is more than any one file may be."""
    whole = b"\r\n".join(raws)
    if len(whole) > LARGEST:
        raise NotRead(Trouble.TOO_LARGE)
    return whole


def _given_back(given: bytes) -> bytes:
    """Raises NotRead where the process did not come to an end by itself."""
    command = [sys.executable, "-I", "-B", "-c", PROCESS, str(PROGRAM), str(NICENESS)]
    with (
        aside(),
        AT_ONCE,
        # S603: the command is of this program's own names alone, and goes through no shell.
        Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd="/", env={}) as process,  # noqa: S603
    ):
        over = Timer(SECONDS, process.kill)
        over.start()
        try:
            said = _handed_over(process, given)
        finally:
            over.cancel()
            process.kill()
    if process.returncode:
        raise NotRead(Trouble.TOO_SLOW if process.returncode < 0 else Trouble.TOO_MUCH)
    return said


def _handed_over(process: Popen[bytes], given: bytes) -> bytes:
    """All of it goes in before anything comes out, so that neither waits for the other."""
    if not process.stdin or not process.stdout:
        return b""
    with suppress(BrokenPipeError), process.stdin as pipe:
        pipe.write(given)
    said = process.stdout.read(MOST_SAID)
    if len(said) < MOST_SAID:
        process.wait()
    return said


def _understood(said: bytes) -> Read:
    """Raises NotRead, also where the process did not say what it says."""
    try:
        answer = json.loads(said)
        if trouble := answer.get("trouble"):
            raise NotRead(Trouble(trouble))
        spans = [(int(start), int(end)) for start, end in answer["spans"]]
        return Read(spans, [date.fromisoformat(day) for day in answer["left_out"]])
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NotRead(Trouble.TOO_MUCH) from None
