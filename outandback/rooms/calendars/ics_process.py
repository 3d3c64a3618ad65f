"""Reads calendars: their text comes in by a pipe, when somebody is busy goes out by another.

A program of its own, which knows neither Django nor keys. What it is given it keeps in memory: it
opens no file but the program's own, makes no connection, and starts nothing. Of an event only the
lines that say when it is reach the library; what it is called is left behind before that.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import zoneinfo
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, NamedTuple

import icalendar
import recurring_ical_events  # type: ignore[import-untyped] # it has no types

from outandback.rules.calendar_lines import (
    LARGEST,
    TOO_OFTEN,
    Event,
    Unreadable,
    components,
    day_of,
    event_of,
    is_bomb,
    is_elsewhere,
    lines_of,
    name_of,
)
from outandback.rules.written_entries import is_written_here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

MEMORY, SECONDS = 256 << 20, 10
MOST_TIMES, MOST_OF_A_ZONE, MOST_DAYS = 10_000, 2_000, 60
# Seconds of CPU: the most for one event, what is slow for one, and the most for all slow ones.
ONE_EVENT, SLOW, MOST_SLOW = 0.4, 0.05, 1.2
COMES_ROUND = {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
FREE = {"FREE", "WORKINGELSEWHERE"}
SHUT = ("socket.", "subprocess.", "ftplib.", "http.", "urllib.", "shutil.", "tempfile.", "os.")
LOOKS = {"os.listdir", "os.scandir", "os.walk", "os.fwalk"}
PROGRAM = tuple({f"{Path(place).resolve()}/" for place in (sys.prefix, sys.base_prefix)})
Component = Any  # what the library makes of an event: each value of a kind of its own
EPOCH_END = datetime(2105, 1, 1, tzinfo=UTC)


class TooSlow(Exception):
    """One event took longer than any honest one does."""


class Stretch(NamedTuple):
    """From when to when, and the zone of times that name none."""

    since: datetime
    until: datetime
    zone: zoneinfo.ZoneInfo


def limit() -> None:
    """No file grows, a core is not dumped, and neither memory nor time is endless."""
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
    ):
        with suppress(ValueError, OSError):  # a Mac knows no limit of memory
            resource.setrlimit(what, (most, most))


def shut(event: str, given: tuple[Any, ...]) -> None:
    """Stretch by Python before whatever would leave this process, from now on to its end."""
    if event == "open":
        path, mode, _ = given
        writes = set(str(mode or "r")) & set("wax+")
        if writes or not str(Path(str(path)).resolve()).startswith(PROGRAM):
            raise PermissionError("this process opens no file")
    elif event.startswith(SHUT) and event not in LOOKS:
        raise PermissionError("this process keeps to itself")


def parsed(event: Event) -> Component:
    """Raises ValueError where it does not say when it is."""
    text = "\r\n".join(["BEGIN:VEVENT", *event.lines, "END:VEVENT", ""])
    one: Component = icalendar.Event.from_ical(text)
    if getattr(one, "errors", None) or "DTSTART" not in one:
        raise ValueError("no event")
    start, end = one["DTSTART"].dt, one.get("DTEND")
    if end is not None and comparable(end.dt) < comparable(start):
        raise ValueError("it ends before it begins")
    if "DURATION" in one and one["DURATION"].dt < timedelta():
        raise ValueError("it ends before it begins")
    end_of_last_day(one, start)
    return one


def end_of_last_day(event: Component, start: date) -> None:
    """“Until” a day means all of that day, where the event is."""
    rule = event.get("RRULE", [])
    for one in rule if isinstance(rule, list) else [rule]:
        if "FREQ" not in one:
            raise ValueError("a rule of no kind")
        until = one.get("UNTIL", [None])[0]
        if until and not isinstance(until, datetime) and isinstance(start, datetime):
            last = datetime.combine(until, time(23, 59, 59), start.tzinfo)
            one["UNTIL"] = [last.astimezone(UTC) if start.tzinfo else last]


def comparable(at: date) -> datetime:
    """For the order of two times of one event."""
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day, tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def is_busy(event: Component) -> bool:
    """An event is, unless it says otherwise. One of whole days is where it says so."""
    shows = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).strip().upper()
    seen = str(event.get("TRANSP", "")).strip().upper()
    if str(event.get("STATUS", "")).strip().upper() == "CANCELLED":
        return False
    if seen == "TRANSPARENT" or shows in FREE:
        return False
    whole_days = not isinstance(event["DTSTART"].dt, datetime)
    return not whole_days or seen == "OPAQUE" or bool(shows)


def instant(at: date, asked: Stretch) -> datetime:
    """A day begins at midnight of its owner; a time without a zone is theirs, too."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return (at if at.tzinfo else at.replace(tzinfo=asked.zone)).astimezone(UTC)


def once(event: Component) -> tuple[Component, date, date]:
    """An event that does not come round. The library would take as long for it as for a series."""
    start, end, long = event["DTSTART"].dt, event.get("DTEND"), event.get("DURATION")
    if end is not None:
        return event, start, end.dt
    if long is not None and not isinstance(start, datetime) and long.dt.seconds:
        start = datetime.combine(start, time())
    usual = timedelta() if isinstance(start, datetime) else timedelta(days=1)
    return event, start, start + (usual if long is None else long.dt)


