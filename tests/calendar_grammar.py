"""What a calendar of ours may hold, and whether it is written as RFC 5545 has it.

Written from the grammar, not from the program that writes: it knows no other component, property
or parameter than those below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

LOCAL, WORLD, DAY = r"\d{8}T\d{6}", r"\d{8}T\d{6}Z", r"\d{8}"
TEXT = r"(?:[^\x00-\x08\x0a-\x1f\x7f\\;,]|\\[\\;,nN])*"
OFFSET = r"[+-]\d{4}(?:\d{2})?"
ONCE, MAYBE = "once", "at most once"


class Property(NamedTuple):
    value: str
    often: str = ONCE
    parameters: tuple[str, ...] = ()


OBSERVED = {
    "DTSTART": Property(LOCAL),
    "TZOFFSETFROM": Property(OFFSET),
    "TZOFFSETTO": Property(OFFSET),
    "TZNAME": Property(TEXT),
}
ALLOWED = {
    "VCALENDAR": {
        "VERSION": Property(r"2\.0"),
        "PRODID": Property(TEXT),
        "CALSCALE": Property("GREGORIAN"),
        "X-WR-CALNAME": Property(TEXT),
        "REFRESH-INTERVAL": Property("PT1H", parameters=("VALUE",)),
        "X-PUBLISHED-TTL": Property("PT1H"),
    },
    "VTIMEZONE": {"TZID": Property(r"[A-Za-z0-9_+/-]+")},
    "STANDARD": OBSERVED,
    "DAYLIGHT": OBSERVED,
    "VEVENT": {
        "UID": Property("[0-9a-f]{32}"),
        "DTSTAMP": Property(WORLD),
        "DTSTART": Property(f"{LOCAL}|{WORLD}|{DAY}", parameters=("TZID", "VALUE")),
        "DTEND": Property(f"{LOCAL}|{WORLD}|{DAY}", parameters=("TZID", "VALUE")),
        "SUMMARY": Property(TEXT),
        "SEQUENCE": Property(r"\d+"),
        "STATUS": Property("CONFIRMED|CANCELLED"),
        "TRANSP": Property("OPAQUE|TRANSPARENT"),
    },
}
INSIDE = {
    "VCALENDAR": {""},
    "VTIMEZONE": {"VCALENDAR"},
    "STANDARD": {"VTIMEZONE"},
    "DAYLIGHT": {"VTIMEZONE"},
    "VEVENT": {"VCALENDAR"},
}
CONTENT_LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:[^\x00-\x1f\x7f";:,]*|"[^"]*"))*)'
    r":(?P<value>.*)",
    re.DOTALL,
)


class Line(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str


def problems_in(calendar: bytes) -> list[str]:
    return [*_in_bytes(calendar), *_in_lines(list(lines_of(calendar)))]


def lines_of(calendar: bytes) -> Iterator[Line]:
    unfolded = calendar.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode()
    for one in unfolded.split("\r\n")[:-1]:
        found = CONTENT_LINE.fullmatch(one)
        if found is None:
            yield Line("?", {}, one)
            continue
        given = (each.partition("=") for each in found["parameters"].split(";")[1:])
        yield Line(found["name"], {name: value for name, _, value in given}, found["value"])


def _in_bytes(calendar: bytes) -> Iterator[str]:
    if not calendar.endswith(b"\r\n"):
        yield "the last line has no end"
    for one in calendar.split(b"\r\n"):
        if b"\n" in one or b"\r" in one:
            yield f"a line ends in another way: {one!r}"
        if len(one) > 75:
            yield f"longer than 75 octets: {one!r}"
        try:
            one.decode()
        except UnicodeDecodeError:
            yield f"a character is taken apart: {one!r}"


def _in_lines(lines: list[Line]) -> Iterator[str]:
    within: list[tuple[str, Counter[str]]] = [("", Counter())]
    zones, used = [], set[str]()
    for line in lines:
        if line.name == "BEGIN":
            if within[-1][0] not in INSIDE.get(line.value, set()):
                yield f"{line.value} within {within[-1][0] or 'nothing'}"
            within[-1][1][line.value] += 1
            within.append((line.value, Counter()))
        elif line.name == "END":
            component, seen = within.pop()
            yield from _at_its_end(component, line.value, seen)
        else:
            within[-1][1][line.name] += 1
            yield from _in_line(within[-1][0], line)
            used |= {value for name, value in line.parameters.items() if name == "TZID"}
            zones += [line.value] if line.name == "TZID" else []
    if [name for name, _ in within] != [""] or within[0][1] != Counter(["VCALENDAR"]):
        yield "not one calendar from its beginning to its end"
    if sorted(zones) != sorted(used):
        yield f"zones are told of {sorted(zones)}, and used of {sorted(used)}"


def _at_its_end(component: str, ended: str, seen: Counter[str]) -> Iterator[str]:
    if component != ended:
        yield f"{ended} ends within {component}"
    for name, known in ALLOWED.get(component, {}).items():
        if seen[name] > 1 or (known.often == ONCE and seen[name] != 1):
            yield f"{component} has {seen[name]} of {name}"
    if component == "VTIMEZONE" and not (seen["STANDARD"] or seen["DAYLIGHT"]):
        yield "a zone with no clock"


def _in_line(component: str, line: Line) -> Iterator[str]:
    known = ALLOWED.get(component, {}).get(line.name)
    if known is None:
        yield f"{line.name} in {component}"
        return
    if not re.fullmatch(known.value, line.value):
        yield f"{line.name} is {line.value!r}"
    if set(line.parameters) - set(known.parameters):
        yield f"{line.name} has {sorted(line.parameters)}"
    if "TZID" in known.parameters and _kinds_of_time(line) != 1:
        yield f"{line.name} is not one of a time with a zone, one of UTC, a day: {line}"


def _kinds_of_time(line: Line) -> int:
    of_zone, whole_day = "TZID" in line.parameters, line.parameters.get("VALUE") == "DATE"
    if ("VALUE" in line.parameters) != bool(re.fullmatch(DAY, line.value)):
        return 0
    return [of_zone, line.value.endswith("Z"), whole_day].count(True)
