"""How an entry of ours is named in somebody's calendar, and how it is known again."""

from __future__ import annotations

from datetime import date

import pytest

from outandback.rules.icalendar_text import (
    CalendarEntry,
    CalendarMoment,
    calendar,
    calendar_of_one,
)
from outandback.rules.written_entries import entry_name, holds_only, is_written_here, to_write

KEY, OTHER = bytes(32), bytes([1]) * 32
NAME = entry_name("a" * 32, KEY)
START = CalendarMoment("2026-05-14T18:30", "Europe/London")
ENTRY = CalendarEntry(NAME, START, CalendarMoment("2026-05-14T21:00", "Europe/London"), "Busy", 2)
ON = date(2026, 5, 13)
TEXT = calendar_of_one(ON, ENTRY)


def test_a_name_says_whose_app_it_was_and_without_its_key_not_of_what() -> None:
    assert is_written_here(NAME) and entry_name("a" * 32, KEY) == NAME
    assert len({NAME, entry_name("b" * 32, KEY), entry_name("a" * 32, OTHER)}) == 3
    assert "a" * 8 not in NAME
    for other in ("", "a" * 32, f"x{NAME}", f"{NAME}x", "z" * 32 + ".out-and-back"):
        assert not is_written_here(other)


def test_one_by_itself_says_what_it_says_among_others() -> None:
    """All but what is said of a calendar as a whole."""
    among = calendar("Busy", ON, [ENTRY]).split(b"\r\n")
    of_all = (b"X-WR-CALNAME", b"REFRESH-INTERVAL", b"X-PUBLISHED-TTL")
    assert TEXT.split(b"\r\n") == [line for line in among if not line.startswith(of_all)]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (TEXT, True),
        (TEXT.replace(b"\r\n", b"\n"), True),
        (TEXT.replace(b"UID:", b"UID;X-OF=us:"), True),
        (TEXT.replace(NAME.encode(), NAME[:20].encode() + b"\r\n " + NAME[20:].encode()), True),
        (TEXT.replace(NAME.encode(), b"theirs"), False),
        (TEXT.replace(b"UID:", b"X-UID:"), False),
        (TEXT + TEXT.replace(NAME.encode(), b"theirs"), False),
        (TEXT.replace(b"SUMMARY:Busy", b"SUMMARY:UID"), True),
        (TEXT.replace(NAME.encode(), b"theirs").replace(b"SUMMARY:Busy", b"X:UID:" + NAME.encode()),
         False),
        (b"", False),
    ],
)  # fmt: skip
def test_it_is_ours_where_our_name_alone_stands_in_it(text: bytes, ours: bool) -> None:
    assert holds_only(text, NAME) == ours


def test_a_mark_of_its_times_is_another_with_other_times_alone() -> None:
    first = to_write(ENTRY, TEXT)
    assert to_write(ENTRY._replace(words="Away", changed=9), b"other").when == first.when
    later = ENTRY._replace(end=CalendarMoment("2026-05-14T22:00", "Europe/London"))
    assert to_write(later, TEXT).when != first.when
    assert to_write(ENTRY._replace(called_off=True), TEXT).when != first.when
