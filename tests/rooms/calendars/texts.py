"""Calendars as programs write them, and as nobody should."""

from __future__ import annotations

FRONT = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN")
BACK = ("END:VCALENDAR",)
TITLE = "Marmalade tasting"


def event(*lines: str, **said: str) -> tuple[str, ...]:
    """An event of one hour on 20 May, but for what is said otherwise; `lines` come last."""
    given = {"UID": "one@example.org", "DTSTAMP": "20260501T080000Z", "SUMMARY": TITLE, **said}
    if not any(line.startswith(("DTSTART", "RECURRENCE-ID")) for line in lines):
        given.setdefault("DTSTART", "20260520T100000Z")
    if not any(line.startswith(("DTEND", "DURATION")) for line in lines) and "DTEND" not in said:
        given.setdefault("DURATION", "PT1H")
    written = [f"{name.replace('_', '-')}:{value}" for name, value in given.items() if value]
    return ("BEGIN:VEVENT", *written, *lines, "END:VEVENT")


def calendar(*parts: tuple[str, ...], ends: str = "\r\n", last: bool = True) -> bytes:
    lines = [*FRONT, *(line for part in parts for line in part), *(BACK if last else ())]
    return (ends.join(lines) + ends).encode()


OWN_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Head office", "BEGIN:STANDARD", "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
)  # fmt: skip
WINDOWS = "W. Europe Standard Time"
DAY = "20260520"


def day_event(*lines: str) -> tuple[str, ...]:
    return event(f"DTSTART;VALUE=DATE:{DAY}", "DTEND;VALUE=DATE:20260521", *lines)


# What it is called, what is in it, and the busy times of it (UTC, day of the month and time).
READ = {
    "plain": (calendar(event()), ["20T10:00 20T11:00"]),
    "no DTSTAMP": (calendar(event(DTSTAMP="")), ["20T10:00 20T11:00"]),
    "lines end in LF": (calendar(event(), ends="\n"), ["20T10:00 20T11:00"]),
    "a fold in a character": (
        calendar(event("DESCRIPTION:Gr\u00fc\u00dfe")).replace(b"\xc3\xbc", b"\xc3\r\n \xbc"),
        ["20T10:00 20T11:00"],
    ),
    "a fold in a time": (
        calendar(event()).replace(b"20260520T10", b"20260520\r\n T10"),
        ["20T10:00 20T11:00"],
    ),
    "a UID twice": (
        calendar(event(), event(DTSTART="20260521T100000Z")),
        ["20T10:00 20T11:00", "21T10:00 21T11:00"],
    ),
    "no UID": (
        calendar(event(UID=""), event(UID="", DTSTART="20260521T100000Z")),
        ["20T10:00 20T11:00", "21T10:00 21T11:00"],
    ),
    "an exception without its series": (
        calendar(event("RECURRENCE-ID:20260520T090000Z", "DTSTART:20260520T100000Z")),
        ["20T10:00 20T11:00"],
    ),
    "one of a series moved": (
        calendar(
            event("RRULE:FREQ=DAILY;COUNT=2"),
            event("RECURRENCE-ID:20260521T100000Z", "DTSTART:20260521T150000Z"),
        ),
        ["20T10:00 20T11:00", "21T15:00 21T16:00"],
    ),
    "one of a series called off": (
        calendar(
            event("RRULE:FREQ=DAILY;COUNT=2"),
            event("RECURRENCE-ID:20260521T100000Z", "DTSTART:20260521T100000Z", STATUS="CANCELLED"),
        ),
        ["20T10:00 20T11:00"],
    ),
    "from one on all moved": (
        calendar(
            event("RRULE:FREQ=DAILY;COUNT=3"),
            event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260521T100000Z", "DTSTART:20260521T150000Z"),
        ),
        ["20T10:00 20T11:00", "21T15:00 21T16:00", "22T15:00 22T16:00"],
    ),
    "until a day": (
        calendar(event("RRULE:FREQ=DAILY;UNTIL=20260521")),
        ["20T10:00 20T11:00", "21T10:00 21T11:00"],
    ),
    "until a day, late in the west": (
        calendar(
            event(
                "DTSTART;TZID=America/Los_Angeles:20260520T200000",
                "RRULE:FREQ=DAILY;UNTIL=20260520",
            )
        ),
        ["21T03:00 21T04:00"],
    ),
    "further days as periods": (
        calendar(event("RDATE;VALUE=PERIOD:20260522T080000Z/20260522T093000Z")),
        ["20T10:00 20T11:00", "22T08:00 22T09:30"],
    ),
    "a number of times, one left out": (
        calendar(event("RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260521T100000Z")),
        ["20T10:00 20T11:00", "22T10:00 22T11:00"],
    ),
    "until 24:00": (
        calendar(event("DTSTART:20260520T230000Z", "DTEND:20260520T240000Z")),
        ["20T23:00 21T00:00"],
    ),
    "lines of one vendor": (
        calendar(event("X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC", "X-WR;X=\"a:b\":c")),
        ["20T10:00 20T11:00"],
    ),
    "no title": (calendar(event("SUMMARY:", SUMMARY="")), ["20T10:00 20T11:00"]),
    "a mark in front": (b"\xef\xbb\xbf" + calendar(event()), ["20T10:00 20T11:00"]),
    "Latin-1": (
        calendar(event("LOCATION:Caf@")).replace(b"Caf@", b"Caf\xe9"),
        ["20T10:00 20T11:00"],
    ),
    "UTF-16": (calendar(event()).decode().encode("utf-16"), ["20T10:00 20T11:00"]),
    "no end": (calendar(event(), last=False), ["20T10:00 20T11:00"]),
    "an event without its end": (
        calendar(event()[:-1], event(UID="two", DTSTART="20260521T100000Z")),
        ["20T10:00 20T11:00", "21T10:00 21T11:00"],
    ),
    "a zone of its own": (
        calendar(OWN_ZONE, event("DTSTART;TZID=Head office:20260520T100000")),
        ["20T08:00 20T09:00"],
    ),
    "a Windows name": (
        calendar(event(f"DTSTART;TZID={WINDOWS}:20260520T100000")),
        ["20T08:00 20T09:00"],
    ),
    "a zone that nobody knows": (
        calendar(event("DTSTART;TZID=Nowhere/Atall:20260520T100000")),
        ["20T09:00 20T10:00"],
    ),
    "no zone": (calendar(event("DTSTART:20260520T100000")), ["20T09:00 20T10:00"]),
    "an end in another zone": (
        calendar(
            event("DTSTART;TZID=Europe/London:20260520T100000",
                  "DTEND;TZID=Europe/Berlin:20260520T120000")
        ),
        ["20T09:00 20T10:00"],
    ),
    "no time between": (calendar(event("DURATION:PT0S")), []),
    "neither end nor duration": (calendar((*event("DURATION:PT0S")[:-2], "END:VEVENT")), []),
    "shown as free": (calendar(event(TRANSP="TRANSPARENT")), []),
    "shown as free by one vendor": (calendar(event("X-MICROSOFT-CDO-BUSYSTATUS:FREE")), []),
    "called off": (calendar(event(STATUS="CANCELLED")), []),
    "a whole day": (calendar(day_event()), []),
    "a whole day, busy": (calendar(day_event("TRANSP:OPAQUE")), ["19T23:00 20T23:00"]),
    "a whole day, out of office": (
        calendar(day_event("X-MICROSOFT-CDO-BUSYSTATUS:OOF")),
        ["19T23:00 20T23:00"],
    ),
    "a whole day, free": (calendar(day_event("X-MICROSOFT-CDO-BUSYSTATUS:FREE")), []),
    "two that touch": (
        calendar(event(), event(UID="two", DTSTART="20260520T110000Z")),
        ["20T10:00 20T12:00"],
    ),
    "a task and an alarm": (
        calendar(
            ("BEGIN:VTODO", "UID:t", "DTSTART:20260520T120000Z", "END:VTODO"),
            (*event()[:-1], "BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT5M", "REPEAT:2",
             "END:VALARM", "END:VEVENT"),
        ),
        ["20T10:00 20T11:00"],
    ),
    "long over": (
        calendar(event(DTSTART="16010101T000000Z"), event(UID="b")),
        ["20T10:00 20T11:00"],
    ),
    "since 1601": (
        calendar(event("DTSTART:16010520T100000Z", "RRULE:FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=20")),
        ["20T10:00 20T11:00", "20T10:00 20T11:00"],
    ),
    "a calendar of nothing": (calendar(), []),
}  # fmt: skip

