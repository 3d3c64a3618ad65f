"""What the process that reads calendars makes of what programs write, and of what nobody should."""

from __future__ import annotations

import signal
import zoneinfo
from datetime import UTC, date, datetime
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outandback.rooms.calendars import ics, ics_process
from outandback.rules import calendar_lines
from outandback.rules.busy_times import AHEAD, BACK, Read
from tests.cast import AT, ZONE
from tests.rooms.calendars.texts import BOMBS, LEFT_OUT, LONG, OTHER, READ, TITLE, calendar, event

IN_TIME = 2.0


def read(raw: bytes, zone: str = ZONE) -> Read:
    return ics.read([raw], zone, AT)


def said(read: Read) -> list[str]:
    """As the texts write them."""
    day = "%dT%H:%M"
    return [
        " ".join(datetime.fromtimestamp(at, UTC).strftime(day) for at in span)
        for span in read.spans
    ]


@pytest.mark.parametrize("name", READ)
def test_what_programs_write_is_read(name: str) -> None:
    raw, busy = READ[name]
    assert (said(read(raw)), read(raw).left_out) == (busy, [])


@pytest.mark.parametrize("name", LEFT_OUT)
def test_one_broken_event_breaks_no_other_and_is_named_by_its_day(name: str) -> None:
    found = read(calendar(LEFT_OUT[name], OTHER))
    assert said(found) == ["21T08:00 21T09:00"]
    assert found.left_out == [date(2026, 5, 20)]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str) -> None:
    raw, trouble = BOMBS[name]
    with pytest.raises(ics.NotRead) as refused:
        read(raw)
    assert refused.value.trouble == trouble


@pytest.mark.parametrize("name", [*BOMBS, *LONG])
def test_nothing_takes_long(name: str) -> None:
    """By the time that the processor spends: other work beside it makes no difference."""
    raw = LONG[name] if name in LONG else BOMBS[name][0]
    before = process_time()
    in_here(raw)
    assert process_time() - before < IN_TIME


def in_here(raw: bytes) -> dict[str, Any]:
    """What the process would give back, without one."""
    signal.signal(signal.SIGVTALRM, ics_process.over)
    asked = ics_process.Stretch(AT - BACK, AT + AHEAD, zoneinfo.ZoneInfo(ZONE))
    try:
        return ics_process.read(raw, asked)
    except calendar_lines.Unreadable as refused:
        return {"trouble": str(refused)}


def test_summer_time_begins_and_ends_where_the_event_is() -> None:
    weekly = event("DTSTART;TZID=America/New_York:20261019T090000", "RRULE:FREQ=WEEKLY;COUNT=4")
    starts = [datetime.fromtimestamp(a, UTC).hour for a, _ in read(calendar(weekly)).spans]
    assert starts == [13, 13, 14, 14]