def all_times(events: list[Component], asked: Stretch) -> Iterator[tuple[Component, date, date]]:
    """Of one event with all its repetitions and exceptions."""
    if len(events) == 1 and not COMES_ROUND & events[0].keys():
        yield once(events[0])
        return
    calendar = icalendar.Calendar()
    for event in events:
        calendar.add_component(event)
    for one in recurring_ical_events.of(calendar).between(asked.since, asked.until):
        yield one, one.start, one.end


def times_of(events: list[Component], asked: Stretch) -> Iterator[tuple[int, int]]:
    """Those at which somebody is busy, within what was asked."""
    durations = {one["DURATION"].dt for one in events if "DURATION" in one and "DTEND" not in one}
    for one, start, end in all_times(events, asked):
        if not is_busy(one) or comparable(end) <= comparable(start):
            continue
        begins, ends = instants(start, end, durations, asked)
        first, last = max(begins, asked.since), min(ends, asked.until, EPOCH_END)
        if last > first:
            yield int(first.timestamp()), int(last.timestamp())


def instants(
    start: date, end: date, durations: set[timedelta], asked: Stretch
) -> tuple[datetime, datetime]:
    """When it begins and ends (RFC 5545, 3.3.5 and 3.3.6). Where clocks skip the hour at which it
    begins, it begins and ends that hour later. The hours of a duration pass, whatever clocks do
    meanwhile; its days are those of the calendar."""
    begins = instant(start, asked)
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return begins, instant(end, asked)
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    if start.tzinfo == end.tzinfo and length in durations:
        nights = instant(start + timedelta(days=length.days), asked)
        return begins, nights + timedelta(seconds=length.seconds)
    zone = start.tzinfo or asked.zone
    skipped = begins.astimezone(zone).replace(tzinfo=None) - start.replace(tzinfo=None)
    return begins, instant(end + skipped, asked)


def series_of(events: list[Component]) -> list[list[Component]]:
    """One with its exceptions; further ones that go by the same name, each for itself."""
    begun = [one for one in events if "RECURRENCE-ID" not in one]
    newest = max((int(one.get("SEQUENCE", 0)) for one in begun), default=0)
    others = [one for one in begun if int(one.get("SEQUENCE", 0)) == newest][1:]
    first = [one for one in events if not any(one is other for other in others)]
    return [first, *([other] for other in others)]


def over(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


class Findings:
    """Busy times as they are found, and the days of events that could not be read."""

    def __init__(self, asked: Stretch) -> None:
        self.asked = asked
        self.spans: list[tuple[int, int]] = []
        self.days: set[str] = set()
        self.slow = 0.0

    def left_out(self, event: Event) -> None:
        """Named by its day, where that is near; of what is long over nobody needs to know."""
        with suppress(ValueError):
            day = day_of(event.day)
            repeats = any(name_of(line) == "RRULE" for line in event.lines)
            if (repeats or day >= self.asked.since.date()) and day <= self.asked.until.date():
                self.days.add(day.isoformat())

    def take(self, group: list[Event]) -> None:
        """One event and what belongs to it. What can't be read is left out alone."""
        whole = []
        for event in group:
            try:
                whole.append(parsed(event))
            except Exception:
                self.left_out(event)
        try:
            self.spans += self._expanded(whole) if whole else []
        except Exception:
            self.left_out(group[0])
        if len(self.spans) > MOST_TIMES or self.slow > MOST_SLOW:
            raise Unreadable("too much")

    def _expanded(self, whole: list[Component]) -> list[tuple[int, int]]:
        before = process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, ONE_EVENT)
        try:
            return [span for one in series_of(whole) for span in times_of(one, self.asked)]
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if (took := process_time() - before) > SLOW:
                self.slow += took


def know_zones(zones: list[list[str]]) -> None:
    """A calendar's own zones; one that is broken is as good as none."""
    for lines in zones:
        if len(lines) > MOST_OF_A_ZONE or any(TOO_OFTEN.search(line.upper()) for line in lines):
            continue
        text = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])
        with suppress(Exception):
            icalendar.Calendar.from_ical(text)


def read(raw: bytes, asked: Stretch) -> dict[str, Any]:
    """Raises Unreadable."""
    groups: dict[str, list[Event]] = {}
    zones, reading = [], Findings(asked)
    for kind, lines in components(lines_of(raw)):
        if kind == "VTIMEZONE":
            zones.append(lines)
            continue
        event = event_of(lines)
        if is_written_here(event.uid):
            continue
        if is_bomb(event):
            reading.left_out(event)
        elif not is_elsewhere(event, asked.since, asked.until):
            groups.setdefault(event.uid or f" {len(groups)}", []).append(event)
    know_zones(zones)
    for group in groups.values():
        reading.take(group)
    return {"spans": reading.spans, "left_out": sorted(reading.days)[:MOST_DAYS]}


def main() -> None:
    limit()
    signal.signal(signal.SIGVTALRM, over)
    zoneinfo.reset_tzpath(())  # the program's own zones, which lie among its files
    sys.addaudithook(shut)
    coming = sys.stdin.buffer
    front = json.loads(coming.readline())
    since, until = (datetime.fromtimestamp(front[name], UTC) for name in ("since", "until"))
    try:
        zone = zoneinfo.ZoneInfo(front["zone"])
        answer = read(coming.read(LARGEST + 1), Stretch(since, until, zone))
    except Unreadable as refused:
        answer = {"trouble": str(refused)}
    except MemoryError:
        answer = {"trouble": "too much"}
    sys.stdout.write(json.dumps(answer))
