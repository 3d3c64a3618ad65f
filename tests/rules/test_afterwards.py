from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outandback.rules.afterwards import day_of, evening_after, is_let_go, still_waits

LONDON, TOKYO = "Europe/London", "Asia/Tokyo"
THURSDAY = date(2026, 5, 14)


def clock(text: str, zone: str = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("home", "now", "evening"),
    [
        ("2026-05-14T21:00", "2026-05-14T22:00", None),
        ("2026-05-14T21:00", "2026-05-15T16:59", None),
        ("2026-05-14T21:00", "2026-05-15T17:00", 1),
        ("2026-05-14T21:00", "2026-05-16T04:59", 1),
        ("2026-05-14T21:00", "2026-05-16T05:00", None),
        ("2026-05-14T21:00", "2026-05-16T20:00", 2),
        ("2026-05-14T21:00", "2026-05-17T04:59", 2),
        ("2026-05-14T21:00", "2026-05-17T20:00", None),
        # home at two in the night: that evening is not over yet
        ("2026-05-15T02:00", "2026-05-15T20:00", 1),
        ("2026-05-15T05:00", "2026-05-15T20:00", None),
        # across the night in which the clocks go back
        ("2026-10-24T21:00", "2026-10-26T20:00", 2),
    ],
)
def test_two_evenings_come_after_a_return(home: str, now: str, evening: int | None) -> None:
    assert evening_after(clock(home), clock(now), LONDON) == evening


def test_an_evening_is_where_its_person_is() -> None:
    home, now = clock("2026-05-14T20:00"), clock("2026-05-15T20:00")
    assert evening_after(home, now, LONDON) == 1
    assert evening_after(home, now, TOKYO) == 1  # four in the morning, of the same evening
    assert evening_after(home, now + timedelta(hours=2), TOKYO) is None


def test_a_telling_waits_five_days_is_mentioned_on_the_sixth_and_let_be() -> None:
    days = [clock("2026-05-14T21:00") + timedelta(days=n) for n in range(9)]
    assert [still_waits(THURSDAY, at, LONDON) for at in days] == [True] * 5 + [False] * 4
    assert [is_let_go(THURSDAY, at, LONDON) for at in days] == [n == 5 for n in range(9)]
    assert not still_waits(THURSDAY + timedelta(days=1), days[0], LONDON)


def test_the_night_belongs_to_the_day_before() -> None:
    assert day_of(clock("2026-05-15T04:59"), LONDON) == THURSDAY
    assert day_of(clock("2026-05-15T05:00"), LONDON) > THURSDAY
