from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from outandback.ui import spoken


def at(hour: int, minute: int = 0, day: int = 14) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (18, 30, "half past six"),
        (21, 0, "nine"),
        (9, 0, "nine"),
        (21, 10, "ten past nine"),
        (21, 5, "five past nine"),
        (7, 15, "quarter past seven"),
        (7, 20, "twenty past seven"),
        (6, 45, "quarter to seven"),
        (11, 55, "five to noon"),
        (12, 0, "noon"),
        (12, 30, "half past twelve"),
        (0, 0, "midnight"),
        (0, 30, "half past twelve"),
        (23, 50, "ten to midnight"),
        (20, 40, "20:40"),
        (20, 1, "20:01"),
        (9, 4, "09:04"),
    ],
)
def test_a_time_is_said_as_people_say_it(hour: int, minute: int, said: str) -> None:
    assert spoken.spoken_time(at(hour, minute)) == said


def test_every_minute_of_a_day_can_be_said() -> None:
    said = {spoken.spoken_time(at(hour, minute)) for hour in range(24) for minute in range(60)}
    assert "" not in said
    assert not any(words.endswith(" ") for words in said)


def test_days_have_names() -> None:
    assert spoken.day_name(at(9)) == "Thursday"
    assert spoken.short_day(date(2026, 5, 13)) == "Wed"
    assert spoken.long_day(at(9)) == "Thursday 14 May"


def test_counts_are_words_up_to_nine() -> None:
    assert spoken.count_in_words(2) == "Two"
    assert spoken.count_in_words(12) == "12"


def test_days_since_counts_days_and_parts_of_a_day() -> None:
    assert spoken.days_since(date(2026, 5, 11), at(18)) == 3.75
    assert spoken.days_since(date(2026, 5, 15), at(12)) == -0.5


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (14, "at 18:30"),
        (15, "on Friday at 18:30"),
        (20, "on Wednesday at 18:30"),
        (21, "on 21 May at 18:30"),
        (13, "on Wednesday at 18:30"),
        (7, "on 7 May at 18:30"),
    ],
)
def test_another_day_is_named(day: int, said: str) -> None:
    assert spoken.when(at(18, 30, day), at(23)) == said


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2026, 1, 3, 8, 0, tzinfo=UTC), "today"),
        (datetime(2026, 1, 2, 23, 0, tzinfo=UTC), "on Friday"),
        (datetime(2025, 12, 29, 8, 0, tzinfo=UTC), "on Monday"),
        (datetime(2025, 12, 27, 8, 0, tzinfo=UTC), "on 27 December 2025"),
    ],
)
def test_a_day_is_named_and_its_year_where_it_is_another(then: datetime, said: str) -> None:
    assert spoken.on_day(then, datetime(2026, 1, 3, 20, 0, tzinfo=UTC)) == said
