"""What is written of a time is what a calendar program reads of it, to second and letter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from outandback.rules.feed_times import TOGETHER, TRIP, FeedTime, at_rest, entry_of, looked_at
from outandback.rules.icalendar_text import CalendarEntry, CalendarMoment, calendar
from outandback.rules.return_times import WallTime, instant, wall_at
from outandback.rules.zone_shifts import is_odd, shifts_in
from tests.calendar_grammar import lines_of, problems_in

GOLDEN = Path(__file__).parent / "calendars"
ZONES = (
    *("Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "Africa/Casablanca", "America/Argentina/ComodRivadavia", "UTC"),
    *("Pacific/Apia", "Pacific/Chatham", "America/Santiago"),
)
MADE_ON = date(2026, 5, 13)
NAME = "0123456789abcdef0123456789abcdef"
WALL = "%Y-%m-%dT%H:%M"
# What a calendar can say: text without the characters that none of its lines may hold.
said = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120)
FIRST, LAST = datetime.fromisoformat("2009-01-01"), datetime.fromisoformat("2037-01-01")
walls = st.datetimes(FIRST, LAST).map(lambda at: at.strftime(WALL))


def moment(text: str, zone: str = "Europe/London", again: bool = False) -> CalendarMoment:
    return CalendarMoment(text, zone, again)


def read(entries: list[CalendarEntry], title: str = "Busy") -> Any:
    written = calendar(title, MADE_ON, entries)
    assert problems_in(written) == []
    return Calendar.from_ical(written)


@settings(max_examples=300, deadline=None)
@given(walls, st.sampled_from(ZONES), st.booleans(), st.integers(1, 60 * 24 * 90), said)
def test_what_goes_in_comes_out(
    wall: str, zone: str, again: bool, minutes: int, words: str
) -> None:
    start = moment(wall, zone, again)
    back = start.at + timedelta(minutes=minutes)
    end = moment(wall_at(back, zone).strftime(WALL), zone, bool(wall_at(back, zone).fold))
    found = read([CalendarEntry(NAME, start, end, words, 3)])
    (event,) = found.walk("VEVENT")
    assert event["DTSTART"].dt.astimezone(UTC) == start.at
    assert event["DTEND"].dt.astimezone(UTC) == end.at == back.replace(second=0, microsecond=0)
    assert (str(event["SUMMARY"]), event["SEQUENCE"], str(event["UID"])) == (words, 3, NAME)


@settings(max_examples=200, deadline=None)
@given(walls, st.sampled_from(ZONES))
def test_the_zone_beside_a_time_says_how_its_clocks_were(wall: str, zone: str) -> None:
    """By the zone's own lines alone, as a program reads them that knows no zone by name."""
    start = moment(wall, zone)
    written = calendar("Busy", MADE_ON, [CalendarEntry(NAME, start, start, "Busy")])
    line = next(
        one
        for one in lines_of(written)
        if one.name == "DTSTART"
        and len(one.value) > 8
        and (one.parameters or one.value.endswith("Z"))
    )
    if line.value.endswith("Z"):
        assert datetime.fromisoformat(line.value) == start.at
        return
    local = datetime.fromisoformat(line.value)
    assert (local - offset_at(written, local)).replace(tzinfo=UTC) == start.at


def offset_at(written: bytes, local: datetime) -> timedelta:
    observed: list[tuple[datetime, timedelta]] = []
    since = before = after = None
    for one in lines_of(written):
        if one.name == "DTSTART" and not one.parameters and not one.value.endswith("Z"):
            since = datetime.fromisoformat(one.value)
        if one.name == "TZOFFSETFROM":
            before = as_delta(one.value)
        if one.name == "TZOFFSETTO":
            after = as_delta(one.value)
        if one.name == "END" and one.value in {"STANDARD", "DAYLIGHT"}:
            assert since is not None
            assert before is not None
            assert after is not None
            # a time that comes twice is the first of the two; one that is skipped is none of ours
            observed.append((max(since, since + after - before), after))
    return max(one for one in observed if one[0] <= local)[1]


