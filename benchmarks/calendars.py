"""How long reading other people's calendars takes, and how much memory: the process by itself.

`python -m benchmarks.calendars` prints a line of JSON: a process of its own, so that its peak of
memory is that of those that read."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

PROCESS = "from outandback.rooms.calendars.ics_process import main; main()"
TIMES = 10_000
WEEKS = 50
SLOWEST, MOST_MIB = 10.0, 200.0


@dataclass(frozen=True)
class Taken:
    """What one calendar took: seconds from its first byte to its last busy time, and the peak."""

    what: str
    times: int
    seconds: float
    mib: float


@dataclass(frozen=True)
class Thrown:
    """What means no good: how long it took until it was refused, if it was."""

    what: str
    seconds: float
    refused: bool


def single(begin: datetime) -> bytes:
    """Each time an event of its own."""
    return _calendar(_event(n, begin + timedelta(minutes=60 * n)) for n in range(TIMES))


def repeated(begin: datetime) -> bytes:
    """Series of a weekly hour, each with one time moved."""
    return _calendar(_series(begin, n, n) for n in range(TIMES // WEEKS))


def mixed(begin: datetime) -> bytes:
    """Four of five stand alone, and the fifth is a time of a series."""
    series = [_series(begin, n, TIMES + n) for n in range(TIMES // WEEKS // 5)]
    alone = range(TIMES - len(series) * WEEKS)
    return _calendar([*(_event(n, begin + timedelta(hours=n)) for n in alone), *series])


def _series(begin: datetime, n: int, named: int) -> list[str]:
    return [
        *_event(named, begin + timedelta(minutes=30 * n), f"RRULE:FREQ=WEEKLY;COUNT={WEEKS}"),
        *_event(named, begin + timedelta(weeks=2, minutes=30 * n), _moved(begin, n)),
    ]


def _moved(begin: datetime, n: int) -> str:
    return f"RECURRENCE-ID:{_written(begin + timedelta(weeks=1, minutes=30 * n))}Z"


def _event(number: int, start: datetime, more: str = "") -> list[str]:
    title = f"SUMMARY:Something that has a title of the usual length, number {number}"
    lines = [f"UID:{number}@example.org", "DTSTAMP:20260101T000000Z", title, "DURATION:PT20M"]
    times = [f"DTSTART:{_written(start)}Z", *([more] if more else [])]
    return ["BEGIN:VEVENT", *lines, *times, "END:VEVENT"]


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "")


def _calendar(events: Iterable[list[str]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += event
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def measured() -> list[Taken]:
    begin = datetime.now(UTC).replace(microsecond=0, second=0)
    return [
        _taken(f"{TIMES:,} events", single(begin)),
        _taken(f"{TIMES:,} times of {TIMES // WEEKS} weekly series", repeated(begin)),
    ]


def _taken(what: str, raw: bytes) -> Taken:
    began = time.perf_counter()
    said = said_of(raw, datetime.now(UTC))
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Taken(what, len(said["spans"]), took, peak)


def said_of(raw: bytes, now: datetime) -> dict[str, Any]:
    """What the process answers; it may hang up before it has read everything."""
    span = {"since": now.timestamp(), "until": (now + timedelta(days=400)).timestamp()}
    front = json.dumps({**span, "zone": "Europe/London"}).encode()
    command = [sys.executable, "-B", "-c", PROCESS]
    done = subprocess.run(command, input=front + b"\n" + raw, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in measured()]))
