"""Times as people say them. Pure: aware datetimes come in already turned to the reader's zone."""

from __future__ import annotations

from datetime import date, datetime

HOURS = (
    *("twelve", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven"),
)
PAST = {5: "five past", 10: "ten past", 15: "quarter past", 20: "twenty past", 30: "half past"}
TO = {45: "quarter to", 50: "ten to", 55: "five to"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEK = 7
COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def spoken_time(at: datetime) -> str:
    """ "half past six", "nine", "ten past nine"; a time nobody says like that stays "20:40"."""
    if at.minute == 0:
        return _whole_hour(at.hour)
    if at.minute in PAST:
        return f"{PAST[at.minute]} {HOURS[at.hour % 12]}"
    if at.minute in TO:
        return f"{TO[at.minute]} {_whole_hour((at.hour + 1) % 24)}"
    return clock(at)


def _whole_hour(hour: int) -> str:
    return {0: "midnight", 12: "noon"}.get(hour, HOURS[hour % 12])


def day_name(at: date) -> str:
    return DAYS[at.weekday()]


def short_day(at: date) -> str:
    return DAYS[at.weekday()][:3]


def long_day(at: date) -> str:
    return f"{day_name(at)} {at.day} {MONTHS[at.month - 1]}"


def other_day(at: datetime, now: datetime) -> str:
    """Nothing for today, the day's name within a week, its date beyond."""
    away = (at.date() - now.date()).days
    if not away:
        return ""
    return day_name(at) if abs(away) < WEEK else f"{at.day} {MONTHS[at.month - 1]}"


def on_day(at: datetime, now: datetime) -> str:
    """ "today", "on Saturday", "on 5 December", "on 5 December 2025" """
    day = other_day(at, now)
    lately = abs((at.date() - now.date()).days) < WEEK
    year = "" if lately or at.year == now.year else f" {at.year}"
    return f"on {day}{year}" if day else "today"


def when(at: datetime, now: datetime) -> str:
    """ "at 16:40", "on Saturday at 16:40", "on 5 December at 16:40" """
    day = other_day(at, now)
    return f"on {day} at {clock(at)}" if day else f"at {clock(at)}"


def count_in_words(count: int) -> str:
    return COUNTS[count] if count < len(COUNTS) else str(count)


def days_since(start: date, at: datetime) -> float:
    """Days and part of a day from midnight at the start of `start` to `at`, on the same clock."""
    hours = at.hour + at.minute / 60
    return (at.date() - start).days + hours / 24
