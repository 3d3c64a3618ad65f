from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from outandback.rooms.notify.actions import keep_preferences
from outandback.rules.afterwards import day_of

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person


class For(StrEnum):
    """For how long somebody wants nothing suggested on Today."""

    WEEK = "week"
    MONTH = "month"
    UNTIL_ASKED = "until asked"


DAYS = {For.WEEK: timedelta(days=7), For.MONTH: timedelta(days=30)}


def put_away(person: Person, how_long: For, at: datetime) -> None:
    """Nothing is suggested before that day; without one, before its person asks. Kept with how
    they want to be told, which Today has at hand."""
    days = DAYS.get(how_long)
    until = day_of(at, person.zone) + days if days else None
    keep_preferences(person, suggestions_off=True, suggestions_until=until)