# What can't be read is left out, and its day is named; the other event is read.
OTHER = event(UID="other", DTSTART="20260521T080000Z")
LEFT_OUT = {
    "an end before its start": event("DTEND:20260520T090000Z"),
    "a duration below nothing": event("DURATION:-PT1H"),
    "no such day": event("DTSTART:20260520T990000Z"),
    "every second": event("RRULE:FREQ=SECONDLY"),
    "every minute": event("RRULE:FREQ=MINUTELY;COUNT=3"),
    "every hour": event("RRULE:FREQ=HOURLY;INTERVAL=2"),
    "often in a day": event("RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE=1,2,3,4,5"),
    "no rule": event("RRULE:every now and then"),
    "a rule without a kind": event("RRULE:COUNT=3"),
}


def _days(number: int) -> str:
    return ",".join(f"2026052{one % 10}T{one % 24:02}0000Z" for one in range(number))


def _many(number: int, *lines: str) -> bytes:
    return calendar(*(event(*lines, UID=f"{one}@example.org") for one in range(number)))


# What is refused as a whole, and by which name.
BOMBS = {
    "20 MB": (b"BEGIN:VCALENDAR\r\n" + b"X-A:" + b"a" * (20 << 20), "too large"),
    "nested": (calendar(("BEGIN:VCALENDAR",) * 40_000), "too much"),
    "nested events": (
        calendar(("BEGIN:VEVENT", "BEGIN:VALARM") * 4 + ("BEGIN:X",) * 90),
        "too much",
    ),
    "many further days": (calendar(event(f"RDATE:{_days(50_000)}")), "too much"),
    "many lines of nothing": (calendar(("",) * 2_500_000, ends="\n")[: 5 << 20], "too much"),
    "every day, for each of many": (_many(60, "RRULE:FREQ=DAILY"), "too much"),
    "a day that never comes": (
        _many(400, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        "too much",
    ),
    "not a calendar": (b"<html><body>Sign in</body></html>", "no calendar"),
    "nothing": (b"", "no calendar"),
    "bytes": (bytes(range(256)) * 200, "no calendar"),
}  # fmt: skip
# What looks like a bomb, and is read within the same time.
LONG = {
    "one long line": calendar(event("DESCRIPTION:" + "a" * (4 << 20))),
    "one long time": calendar(event("EXDATE:" + "2" * (3 << 20)), OTHER),
    "many lines in one": calendar(event(*("X-A:b" for _ in range(300_000)))),
    "many folds": calendar(event()).replace(b"Marmalade", b"\r\n ".join([b"a"] * 400_000)),
}
