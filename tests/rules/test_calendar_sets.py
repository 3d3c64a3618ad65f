"""Any set of leaves, time together and trips makes a calendar that is right by the letter: for our
own reading of RFC 5545, and for the `icalendar` library, which may mend nothing in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from outandback.rules.feed_times import (
    TOGETHER,
    TRIP,
    FeedTime,
    end_of,
    entry_of,
    is_looked_at,
    looked_at,
    moment_of,
)
from outandback.rules.icalendar_text import CalendarEntry, calendar
from tests.calendar_grammar import lines_of, problems_in

ZONES = (
    *("Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"),
    *("Africa/Casablanca", "Pacific/Apia", "America/St_Johns"),
)
MADE_ON = date(2026, 5, 13)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)
ids = st.uuids(version=4).map(lambda one: one.hex)
zones = st.sampled_from(ZONES)
instants = st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@st.composite
def hours(draw: st.DrawFn, kind: str = "", on: str = "") -> FeedTime:
    """A leave, or time together, that may end by another clock than it began."""
    out_at, zone, back_zone = draw(instants), draw(zones), draw(zones)
    out = moment_of(out_at, zone)
    back_at = out_at + timedelta(minutes=draw(st.integers(1, 60 * 24 * 40)))
    back = moment_of(back_at, zone if kind else back_zone)
    open_ended = not kind and draw(st.booleans())
    off = draw(st.sampled_from(["", "2026-05-13"])) if not kind else ""
    one = FeedTime(draw(ids) + on, out.wall, zone, back.wall, back.zone, off, out.again, back.again)
    return one._replace(kind=kind, back="" if open_ended else back.wall)


@st.composite
def whole_days(draw: st.DrawFn) -> FeedTime:
    first = draw(st.dates(FIRST.date(), LAST.date()))
    after = first + timedelta(days=draw(st.integers(1, 40)))
    return FeedTime(draw(ids), first.isoformat(), "", after.isoformat(), "", kind=TRIP)


sets = st.lists(
    st.tuples(st.one_of(hours(), hours(TOGETHER, "2026-05-14"), whole_days()), words), max_size=12
)


def entries(given_out: list[tuple[FeedTime, str]]) -> list[CalendarEntry]:
    return [
        entry_of(one, f"{number:032x}", said, number)
        for number, (one, said) in enumerate(given_out)
    ]


@settings(max_examples=150, deadline=None)
@given(sets, words)
def test_any_set_is_right_by_the_letter(given_out: list[tuple[FeedTime, str]], title: str) -> None:
    written = calendar(title, MADE_ON, entries(given_out))
    assert problems_in(written) == []
    read: Any = Calendar.from_ical(written)
    parts = list(read.walk())
    assert [getattr(one, "errors", []) for one in parts] == [[]] * len(parts)
    assert all(name in one for one in parts for name in one.required)
    events = {str(one["UID"]): one for one in read.walk("VEVENT")}
    assert len(events) == len(given_out)
    for number, (one, _) in enumerate(given_out):
        says_when(events[f"{number:032x}"], one)


def says_when(event: Any, one: FeedTime) -> None:
    if one.kind == TRIP:
        assert event["DTSTART"].dt == date.fromisoformat(one.out)
        assert event["DTEND"].dt == date.fromisoformat(one.back)
        assert event["DTEND"].dt > event["DTSTART"].dt
    else:
        assert event["DTSTART"].dt.astimezone(UTC) == one.out_at
        assert event["DTEND"].dt.astimezone(UTC) == end_of(one).at
    free = one.kind == TRIP or bool(one.called_off)
    assert event["TRANSP"] == ("TRANSPARENT" if free else "OPAQUE")


@settings(max_examples=100, deadline=None)
@given(st.one_of(hours(), hours(TOGETHER), whole_days()), instants)
def test_it_is_looked_at_from_its_first_moment_to_its_last(one: FeedTime, at: datetime) -> None:
    """A whole day belongs to no clock: it is looked at while its date is."""
    one, looked = one._replace(called_off=""), looked_at(at)
    over_at = end_of(one).at
    seen = is_looked_at(one, looked)
    if one.out_at >= looked.until or over_at < looked.since:
        assert not seen
    elif one.kind == TRIP:
        assert seen == (date.fromisoformat(one.back) > looked.since.date())
    else:
        assert seen


class TestHabits:
    """What is documented of those who read it, in each file that was looked at."""

    FILES = sorted((Path(__file__).parent / "calendars").glob("*.ics"))

    @pytest.fixture(params=FILES, ids=lambda one: one.stem)
    def raw(self, request: pytest.FixtureRequest) -> bytes:
        return bytes(request.param.read_bytes())

    def test_it_has_a_name_and_says_how_often_to_ask_in_both_ways(self, raw: bytes) -> None:
        """Apple’s and Thunderbird’s read the name; of the two ways each reader knows one."""
        said = {one.name: one.value for one in lines_of(raw)}
        assert said["X-WR-CALNAME"]
        assert said["REFRESH-INTERVAL"] == said["X-PUBLISHED-TTL"] == "PT1H"

    def test_nothing_makes_it_an_invitation(self, raw: bytes) -> None:
        """With a METHOD, an ORGANIZER or an ATTENDEE a program asks whether its reader comes."""
        assert not {"METHOD", "ORGANIZER", "ATTENDEE"} & {one.name for one in lines_of(raw)}

    def test_a_zone_is_known_by_its_name_and_told_of_before_it_is_used(self, raw: bytes) -> None:
        """Apple’s and Google’s look it up by name, Thunderbird’s reads it here."""
        told: set[str] = set()
        for one in lines_of(raw):
            if one.name == "TZID":
                assert ZoneInfo(one.value).key == one.value
                told.add(one.value)
            assert one.parameters.get("TZID", "") in told | {""}

    def test_what_is_cancelled_takes_no_time_where_it_is_still_shown(self, raw: bytes) -> None:
        """Google’s hides it, Thunderbird’s strikes it out."""
        read: Any = Calendar.from_ical(raw)
        off = [one for one in read.walk("VEVENT") if one["STATUS"] == "CANCELLED"]
        assert {str(one["TRANSP"]) for one in off} <= {"TRANSPARENT"}

    def test_the_end_of_whole_days_is_the_day_after(self, raw: bytes) -> None:
        read: Any = Calendar.from_ical(raw)
        days = [one for one in read.walk("VEVENT") if type(one["DTSTART"].dt) is date]
        assert all(type(one["DTEND"].dt) is date for one in days)
        assert all(one["DTEND"].dt > one["DTSTART"].dt for one in days)


def test_the_files_hold_each_kind() -> None:
    both = b"".join(one.read_bytes() for one in TestHabits.FILES)
    for needed in (b";VALUE=DATE:", b"STATUS:CANCELLED", b";TZID=", b"\r\n ", b"00Z\r\nDTEND"):
        assert needed in both, needed
