"""A time of the clock in words, as somebody would say it aloud: "half past six in the evening"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from outandback.rules.return_times import PartOfDay, part_of_day

if TYPE_CHECKING:
    from datetime import datetime

HOURS = (
    _("twelve"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
    _("eleven"),
)
PAST = {
    5: _("five past {hour}"),
    10: _("ten past {hour}"),
    15: _("quarter past {hour}"),
    20: _("twenty past {hour}"),
    30: _("half past {hour}"),
}
TO = {45: _("quarter to {hour}"), 50: _("ten to {hour}"), 55: _("five to {hour}")}
MIDNIGHT = _("midnight")
WHOLE = {0: MIDNIGHT, 12: _("noon")}
PARTS = {
    PartOfDay.MORNING: _("{time} in the morning"),
    PartOfDay.AFTERNOON: _("{time} in the afternoon"),
    PartOfDay.EVENING: _("{time} in the evening"),
    PartOfDay.NIGHT: _("{time} at night"),
}


def in_words(wall: datetime, nearest: bool) -> str:
    """ "half past six", "half past six in the evening"; "" for what nobody says like that, as
    20:40. `nearest`: no other part of the day can be meant."""
    if wall.minute in PAST:
        return _of_day(PAST[wall.minute].format(hour=HOURS[wall.hour % 12]), wall, nearest)
    if wall.minute not in (0, *TO) or (is_midnight(wall) and not nearest):
        return ""
    hour = (wall.hour + bool(wall.minute)) % 24
    name = str(WHOLE.get(hour, HOURS[hour % 12]))
    said = TO[wall.minute].format(hour=name) if wall.minute else name
    return said if hour in WHOLE else _of_day(said, wall, nearest)


def is_midnight(wall: datetime) -> bool:
    return wall.hour == wall.minute == 0


def _of_day(said: str, wall: datetime, nearest: bool) -> str:
    return said if nearest else PARTS[PartOfDay(part_of_day(wall))].format(time=said)