# Clocks go on by an hour at 01:00 UTC on 28 March 2027, and back at 01:00 UTC on 25 October 2026.
CLOCKS = {
    "an hour that clocks skip": (
        ("DTSTART;TZID=Europe/Berlin:20270328T023000", "DURATION:PT1H"), ["28T01:30 28T02:30"],
    ),
    "the same, by its end": (
        ("DTSTART;TZID=Europe/Berlin:20270328T023000", "DTEND;TZID=Europe/Berlin:20270328T034500"),
        ["28T01:30 28T02:45"],
    ),
    "a day of a series in it": (
        ("DTSTART;TZID=Europe/Berlin:20270327T023000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
        ["27T01:30 27T02:30", "28T01:30 28T02:30", "29T00:30 29T01:30"],
    ),
    "hours that go on over it": (
        ("DTSTART;TZID=Europe/Berlin:20270327T220000", "DURATION:PT8H"), ["27T21:00 28T05:00"],
    ),
    "the same, by its end on the clock": (
        ("DTSTART;TZID=Europe/Berlin:20270327T220000", "DTEND;TZID=Europe/Berlin:20270328T060000"),
        ["27T21:00 28T04:00"],
    ),
    "hours while clocks go back": (
        ("DTSTART;TZID=Europe/Berlin:20261024T220000", "DURATION:PT8H"), ["24T20:00 25T04:00"],
    ),
    "a day until the same hour": (
        ("DTSTART;TZID=Europe/Berlin:20270327T120000", "DURATION:P1D"), ["27T11:00 28T10:00"],
    ),
    "an hour that clocks show twice is the first": (
        ("DTSTART;TZID=Europe/Berlin:20261025T023000", "DURATION:PT1H"), ["25T00:30 25T01:30"],
    ),
    "a leap second": (("DTSTART:20260630T235960Z", "DURATION:PT1H"), ["30T23:59 01T00:59"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CLOCKS)
def test_hours_pass_as_they_do_where_clocks_change(name: str) -> None:
    lines, busy = CLOCKS[name]
    assert said(read(calendar(event(*lines)))) == busy


def test_nothing_lies_outside_of_what_was_asked() -> None:
    daily = event("DTSTART:20200101T080000Z", "RRULE:FREQ=DAILY")
    spans = read(calendar(daily)).spans
    assert min(spans)[0] >= (AT - BACK).timestamp() and max(spans)[1] <= (AT + AHEAD).timestamp()
    assert len(spans) == 431


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ics, "PROCESS", "import sys, time\nsys.stdin.buffer.read()\ntime.sleep(60)\n"
    )
    monkeypatch.setattr(ics, "SECONDS", 0.2)
    with pytest.raises(ics.NotRead) as refused:
        read(calendar(event()))
    assert refused.value.trouble == "too slow"


@pytest.mark.parametrize("answer", ["", "no JSON", "[]", '{"spans": 3}', '{"trouble": "other"}'])
def test_an_answer_that_is_none_is_no_reading(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(ics, "PROCESS", f"import sys\nsys.stdin.buffer.read()\nprint({answer!r})\n")
    with pytest.raises(ics.NotRead):
        read(calendar(event()))


@pytest.mark.parametrize("given", [("socket.connect", ()), ("subprocess.Popen", ()),
                                   ("open", ("/etc/passwd", "r", 0)), ("open", (__file__, "w", 0)),
                                   ("os.remove", ("x",))])  # fmt: skip
def test_the_process_keeps_to_itself(given: tuple[str, tuple[Any, ...]]) -> None:
    with pytest.raises(PermissionError):
        ics_process.shut(*given)


def test_no_title_reaches_the_library_or_comes_back() -> None:
    lines = [line for _, kept in calendar_lines.components(calendar(event()).decode().split("\r\n"))
             for line in kept]  # fmt: skip
    assert lines and not any(TITLE in line for line in lines)


names = st.sampled_from(sorted(calendar_lines.KEPT | {"BEGIN", "END", "SUMMARY", "X-A"}))
values = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["VEVENT", "VTIMEZONE", "VCALENDAR", "20260520T100000Z", "20260520", "PT1H"]),
    st.builds(
        "FREQ={};INTERVAL={};COUNT={};BYDAY={}".format,
        st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "SECONDLY", ""]),
        st.integers(-2, 9), st.integers(-2, 9), st.sampled_from(["MO", "5FR", "-1SU", "XX", ""]),
    ),
    st.datetimes().map("{:%Y%m%dT%H%M%S}".format),
    st.timedeltas().map(lambda long: f"{'-' if long.days < 0 else ''}P{abs(long.days)}D"),
)  # fmt: skip
lines = st.lists(st.builds("{}:{}".format, names, values), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=4), st.booleans())
def test_whatever_comes_gives_times_that_can_be(parts: list[list[str]], closed: bool) -> None:
    """In order to be one: it ends after it begins, and lies within what was asked."""
    events = [("BEGIN:VEVENT", *part, "END:VEVENT") for part in parts]
    found = in_here(calendar(*events, OTHER, last=closed))
    for start, end in found.get("spans", ()):
        assert (AT - BACK).timestamp() <= start < end <= (AT + AHEAD).timestamp()
    assert all(date.fromisoformat(day) for day in found.get("left_out", ()))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([raw for raw, _ in READ.values()]), st.data())
def test_a_calendar_with_bytes_of_it_changed_gives_times_that_can_be(raw: bytes, data: Any) -> None:
    cut = data.draw(st.integers(0, len(raw)))
    changed = (
        raw[:cut] + data.draw(st.binary(max_size=6)) + raw[cut + data.draw(st.integers(0, 9)) :]
    )
    for start, end in in_here(changed).get("spans", ()):
        assert (AT - BACK).timestamp() <= start < end <= (AT + AHEAD).timestamp()
