"""A calendar’s text before any library sees it: what of it says when an event is, and what no
honest calendar holds. Values in, values out.

Of an event only the lines that say when it is are kept; what it is called is left behind here.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LARGEST, MOST_LINES, LONGEST, DEEPEST = 5 << 20, 600_000, 1 << 20, 8
MOST_LISTED, MOST_A_DAY = 20_000, 24
KEPT = {
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
    "SEQUENCE", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS",
}  # fmt: skip
LISTS = ("RDATE", "EXDATE")
WHOLE = {"VEVENT", "VTIMEZONE"}
TOO_OFTEN = re.compile(r"FREQ\s*=\s*(SECONDLY|MINUTELY|HOURLY)|BYSECOND\s*=\s*[^;]*,")
WITHIN_A_DAY = re.compile(r"BY(?:HOUR|MINUTE|SECOND)\s*=\s*([^;]*)")
A_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
MIDNIGHT = re.compile(r"(\d{8})T24(\d\d)(\d\d)")
LEAP_SECOND = re.compile(r"(\d{8}T\d{4})60")


class Unreadable(Exception):
    """Why nothing of it is read, by the name that the page knows."""


class Event(NamedTuple):
    """The lines of one event that say when it is."""

    lines: list[str]
    uid: str
    day: str


def decoded(raw: bytes) -> str:
    """Unfolded before it is decoded: a fold may stand in the middle of a character."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode()
    whole = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    whole = whole.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return whole.decode()
    except UnicodeDecodeError:
        return whole.decode("latin-1")


def lines_of(raw: bytes) -> list[str]:
    """Raises Unreadable where there is more of it than of any calendar, or it is none."""
    if len(raw) > LARGEST:
        raise Unreadable("too large")
    if raw.count(b"\n") + raw.count(b"\r") > MOST_LINES:
        raise Unreadable("too much")
    text = decoded(raw)
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Unreadable("no calendar")
    return text.split("\n")


def name_of(line: str) -> str:
    return re.split("[:;]", line, maxsplit=1)[0].strip().upper()


class Splitting:
    """Takes a calendar apart, line by line: an end that is missing is where the next one begins."""

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.kept: list[str] = []

    @property
    def inside(self) -> str:
        """Which of the two kinds that are kept this stands in, if any."""
        return next((kind for kind in self.stack if kind in WHOLE), "")

    def begin(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        if kind in WHOLE:
            yield from self.close()
        self.stack.append(kind)
        if len(self.stack) > DEEPEST:
            raise Unreadable("too much")

    def keep(self, name: str, line: str) -> None:
        wanted = self.inside == "VTIMEZONE" or (self.stack[-1:] == ["VEVENT"] and name in KEPT)
        if wanted and len(line) <= LONGEST:
            self.kept.append(line)

    def end(self) -> Iterator[tuple[str, list[str]]]:
        if self.stack and self.stack[-1] in WHOLE:
            yield from self.close()
        elif self.stack:
            self.stack.pop()

    def close(self) -> Iterator[tuple[str, list[str]]]:
        """What was kept of the one that it stands in, if any."""
        if kind := self.inside:
            yield kind, self.kept
            del self.stack[self.stack.index(kind) :]
        self.kept = []


def components(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Time zones whole, and of events the lines that are kept. Raises Unreadable for what is nested
    deeper than any calendar."""
    taking = Splitting()
    for line in lines:
        name = name_of(line[:80])
        if name == "BEGIN":
            yield from taking.begin(line.partition(":")[2].strip().upper())
        taking.keep(name, line)
        if name == "END":
            yield from taking.end()
    yield from taking.close()


def event_of(lines: list[str]) -> Event:
    """Raises Unreadable for lists that no calendar has."""
    said = {name_of(line): line.rpartition(":")[2].strip() for line in lines}
    if sum(line.count(",") for line in lines if name_of(line) in LISTS) > MOST_LISTED:
        raise Unreadable("too much")
    start = A_DAY.search(said.get("DTSTART", said.get("RECURRENCE-ID", "")))
    return Event([repaired(line) for line in lines], said.get("UID", ""), start[0] if start else "")


def day_of(text: str) -> date:
    """Raises ValueError."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def written(day: date) -> str:
    """As calendars write it."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def repaired(line: str) -> str:
    """24:00 is midnight of the day after; second 60, a leap second, is read as 59."""

    def next_day(found: re.Match[str]) -> str:
        try:
            after = day_of(found[1]) + timedelta(days=1)
        except (ValueError, OverflowError):
            return found[0]
        return f"{written(after)}T00{found[2]}{found[3]}"

    return LEAP_SECOND.sub(r"\g<1>59", MIDNIGHT.sub(next_day, line))


def is_bomb(event: Event) -> bool:
    """A rule by which something comes round more often than anything does."""
    for rule in (line.upper() for line in event.lines if name_of(line) == "RRULE"):
        a_day = 1
        for listed in WITHIN_A_DAY.findall(rule):
            a_day *= listed.count(",") + 1
        if TOO_OFTEN.search(rule) or a_day > MOST_A_DAY:
            return True
    return False


def is_elsewhere(event: Event, since: datetime, until: datetime) -> bool:
    """Once, and so long before or after that no zone brings it near: left unread."""
    names = {name_of(line) for line in event.lines}
    if names & {"RRULE", "RDATE", "RECURRENCE-ID", "DURATION"} or not event.day:
        return False
    days = [found[0] for line in event.lines if name_of(line) in {"DTSTART", "DTEND"}
            for found in [A_DAY.search(line.rpartition(":")[2])] if found]  # fmt: skip
    first, last = (since - timedelta(3), until + timedelta(3))
    return max(days) < written(first) or min(days) > written(last)
