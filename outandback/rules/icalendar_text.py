"""A calendar as programs read it (RFC 5545, RFC 7986): values in, bytes out.

Only what stands here leaves the house: when, one word or a title, and how often it was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from .return_times import WallTime, instant, wall_at
from .zone_shifts import Shift, ZoneClock, clock_at, is_odd, is_odd_day, shifts_in

LONGEST = 75  # octets of a line, without its end
END = "\r\n"
MAKER = "-//Out and Back//Calendar//EN"
ASK_AGAIN = "PT1H"
WALL = "%Y-%m-%dT%H:%M"
LOCAL, WORLD = "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"
# Text means the same without these, and no line may hold them.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# By zone and day: what a time on it begins with; empty on a day on which the clocks change.
Days = dict[str, dict[str, str]]


class CalendarMoment(NamedTuple):
    """By the clock on the wall, as written: `2026-11-30T18:30`. `again`: the second of two. Without
    a zone it is a day, `2026-11-30`, wherever one is: as an end, the day after the last."""

    wall: str
    zone: str
    again: bool = False

    @property
    def at(self) -> datetime:
        wall = datetime.fromisoformat(self.wall)
        return instant(WallTime(wall, self.zone or "UTC", int(self.again)))


class CalendarEntry(NamedTuple):
    """One time, with a name that no other has. Whole days leave their hours free."""

    name: str
    start: CalendarMoment
    end: CalendarMoment
    words: str
    changed: int = 0
    called_off: bool = False


def calendar(title: str, made_on: date, entries: Iterable[CalendarEntry]) -> bytes:
    """`made_on`: the day that every entry is stamped with. When something was typed is nobody’s to
    read; `changed` says which of two is the newer."""
    stamp = f"DTSTAMP:{made_on.isoformat().replace('-', '')}T000000Z{END}"
    days: Days = {}
    said: dict[str, str] = {}
    events = [_event(one, stamp, days, said) for one in entries]
    zones = [_zone(zone, known) for zone, known in sorted(days.items())]
    head = (
        ("VERSION", "2.0"),
        ("PRODID", MAKER),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", escaped(title)),
        ("REFRESH-INTERVAL;VALUE=DURATION", ASK_AGAIN),
        ("X-PUBLISHED-TTL", ASK_AGAIN),
    )
    lines = "".join(line(name, value) for name, value in head)
    body = ("BEGIN:VCALENDAR" + END, lines, *zones, *events, "END:VCALENDAR" + END)
    return "".join(body).encode()


def calendar_of_one(made_on: date, entry: CalendarEntry) -> bytes:
    """One entry by itself, as a calendar server takes it in (RFC 4791): it belongs to a calendar
    that has a name and an order of its own."""
    stamp = f"DTSTAMP:{made_on.isoformat().replace('-', '')}T000000Z{END}"
    days: Days = {}
    event = _event(entry, stamp, days, {})
    zones = [_zone(zone, known) for zone, known in sorted(days.items())]
    head = line("VERSION", "2.0") + line("PRODID", MAKER) + line("CALSCALE", "GREGORIAN")
    body = ("BEGIN:VCALENDAR" + END, head, *zones, event, "END:VCALENDAR" + END)
    return "".join(body).encode()


def line(name: str, value: str) -> str:
    """With its end, and folded where it is long."""
    whole = f"{name}:{value}"
    if len(whole) <= LONGEST and (whole.isascii() or len(whole.encode()) <= LONGEST):
        return whole + END
    return (END + " ").join(_pieces(whole)) + END


def escaped(text: str) -> str:
    if not text.isprintable():
        text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\n", "\\n")


def _pieces(whole: str) -> Iterator[str]:
    """No character is taken apart. Each further piece stands behind a space."""
    piece, size, room = "", 0, LONGEST
    for char in whole:
        octets = len(char.encode())
        if size + octets > room:
            yield piece
            piece, size, room = "", 0, LONGEST - 1
        piece, size = piece + char, size + octets
    yield piece


def _event(one: CalendarEntry, stamp: str, days: Days, said: dict[str, str]) -> str:
    """`days` notes of which zones something must be told; `said`, each summary by its words."""
    name, start, end, words, changed, called_off = one
    summary = said.get(words)
    if summary is None:
        summary = said[words] = line("SUMMARY", escaped(words))
    return (
        f"BEGIN:VEVENT\r\nUID:{name}\r\n{stamp}"
        f"DTSTART{_time(start, days)}\r\nDTEND{_time(end, days)}\r\n"
        f"{summary}SEQUENCE:{changed}\r\n{_state(start.zone, called_off)}"
    )


_TAKEN = f"STATUS:CONFIRMED{END}TRANSP:OPAQUE{END}END:VEVENT{END}"
_FREE = f"STATUS:CONFIRMED{END}TRANSP:TRANSPARENT{END}END:VEVENT{END}"
_CANCELLED = f"STATUS:CANCELLED{END}TRANSP:TRANSPARENT{END}END:VEVENT{END}"


def _state(zone: str, called_off: bool) -> str:
    if called_off:
        return _CANCELLED
    return _TAKEN if zone else _FREE


def _time(moment: CalendarMoment, days: Days) -> str:
    """Most are on a day on which another was, and need no second look at the clocks of its zone."""
    wall, zone, _ = moment
    known = days.get(zone)
    head = known.get(wall[:10]) if known else None
    return f"{head}{wall[11:13]}{wall[14:]}00" if head else _first_on_its_day(moment, days)


def _first_on_its_day(moment: CalendarMoment, days: Days) -> str:
    """`TZID` means the first of two, so that the second is said by the clocks of the world."""
    wall, zone = moment.wall, moment.zone
    if not zone:
        return f";VALUE=DATE:{wall.replace('-', '')}"
    if zone == "UTC" or (moment.again and is_odd(wall, zone)):
        return f":{moment.at.strftime(WORLD)}"
    if is_odd(wall, zone):
        wall = wall_at(moment.at, zone).strftime(WALL)
    day = wall[:10]
    head = f";TZID={zone}:{day.replace('-', '')}T"
    days.setdefault(zone, {})[day] = "" if is_odd_day(day, zone) else head
    return f"{head}{wall[11:13]}{wall[14:]}00"


def _zone(zone: str, days: Iterable[str]) -> str:
    """From before the first of its times until after the last, each change of the clocks."""
    years = [int(day[:4]) for day in days]
    first, last = min(years), max(years)
    begin = datetime(first - 1, 1, 1, tzinfo=UTC)
    clock = clock_at(zone, begin)
    known = _observed(clock.offset, clock, datetime(1970, 1, 1, tzinfo=UTC))
    shifts = (one for year in range(first - 1, last + 2) for one in shifts_in(zone, year))
    observed = "".join(map(_shifted, shifts))
    return f"BEGIN:VTIMEZONE{END}TZID:{zone}{END}{known}{observed}END:VTIMEZONE{END}"


def _shifted(shift: Shift) -> str:
    return _observed(shift.before.offset, shift.after, shift.wall)


def _observed(before: timedelta, clock: ZoneClock, since: datetime) -> str:
    kind = "DAYLIGHT" if clock.summer else "STANDARD"
    return (
        f"BEGIN:{kind}{END}DTSTART:{since.strftime(LOCAL)}{END}TZOFFSETFROM:{_offset(before)}{END}"
        f"TZOFFSETTO:{_offset(clock.offset)}{END}TZNAME:{escaped(clock.name)}{END}END:{kind}{END}"
    )


def _offset(offset: timedelta) -> str:
    seconds = round(offset.total_seconds())
    sign, left = "-" if seconds < 0 else "+", abs(seconds)
    hours, minutes, rest = left // 3600, left // 60 % 60, left % 60
    return f"{sign}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")