def as_delta(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(
        hours=int(text[1:3]), minutes=int(text[3:5]), seconds=int(text[5:] or 0)
    )


@pytest.mark.parametrize("words", ["é" * 200, "𝄞" * 60, "a" * 67 + "ü", ",;\\" * 40, "日本語" * 30])
def test_long_words_are_folded_between_characters(words: str) -> None:
    start, end = moment("2026-05-14T18:30"), moment("2026-05-14T21:00")
    (event,) = read([CalendarEntry(NAME, start, end, words)], words).walk("VEVENT")
    assert str(event["SUMMARY"]) == words


def test_no_line_can_be_smuggled_in() -> None:
    start, end = moment("2026-05-14T18:30"), moment("2026-05-14T21:00")
    words = "Swim\r\nATTENDEE:mailto:a@b.example\rX:1\nEND:VEVENT\x00\x1b"
    (event,) = read([CalendarEntry(NAME, start, end, words)]).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Swim\nATTENDEE:mailto:a@b.example\nX:1\nEND:VEVENT"


@pytest.mark.parametrize("zone", ZONES)
def test_shifts_are_where_the_clocks_change(zone: str) -> None:
    for shift in shifts_in(zone, 2026):
        second = timedelta(seconds=1)
        before, after = wall_at(shift.at - second, zone), wall_at(shift.at, zone)
        assert after - before != second
        odd = min(shift.wall, shift.wall_after)
        assert is_odd(odd.strftime(WALL), zone)
        assert not is_odd((odd - timedelta(minutes=1)).strftime(WALL), zone)


def test_an_hour_that_comes_twice_is_told_apart() -> None:
    first, second = (moment("2026-10-25T01:30", again=again) for again in (False, True))
    end = moment("2026-10-25T03:00")
    found = read([CalendarEntry(NAME, one, end, "Busy") for one in (first, second)])
    starts = [event["DTSTART"].dt.astimezone(UTC) for event in found.walk("VEVENT")]
    assert starts == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


def test_a_time_that_clocks_skip_is_the_one_that_is_meant() -> None:
    skipped, end = moment("2026-03-29T01:30"), moment("2026-03-29T06:00")
    (event,) = read([CalendarEntry(NAME, skipped, end, "Busy")]).walk("VEVENT")
    meant = WallTime(datetime.fromisoformat(skipped.wall), "Europe/London")
    assert event["DTSTART"].dt == instant(meant)


def out(text: str, back: str = "", **other: Any) -> FeedTime:
    return FeedTime("0" * 32, text, "Europe/London", back, "Europe/London")._replace(**other)


def days(first: str, after: str) -> FeedTime:
    return FeedTime("0" * 32, first, "", after, "", kind=TRIP)


# What the readers of a file do with it, each with the lines that they need for it.
HABITS = {
    # names the calendar, and asks again in an hour; looks zones up by their names
    "apple": [
        entry_of(out("2026-05-14T18:30", "2026-05-14T21:00"), NAME, "Busy", 0),
        entry_of(
            out("2026-10-24T22:00", "2026-10-25T09:00", back_zone="America/New_York"),
            NAME[::-1],
            "Busy",
            2,
        ),
    ],
    # takes the whole file anew, drops what is not in it, and hides what is cancelled
    "google": [
        entry_of(
            out("2026-05-14T18:30", "2026-05-14T21:00", called_off="2026-05-13"), NAME, "Away", 1
        ),
        entry_of(
            out("2026-10-25T01:30", "2026-10-25T02:30", out_again=True), NAME[::-1], "Away", 0
        ),
    ],
    # reads zones from the file itself, and unfolds by octets
    "thunderbird": [
        entry_of(out("2027-03-28T00:30"), NAME, "Schwimmen; dann, vielleicht, \\ Käse 🧀 " * 4, 7),
    ],
    # a trip is a bar above its days, and ends before its DTEND; no zone is told where none is used
    "apple_days": [
        entry_of(days("2026-05-14", "2026-05-18"), NAME, "A week by the sea", 0),
        entry_of(days("2026-12-31", "2027-01-01"), NAME[::-1], "A trip", 3),
    ],
    # whole days say “free” and time together says “busy”; each week is an entry of its own
    "google_of_two": [
        entry_of(days("2026-10-24", "2026-10-27"), NAME, "Busy", 0),
        entry_of(out("2026-10-18T20:00", "2026-10-18T22:00", kind=TOGETHER), "a" * 32, "Busy", 0),
        entry_of(out("2026-10-25T20:00", "2026-10-25T22:00", kind=TOGETHER), "b" * 32, "Busy", 1),
    ],
    # what is called off is struck out, beside whole days of the same date
    "thunderbird_of_two": [
        entry_of(
            out("2026-05-14T18:30", "2026-05-14T21:00", called_off="2026-05-13"), NAME, "Away", 2
        ),
        entry_of(days("2026-05-14", "2026-05-15"), NAME[::-1], "Away", 0),
    ],
}


@pytest.mark.parametrize("reader", HABITS)
def test_the_bytes_are_those_that_were_looked_at(reader: str) -> None:
    """A change of these bytes reaches every calendar that reads them: look at it in one first."""
    written = calendar("Busy", MADE_ON, HABITS[reader])
    assert problems_in(written) == []
    assert written == (GOLDEN / f"{reader}.ics").read_bytes()


def test_what_stands_still_is_looked_at_as_what_moves() -> None:
    at, rests_at = datetime(2026, 5, 13, 18, tzinfo=UTC), datetime(2026, 5, 20, 18, tzinfo=UTC)
    old, called_off = out("2026-04-01T10:00", "2026-04-01T11:00"), out("2026-05-14T10:00")
    under_way = out("2026-05-20T10:00", "2026-05-25T10:00")
    ahead = out("2026-05-21T10:00", "2026-05-22T10:00")
    called_off = called_off._replace(called_off="2026-04-20")
    kept = [old, called_off, under_way, ahead]
    assert at_rest(kept, rests_at, at) == [under_way, ahead]
    assert at_rest(kept, rests_at, rests_at) == [under_way]
    assert looked_at(at).since == datetime(2026, 4, 12, tzinfo=UTC)
